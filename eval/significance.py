"""How far a score can be trusted: intervals, and whether one system is better than another or was lucky.

sacreBLEU's methods and, for the same seed and enough sentences, its numbers (`sacrebleu.significance`), but all metrics
and resamples at once: a resample is a row of counts, so that the sums of all are one product of matrices. Koehn (2004),
https://aclanthology.org/W04-3250; Riezler and Maxwell (2005), https://aclanthology.org/W05-0908.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tarjoman.eval.metrics.metric import Floats, Metric

EDGE = 40  # resamples, of which one in so many is left out at either end of an interval
_CELLS = 4_000_000  # of the matrix of a few resamples, 32 MB
_TOGETHER = 32  # resamples; numpy draws bits in words of so many, so that cutting elsewhere would draw others
_SAME = 1e-9  # scores that differ by less are the same: what is left of adding in another order


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a score lies in 95 of 100 resamples. mean: over all of them. half: of its width, as sacreBLEU tells it."""

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of its width."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Test:
    """Two systems compared. p values: how often chance alone makes a difference as large, 0 to 1.

    difference: the second's score less the first's. bootstrap, randomization: of both tests. wins: share of the
    resamples in which the second's score is the higher one, 0 to 1; ties count half.
    """

    difference: float
    bootstrap: float
    randomization: float
    wins: float


def resampled(statistics: Sequence[Floats], samples: int, seed: int) -> list[Floats]:
    """Sums of statistics over resamples of the segments, the same for all. Shapes: (segments, k) → (samples, k)."""
    rng = np.random.default_rng(seed)
    size = len(statistics[0])
    every = np.hstack(statistics)

    def sums() -> Iterator[Floats]:
        for rows in _rows(samples, size):
            drawn = rng.choice(size, size=(rows, size), replace=True) + size * np.arange(rows)[:, None]
            yield np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size).astype(np.float64) @ every

    return _apart(np.vstack(list(sums())), statistics)


def shuffled(first: Sequence[Floats], second: Sequence[Floats], trials: int, seed: int) -> list[tuple[Floats, Floats]]:
    """Sums over segments whose two systems were swapped at random, the same segments for all metrics.

    Shapes: (segments, k) → (trials, k) for either side.
    """
    rng = np.random.default_rng(seed)
    size = len(first[0])
    ours, theirs = np.hstack(first), np.hstack(second)

    def sums() -> Iterator[Floats]:
        for rows in _rows(trials, size):
            kept = rng.integers(2, size=(rows, size), dtype=bool)
            yield kept.astype(np.float64) @ (ours - theirs) + theirs.sum(axis=0)

    found = np.vstack(list(sums()))
    others = (ours + theirs).sum(axis=0) - found
    return list(zip(_apart(found, first), _apart(others, first), strict=True))


def _rows(count: int, size: int) -> Iterator[int]:
    """How many resamples are made at once."""
    most = max(1, _CELLS // max(1, size * _TOGETHER)) * _TOGETHER
    for start in range(0, count, most):
        yield min(most, count - start)


def _apart(sums: Floats, statistics: Sequence[Floats]) -> list[Floats]:
    """The columns of each of the statistics that were put side by side."""
    return np.split(sums, np.cumsum([one.shape[1] for one in statistics])[:-1], axis=1)


def interval(scores: Floats) -> Interval | None:
    """The middle 95 of 100 scores of resamples; those that have none are left out. None: no resample has one."""
    ordered = np.sort(scores[~np.isnan(scores)])
    if not len(ordered):
        return None
    cut = len(ordered) // EDGE
    return Interval(float(ordered.mean()), float(ordered[cut]), float(ordered[-1 - cut]))


def compare(
    metrics: Sequence[Metric],
    first: Sequence[Floats],
    second: Sequence[Floats],
    *,
    samples: int,
    trials: int,
    seed: int,
) -> list[Test | None]:
    """Paired bootstrap and paired approximate randomization of two systems, a test a metric.

    first, second: their statistics, one a metric. None: a system has no score.
    """
    drawn = zip(resampled(first, samples, seed), resampled(second, samples, seed), strict=True)
    tests: list[Test | None] = []
    for metric, ours, theirs, resamples, trial in zip(
        metrics, first, second, drawn, shuffled(first, second, trials, seed), strict=True
    ):
        difference = float(metric.score(theirs.sum(axis=0)) - metric.score(ours.sum(axis=0)))
        gaps, swaps = _differences(metric, *resamples), np.abs(_differences(metric, *trial))
        if np.isnan(difference) or not len(gaps):
            tests.append(None)
            continue
        apart = abs(difference)
        wins = float(np.mean(gaps > _SAME) + np.mean(np.abs(gaps) <= _SAME) / 2)
        centred = np.abs(gaps) - np.abs(gaps).mean()
        bootstrap, randomization = (_p(chance, apart) for chance in (centred, swaps))
        tests.append(Test(difference, bootstrap, randomization, wins))
    return tests


def _differences(metric: Metric, first: Floats, second: Floats) -> Floats:
    found: Floats = metric.score(second) - metric.score(first)
    return found[~np.isnan(found)]


def _p(chance: Floats, difference: float) -> float:
    """How often chance makes as much of a difference as there is; one more on both sides, as nothing is impossible.

    Exactly as much counts too, which sacreBLEU leaves out: a few sentences can be swapped in a few ways only, so that
    each comes again and again, and of what one sentence decides each makes the same. Where there is no difference p is
    1, and not, as sacreBLEU has it, the smallest that there is.
    """
    if difference <= _SAME:
        return 1.0
    return (int(np.sum(chance > difference - _SAME)) + 1) / (len(chance) + 1)
