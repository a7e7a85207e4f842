"""The best path through a lattice, and how probable each of its blocks is among all paths.

What is added up are logarithms: the path is a semi-Markov conditional random field (Sarawagi and Cohen 2004), so that a
block's share in the sum over all paths is its probability, and weights can be learnt by making true paths probable.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tarjoman.align.sentences.lattice import MOVES, Lattice
from tarjoman.align.sentences.vectors import Array

_NEVER = -1e9


@dataclass(frozen=True)
class Paths:
    """All paths through a lattice.

    moves:   (len(MOVES), size): what the block of each move adds that ends at each node.
    inserts: (targets,): what each target sentence adds that answers nothing.
    """

    lattice: Lattice
    moves: Array
    inserts: Array

    @cached_property
    def before(self) -> Array:
        """(len(MOVES), size): where each block begins."""
        return np.stack([self.lattice.before(a, b) for a, b in MOVES]).astype(np.int32)

    def _rows(self, reverse: bool = False) -> list[tuple[slice, Array]]:
        """The nodes of each row, and what the target sentences before them add, from the row's first node on."""
        lattice = self.lattice
        sums = np.concatenate([[0.0], np.cumsum(self.inserts)])
        rows = [
            (slice(a, b), sums[lo:hi] - sums[lo])
            for a, b, lo, hi in zip(lattice.starts[:-1], lattice.starts[1:], lattice.lo, lattice.hi, strict=True)
        ]
        return rows[::-1] if reverse else rows

    def best(self) -> list[tuple[int, int, int, int]]:
        """The blocks of the path that adds up to most, in order: first source, behind the last, and so of targets."""
        size = self.lattice.size
        total = np.full(size + 1, _NEVER)
        chosen = np.zeros(size, np.int8)  # the move; -1: an insertion
        for row, inserted in self._rows():
            ways = total[self.before[:, row]] + self.moves[:, row]
            move = np.argmax(ways, axis=0)
            value = ways[move, np.arange(ways.shape[1])]
            if row.start == 0:
                value[0] = 0.0
            level = value - inserted
            most = np.maximum.accumulate(level)
            total[row] = most + inserted
            chosen[row] = np.where(level >= most, move, -1)
        i, j = self.lattice.sources, self.lattice.targets
        blocks: list[tuple[int, int, int, int]] = []
        while i or j:
            move = int(chosen[self.lattice.node(i, j)])
            a, b = MOVES[move] if move >= 0 else (0, 1)
            blocks.append((i - a, i, j - b, j))
            i, j = i - a, j - b
        return blocks[::-1]

    @cached_property
    def _forward(self) -> Array:
        """(size + 1,): the logarithm of the sum over all ways from the beginning to each node; the last is none."""
        size = self.lattice.size
        total = np.full(size + 1, _NEVER)
        for row, inserted in self._rows():
            value = np.logaddexp.reduce(total[self.before[:, row]] + self.moves[:, row], axis=0)
            if row.start == 0:
                value[0] = 0.0
            total[row] = np.logaddexp.accumulate(value - inserted) + inserted
        return self._bounded(total)

    @cached_property
    def _backward(self) -> Array:
        """(size + 1,): the same from each node to the end."""
        size = self.lattice.size
        total = np.full(size + 1, _NEVER)
        total[size - 1] = 0.0
        for row, inserted in self._rows(reverse=True):
            value = total[row] + inserted
            total[row] = np.logaddexp.accumulate(value[::-1])[::-1] - inserted
            for before, move in zip(self.before[:, row], self.moves[:, row], strict=True):
                total[before] = np.logaddexp(total[before], total[row] + move)
            total[size] = _NEVER
        return self._bounded(total)

    @staticmethod
    def _bounded(total: Array) -> Array:
        found: Array = np.maximum(total, _NEVER)
        return found

    @property
    def whole(self) -> float:
        """The logarithm of the sum over all paths."""
        return float(self._forward[self.lattice.size - 1])

    def probability(self, block: tuple[int, int, int, int]) -> float:
        """The share of the paths that go through a block, each counted by what it adds up to. 0 to 1."""
        i, k, j, last = block
        start, end = self.lattice.node(i, j), self.lattice.node(k, last)
        added = self.inserts[j] if i == k else self.moves[MOVES.index((k - i, last - j)), end]
        share = self._forward[start] + added + self._backward[end] - self.whole
        return float(np.exp(min(0.0, share)))

    def expected(self) -> tuple[Array, Array]:
        """(len(MOVES), size), (targets,): the probability of every block, and that each target answers nothing."""
        shares = self._forward[self.before] + self.moves + self._backward[None, :-1] - self.whole
        left = self.lattice.before(0, 1)
        there = left < self.lattice.size
        column = self.lattice.columns[there] - 1
        skipped = self._forward[left[there]] + self.inserts[column] + self._backward[:-1][there] - self.whole
        inserted = np.bincount(column, np.exp(np.minimum(skipped, 0)), minlength=len(self.inserts))
        return np.exp(np.minimum(shares, 0)), inserted
