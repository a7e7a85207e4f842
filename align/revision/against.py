"""Whether the sentences that persons corrected still stand in their documents."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tarjoman.align.formats import FORMATS
from tarjoman.align.formats.recognition import by_name
from tarjoman.align.revision.corrections import Conflict, Correction
from tarjoman.align.revision.reading import read
from tarjoman.config import DEFAULT
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.files import display
from tarjoman.translate.inputs import find, is_output
from tarjoman.translate.memory.edits import edit_key
from tarjoman.translate.readers import read as read_source

_READABLE = [name for name, format in FORMATS.items() if format.decode]


@dataclass(frozen=True)
class Current:
    """A document as it is now."""

    document: Document

    def has(self, source: str) -> bool:
        """Whether a sentence stands in it, however it is typed."""
        return " ".join(source.split()) in self._raw or edit_key(source) in self._normalized

    @cached_property
    def _raw(self) -> str:
        return " ".join(self.document.text.split())

    @cached_property
    def _normalized(self) -> str:
        return " ".join(map(edit_key, self.document.paragraphs))


def current(path: Path) -> dict[str, Current]:
    """The documents that stand in a place now, by their ids: a bitext, a source, or a folder of either.

    In a folder with JSON Lines of ours these count, whatever else came there; in any other its texts. Raises
    InputError, UsageError.
    """
    if not path.exists():
        raise InputError(display(path), "is not there", "Name the folder of the run, or of its sources")
    documents = _bitexts(path) or _sources(path)
    return {document.id: Current(document) for document in documents}


def _format(file: Path) -> str:
    named = by_name(file)
    return named[0] if named else ""


def _bitexts(path: Path) -> list[Document]:
    """The documents of bitexts: of `path` itself, or of the JSON Lines that runs wrote below it."""
    files = sorted(p for p in path.rglob("*.jsonl*") if p.is_file()) if path.is_dir() else [path]
    ours = [file for file in files if _format(file) in _READABLE and is_output(file)]
    return [bitext.document for file in ours for bitext in read(file).bitexts]


def _sources(path: Path) -> Iterator[Document]:
    """The documents of texts, as `tarjoman translate` reads them. Raises InputError, UsageError."""
    found = find([str(path)], None)
    for failure in found.failures:
        raise failure
    for source in found.sources:
        for document in read_source(source, DEFAULT, io.BytesIO()):
            if isinstance(document, InputError):
                raise document
            yield document


@dataclass(frozen=True, slots=True)
class Standing:
    """Corrections of what still stands, conflicts for what does not, and documents that are not there at all."""

    corrections: list[Correction]
    conflicts: list[Conflict]
    unknown: frozenset[str]


def standing(corrections: Sequence[Correction], now: dict[str, Current]) -> Standing:
    """Part corrections by whether their sentence still stands in its document; where that is unknown it is held to."""
    stand: list[Correction] = []
    conflicts: list[Conflict] = []
    unknown = set()
    for one in corrections:
        id = one.id.rpartition("#")[0]
        if id not in now:
            unknown.add(id)
        if id not in now or now[id].has(one.source):
            stand.append(one)
        else:
            conflicts.append(Conflict("the source changed since", one.source, ((str(one), one.target),)))
    return Standing(stand, conflicts, frozenset(unknown))
