"""How numbers and findings are put into words, the same in every rendering."""

import re
from collections.abc import Iterator

from tarjoman.eval.metrics.metric import Kind
from tarjoman.eval.report import Comparison, Report, Result
from tarjoman.eval.sanity import Effect, Finding

NONE = "–"  # where there is nothing to score
LEVEL = 0.05  # p from which on a difference is not said to be one
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
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


def shown(comparison: Comparison) -> bool:
    """Whether both tests show a difference."""
    return max(comparison.bootstrap, comparison.randomization) < LEVEL


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
    yield f"{first.name} has {' and '.join(told)} on {count(report.segments, 'segment')}."
    for other in report.systems[1:]:
        found = [
            (comparison, measure.kind)
            for key in _VERDICTS
            for comparison in report.comparisons
            if (comparison.first, comparison.second, comparison.metric) == (first.name, other.name, key)
            and (measure := report.measure(key))
        ]
        if found:
            yield _verdict(first.name, other.name, found)


def _verdict(first: str, second: str, found: list[tuple[Comparison, Kind]]) -> str:
    gaps = ", ".join(
        f"{difference(-c.difference, kind)} {kind.name} (p = {p(max(c.bootstrap, c.randomization))})"
        for c, kind in found
    )
    sides = {is_better(c, kind) for c, kind in found if shown(c)}
    if not all(shown(c) for c, _ in found) or len(sides) != 1:
        return f"Between {first} and {second} no difference is shown: {gaps}."
    return f"{first} is {'worse' if sides == {True} else 'better'} than {second}: {gaps}."


def safe(text: str) -> str:
    """A text on one line of a terminal, which does not obey it: control characters are escaped."""
    return _CONTROL.sub(lambda m: m[0].encode("unicode_escape").decode(), text)


def headline(finding: Finding) -> str:
    """A finding in a line."""
    return f"{finding.where}: {finding.what} ({finding.count:,} of {finding.whole:,})"


def effect(report: Report, one: Effect) -> str:
    """What a finding costs: "BLEU 42.0, un-escaped 43.9"."""
    measure = report.measure(one.metric)
    if measure is None:
        return ""
    return f"{measure.kind.name} {number(one.score, measure.kind)}, {one.how} {number(one.otherwise, measure.kind)}"
