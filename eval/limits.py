"""Limits that scores must keep, for machines that test: chrf=45."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from tarjoman.errors import UsageError
from tarjoman.eval.metrics.metric import kinds
from tarjoman.eval.render.wording import number
from tarjoman.eval.report import Report

UNDER, OVER = "--fail-under", "--fail-over"


@dataclass(frozen=True, slots=True)
class Limit:
    """option: `UNDER`, the least score, or `OVER`, the most. metric: its key. score: on the metric's scale."""

    option: str
    metric: str
    score: float


def parse(option: str, given: Iterable[str]) -> list[Limit]:
    """Limits as they were typed. Raises UsageError, for all that are wrong at once."""
    limits, problems = list[Limit](), list[str]()
    for one in given:
        key, _, text = one.partition("=")
        try:
            score = float(text)
        except ValueError:
            score = float("nan")
        if key not in kinds():
            problems.append(f"{one!r}: no metric {key!r}")
        elif not isfinite(score):
            problems.append(f"{one!r}: no score behind =")
        elif kinds()[key].better == ("lower" if option == UNDER else "higher"):
            better, other = kinds()[key].better, OVER if option == UNDER else UNDER
            problems.append(f"{one!r}: of {kinds()[key].name} {better} is better, so that only {other} makes sense")
        else:
            limits.append(Limit(option, key, score))
    if problems:
        raise UsageError(option, "; ".join(problems), f"Write KEY=SCORE, KEY one of {', '.join(kinds())}")
    return limits


def broken(report: Report, limits: Sequence[Limit]) -> Iterator[str]:
    """What the first system does not keep, a message each. A score that there is not keeps no limit."""
    system = report.systems[0]
    for limit in limits:
        measure, result = report.measure(limit.metric), system.result(limit.metric)
        asked = f"{limit.option} {limit.metric}={limit.score:g}"
        if measure is None or result is None or result.value is None:
            why = "it was not measured" if measure is None else "there is nothing to score"
            yield f"{asked}: {system.name} has no {kinds()[limit.metric].name}, {why}"
        elif result.value < limit.score if limit.option == UNDER else result.value > limit.score:
            yield f"{asked}: {system.name} has {measure.kind.name} {number(result.value, measure.kind)}"
