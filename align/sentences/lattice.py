"""The places that a path through two texts may touch: a band of nodes around where it is thought to be."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tarjoman.align.sentences.vectors import Array

MOST = 4  # sentences of a side in a block
MOVES = ((1, 0), *((a, b) for a in range(1, MOST + 1) for b in range(1, MOST + 1)))  # beside (0, 1), which is its own


@dataclass(frozen=True)
class Lattice:
    """Node (i, j) lies behind i source sentences and j target sentences. Row i has the nodes lo[i] ≤ j < hi[i].

    lo, hi: (sources + 1,), neither ever falls, lo[0] is 0 and hi[-1] is targets + 1. In what follows an array of
    `size` elements has one for each node, row after row.
    """

    lo: Array
    hi: Array

    @classmethod
    def full(cls, sources: int, targets: int) -> "Lattice":
        """All nodes that there are."""
        return cls(np.zeros(sources + 1, np.int64), np.full(sources + 1, targets + 1))

    @property
    def sources(self) -> int:
        """How many source sentences there are."""
        return len(self.lo) - 1

    @property
    def targets(self) -> int:
        """How many target sentences there are."""
        return int(self.hi[-1]) - 1

    @cached_property
    def starts(self) -> Array:
        """(sources + 2,): where each row begins, and the size behind the last."""
        return np.concatenate([[0], np.cumsum(self.hi - self.lo)])

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return int(self.starts[-1])

    @cached_property
    def rows(self) -> Array:
        """(size,): i of each node."""
        return np.repeat(np.arange(len(self.lo)), self.hi - self.lo)

    @cached_property
    def columns(self) -> Array:
        """(size,): j of each node."""
        return np.arange(self.size) - self.starts[self.rows] + self.lo[self.rows]

    def before(self, a: int, b: int) -> Array:
        """(size,): the node that lies a source and b target sentences before each; `size` where there is none."""
        row, column = self.rows - a, self.columns - b
        safe = np.maximum(row, 0)
        there = (row >= 0) & (column >= self.lo[safe]) & (column < self.hi[safe])
        return np.where(there, self.starts[safe] + column - self.lo[safe], self.size)

    def node(self, i: int, j: int) -> int:
        """The number of a node that there is."""
        return int(self.starts[i] + j - self.lo[i])
