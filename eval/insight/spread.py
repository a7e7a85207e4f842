"""How the scores of sentences lie: of one system, and of two against each other."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from tarjoman.eval.insight.settings import settings
from tarjoman.eval.metrics.metric import Floats


@dataclass(frozen=True, slots=True)
class Scatter:
    """Sentences by their scores in two systems. cells: number of the cell on either side, and how many are in it."""

    first: str
    second: str
    size: int
    cells: tuple[tuple[int, int, int], ...]


def histogram(scores: Floats) -> tuple[int, ...]:
    """How many sentences have a score from 0 to 5, from 5 to 10 … up to 100."""
    counts, _ = np.histogram(np.clip(scores, 0, 100), bins=settings()["bins"], range=(0, 100))
    return tuple(map(int, counts))


def scatter(first: str, second: str, ours: Floats, theirs: Floats) -> Scatter:
    """Two systems on the same sentences."""
    size = settings()["cells"]
    cells = [np.minimum((np.clip(side, 0, 100) * size / 100).astype(int), size - 1) for side in (ours, theirs)]
    counts = Counter(zip(map(int, cells[0]), map(int, cells[1]), strict=True))
    return Scatter(first, second, size, tuple((a, b, count) for (a, b), count in sorted(counts.items())))
