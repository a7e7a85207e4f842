"""Where in a large lattice the path is looked for: around sentences with rare features in common, as far as it takes.

Its size, and so time and memory, grow with the length of the texts, not with its square.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tarjoman.align.sentences.lattice import Lattice
from tarjoman.align.sentences.vectors import Array, Kernel, Sparse

ALL = 250_000  # nodes up to which none is left out
_RARE = 3  # sentences of a side that have a feature by which places are told
_GAP = 40_000  # nodes between two places that are all looked at
_MARGIN = 12  # sentences on either side of where the path is thought to be, and before and behind
_FEWEST, _MOST = 1_000_000, 250  # nodes that a band may have in any case, and for each sentence of either side
_EDGE = 2  # nodes from the edge of the band at which the path touches it

Block = tuple[int, int, int, int]


class Apart(ValueError):
    """Texts so different that the path would have to be looked for nearly everywhere."""


class Place(NamedTuple):
    """A source and a target sentence that have more rare features in common than either has with any other."""

    source: int
    target: int
    weight: float


def places(kernels: Sequence[Kernel]) -> list[Place]:
    """The places that sparse kernels tell of, in the order of the source."""
    cells: dict[tuple[int, int], float] = {}
    for kernel in kernels:
        if isinstance(kernel, Sparse):
            for (i, j), weight in _common(kernel).items():
                cells[i, j] = cells.get((i, j), 0.0) + weight
    sources: dict[int, tuple[float, int]] = {}
    targets: dict[int, tuple[float, int]] = {}
    for (i, j), weight in cells.items():
        sources[i] = max(sources.get(i, (0.0, 0)), (weight, -j))
        targets[j] = max(targets.get(j, (0.0, 0)), (weight, -i))
    return sorted(Place(i, -j, weight) for i, (weight, j) in sources.items() if targets[-j][1] == -i)


def _common(kernel: Sparse) -> dict[tuple[int, int], float]:
    """What sentences have in common in features that few of either side have: the sum of the products of weights."""
    source, target = kernel.source, kernel.target
    count = 1 + max((int(side.features.max()) for side in (source, target) if len(side.features)), default=0)
    seen = [np.bincount(side.features, minlength=count) for side in (source, target)]
    rare = (seen[0] > 0) & (seen[1] > 0) & (seen[0] <= _RARE) & (seen[1] <= _RARE)
    answers: dict[int, list[tuple[int, float]]] = {}
    kept = np.flatnonzero(rare[target.features])
    for feature, row, weight in _entries(target.features, target.rows, target.weights, kept):
        answers.setdefault(feature, []).append((row, weight))
    cells: dict[tuple[int, int], float] = {}
    kept = np.flatnonzero(rare[source.features])
    for feature, row, weight in _entries(source.features, source.rows, source.weights, kept):
        for other, there in answers[feature]:
            cells[row, other] = cells.get((row, other), 0.0) + weight * there
    return cells


def _entries(features: Array, rows: Array, weights: Array, kept: Array) -> list[tuple[int, int, float]]:
    found = features[kept].tolist(), rows[kept].tolist(), weights[kept].tolist()
    return list(zip(*found, strict=True))


def chain(found: Sequence[Place]) -> list[Place]:
    """Those of some places, in the order of the source, that lie one behind the other on both sides and weigh most."""
    ends: list[int] = []  # targets, rising, of the last places of chains that weigh more and more
    totals: list[float] = []
    tails: list[int] = []  # numbers of those last places
    before = [-1] * len(found)
    for number, place in enumerate(found):
        at = bisect_left(ends, place.target)
        total = place.weight + (totals[at - 1] if at else 0.0)
        before[number] = tails[at - 1] if at else -1
        end = at
        while end < len(ends) and totals[end] <= total:
            end += 1
        if end == at and at < len(ends) and ends[at] == place.target:
            continue
        ends[at:end], totals[at:end], tails[at:end] = [place.target], [total], [number]
    kept: list[Place] = []
    number = tails[-1] if tails else -1
    while number >= 0:
        kept.append(found[number])
        number = before[number]
    return kept[::-1]


def band(kernels: Sequence[Kernel], source: Array, target: Array) -> Lattice:
    """Where to look first. source, target: letters of each sentence, which tell where it is when nothing else does.

    Raises Apart.
    """
    sources, targets = len(source), len(target)
    if (sources + 1) * (targets + 1) <= ALL:
        return Lattice.full(sources, targets)
    corners = [(-1, -1), *((p.source, p.target) for p in chain(places(kernels))), (sources, targets)]
    if len(corners) < 3 + sources // 50:
        return bounded(_widened(*_by_length(source, target), np.full(sources + 1, 4 * _MARGIN), targets))
    lo, hi = np.zeros(sources + 1, np.int64), np.zeros(sources + 1, np.int64)
    for (i, j), (k, last) in pairwise(corners):
        rows = np.arange(max(i + 1, 0), min(k + 1, sources + 1))
        if (k - i) * (last - j) <= _GAP:
            lo[rows], hi[rows] = max(j, 0), min(last + 1, targets)
        else:
            line = j + (rows - i) * (last - j) // (k - i)
            lo[rows] = hi[rows] = np.clip(line, 0, targets)
    return bounded(_widened(lo, hi, np.full(sources + 1, _MARGIN), targets))


def bounded(lattice: Lattice) -> Lattice:
    """A lattice that is not too large for its texts: time and memory grow with its nodes. Raises Apart."""
    if lattice.size > max(_FEWEST, _MOST * (lattice.sources + lattice.targets)):
        raise Apart("too little in common")
    return lattice


def _by_length(source: Array, target: Array) -> tuple[Array, Array]:
    """Where as large a part of the target's letters lies as of the source's."""
    here = np.concatenate([[0.0], np.cumsum(source)])
    there = np.concatenate([[0.0], np.cumsum(target)])
    line = np.searchsorted(there, here * there[-1] / max(here[-1], 1.0))
    return np.minimum(line, len(target)), np.minimum(line, len(target))


def _widened(lo: Array, hi: Array, margins: Array, targets: int) -> Lattice:
    """A band from `lo` to `hi` of each row, with a margin to its sides and of as many rows before and behind."""
    rows = len(lo)
    low, high = lo - margins, hi + margins
    for margin in np.unique(margins).tolist():
        own = np.flatnonzero(margins == margin)
        for ends, best, fill in ((low, np.minimum, targets), (high, np.maximum, 0)):
            values = np.full(rows, fill)
            values[own] = ends[own]
            step = 1
            while step <= margin:  # the best of some rows, then of twice as many
                values[step:] = best(values[step:], values[:-step].copy())
                values[:-step] = best(values[:-step], values[step:].copy())
                step *= 2
            best(ends, values, out=ends)
    low = np.minimum.accumulate(np.clip(low, 0, targets)[::-1])[::-1]
    high = np.maximum.accumulate(np.clip(high, 0, targets))
    low[0], high[-1] = 0, targets
    return Lattice(low, high + 1)


def wider(lattice: Lattice, blocks: Sequence[Block]) -> Lattice | None:
    """The lattice with twice as many nodes where a path comes near to the edge; None where it comes nowhere near.

    Raises Apart.
    """
    rows = np.array([block[1] for block in blocks])
    columns = np.array([block[3] for block in blocks])
    low = (columns < lattice.lo[rows] + _EDGE) & (lattice.lo[rows] > 0)
    high = (columns >= lattice.hi[rows] - _EDGE) & (lattice.hi[rows] <= lattice.targets)
    touched = np.unique(rows[low | high])
    if not len(touched):
        return None
    margins = np.zeros(len(lattice.lo), np.int64)
    margins[touched] = np.maximum(lattice.hi[touched] - lattice.lo[touched], _MARGIN)
    # powers of two, so that there are few different ones
    margins[touched] = 2 ** np.ceil(np.log2(margins[touched])).astype(np.int64)
    return bounded(_widened(lattice.lo, lattice.hi - 1, margins, lattice.targets))
