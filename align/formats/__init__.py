"""Bitexts as files. Each format is one module, and nothing else knows it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from tarjoman.align.formats import jsonl, markdown, plain, reviews
from tarjoman.align.review import page
from tarjoman.bitext import Bitext

Encode = Callable[[Sequence[Bitext]], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """How bitexts become a file, and it becomes them.

    suffix: what follows the document's id in the file's name. encode: the content of one file with some bitexts; raises
    OutputError for what it cannot hold and must not lose. decode: the bitexts of a file, raising InputError; None where
    too little of them is in it. joins: whether several contents, one after the other, are a valid file too. made:
    whether a file of that suffix that begins so was written by us, and is no source; where that cannot be seen it is
    taken to be. beside: of a format of several files, the others: their suffixes, and their contents. lacks: what it
    has no place for, of those that `lost` knows. endings: other ends of names of such files, those of other programs.
    """

    suffix: str
    encode: Encode
    decode: Callable[[Path], Iterator[Bitext]] | None = None
    joins: bool = False
    made: Callable[[bytes], bool] = lambda head: True
    beside: Mapping[str, Encode] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Those of all its files."""
        return (self.suffix, *self.beside)

    def files(self, bitexts: Sequence[Bitext]) -> dict[str, bytes]:
        """The contents of all its files, by their suffixes. Raises OutputError as `encode` does."""
        return {suffix: encode(bitexts) for suffix, encode in ({self.suffix: self.encode} | dict(self.beside)).items()}

    def lost(self, bitexts: Sequence[Bitext]) -> dict[str, int]:
        """What of bitexts it has no place for, and how much of each there is, most of it in pairs."""
        found: Counter[str] = Counter({"document borders": max(len(bitexts) - 1, 0)})
        for bitext in bitexts:
            found.update({name: count(bitext) for name, count in _OF_DOCUMENTS.items()})
            for pair in bitext.pairs:
                found.update(name for name in self.lacks if getattr(pair, name, None) not in (None, ()))
        return {name: found[name] for name in self.lacks if found[name]}


# How much a document has beside its pairs; what `lacks` has beyond that and the borders is a field of a pair
_OF_DOCUMENTS: dict[str, Callable[[Bitext], int]] = {
    "title": lambda bitext: bitext.document.title is not None,
    "metadata": lambda bitext: len(bitext.document.meta),
    "model": lambda bitext: bool(bitext.provenance.model),
    "paragraph borders": lambda bitext: max(len(bitext.document.paragraphs), 1) - 1,
}


def _utf8(render: Callable[[Sequence[Bitext]], str]) -> Encode:
    return lambda bitexts: render(bitexts).encode("utf-8")


def _of(module: str, name: str) -> Callable[..., Any]:
    """A function of a module of formats that is imported when it is called: most runs write no XML."""
    return lambda *given: getattr(import_module(f"tarjoman.align.formats.{module}"), name)(*given)


_WORDS = ("names", "links", "matches")  # of a pair, which only our own formats hold
_BARE = (*_WORDS, "flags", "confidence", "review", "title", "metadata", "model", "document borders")

FORMATS = {
    "html": Format(".html", _utf8(page.render), page.decode, made=page.is_ours, endings=(".htm",)),
    "jsonl": Format(".jsonl", _utf8(jsonl.render), jsonl.decode, joins=True, made=jsonl.is_ours, endings=(".ndjson",)),
    "review": Format(reviews.SUFFIX, _utf8(reviews.render), reviews.decode, made=reviews.is_ours),
    "txt": Format(plain.SUFFIX, _utf8(plain.render), joins=True, lacks=_BARE, endings=(".txt",)),
    "xlsx": Format(".xlsx", _of("xlsx", "encode"), _of("xlsx", "decode")),
    "docx": Format(".fa-en.docx", _of("docx", "encode"), _of("docx", "decode"), endings=(".docx",)),
    "tmx": Format(".tmx", _of("tmx", "encode"), _of("tmx", "decode"), made=lambda h: b'"tarjoman"' in h, lacks=_WORDS),
    "xliff": Format(
        ".xlf",
        _of("xliff12", "encode"),
        _of("xliff", "decode"),
        made=lambda head: b'"tarjoman"' in head,
        lacks=_WORDS,
        endings=(".sdlxliff", ".mqxliff", ".mxliff"),
    ),
    "xliff2": Format(
        ".xliff",
        _of("xliff2", "encode"),
        _of("xliff", "decode"),
        made=lambda head: b'"tarjoman"' in head,
        lacks=_WORDS,
    ),
    "tsv": Format(".fa-en.tsv", _of("tsv", "encode"), _of("tsv", "decode"), lacks=_WORDS, endings=(".tsv",)),
    "md": Format(
        ".fa-en.md",
        markdown.encode,
        joins=True,
        lacks=(*_WORDS, "confidence", "paragraph borders"),
        endings=(".md", ".markdown"),
    ),
    "moses": Format(
        ".fa-en.fa",
        _of("moses", "sources"),
        _of("moses", "decode"),
        beside={".fa-en.en": _of("moses", "targets")},
        lacks=(*_BARE, "paragraph borders"),
        endings=(".fa", ".en"),
    ),
}
