"""Word links from the attention of a translation model that is made to say a given translation.

It is read where the model was trained to align, or in its last layer; both sides have a share in it (`shared`), and
what is `known` of two words is added. On 120 pairs of news and wiki linked by hand: docs/alignment.md.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from tarjoman.align.links.known import known
from tarjoman.align.links.side import Side, normalized
from tarjoman.align.links.symmetry import Weights, shared
from tarjoman.align.words import LONGEST
from tarjoman.translate.attention import Attention, summed
from tarjoman.translate.normalization.profile import normalizer


class Attends(Protocol):
    """An engine whose attention can be read."""

    @property
    def model(self) -> Any:
        """What is known of the model: its profile."""

    def attention(self, sentences: Sequence[str], targets: Sequence[str]) -> Iterator[tuple[int, Attention | None]]:
        """As `CTranslate2Engine.attention`."""


class AttentionAligner:
    """Weighs the words of pairs by the attention of an engine's network, and by what is known of them."""

    def __init__(self, engine: Attends) -> None:
        self._engine = engine
        self._normalize = normalizer(engine.model.profile)

    def weigh(self, pairs: Sequence[tuple[Side, Side]]) -> Iterator[tuple[int, Weights]]:
        """The index of each pair with its weights, each once, as they become ready.

        Shape of the weights: (words of the source, words of the target), 0 to about 2. A pair of more than `LONGEST`
        words on a side has zeros; one that is too long for the model what is known of its words alone.
        """
        sources = [normalized(self._normalize, source) for source, _ in pairs]
        short = [n for n, pair in enumerate(pairs) if all(0 < len(side.places) <= LONGEST for side in pair)]
        for n in sorted({*range(len(pairs))} - {*short}):
            yield n, np.zeros([len(side.places) for side in pairs[n]])
        texts = [sources[n].text for n in short], [pairs[n][1].text for n in short]
        for place, attention in self._engine.attention(*texts):
            n = short[place]
            source, target = sources[n], pairs[n][1]
            weights = known(source, target)
            if attention:
                weights += shared(summed(source.text, source.places, target.text, target.places, attention))
            yield n, weights
