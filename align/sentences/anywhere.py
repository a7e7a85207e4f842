"""Sentences that say the same wherever they stand: of comparable texts, and of what was moved."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tarjoman.align.sentences.blocks import Blocks, Rates, Texts
from tarjoman.align.sentences.lattice import Lattice
from tarjoman.align.sentences.vectors import Array, Kernel
from tarjoman.align.sentences.weights import Weights

LEAST = 0.8  # confidence
_NODES = 500_000  # looked at at once
_OFTEN = Rates(math.log(0.3), math.log(0.3))  # that a sentence is alone, where others were moved
_GAP = 2  # sentences from one to the next of a run


class Match(NamedTuple):
    """A source and a target sentence, each the best there is for the other. confidence: 0 to 1."""

    source: int
    target: int
    confidence: float


class Run(NamedTuple):
    """Sentences of the source, and where in the target they are found, in the same order."""

    source: range
    target: range


def matches(
    weights: Weights,
    kernels: Sequence[Kernel],
    sides: tuple[Texts, Texts],
    sources: Sequence[int],
    targets: Sequence[int],
    least: float = LEAST,
) -> list[Match]:
    """The matches among some sentences, in the order of the source, whose confidence is `least` or more.

    A match competes with every other pair of either of its sentences, and with both having none. Time grows with the
    sentences of both sides multiplied.
    """
    if not sources or not targets:
        return []
    rows, columns = np.array(sources), np.array(targets)
    letters = sides[0].letters[rows], sides[1].letters[columns]
    step = max(1, _NODES // (len(columns) + 1))
    best = np.zeros(len(rows), np.int64)
    odds, across = np.zeros(len(rows)), np.zeros(len(rows))
    down, most, owner = np.full(len(columns), -np.inf), np.full(len(columns), -np.inf), np.zeros(len(columns), np.int64)
    for start in range(0, len(rows), step):
        stop = min(start + step, len(rows))
        found = _odds(weights, [k.some(rows[start:stop], columns) for k in kernels], letters[0][start:stop], letters[1])
        best[start:stop] = np.argmax(found, axis=1)
        odds[start:stop] = found.max(axis=1)
        across[start:stop] = np.logaddexp.reduce(found, axis=1)
        down = np.logaddexp(down, np.logaddexp.reduce(found, axis=0))
        better = found.max(axis=0) > most
        owner[better] = start + np.argmax(found, axis=0)[better]
        most = np.maximum(most, found.max(axis=0))
    kept: list[Match] = []
    for number in np.flatnonzero(owner[best] == np.arange(len(rows))).tolist():
        column = int(best[number])
        rivals = np.logaddexp(0.0, np.logaddexp(across[number], down[column]))  # itself twice among them
        share = float(np.exp(odds[number] - rivals))
        confidence = share / (1 - share)
        if confidence >= least:
            kept.append(Match(sources[number], targets[column], confidence))
    return kept


def _odds(weights: Weights, kernels: Sequence[Kernel], source: Array, target: Array) -> Array:
    """(sources, targets): by how much more it adds that two sentences say the same than that nothing answers either."""
    lattice = Lattice.full(len(source), len(target))
    none = np.zeros(0, bool)
    blocks = Blocks(lattice, kernels, Texts(source, none), Texts(target, none), weights.lengths)
    both = (weights.blocks @ blocks.features(1, 1)).reshape(len(source) + 1, len(target) + 1)[1:, 1:]
    deleted, inserted = blocks.nulls(_OFTEN)
    odds: Array = both - (weights.source @ deleted)[:, None] - (weights.target @ inserted)[None, :]
    return odds


def runs(found: Sequence[Match]) -> list[Run]:
    """Matches, in the order of the source, that go on one behind the other on both sides, put together."""
    kept: list[list[Match]] = []
    for match in found:
        last = kept[-1][-1] if kept else None
        near = last and 0 < match.source - last.source <= _GAP and 0 < match.target - last.target <= _GAP
        if near:
            kept[-1].append(match)
        else:
            kept.append([match])
    return [Run(range(run[0].source, run[-1].source + 1), range(run[0].target, run[-1].target + 1)) for run in kept]
