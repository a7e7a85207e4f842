"""Sentences of two languages as vectors in one space, and their products where they are wanted.

The vector of some sentences in a row is the sum of theirs, so that all that is asked of spans of sentences follows from
the products of single ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_CELLS = 2_000_000  # products made at once: some 100 MB


class Kernel(Protocol):
    """Vectors of the source's sentences and of the target's, and their products."""

    @property
    def name(self) -> str:
        """What weights call it."""

    def products(self, first: Array, last: Array) -> Array:
        """Products of each source sentence with target sentences from `first` to before `last`, one after the other.

        first, last: (sources,), 0 ≤ first ≤ last ≤ targets. Shape: (sum of last - first,), float32.
        """

    def gram(self, side: int, width: int) -> Array:
        """Products of the sentences of a side (0: source, 1: target) with themselves and those behind them.

        Shape: (sentences, width), float32; 0 behind the last sentence.
        """

    def some(self, sources: Array, targets: Array) -> "Kernel":
        """The kernel of some sentences alone, whose numbers are given, rising."""


@dataclass(frozen=True, slots=True)
class Side:
    """Sparse vectors of a side's sentences: an entry has its sentence, its feature and its weight, sorted by both.

    All arrays: (entries,). No entry comes twice.
    """

    count: int
    rows: Array
    features: Array
    weights: Array

    @classmethod
    def of(cls, count: int, rows: Array, features: Array, weights: Array | None = None) -> "Side":
        """A side whose entries may come in any order, and more than once: then their weights are added."""
        order = np.lexsort((features, rows))
        rows, features = rows[order], features[order]
        weights = np.ones(len(rows)) if weights is None else weights[order]
        if not len(rows):
            return cls(count, rows.astype(np.int64), features.astype(np.int64), weights.astype(np.float32))
        new = np.concatenate([[True], (rows[1:] != rows[:-1]) | (features[1:] != features[:-1])])
        starts = np.flatnonzero(new)
        return cls(count, rows[starts], features[starts], np.add.reduceat(weights, starts).astype(np.float32))

    def some(self, kept: Array) -> "Side":
        """The side with some of its sentences alone, whose numbers are given, rising."""
        places = np.full(self.count, -1)
        places[kept] = np.arange(len(kept))
        rows = places[self.rows]
        there = rows >= 0
        return Side(len(kept), rows[there], self.features[there], self.weights[there])


@dataclass(frozen=True, slots=True)
class Sparse:
    """A kernel over features that both sides have in common, most of which a sentence does not have."""

    name: str
    source: Side
    target: Side

    @classmethod
    def weighed(cls, name: str, source: Side, target: Side) -> "Sparse":
        """A kernel that looks at a feature the more, the fewer sentences have it, of both sides taken together.

        The weight is the logarithm of the share of the sentences without it (inverse document frequency, Spärck Jones
        1972), so that what stands everywhere counts for nothing.
        """
        _, inverse = np.unique(np.concatenate([source.features, target.features]), return_inverse=True)
        seen = np.bincount(inverse, np.minimum(np.concatenate([source.weights, target.weights]), 1))
        rarity = np.log((source.count + target.count + 1) / np.clip(seen, 1, source.count + target.count + 1)).astype(
            np.float32
        )
        here, there = inverse[: len(source.features)], inverse[len(source.features) :]
        return cls(
            name,
            Side(source.count, source.rows, here, source.weights * rarity[here]),
            Side(target.count, target.rows, there, target.weights * rarity[there]),
        )

    def products(self, first: Array, last: Array) -> Array:
        """As `Kernel` says. Time grows with the features that the pairs looked at have in common."""
        return _products(self.source, self.target, first, last)

    def gram(self, side: int, width: int) -> Array:
        """As `Kernel` says."""
        some = self.target if side else self.source
        first = np.arange(some.count)
        last = np.minimum(first + width, some.count)
        found = np.zeros((some.count, width), np.float32)
        offsets = np.arange(width)[None, :]
        found[offsets < (last - first)[:, None]] = _products(some, some, first, last)
        return found

    def some(self, sources: Array, targets: Array) -> "Sparse":
        """As `Kernel` says; features weigh what they weigh among all."""
        return Sparse(self.name, self.source.some(sources), self.target.some(targets))


def _products(source: Side, target: Side, first: Array, last: Array) -> Array:
    starts = np.concatenate([[0], np.cumsum(last - first)])
    found = np.zeros(int(starts[-1]), np.float32)
    if not len(source.rows) or not len(target.rows):
        return found
    order = np.lexsort((target.rows, target.features))
    width = target.count + 1
    keys = target.features[order].astype(np.int64) * width + target.rows[order]
    base = source.features.astype(np.int64) * width
    lows = np.searchsorted(keys, base + first[source.rows])
    counts = np.searchsorted(keys, base + last[source.rows]) - lows
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(counts):
        done = ends[begin - 1] if begin else 0
        stop = max(begin + 1, int(np.searchsorted(ends, done + _CELLS, side="right")))
        some = counts[begin:stop]
        entry = np.repeat(np.arange(begin, stop), some)
        within = np.arange(len(entry)) - np.repeat(np.cumsum(some) - some, some)
        answer = order[lows[entry] + within]
        rows = source.rows[entry]
        cell = starts[rows] + target.rows[answer] - first[rows]
        # sources come in order, so that what is added to lies between the cells of two of them
        low, high = int(starts[source.rows[begin]]), int(starts[source.rows[stop - 1] + 1])
        added = np.bincount(cell - low, source.weights[entry] * target.weights[answer], minlength=high - low)
        found[low:high] += added.astype(np.float32)
        begin = stop
    return found


@dataclass(frozen=True, slots=True)
class Dense:
    """A kernel of vectors with a number in each place. source: (sources, width); target: (targets, width)."""

    name: str
    source: Array
    target: Array

    def products(self, first: Array, last: Array) -> Array:
        """As `Kernel` says."""
        parts = [self.target[a:b] @ row for row, a, b in zip(self.source, first, last, strict=True)]
        return np.concatenate([np.zeros(0), *parts]).astype(np.float32)

    def gram(self, side: int, width: int) -> Array:
        """As `Kernel` says."""
        some = self.target if side else self.source
        found = np.zeros((len(some), width), np.float32)
        for offset in range(min(width, len(some))):
            found[: len(some) - offset, offset] = np.einsum("ij,ij->i", some[: len(some) - offset], some[offset:])
        return found

    def some(self, sources: Array, targets: Array) -> "Dense":
        """As `Kernel` says."""
        return Dense(self.name, self.source[sources], self.target[targets])


def from_counts(counts: Sequence[Mapping[str, float]], numbers: dict[str, int]) -> Side:
    """Sparse vectors of sentences that have names for their features. numbers: of the names, which grows."""
    rows = [row for row, features in enumerate(counts) for _ in features]
    features = [numbers.setdefault(name, len(numbers)) for some in counts for name in some]
    weights = [weight for some in counts for weight in some.values()]
    return Side.of(len(counts), np.array(rows, np.int64), np.array(features, np.int64), np.array(weights))


def ngrams(texts: Iterable[str], size: int) -> Side:
    """How often each sentence has each run of `size` characters, known by its hash: few runs share one."""
    texts = list(texts)
    lengths = np.array([len(text) for text in texts], np.int64)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(texts)), lengths)
    count = max(0, len(codes) - size + 1)
    hashes = np.zeros(count, np.uint64)
    for place in range(size):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[place : place + count] + np.uint64(1)
        hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    inside = rows[:count] == rows[size - 1 :]
    return Side.of(len(texts), rows[:count][inside], (hashes[inside] >> np.uint64(32)).astype(np.int64))
