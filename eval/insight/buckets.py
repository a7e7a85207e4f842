"""Scores of parts of a test set: by length, by document, by what a sentence has."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tarjoman.eval.insight.settings import settings
from tarjoman.eval.material import Material
from tarjoman.eval.metrics.metric import Floats, Metric, total
from tarjoman.eval.significance import interval, resampled
from tarjoman.translate.check.numbers.english import steps
from tarjoman.translate.check.numbers.persian import numbers

_QUOTE = re.compile(r"[«»\"\u201c\u201d]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A system's score in a bucket, and where it lies in 95 of 100 resamples; None: there is nothing to score."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Bucket:
    """label: in words. count: of its segments (or words). cells: one a system."""

    label: str
    count: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Buckets of one kind. key: a word for it, which stays the same. unit: what is counted. metric: what is scored."""

    key: str
    title: str
    unit: str
    metric: str
    buckets: tuple[Bucket, ...]


def tables(
    material: Material,
    metric: Metric,
    statistics: Sequence[Floats],
    has_name: Sequence[bool],
    *,
    samples: int,
    seed: int,
) -> list[Table]:
    """The tables of a report. statistics: of the metric, one a system. has_name: of each segment."""
    sources = material.sources or material.references[0]
    side = "source" if material.sources else "reference"

    def table(key: str, title: str, labels: Sequence[str], order: Sequence[str]) -> Table:
        members = {label: [n for n, one in enumerate(labels) if one == label] for label in order}
        buckets = (
            Bucket(label, len(some), tuple(_cell(metric, s[some], samples, seed) for s in statistics))
            for label, some in members.items()
            if some
        )
        return Table(key, title, "segments", metric.kind.key, tuple(buckets))

    def parted(key: str, what: str, has: Callable[[str], bool] | Sequence[bool]) -> Table:
        found = [has(text) for text in sources] if callable(has) else has
        with_it, without = f"with {what}", f"without {what}"
        labels = [with_it if one else without for one in found]
        return table(key, f"{what.capitalize()} in the {side}", labels, (with_it, without))

    counted = numbers if material.sources else steps
    spans = list(ranges(settings()["lengths"], 1))
    lengths = [next(label for label, end in spans if len(text.split()) <= end) for text in sources]
    found = [
        table("length", f"Words of the {side}", lengths, [label for label, _ in spans]),
        parted("names", "names", has_name),
        parted("numbers", "numbers", lambda text: bool(counted(text))),
        parted("quotes", "quotes", lambda text: _QUOTE.search(text) is not None),
    ]
    if material.documents and len(set(material.documents)) > 1:
        found.append(table("document", "Document", material.documents, list(dict.fromkeys(material.documents))))
    return [one for one in found if len(one.buckets) > 1]


def ranges(ends: Sequence[int], start: int) -> Iterator[tuple[str, float]]:
    """Labels of ranges, and the last number of each."""
    for end in ends:
        yield (f"{start}-{end}" if start < end else str(end)), end
        start = end + 1
    yield f"{start}+", float("inf")


def _cell(metric: Metric, statistics: Floats, samples: int, seed: int) -> Cell:
    value = total(metric, statistics)
    if value is None or len(statistics) < 2:
        return Cell(value)
    around = interval(metric.score(resampled([statistics], samples, seed)[0]))
    return Cell(value, around.low, around.high) if around else Cell(value)
