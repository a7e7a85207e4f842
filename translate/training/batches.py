"""Batches without end: pairs drawn by weight, noised, cut into pieces, and gathered by length."""

import random
import re
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece

from tarjoman.align.words import Link, Links
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.copying import Copier
from tarjoman.translate.training.corpus import Example
from tarjoman.translate.training.guide import Guide

_CHUNK = 4000  # pairs drawn at a time, at least, among which those of like length are gathered
# Lengths are padded to multiples: few shapes, which compilers and caches like. Of names, 8 would be a quarter padding.
_STEPS = {"unigram": 8, "char": 4}


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of like length, as numbers of pieces, each side ending in the end marker, then padding.

    source: (batch, source length). target: (batch, target length). links: (links, 3), a pair of the batch, a place in
    its target, a place in its source. All int64.
    """

    source: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    links: npt.NDArray[np.int64]


_Pair = tuple[list[int], list[int], list[Link]]


class Stream:
    """The batches of a configuration.

    Chunk n of them depends on the seed and n alone, so that a stream can go on anywhere; but for which of its spellings
    in pieces a sentence gets, which SentencePiece draws by itself.
    """

    def __init__(
        self, config: TrainConfig, examples: list[Example], pieces: sentencepiece.SentencePieceProcessor
    ) -> None:
        self._config, self._examples, self._pieces = config, examples, pieces
        self._guide = Guide(pieces)
        self._copier = Copier(e.target for e in examples if e.links)
        weights = {Path(name).name: weight for name, weight in config.corpora.items()}
        self._weights = list(accumulate(weights[e.corpus] for e in examples))
        self.padding = len(pieces)

    def chunk(self, number: int) -> list[Batch]:
        """The batches of one chunk, in the order in which they are trained on."""
        draw = random.Random(f"{self._config.seed}/{number}")  # noqa: S311  (nothing secret)
        pairs: list[_Pair] = []
        size = max(_CHUNK, self._config.batch_tokens // 4)
        for example in draw.choices(self._examples, cum_weights=self._weights, k=size):
            text, links = self.varied(example, draw)
            sides = self._encode(text), self._encode(example.target)
            if max(map(len, sides)) - 1 <= self._config.longest_pieces:  # the end marker is no piece of it
                pairs.append((*sides, self._guide.links(text, example.target, sides, links)))
        pairs.sort(key=lambda pair: (_longest(pair), len(pair[1])))
        batches: list[Batch] = []
        batch: list[_Pair] = []
        for pair in pairs:
            longest = self._up(_longest(pair))
            if batch and longest * (len(batch) + 1) > self._config.batch_tokens:
                batches.append(self._pad(batch))
                batch = []
            batch.append(pair)
        if batch:
            batches.append(self._pad(batch))
        draw.shuffle(batches)
        return batches

    def _normalize(self, text: str) -> str:
        return normalizer(self._config.profile)(text)

    def _encode(self, text: str) -> list[int]:
        """Pieces and the end marker; sampled where the configuration says so (Kudo 2018, aclanthology.org/P18-1007)."""
        alpha = self._config.sampling
        pieces = self._pieces.encode(text, out_type=int, enable_sampling=alpha > 0, alpha=alpha, nbest_size=-1)
        return [*pieces, self._pieces.eos_id()]

    def varied(self, example: Example, draw: random.Random) -> tuple[str, Links]:
        """An example's source, normalised: as it is with its links, or with noise or names in it and without."""
        noised = self.noised(example.source, draw)
        source, links = self._normalize(noised), example.links if self._config.guiding else ()
        if noised != example.source and source != self._normalize(example.source):
            return source, ()
        if example.links and draw.random() < self._config.copying:
            copied = self._copier.copy(source, example.target, example.links, draw)
            return copied, links if copied == source else ()
        return source, links

    def noised(self, source: str, draw: random.Random) -> str:
        """The source, in the configured share of cases as careless typing leaves it."""
        if draw.random() >= self._config.noise:
            return source
        kind = draw.randrange(3)
        if kind == 0:
            return source.replace("\u200c", " ")
        if kind == 1:
            return source.removesuffix(".").rstrip()
        return re.sub(r"(?<=[.؟!]) ", "", source)

    def _pad(self, pairs: list[_Pair]) -> Batch:
        source, target = (self._block(list(side)) for side in zip(*(pair[:2] for pair in pairs), strict=True))
        links = [(row, *link) for row, pair in enumerate(pairs) for link in pair[2]]
        return Batch(source, target, np.array(links, np.int64).reshape(-1, 3))

    def _up(self, length: int) -> int:
        """The length rounded up to the next multiple."""
        step = _STEPS[self._config.units]
        return -(-length // step) * step

    def _block(self, side: list[list[int]]) -> npt.NDArray[np.int64]:
        block = np.full((len(side), self._up(max(map(len, side)))), self.padding, np.int64)
        for row, ids in zip(block, side, strict=True):
            row[: len(ids)] = ids
        return block


def _longest(pair: _Pair) -> int:
    """The length of the longer side, end marker included."""
    return max(len(pair[0]), len(pair[1]))
