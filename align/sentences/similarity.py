"""What tells whether sentences of two languages say the same, in the form that the search compares."""

from collections.abc import Callable, Sequence
from typing import Protocol

from tarjoman.align.sentences.vectors import Kernel

Progress = Callable[[str, int, int], None]  # what is done, how much of it, of how much; 0: that is not known


def silent(what: str, done: int, of: int) -> None:
    """Nobody is told."""


class Similarity(Protocol):
    """Makes kernels of the sentences of two texts."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of its kernels, in their order; weights are fitted to them."""

    def kernels(self, source: Sequence[str], target: Sequence[str], progress: Progress = silent) -> list[Kernel]:
        """A kernel for each of the names. source, target: raw sentences, each with text."""
