"""Links out of weights: what is linked when both sides have a say."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tarjoman.align.aligner import symmetric
from tarjoman.align.words import Link, Links

Weights = npt.NDArray[np.float64]  # of a word of the source (row) and one of the target (column), ≥ 0

SURE = 0.9  # weight from which on one side's word is enough; chosen on 120 pairs linked by hand


def agreed(weights: Weights) -> Links:
    """Where each word is the other's first choice, and where a first choice alone weighs `SURE`."""
    forward, backward = _choices(weights)
    either = {link for link in forward | backward if weights[link] >= SURE}
    return tuple(sorted(forward & backward | either))


def intersection(weights: Weights) -> Links:
    """Where each word is the other's first choice: the fewest, and the surest."""
    forward, backward = _choices(weights)
    return tuple(sorted(forward & backward))


def grown(weights: Weights) -> Links:
    """The intersection, grown into the union (grow-diag-final-and): the most, for what wants every word linked."""
    return symmetric(*_choices(weights))


WAYS: dict[str, Callable[[Weights], Links]] = {
    "agreed": agreed,
    "intersection": intersection,
    "grow-diag-final": grown,
}


def _choices(weights: Weights) -> tuple[set[Link], set[Link]]:
    """For each target word the source word that weighs most, and the other way round; none where nothing weighs."""
    if not weights.size:
        return set(), set()
    forward = {(int(s), t) for t, s in enumerate(weights.argmax(axis=0)) if weights[s, t] > 0}
    backward = {(s, int(t)) for s, t in enumerate(weights.argmax(axis=1)) if weights[s, t] > 0}
    return forward, backward


def shared(weights: Weights) -> Weights:
    """Weights as shares, 0 to 1: the geometric mean of what one is of its row and of its column."""
    rows = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    columns = weights / np.maximum(weights.sum(axis=0, keepdims=True), 1e-9)
    shares: Weights = np.sqrt(rows * columns)
    return shares
