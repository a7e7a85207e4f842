"""What a metric is, so that intervals, tests and buckets are written once for all of them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a metric without using it: a table of metrics.toml, under its `key`.

    better: the side on which a score is good; "near": near 1. digits: of a score behind the point, in print.
    range: in words. meaning: a sentence for the reader of a report.
    """

    key: str
    name: str
    better: Literal["higher", "lower", "near"]
    digits: int
    range: str
    meaning: str


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by key, in the order of a report."""
    text = (files("tarjoman.eval.metrics") / "metrics.toml").read_text(encoding="utf-8")
    return {key: Kind(key, **fields) for key, fields in tomllib.loads(text).items()}


class Metric(Protocol):
    """A metric, bound to what translations are compared with: references, sources or both."""

    @property
    def kind(self) -> Kind:
        """What it is."""

    @property
    def signature(self) -> str:
        """How to get its numbers again, in the manner of sacreBLEU: `key:value|…|version:…`."""

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """What adds up. outputs: a translation a segment. Shape: (segments, k)."""

    def score(self, sums: Floats) -> Floats:
        """Scores of sums of statistics; NaN where there is nothing to score. Shape: (…, k) → (…)."""


def share(sums: Floats) -> Floats:
    """100 times the first statistic over the second; NaN for none of nothing. Shape: (…, 2) → (…)."""
    part, whole = sums[..., 0], sums[..., 1]
    found: Floats = np.divide(100 * part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return found


def total(metric: Metric, statistics: Floats) -> float | None:
    """The score of all segments together; None where there is nothing to score."""
    value = float(metric.score(statistics.sum(axis=0)))
    return None if np.isnan(value) else value
