"""Files brought together: segments that every side has, the finest that they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tarjoman.errors import InputError, UsageError
from tarjoman.eval.counts import uneven
from tarjoman.eval.material import File, Material, System
from tarjoman.eval.side import Part, Side
from tarjoman.eval.sides import read


@dataclass(frozen=True, slots=True)
class Inputs:
    """What to evaluate, by the names that `sides.read` takes.

    systems: name ("" for that of the file) and file, the first the one that is evaluated. documents: a file with the
    document of each segment, a line each. Neither it nor source is needed: "".
    """

    systems: tuple[tuple[str, str], ...]
    references: tuple[str, ...]
    source: str = ""
    documents: str = ""


def gather(inputs: Inputs) -> Material:
    """Read all files, and bring their segments together.

    Documents that both sides name are matched by their names. Where segments of one side are lines and of another
    sentences, those of the other are joined by paragraph, if that makes as many. Raises InputError: what cannot be
    read, and sides of which one is short, with the place where they part; UsageError: two systems of one name.
    """
    hypotheses = [read(file) for _, file in inputs.systems]
    ids = [part.id for part in hypotheses[0].parts if part.id is not None]
    references = [read(file, ids) for file in inputs.references]
    source = [_persian(read(inputs.source))] if inputs.source else []
    documents = [read(inputs.documents)] if inputs.documents else []
    sides = [*hypotheses, *references, *source, *documents]
    for side in sides:
        if not any(part.texts for part in side.parts):
            raise InputError(side.name, "is empty", "Check that it is the right file, and whole")
    rows = _together(sides)
    aligned = [_whole(side, [row[number] for row in rows]) for number, side in enumerate(sides)]
    ours, theirs = aligned[: len(hypotheses)], aligned[len(hypotheses) : len(hypotheses) + len(references)]
    sources = aligned[-1 - len(documents)].texts if source else _first(part.sources for part in (*ours, *theirs))
    if documents:
        named: tuple[str, ...] | None = aligned[-1].texts
        _check_documents(named or (), inputs.documents)
    else:
        named = _first(part.documents for part in (*ours, *theirs))
    names = _names(inputs.systems, hypotheses)
    roles = [("hypothesis", hypotheses), ("reference", references), ("source", source), ("documents", documents)]
    return Material(
        tuple(System(n, part.texts, side.name) for n, part, side in zip(names, ours, hypotheses, strict=True)),
        tuple(part.texts for part in theirs),
        sources,
        named,
        _places(hypotheses[0], [row[0] for row in rows]),
        tuple(File(role, side.name, side.plain, side.sha256) for role, some in roles for side in some),
        tuple(note for side in sides for note in side.notes),
    )


def _persian(side: Side) -> Side:
    """A side whose Persian is what counts, where it has two."""
    parts = tuple(Part(p.id, p.sources or p.texts, None, p.paragraphs, p.documents) for p in side.parts)
    return Side(side.name, side.label, parts, side.plain, side.sha256, side.notes)


def _together(sides: Sequence[Side]) -> list[list[Part]]:
    """Parts that have as many segments: a row a document, a part a side. Raises InputError."""
    if all(side.documented for side in sides):
        every = [{part.id: part for part in side.parts} for side in sides]
        for side, parts in zip(sides, every, strict=True):
            if len(parts) < len(side.parts):
                ids = [part.id for part in side.parts]
                twice = next(id for id in ids if ids.count(id) > 1)
                raise InputError(side.name, f"document {twice} is there twice", "Give each document once")
        for side, parts in zip(sides, every, strict=True):
            if missing := [id for id in every[0] if id not in parts]:
                few = ", ".join(map(str, missing[:5]))
                raise InputError(side.name, f"lacks documents that {sides[0].name} has: {few}", "Give it all of them")
        return [_even(sides, [parts[id] for parts in every]) for id in every[0]]
    return [_even(sides, [side.whole() for side in sides])]


def _even(sides: Sequence[Side], parts: Sequence[Part]) -> list[Part]:
    """Parts with as many segments, the most that all can have. Raises InputError."""
    levels = [[level for level in (part, part.by_paragraph()) if level] for part in parts]
    counts = set.intersection(*({len(level.texts) for level in some} for some in levels))
    if not counts:
        raise uneven([(side.name, part.texts) for side, part in zip(sides, parts, strict=True)])
    return [next(level for level in some if len(level.texts) == max(counts)) for some in levels]


def _whole(side: Side, parts: Sequence[Part]) -> Part:
    return Side(side.name, side.label, tuple(parts)).whole()


def _first(sides: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    return next((side for side in sides if side is not None), None)


def _check_documents(documents: Sequence[str], name: str) -> None:
    """Raise InputError where the segments of a document are not in a row."""
    seen: set[str] = set()
    for number, document in enumerate(documents):
        if number and document == documents[number - 1]:
            continue
        if document in seen:
            raise InputError(
                name, f"line {number + 1}: {document!r} comes again", "Keep each document's lines together"
            )
        seen.add(document)


def _names(given: Sequence[tuple[str, str]], sides: Sequence[Side]) -> list[str]:
    """What systems are called: as they were named, else after their files, by as much of them as tells them apart."""
    short = [name or side.label for (name, _), side in zip(given, sides, strict=True)]
    names = [
        name or (label if short.count(label) == 1 else file) for (name, file), label in zip(given, short, strict=True)
    ]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"system {name}", "is there twice", "Give each another name: --system NAME=FILE")
    return names


def _places(side: Side, parts: Sequence[Part]) -> tuple[str, ...]:
    """Segments by document and number where documents have names, else none: they are lines."""
    if not side.documented:
        return ()
    if len(parts) == 1 and parts[0].id is None:
        documents = parts[0].documents or ()
        return tuple(f"{document}#{documents[: n + 1].count(document)}" for n, document in enumerate(documents))
    return tuple(f"{part.id}#{number}" for part in parts for number in range(1, len(part.texts) + 1))
