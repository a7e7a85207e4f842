"""How finished translations, ours or anyone's, render the names of their sources: as the table says, and in one way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tarjoman.align.formats import jsonl, tmx
from tarjoman.errors import InputError
from tarjoman.files import display, kind
from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.matcher import Mention
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.stage import SURE
from tarjoman.translate.names.table import Entry
from tarjoman.translate.names.verification import Rendering, verify
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.script import has_persian

_TOGETHER = 2_000  # pairs of a document that are in memory at a time
_EXAMPLES = 5  # places kept of an accepted form; of all else, every one

_SIGNS = str.maketrans("\u2010\u2011\u2019", "--'")  # hyphens and the apostrophe of print, as keyboards have them


class Place(NamedTuple):
    """Where a pair stands. number: the line of a JSON Lines file, the unit of a TMX file, from 1."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}:{self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """A pair of a bitext: its raw source, its English, and where it stands."""

    source: str
    target: str
    place: Place

    @property
    def translated(self) -> bool:
        """Whether there is something to compare: Persian, and English for it."""
        return has_persian(self.source) and bool(self.target.strip())


@dataclass(frozen=True, slots=True)
class Spelling:
    """What translations have for a name, without the possessive.

    count:   of mentions.
    right:   whether the table accepts it; of a name that no table has, whether it is the expected spelling.
    places:  the pairs that have it, each once; of what the table accepts, the first five.
    """

    text: str
    count: int
    right: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NameReport:
    """What became of a name.

    fa, en:    its Persian form, and the English one that is wanted; of a name that no table has, the likeliest one.
    known:     whether a table has it. entry: where, "people-world.tsv, line 12"; "" for a name that no table has.
    spellings: the most frequent first.
    missing:   mentions for which nothing was found. missing_places: the pairs where, each once.
    """

    fa: str
    en: str
    known: bool
    entry: str
    spellings: tuple[Spelling, ...]
    missing: int = 0
    missing_places: tuple[Place, ...] = ()

    @property
    def mentions(self) -> int:
        """How often the sources name it."""
        return self.right + self.otherwise + self.missing

    @property
    def right(self) -> int:
        """Mentions that are spelt as they should be."""
        return sum(s.count for s in self.spellings if s.right)

    @property
    def otherwise(self) -> int:
        """Mentions that are spelt in another way."""
        return sum(s.count for s in self.spellings if not s.right)

    @property
    def ways(self) -> int:
        """In how many ways it is spelt: what the table accepts is one way, whatever it is.

        Capitals and the signs for hyphens and apostrophes make no other way, nor does a part that is left out: "Naderi"
        is «مهدی نادری» as "Mehdi Naderi" has it, but not as "Mehdi Nadery" does.
        """
        accepted = self.known and any(s.right for s in self.spellings)
        texts = [s.text for s in self.spellings if not (self.known and s.right)]
        words = {frozenset(text.translate(_SIGNS).casefold().split()) for text in texts}
        return accepted + sum(not any(some < more for more in words) for some in words)

    @property
    def trouble(self) -> bool:
        """Whether a person should look: it is not always as the table says, or not always spelt in one way."""
        return (self.known and self.otherwise + self.missing > 0) or self.ways > 1


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    names:         those with trouble first, of these those of the table, of these those with most of it.
    pairs:         that were read. untranslated: those of them without Persian or without English; nothing is said of
                   their names.
    failures:      one a file that could not be read, or not to its end; what was read of it counts.
    """

    names: tuple[NameReport, ...]
    pairs: int
    untranslated: int
    failures: tuple[InputError, ...] = ()

    @property
    def trouble(self) -> tuple[NameReport, ...]:
        """The names to look at."""
        return tuple(name for name in self.names if name.trouble)

    def __str__(self) -> str:
        """One line: the totals."""
        known = [name for name in self.names if name.known]
        other = sum(name.mentions for name in self.names if not name.known)
        parts = [
            f"{_count(len(self.names), 'name')}, {_count(sum(n.mentions for n in known) + other, 'mention')}: "
            f"{sum(n.right for n in known):,} as the table says, {sum(n.otherwise for n in known):,} otherwise, "
            f"{sum(n.missing for n in known):,} missing, {other:,} of names that no table has",
            f"{_count(sum(n.ways > 1 for n in self.names), 'name')} spelt in several ways",
            f"{_count(self.pairs, 'pair')}, {self.untranslated:,} not translated",
        ]
        parts += [f"{_count(len(self.failures), 'file')} not read to the end"] if self.failures else []
        return "; ".join(parts)


def audit(paths: Iterable[Path], names: NameReader) -> Audit:
    """Look at the names of bitexts together, files as `documents` reads them.

    A spelling is looked for by its letters alone. Names that no table has count where it is `SURE` that they are.
    Files that cannot be read are among the failures. Time is linear, and memory grows only with what is found.
    """
    auditor = _Auditor(names)
    failures: list[InputError] = []
    for path in paths:
        try:
            for id, lines in documents(path):
                auditor.add(id, lines)
        except InputError as error:
            failures.append(error)
    return auditor.audit(failures)


def documents(path: Path) -> Iterator[tuple[str, list[Line]]]:
    """The documents of a bitext, each with its id; a long one, or a TMX file, in several pieces.

    path: .jsonl as `tarjoman translate` writes it, or .tmx; either may be packed, .gz or .xz. Raises InputError, when
    what comes before it has been read: another kind of file, unreadable, or without a pair.
    """
    last, lines, failure = "", list[Line](), None
    try:
        for id, line in _lines(path, display(path)):
            if lines and (id != last or len(lines) == _TOGETHER):
                yield last, lines
                lines = []
            last = id
            lines.append(line)
    except InputError as error:
        failure = error
    if lines:
        yield last, lines
    if failure:
        raise failure


def _lines(path: Path, where: str) -> Iterator[tuple[str, Line]]:
    """The pairs of a file, each with its document's id. where: its name in messages. Raises InputError."""
    if path.is_dir():
        raise InputError(where, "is a folder", f"Name its files, such as {where}/*.jsonl")
    if kind(path) == ".jsonl":
        for row in jsonl.read(path):
            yield row.document, Line(row.source, row.target, Place(where, row.line))
    elif kind(path) == ".tmx":
        found = False
        for unit in tmx.read_units(path):
            found = found or bool(unit.source and unit.target)
            yield where, Line(unit.source, unit.target, Place(where, unit.number))
        if not found:
            raise InputError(where, "has no unit in Persian and English", "Its languages must be fa and en")
    else:
        problem = f"its name ends with {path.suffix}" if path.suffix else "its name has no ending"
        raise InputError(
            where, problem, "Name bitexts: .jsonl of `tarjoman translate`, or .tmx; also packed (.gz, .xz)"
        )


@dataclass(slots=True)
class _Places:
    """How often something was found, and the pairs where: each once, in order, no more than `most` of them."""

    count: int = 0
    found: list[Place] = field(default_factory=list)

    def add(self, place: Place, most: int | None = None) -> None:
        self.count += 1
        if place not in self.found[-1:] and (most is None or len(self.found) < most):
            self.found.append(place)


@dataclass(slots=True)
class _Tally:
    """What was found of a name so far.

    known: whether a table has it. spellings: by their text, and whether it is right.
    """

    entry: Entry
    known: bool
    spellings: dict[tuple[str, bool], _Places] = field(default_factory=dict)
    missing: _Places = field(default_factory=_Places)

    def add(self, rendering: Rendering, target: str, place: Place) -> None:
        if rendering.span is None:
            self.missing.add(place)
            return
        text = " ".join(target[slice(*rendering.span)].split())
        places = self.spellings.setdefault((text, rendering.right), _Places())
        places.add(place, _EXAMPLES if self.known and rendering.right else None)

    def report(self) -> NameReport:
        spellings = sorted(self.spellings.items(), key=lambda item: -item[1].count)
        return NameReport(
            self.entry.fa,
            self.entry.en,
            self.known,
            self.entry.place,
            tuple(Spelling(text, p.count, right, tuple(p.found)) for (text, right), p in spellings),
            self.missing.count,
            tuple(self.missing.found),
        )


class _Auditor:
    """Gathers what documents have for their names."""

    def __init__(self, names: NameReader) -> None:
        self._names = names
        self._english = names.table.english
        self._normalize = normalizer("embedded")
        self._tallies: dict[Entry | str, _Tally] = {}  # by entry, or the folded form of a name that no table has
        self._pairs: Counter[bool] = Counter()  # by whether they are translated

    def add(self, id: str, lines: Sequence[Line]) -> None:
        """Look at a document."""
        self._pairs.update(line.translated for line in lines)
        lines = [line for line in lines if line.translated]
        sources = [self._normalize(line.source) for line in lines]
        mentions = self._names.read(id, sources)
        for line, source, found in zip(lines, sources, mentions, strict=True):
            for rendering in self._renderings(source, found, line.target):
                if rendering.mention.confidence >= SURE:
                    self._tally(rendering.mention).add(rendering, line.target, line.place)

    def _renderings(self, source: str, mentions: Sequence[Mention], target: str) -> list[Rendering]:
        """A rendering of each mention; where there is none, of the names inside of it, as a translation is held to."""
        found = verify(source, mentions, target, others=self._english)
        opened = self._names.matcher.opened(source, mentions, [r.mention for r in found if r.span is None])
        return found if opened == mentions else verify(source, opened, target, others=self._english)

    def _tally(self, mention: Mention) -> _Tally:
        known = mention.confidence == 1
        key = mention.entry if known else fold(mention.entry.fa)
        return self._tallies.setdefault(key, _Tally(mention.entry, known))

    def audit(self, failures: Sequence[InputError]) -> Audit:
        """What was found."""
        reports = [tally.report() for tally in self._tallies.values()]
        reports.sort(key=lambda r: (not r.trouble, not r.known, -r.otherwise - r.missing, -r.mentions))
        return Audit(tuple(reports), self._pairs.total(), self._pairs[False], tuple(failures))


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
