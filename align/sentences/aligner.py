"""Which sentences of two texts say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from tarjoman.align.sentences.band import band, wider
from tarjoman.align.sentences.blocks import USUAL, Blocks, Rates, Texts
from tarjoman.align.sentences.lattice import Lattice
from tarjoman.align.sentences.methods import METHODS
from tarjoman.align.sentences.similarity import Progress, Similarity, silent
from tarjoman.align.sentences.vectors import Kernel
from tarjoman.align.sentences.weights import Weights

_TIMES = 3  # that a path is looked for again with the rates of the last one


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences of one text, and those of the other that say the same; either may be none.

    source, target: numbers of sentences. confidence: how probably it is just these, 0 to 1; None where that was not
    asked.
    """

    source: range
    target: range
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text. paragraphs: the number of each one's paragraph; () where these say nothing."""

    texts: Sequence[str]
    paragraphs: Sequence[int] = ()

    def __post_init__(self) -> None:
        if self.paragraphs and len(self.paragraphs) != len(self.texts):
            raise ValueError(f"{len(self.texts)} sentences with {len(self.paragraphs)} numbers of paragraphs")

    @property
    def opens(self) -> list[bool]:
        """Whether each is the first of its paragraph; [] where all are one paragraph, or each is its own."""
        found = [not n or p != self.paragraphs[n - 1] for n, p in enumerate(self.paragraphs)]
        return found if 1 < sum(found) < len(found) else []


class Aligner:
    """Aligns texts in one way.

    method: a name in METHODS; similarities: what makes its kernels. Raises ValueError where they do not.
    """

    def __init__(self, method: str, similarities: Sequence[Similarity]) -> None:
        made = tuple(name for similarity in similarities for name in similarity.names)
        if sorted(made) != sorted(METHODS[method]):
            raise ValueError(f"{method} needs kernels {METHODS[method]}, not {made}")
        self._similarities, self.method = similarities, method

    def align(self, source: Sentences, target: Sentences, progress: Progress = silent) -> list[Block]:
        """The blocks in order: each sentence of either side is in one, a block without a side has one sentence.

        Raises ValueError for a side without sentences; Apart.
        """
        if not source.texts or not target.texts:
            raise ValueError("a side has no sentences")
        kernels = self.kernels(source, target, progress)
        texts = Texts.of(source.texts, source.opens), Texts.of(target.texts, target.opens)
        progress("Aligning", 0, 0)
        return search(self.weights, kernels, *texts)

    def kernels(self, source: Sentences, target: Sentences, progress: Progress = silent) -> list[Kernel]:
        """Of the method, in its order."""
        found = {k.name: k for s in self._similarities for k in s.kernels(source.texts, target.texts, progress)}
        return [found[name] for name in METHODS[self.method]]

    @property
    def weights(self) -> Weights:
        """Of the method."""
        return Weights.of(self.method, METHODS[self.method])


def search(
    weights: Weights, kernels: Sequence[Kernel], source: Texts, target: Texts, lattice: Lattice | None = None
) -> list[Block]:
    """The best blocks. lattice: where to look first; it grows until the path keeps away from its edges.

    Raises Apart. How often a sentence is alone is told from the path that is found, which is then looked for again.
    """
    lattice = lattice or band(kernels, source.letters, target.letters)
    while True:
        blocks = Blocks(lattice, kernels, source, target, weights.lengths)
        paths = weights.paths(lattice, blocks)
        best, rates = paths.best(), USUAL
        for _ in range(_TIMES):
            before, rates = rates, _rates(best)
            if rates == before:
                break
            paths = weights.again(paths, blocks, rates)
            best = paths.best()
        larger = wider(lattice, best)
        if larger is None or larger.size == lattice.size:
            return [
                Block(range(block[0], block[1]), range(block[2], block[3]), paths.probability(block)) for block in best
            ]
        lattice = larger


def _rates(path: Sequence[tuple[int, int, int, int]]) -> Rates:
    """How often a sentence is alone in a path."""
    alone = sum(j == last for _, _, j, last in path), sum(i == k for i, k, _, _ in path)
    return Rates.of(alone, (path[-1][1], path[-1][3]))
