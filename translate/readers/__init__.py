"""Sources as documents. Each format is one module, and nothing else knows it.

A reader yields documents, each as soon as it is read, and an InputError in place of each that could not be; it raises
one when it cannot go on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, kind
from tarjoman.translate.readers import docx, feed, html, jsonl, markdown, plain, table
from tarjoman.translate.readers.opened import Opened

if TYPE_CHECKING:
    from tarjoman.translate.inputs import Source

PLAIN = "txt"  # how standard input is read, and files whose ending says nothing


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of a format become documents.

    suffixes: how their names end, in small letters. many: whether one may hold several documents, whose ids are then
    those of a folder that is called as the file.
    """

    suffixes: tuple[str, ...]
    read: Callable[[Opened], Iterator[Document | InputError]]
    many: bool = False


READERS = {
    PLAIN: Reader((".txt",), plain.read),
    "md": Reader((".md", ".markdown"), markdown.read),
    "html": Reader((".html", ".htm", ".xhtml"), html.read),
    "docx": Reader((".docx",), docx.read),
    "jsonl": Reader((".jsonl", ".ndjson"), jsonl.read, many=True),
    "csv": Reader((".csv",), table.read_csv, many=True),
    "tsv": Reader((".tsv",), table.read_tsv, many=True),
    "rss": Reader((".xml", ".rss", ".atom", ".rdf"), feed.read, many=True),
}
_FORMATS = {suffix: name for name, reader in READERS.items() for suffix in reader.suffixes}


def format_of(path: Path) -> str | None:
    """The format of a file by its ending, also of one that is packed (.gz, .xz); None where that says nothing."""
    return _FORMATS.get(kind(path))


def read(
    source: "Source", config: TranslateConfig, stdin: BinaryIO, *, lines: bool = False
) -> Iterator[Document | InputError]:
    """The documents of a source, in order; an InputError for each that cannot be read, and where reading ends early.

    lines: every line, row or object is a sentence.
    """
    try:
        with source.open(stdin) as stream:
            yield from READERS[source.format].read(Opened(source.id, source.name, stream, config, lines))
    except InputError as error:
        yield error
    except UNREADABLE as error:
        yield InputError(source.name, f"cannot be read ({error})", "Check that the file is whole")
