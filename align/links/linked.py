"""The links of whole bitexts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tarjoman.align.links.side import Side
from tarjoman.align.links.symmetry import WAYS, Weights
from tarjoman.align.words import Links
from tarjoman.bitext import Bitext

WAY = "agreed"  # how weights become links, unless another way of `WAYS` is wanted


class Aligner(Protocol):
    """Weighs which words of pairs answer each other."""

    def weigh(self, pairs: Sequence[tuple[Side, Side]]) -> Iterator[tuple[int, Weights]]:
        """As `AttentionAligner.weigh`."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A pair with its links. weights: of each link."""

    source: Side
    target: Side
    links: Links
    weights: tuple[float, ...]


def link(pairs: Sequence[tuple[Side, Side]], aligner: Aligner, way: str = WAY) -> list[Linked]:
    """Each pair with its links, in order. A pair with an empty side has none."""
    found: dict[int, Linked] = {}
    for number, weights in aligner.weigh(pairs):
        links = WAYS[way](weights)
        found[number] = Linked(*pairs[number], links, tuple(float(weights[one]) for one in links))
    return [found[number] for number in range(len(pairs))]


def with_links(bitext: Bitext, aligner: Aligner, way: str = WAY) -> Bitext:
    """A bitext whose pairs have links, in the place of those that they had."""
    sides = [(Side.of(pair.source), Side.of(pair.target)) for pair in bitext.pairs]
    linked = zip(bitext.pairs, link(sides, aligner, way), strict=True)
    return replace(bitext, pairs=tuple(replace(pair, links=one.links) for pair, one in linked))
