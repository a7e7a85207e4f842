"""Sources as documents. Each format is one module, and nothing else knows it; it is imported when it is needed, as most
runs read plain text only, and what parses the others takes longer to import than a short text to translate.

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
from tarjoman.translate.readers.opened import Opened, told

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


def _plain(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import plain

    return plain.read(file)


def _markdown(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import markdown

    return markdown.read(file)


def _html(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import html

    return html.read(file)


def _docx(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import docx

    return docx.read(file)


def _jsonl(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import jsonl

    return jsonl.read(file)


def _csv(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import table

    return table.read_csv(file)


def _tsv(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import table

    return table.read_tsv(file)


def _feed(file: Opened) -> Iterator[Document | InputError]:
    from tarjoman.translate.readers import feed

    return feed.read(file)


READERS = {
    PLAIN: Reader((".txt",), _plain),
    "md": Reader((".md", ".markdown"), _markdown),
    "html": Reader((".html", ".htm", ".xhtml"), _html),
    "docx": Reader((".docx",), _docx),
    "jsonl": Reader((".jsonl", ".ndjson"), _jsonl, many=True),
    "csv": Reader((".csv",), _csv, many=True),
    "tsv": Reader((".tsv",), _tsv, many=True),
    "rss": Reader((".xml", ".rss", ".atom", ".rdf"), _feed, many=True),
}
_FORMATS = {suffix: name for name, reader in READERS.items() for suffix in reader.suffixes}


def format_of(path: Path) -> str | None:
    """The format of a file by its ending, also of one that is packed (.gz, .xz); None where that says nothing."""
    return _FORMATS.get(kind(path))


def read(
    source: "Source", config: TranslateConfig, stdin: BinaryIO, *, lines: bool = False, persian: bool = True
) -> Iterator[Document | InputError]:
    """The documents of a source, in order; an InputError for each that cannot be read, and where reading ends early.

    lines: every line, row or object is a sentence. persian: whether a text without a Persian letter is refused.
    """
    try:
        with source.open(stdin) as stream:
            yield from READERS[source.format].read(Opened(source.id, source.name, stream, config, lines, persian))
    except InputError as error:
        yield error
    except UNREADABLE as error:
        yield InputError(source.name, f"cannot be read ({told(error)})", "Check that the file is whole")
