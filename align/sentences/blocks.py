"""What speaks for and against a block, some source sentences and the target sentences that say the same."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tarjoman.align.sentences.lattice import MOST, Lattice
from tarjoman.align.sentences.vectors import Array, Kernel

_FARTHEST = 5.0  # standard deviations that a length may be off; beyond them it says no more
_SHAPES = {(1, 1): "1-1", (1, 2): "1-2", (2, 1): "2-1", (2, 2): "2-2"}
SHAPES = ("1-1", "1-2", "2-1", "2-2", "1-n", "n-1", "m-n")
COMMON = ("length", "short", "merged", "opening", "opened")
NULLS = ("bias", "letters", "rate")
OF_KERNEL = ("cosine", "square", "letters", "least")


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long translations are (Gale and Church 1993, aclanthology.org/J93-1004).

    ratio: target characters a source character. variance: of them, a source character.
    """

    ratio: float
    variance: float

    def distance(self, source: Array, target: Array) -> Array:
        """By how many standard deviations a target is longer than its source lets expect."""
        mean = (source + target / self.ratio) / 2
        return (target - self.ratio * source) / np.sqrt(self.variance * np.maximum(mean, 1))


@dataclass(frozen=True, slots=True)
class Texts:
    """What is known of the sentences of a side.

    letters: (sentences,), characters without white space, ≥ 1. opens: (sentences,), whether each is the first of its
    paragraph; all False where paragraphs are not known.
    """

    letters: Array
    opens: Array

    @classmethod
    def of(cls, texts: Sequence[str], opens: Sequence[bool] = ()) -> "Texts":
        """opens: () where paragraphs are not known."""
        letters = np.array([max(1, sum(not c.isspace() for c in text)) for text in texts], np.float64)
        return cls(letters, np.array(opens or [False] * len(texts), bool))


def names(kernels: Sequence[str]) -> tuple[str, ...]:
    """What `Blocks.features` are called, with the kernels of these names."""
    return (*SHAPES, *COMMON, *(f"{kernel}.{feature}" for kernel in kernels for feature in OF_KERNEL))


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a sentence of either side answers nothing in this text, as a logarithm."""

    source: float
    target: float

    @classmethod
    def of(cls, alone: tuple[int, int], sentences: tuple[int, int]) -> "Rates":
        """Of a text with so many sentences alone on each side; of a short one, drawn to what texts have."""
        return cls(*(math.log((some + 0.5) / (every + 8)) for some, every in zip(alone, sentences, strict=True)))


USUAL = Rates.of((0, 0), (0, 0))


class Blocks:
    """The features of all blocks that end at the nodes of a lattice."""

    def __init__(
        self, lattice: Lattice, kernels: Sequence[Kernel], source: Texts, target: Texts, lengths: Lengths
    ) -> None:
        self.lattice, self._source, self._target, self._lengths = lattice, source, target, lengths
        ahead = np.minimum(np.arange(lattice.sources) + MOST, lattice.sources)
        self._first = np.maximum(lattice.lo[1:] - MOST, 0)  # (sources,): the target sentences of its blocks
        last = np.maximum(lattice.hi[ahead] - 1, self._first)
        self._starts = np.concatenate([[0], np.cumsum(last - self._first)])[:-1]
        self._kernels = [_Sums(kernel, self._first, last) for kernel in kernels]
        self._letters = [np.concatenate([[0.0], np.cumsum(side.letters)]) for side in (source, target)]
        self._opened = [np.concatenate([[0], np.cumsum(side.opens)]) for side in (source, target)]
        self._paragraphs = bool(source.opens.any() and target.opens.any())

    def features(self, a: int, b: int) -> Array:
        """(features, size): of the block of the last a source and b target sentences, 1 to `MOST`, before each node.

        Where there is no such block they mean nothing.
        """
        i, j = self.lattice.rows, self.lattice.columns
        top, left = np.maximum(i - a, 0), np.maximum(j - b, 0)
        shape = _SHAPES.get((a, b)) or ("1-n" if a == 1 else "n-1" if b == 1 else "m-n")
        found = [np.full(len(i), float(shape == name)) for name in SHAPES]
        here, there = self._letters[0][i] - self._letters[0][top], self._letters[1][j] - self._letters[1][left]
        off = np.clip(self._lengths.distance(here, there), -_FARTHEST, _FARTHEST)
        found += [off**2, np.maximum(-off, 0)]
        found += self._paragraph(a, b, i, j, top, left)
        size = np.log(np.maximum(here + there, 1))
        for kernel in self._kernels:
            found += self._similarity(kernel, a, b, size)
        return np.stack(found).astype(np.float32)

    def _paragraph(self, a: int, b: int, i: Array, j: Array, top: Array, left: Array) -> list[Array]:
        """Paragraphs that end inside, whether both sides open one, whether just one side does."""
        nothing = np.zeros(len(i))
        if not self._paragraphs:
            return [nothing] * 3
        opens = self._source.opens[np.minimum(top, len(self._source.opens) - 1)]
        answers = self._target.opens[np.minimum(left, len(self._target.opens) - 1)]
        inside = sum(
            side[end] - side[np.minimum(start + 1, end)]
            for side, start, end in ((self._opened[0], top, i), (self._opened[1], left, j))
        )
        return [inside + nothing, opens & answers, opens ^ answers]

    def _similarity(self, kernel: "_Sums", a: int, b: int, size: Array) -> list[Array]:
        """The cosine, its square, what of it the length adds, and how far the least of its sentences is in the other
        side; 0 of a pair of single sentences, whose cosine says it.
        """
        i, j = self.lattice.rows, self.lattice.columns
        both = np.zeros(len(i))
        least = np.ones(len(i))
        left = np.maximum(j - b, 0)
        columns = [np.zeros(len(i)) for _ in range(b)]
        for back in range(1, a + 1):
            row = np.maximum(i - back, 0)
            base = self._starts[row] - self._first[row]
            edges = [kernel.sums[np.clip(base + np.minimum(left + k, j), 0, kernel.last)] for k in range(b + 1)]
            across = edges[b] - edges[0]
            both += across
            if a > 1:
                least = np.minimum(least, across / kernel.own[0][row])
            if b > 1:
                columns = [column + edges[k + 1] - edges[k] for k, column in enumerate(columns)]
        if b > 1:
            for k, column in enumerate(columns):
                least = np.minimum(least, column / kernel.own[1][np.minimum(left + k, len(kernel.own[1]) - 1)])
        cosine = both / np.sqrt(kernel.norms[0][a - 1][i] * kernel.norms[1][b - 1][j])
        cosine = np.clip(cosine, 0, 1)
        joined = np.zeros(len(i)) if a == b == 1 else np.clip(least, 0, 1)
        return [cosine, cosine**2, cosine * size, joined]

    def nulls(self, rates: Rates) -> tuple[Array, Array]:
        """(features, sources), (features, targets): of a sentence that nothing answers."""
        found = [
            np.stack([np.ones(len(side.letters)), np.log(side.letters), np.full(len(side.letters), rate)])
            for side, rate in ((self._source, rates.source), (self._target, rates.target))
        ]
        return found[0], found[1]


class _Sums:
    """The products of a kernel, summed up: those of a row from one column to another are a difference of two sums."""

    def __init__(self, kernel: Kernel, first: Array, last: Array) -> None:
        products = kernel.products(first, last).astype(np.float64)
        self.sums = np.concatenate([[0.0], np.cumsum(products)])
        self.last = len(products)
        grams = [kernel.gram(side, MOST).astype(np.float64) for side in (0, 1)]
        self.own = [np.maximum(gram[:, 0], 1e-9) for gram in grams]
        self.norms = [_norms(gram) for gram in grams]


def _norms(gram: Array) -> Array:
    """(MOST, sentences + 1): the squared length of the sum of the last 1, 2 … vectors before each place."""
    count = len(gram)
    found = np.ones((MOST, count + 1))
    for number in range(1, MOST + 1):
        total = np.zeros(max(0, count - number + 1))
        for k in range(number):
            total += gram[k : k + len(total), 0]
            for offset in range(1, number - k):
                total += 2 * gram[k : k + len(total), offset]
        found[number - 1, number:] = np.maximum(total, 1e-9)
    return found
