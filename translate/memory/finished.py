"""Whole documents that a memory has: nothing of them is split, translated or looked at again."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from functools import cache
from pathlib import Path
from typing import Any

import tarjoman
from tarjoman import clock
from tarjoman.bitext import Bitext, Flag, Name, NameStatus, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.translate.memory.edits import edit_key
from tarjoman.translate.memory.remembers import Remembers
from tarjoman.translate.memory.store import digest
from tarjoman.translate.names.reading import Suggestion

_CODE = {".py", ".toml", ".tsv", ".txt", ".xz"}  # what is written in the package; weights have their own revision


class Finished:
    """The documents that were translated with one recipe.

    recipe: all that decides a translation beside its text, and the program itself; JSON.
    """

    def __init__(self, memory: Remembers, recipe: object) -> None:
        self._memory, self._recipe = memory, [recipe, program()]

    def get(self, document: Document, provenance: Provenance) -> tuple[Bitext, list[Suggestion]] | None:
        """The bitext of a document, and the names it had that no table has; None where that is not known any more.

        An edit since then of one of its sentences makes it unknown. The time in its provenance is when it was made,
        unless time is fixed.
        """
        if not (found := self._memory.document(self._key(document))):
            return None
        try:
            edition, (created, _, pairs, suggestions) = found
            if edition < self._memory.edition:
                newer = self._memory.changed(since=edition)
                if any(edit_key("".join(_texts(document, row[0]))) in newer for row in pairs):
                    return None
            index = 0
            made: list[Pair] = []
            for row in pairs:
                made.append(_pair(document, row, index))
                index += len(row[0])
            kept = provenance if clock.is_fixed() else replace(provenance, created=created)
            return Bitext(document, tuple(made), kept), [_suggestion(*row) for row in suggestions]
        except (ValueError, TypeError, IndexError, AttributeError):
            return None  # of another shape than this program's: it is worked out anew

    def keep(self, bitext: Bitext, suggestions: Iterable[Suggestion], edition: int) -> None:
        """Keep a bitext that is done, the names of it that no table has, and the edition of the edits in it."""
        rows = [astuple(suggestion) for suggestion in suggestions]
        pairs = [_row(pair) for pair in bitext.pairs]
        made = bitext.provenance
        self._memory.keep(self._key(bitext.document), [made.created, made.model, pairs, rows], edition)

    def _key(self, document: Document) -> bytes:
        """Under what a document is kept: not its name, nor what is said about it."""
        return digest([self._recipe, document.paragraphs])


def machine_pairs(content: Any) -> Iterator[tuple[str, str, str, str]]:
    """What a machine wrote in a document that was kept: normalised source, target, model, time."""
    try:
        created, model, pairs, _ = content
        for _, targets, normalized, _, _, origin, *_ in pairs:
            if origin == Origin.MACHINE and targets:
                yield normalized, " ".join(targets), model, created
    except (ValueError, TypeError):
        return


@cache
def program() -> str:
    """What tells this program from another of the same version: names, sizes and times of its files, as a hash."""
    top = Path(tarjoman.__file__).parent
    found = []
    for folder in (top, *(top / name for name in ("translate", "align", "eval"))):  # they may be links
        for path in sorted(folder.resolve().rglob("*")):
            if path.suffix in _CODE:
                stat = path.stat()
                found.append(f"{path.name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join([tarjoman.__version__, *found]).encode()).hexdigest()[:12]


def _suggestion(
    form: str,
    english: str,
    others: list[str],
    confidence: float,
    cues: list[str],
    example: str,
    count: int,
    ids: list[str],
) -> Suggestion:
    return Suggestion(form, english, tuple(others), confidence, tuple(cues), example, count, ids)


def _texts(document: Document, segments: Sequence[Sequence[int]]) -> list[str]:
    return [document.paragraphs[paragraph][start:end] for paragraph, start, end in segments]


def _row(pair: Pair) -> list[Any]:
    """A pair as JSON; the text of its segments is the document's."""
    return [
        [[s.paragraph, *s.span] for s in pair.sources],
        pair.targets,
        pair.normalized,
        pair.score,
        pair.flags,
        pair.origin,
        [[*n.source, *(n.target or (-1, -1)), n.english, n.status, n.entry, n.gloss] for n in pair.names],
        pair.confidence,
        pair.links,
    ]


def _pair(document: Document, row: Sequence[Any], index: int) -> Pair:
    """The pair of a row, its first segment the document's with this index."""
    segments, targets, normalized, score, flags, origin, names, confidence, links = row
    places = zip(segments, _texts(document, segments), strict=True)
    return Pair(
        tuple(
            Segment(document.id, paragraph, index + n, text, Span(start, end))
            for n, ((paragraph, start, end), text) in enumerate(places)
        ),
        tuple(targets),
        normalized,
        score,
        tuple(map(Flag, flags)),
        Origin(origin),
        tuple(
            Name(Span(a, b), Span(c, d) if c >= 0 else None, english, NameStatus(status), entry, gloss)
            for a, b, c, d, english, status, entry, gloss in names
        ),
        confidence=confidence,
        links=tuple((source, target) for source, target in links),
    )
