"""How numbers and findings are put into words, the same in every rendering."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any
from unicodedata import bidirectional

from tarjoman.eval.metrics.metric import Kind
from tarjoman.eval.report import Comparison, Report, Result
from tarjoman.eval.sanity import Effect, Finding
from tarjoman.eval.significance import EDGE

NONE = "–"  # where there is nothing to score
LEVEL = 0.05  # p from which on a difference is not said to be one
LEAST = 10  # segments below which no difference is said to be one: they can be swapped in too few ways
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # and what turns the text around it
_VERDICTS = ("chrf", "bleu")  # what a reader is told first, where it was measured


def number(value: float | None, kind: Kind) -> str:
    """A score as it is printed."""
    return NONE if value is None else f"{value + 0.0:.{kind.digits}f}"


def around(result: Result, kind: Kind) -> str:
    """The interval of a score, "40.7 to 43.2"; "" where there is none."""
    return "" if result.low is None else f"{number(result.low, kind)} to {number(result.high, kind)}"


def difference(value: float, kind: Kind) -> str:
    """A difference with its sign, a true minus, and none at zero."""
    text = f"{value:+.{kind.digits}f}"
    return f"{0:.{kind.digits}f}" if float(text) == 0 else text.replace("-", "\u2212")


def p(value: float) -> str:
    """A p value."""
    return f"{value:.4f}" if value < 0.01 else f"{value:.2f}"


def count(n: int, noun: str) -> str:
    """ "1 sentence", "1,012 sentences"."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def shown(report: Report, comparison: Comparison) -> bool:
    """Whether both tests show a difference, on enough segments."""
    return report.segments >= LEAST and max(comparison.bootstrap, comparison.randomization) < LEVEL


def is_better(comparison: Comparison, kind: Kind) -> bool:
    """Whether the second system has the better score; of a metric that is good near 1 that is not said."""
    return comparison.difference > 0 if kind.better == "higher" else comparison.difference < 0


def verdicts(report: Report) -> Iterator[str]:
    """What the report comes to, a sentence each: the first system, then it against each of the others."""
    first = report.systems[0]
    told = [
        f"{measure.kind.name} {number(result.value, measure.kind)}" + (f" ({span})" if span else "")
        for key in _VERDICTS
        if (measure := report.measure(key)) and (result := first.result(key))
        for span in [around(result, measure.kind)]
    ]
    yield f"{isolated(first.name)} has {' and '.join(told)} on {count(report.segments, 'segment')}."
    for other in report.systems[1:]:
        found = [
            (comparison, measure.kind)
            for key in _VERDICTS
            for comparison in report.comparisons
            if (comparison.first, comparison.second, comparison.metric) == (first.name, other.name, key)
            and (measure := report.measure(key))
        ]
        if found:
            yield _verdict(report, isolated(first.name), isolated(other.name), found)


def _verdict(report: Report, first: str, second: str, found: list[tuple[Comparison, Kind]]) -> str:
    """One sentence for all metrics where they agree, else what each of them says."""
    told: dict[str, list[str]] = {}
    for c, kind in found:
        side = ("worse" if is_better(c, kind) else "better") if shown(report, c) else ""
        gap = f"{difference(-c.difference, kind)} {kind.name} (p = {p(max(c.bootstrap, c.randomization))})"
        told.setdefault(side, []).append(gap)
    none = f"no difference is shown: {', '.join(told.pop('', []))}"
    if not told:
        few = ", on so few segments," if report.segments < LEAST else ""
        return f"Between {first} and {second}{few} {none}."
    parts = [f"{side}: {', '.join(gaps)}" for side, gaps in told.items()]
    parts[0] = parts[0].replace(":", f" than {second}:", 1)
    return f"{first} is {'; '.join([*parts, *[none] * (not none.endswith(' '))])}."


def drawn(report: Report) -> str:
    """What the interval of a score is of."""
    samples = report.settings.samples
    if samples < EDGE:
        return f"the lowest and the highest score of {count(samples, 'resample')} of the test set"
    return f"where it lies in 95 of 100 resamples of the test set, of {samples:,}"


def clean(value: Any) -> Any:
    """A report, or a part of it, with all its texts `safe`."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, tuple):
        return tuple(map(clean, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: clean(getattr(value, field.name)) for field in fields(value)})
    return value


def safe(text: str) -> str:
    """A text on one line: what a terminal obeys, and what turns the text around it, is escaped."""
    return _CONTROL.sub(lambda m: m[0].encode("unicode_escape").decode(), text)


def isolated(name: str) -> str:
    """A name inside a sentence; a Persian one is kept from turning the words and figures around it."""
    return f"\u2068{name}\u2069" if any(bidirectional(c) in ("R", "AL", "AN") for c in name) else name


def headline(finding: Finding) -> str:
    """A finding in a line."""
    return f"{isolated(finding.where)}: {finding.what} ({finding.count:,} of {finding.whole:,})"


def effect(report: Report, one: Effect) -> str:
    """What a finding costs: "BLEU 42.0, un-escaped 43.9"."""
    measure = report.measure(one.metric)
    if measure is None:
        return ""
    return f"{measure.kind.name} {number(one.score, measure.kind)}, {one.how} {number(one.otherwise, measure.kind)}"
