"""Bitexts as files. Each format is one module, and nothing else knows it."""

from collections.abc import Callable
from dataclasses import dataclass

from tarjoman.align.formats import jsonl, plain
from tarjoman.align.review import page
from tarjoman.bitext import Bitext


@dataclass(frozen=True, slots=True)
class Format:
    """How a bitext becomes a file.

    suffix: what follows the document's id in the file's name. encode: the file's content.
    joins: whether the contents of several bitexts, one after the other, are a valid file too.
    made: whether a file of that suffix that begins so was written by us, and is no source; where that cannot be seen it
    is taken to be.
    """

    suffix: str
    encode: Callable[[Bitext], bytes]
    joins: bool
    made: Callable[[bytes], bool] = lambda head: True


def _utf8(render: Callable[[Bitext], str]) -> Callable[[Bitext], bytes]:
    return lambda bitext: render(bitext).encode("utf-8")


FORMATS = {
    "html": Format(".html", _utf8(page.render), joins=False, made=page.is_ours),
    "jsonl": Format(".jsonl", _utf8(jsonl.render), joins=True, made=jsonl.is_ours),
    "txt": Format(plain.SUFFIX, _utf8(plain.render), joins=True),
}
