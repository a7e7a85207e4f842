"""How much each feature of a block counts: what scripts/align-weights.py has learnt, by method."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from tarjoman.align.sentences.blocks import NULLS, USUAL, Blocks, Lengths, Rates, names
from tarjoman.align.sentences.lattice import MOVES, Lattice
from tarjoman.align.sentences.search import Paths
from tarjoman.align.sentences.vectors import Array


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a method.

    blocks: (features,), in the order of `blocks.names`. source, target: (len(NULLS),), of a sentence that nothing
    answers.
    """

    lengths: Lengths
    blocks: Array
    source: Array
    target: Array

    def paths(self, lattice: Lattice, blocks: Blocks, rates: Rates = USUAL) -> Paths:
        """All paths through a lattice, with what each block adds."""
        moves = np.empty((len(MOVES), lattice.size), np.float64)
        moves[0], inserts = self._nulls(lattice, blocks, rates)
        for number, (a, b) in enumerate(MOVES[1:], 1):
            moves[number] = self.blocks @ blocks.features(a, b)
        return Paths(lattice, moves, inserts)

    def again(self, paths: Paths, blocks: Blocks, rates: Rates) -> Paths:
        """The same paths with other rates."""
        moves = paths.moves.copy()
        moves[0], inserts = self._nulls(paths.lattice, blocks, rates)
        return Paths(paths.lattice, moves, inserts)

    def _nulls(self, lattice: Lattice, blocks: Blocks, rates: Rates) -> tuple[Array, Array]:
        """(size,), (targets,): what a source sentence before each node adds, and a target sentence, that is alone."""
        deleted, inserted = blocks.nulls(rates)
        return np.concatenate([[0.0], self.source @ deleted])[lattice.rows], self.target @ inserted

    @classmethod
    def of(cls, method: str, kernels: Sequence[str]) -> "Weights":
        """Those of weights.toml. Raises KeyError."""
        data = _tables()
        table: Mapping[str, float] = data[method]
        return cls(
            Lengths(**data["lengths"]),
            np.array([table[name] for name in names(kernels)]),
            np.array([table[f"source.{name}"] for name in NULLS]),
            np.array([table[f"target.{name}"] for name in NULLS]),
        )


@cache
def _tables() -> Mapping[str, Any]:
    text = (files("tarjoman.align.sentences") / "weights.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)
    return found
