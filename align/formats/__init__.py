"""Bitexts as files. Each format is one module, and nothing else knows it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tarjoman.align.formats import jsonl, plain
from tarjoman.align.review import page
from tarjoman.bitext import Bitext


@dataclass(frozen=True, slots=True)
class Format:
    """How bitexts become a file, and it becomes them.

    suffix: what follows the document's id in the file's name. encode: the content of one file with some bitexts.
    decode: the bitexts of a file, raising InputError; None where too little of them is in it. joins: whether several
    contents, one after the other, are a valid file too. made: whether a file of that suffix that begins so was written
    by us, and is no source; where that cannot be seen it is taken to be.
    """

    suffix: str
    encode: Callable[[Sequence[Bitext]], bytes]
    decode: Callable[[Path], Iterator[Bitext]] | None = None
    joins: bool = False
    made: Callable[[bytes], bool] = lambda head: True


def _utf8(render: Callable[[Sequence[Bitext]], str]) -> Callable[[Sequence[Bitext]], bytes]:
    return lambda bitexts: render(bitexts).encode("utf-8")


FORMATS = {
    "html": Format(".html", _utf8(page.render), page.decode, made=page.is_ours),
    "jsonl": Format(".jsonl", _utf8(jsonl.render), jsonl.decode, joins=True, made=jsonl.is_ours),
    "txt": Format(plain.SUFFIX, _utf8(plain.render), joins=True),
}
