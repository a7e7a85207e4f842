"""Bitexts as files. Each format is one module, and nothing else knows it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tarjoman.align.formats import jsonl, plain, reviews
from tarjoman.align.review import page
from tarjoman.bitext import Bitext
from tarjoman.files import UNREADABLE, bare, unpacked

_HEAD = 4096  # bytes of a file that say what it is


def _unseen(head: bytes) -> bool:
    """For formats that cannot be told by how a file begins."""
    return True


@dataclass(frozen=True, slots=True)
class Format:
    """How bitexts become a file, and it becomes them.

    suffix: what follows the document's id in the file's name. encode: the content of one file with some bitexts.
    decode: the bitexts of a file, raising InputError; None where too little of them is in it. joins: whether several
    contents, one after the other, are a valid file too. single: whether a file holds one bitext only. made: whether a
    file of that suffix that begins so was written by us, and is no source; where that cannot be seen it is taken to be.
    """

    suffix: str
    encode: Callable[[Sequence[Bitext]], bytes]
    decode: Callable[[Path], Iterator[Bitext]] | None = None
    joins: bool = False
    single: bool = False
    made: Callable[[bytes], bool] = _unseen


def _utf8(render: Callable[[Sequence[Bitext]], str]) -> Callable[[Sequence[Bitext]], bytes]:
    return lambda bitexts: render(bitexts).encode("utf-8")


FORMATS = {
    "html": Format(".html", _utf8(page.render), single=True, made=page.is_ours),
    "jsonl": Format(".jsonl", _utf8(jsonl.render), jsonl.decode, joins=True, made=jsonl.is_ours),
    "txt": Format(plain.SUFFIX, _utf8(plain.render), joins=True),
    "review": Format(reviews.SUFFIX, _utf8(reviews.render), reviews.decode, made=reviews.is_ours),
}


def named(name: str) -> str | None:
    """The format of a file's name, the one with the longest suffix that fits; None where none does."""
    fits = [format for format, f in FORMATS.items() if name.lower().endswith(f.suffix)]
    return max(fits, key=lambda format: len(FORMATS[format].suffix), default=None)


def format_of(path: Path) -> str | None:
    """The format of a file, packed (.gz, .xz) or not: by its name, else by how it begins; None where neither says."""
    if format := named(bare(path).name):
        return format
    try:
        with unpacked(path) as stream:
            head = stream.read(_HEAD)
    except UNREADABLE:
        return None
    return next((format for format, f in FORMATS.items() if f.made is not _unseen and f.made(head)), None)
