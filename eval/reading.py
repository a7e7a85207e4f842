"""Files brought together: segments that every side has, the finest that they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tarjoman.errors import InputError, UsageError
from tarjoman.eval.counts import uneven
from tarjoman.eval.folders import lacking
from tarjoman.eval.material import File, Material, System
from tarjoman.eval.sanity.overlap import key
from tarjoman.eval.side import Part, Side
from tarjoman.eval.sides import read

LONGEST = 50_000  # characters of a segment


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
        _check_lengths(side)
    rows, notes = _together(sides)
    aligned = [_whole(side, [row[number] for row in rows]) for number, side in enumerate(sides)]
    ours, theirs = aligned[: len(hypotheses)], aligned[len(hypotheses) : len(hypotheses) + len(references)]
    sources = aligned[-1 - len(documents)].texts if source else _first(part.sources for part in (*ours, *theirs))
    if documents:
        named: tuple[str, ...] | None = aligned[-1].texts
        _check_documents(named or (), inputs.documents)
    else:
        named = _first(part.documents for part in (*ours, *theirs))
    _check_order(sides, aligned)
    notes += _check_sources(sides, aligned)
    names = _names(inputs.systems, hypotheses)
    places = _places(hypotheses[0], [row[0] for row in rows])
    roles = [("hypothesis", hypotheses), ("reference", references), ("source", source), ("documents", documents)]
    material = Material(
        tuple(System(n, part.texts, side.name) for n, part, side in zip(names, ours, hypotheses, strict=True)),
        tuple(part.texts for part in theirs),
        sources,
        named,
        places,
        tuple(File(role, side.name, side.plain, side.sha256) for role, some in roles for side in some),
        (*(note for side in sides for note in side.notes), *notes),
    )
    return _said(material)


def _said(material: Material) -> Material:
    """The segments of which any side has something: a line that is empty on every side parts paragraphs.

    Then no file is one that sacreBLEU would read the same segments from. Raises InputError: there are none.
    """
    texts = [*(system.outputs for system in material.systems), *material.references, material.sources or ()]
    kept = [n for n in range(len(material)) if any(side[n].strip() for side in texts if side)]
    if len(kept) == len(material):
        return material
    if not kept:
        raise InputError(material.systems[0].file, "has nothing but empty lines", "Check that it is the right file")

    def of(side: Sequence[str] | None) -> tuple[str, ...] | None:
        return None if side is None else tuple(side[n] for n in kept)

    return Material(
        tuple(replace(system, outputs=of(system.outputs) or ()) for system in material.systems),
        tuple(of(side) or () for side in material.references),
        of(material.sources),
        of(material.documents),
        tuple(map(material.place, kept)),
        tuple(replace(file, plain=False) for file in material.files),
        material.notes,
    )


def _check_lengths(side: Side) -> None:
    """Raise InputError where a text is longer than a paragraph can be: metrics would take hours and gigabytes of it."""
    for part in side.parts:
        for number, text in enumerate(part.texts, 1):
            if len(text) > LONGEST:
                problem = f"line or segment {number} has {len(text):,} characters, more than {LONGEST:,}"
                raise InputError(side.called(part), problem, "Give a sentence or a paragraph a line")


def _check_order(sides: Sequence[Side], parts: Sequence[Part]) -> None:
    """Raise InputError where sides call documents by the same names, and have them in another order.

    Where all do they were matched by them; else, as some side is a text without, segments went by their numbers.
    """
    known = [(side.name, part.documents) for side, part in zip(sides, parts, strict=True) if part.documents]
    for name, documents in known[1:]:
        first, wanted = known[0]
        if documents != wanted and set(documents) & set(wanted):
            n = next(n for n, (one, other) in enumerate(zip(documents, wanted, strict=True)) if one != other)
            problem = f"segment {n + 1} is of document {documents[n]}, but in {first} of {wanted[n]}"
            raise InputError(name, problem, "Bring all sides into one order, or give all of them with documents")


def _check_sources(sides: Sequence[Side], parts: Sequence[Part]) -> list[str]:
    """Notes where the sources that sides bring with them differ. Raises InputError: most of them do."""
    known = [(side.name, part.sources) for side, part in zip(sides, parts, strict=True) if part.sources]
    notes = []
    for name, sources in known[1:]:
        first, wanted = known[0]
        apart = [n for n, (a, b) in enumerate(zip(sources, wanted, strict=True)) if a != b and key(a) != key(b)]
        if apart:
            problem = f"its sources are not those of {first} in {len(apart):,} of {len(sources):,} segments"
            problem += f", first in segment {apart[0] + 1}"
            if len(apart) * 2 > len(sources):
                raise InputError(name, problem, "Give every side the same segments, in one order")
            notes.append(f"{name}: {problem}")
    return notes


def _persian(side: Side) -> Side:
    """A side whose Persian is what counts, where it has two."""
    parts = tuple(replace(p, texts=p.sources or p.texts, sources=p.sources or p.texts) for p in side.parts)
    return Side(side.name, side.label, parts, side.plain, side.sha256, side.notes)


def _together(sides: Sequence[Side]) -> tuple[list[list[Part]], list[str]]:
    """Parts that have as many segments, a row a document, a part a side; and what to know. Raises InputError."""
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
        more = [
            (side, [str(id) for id in parts if id not in every[0]]) for side, parts in zip(sides, every, strict=True)
        ]
        notes = [note for side, ids in more for note in lacking(sides[0].name, ids, side.name)]
        return [_even(sides, [parts[id] for parts in every]) for id in every[0]], notes
    return [_even(sides, [side.whole() for side in sides])], []


def _even(sides: Sequence[Side], parts: Sequence[Part]) -> list[Part]:
    """Parts with as many segments, the most that all can have. Raises InputError."""
    levels = [[level for level in (part, part.by_paragraph()) if level] for part in parts]
    counts = set.intersection(*({len(level.texts) for level in some} for some in levels))
    if not counts:
        raise uneven([(side.called(part), part.texts) for side, part in zip(sides, parts, strict=True)])
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
