"""Batches without end: pairs drawn by weight, noised, cut into pieces, and gathered by length."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece

from tarjoman.translate.normalize import normalizer
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import Example

_CHUNK = 4000  # pairs drawn at a time, among which those of like length are gathered
_STEP = 4  # lengths are padded to multiples: few shapes, which caches like; more would be much padding for names


@dataclass(frozen=True, slots=True)
class Batch:
    """source: (batch, source length), target: (batch, target length); int64, ending in the end marker, then padding."""

    source: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]


class Stream:
    """The batches of a configuration. Chunk n of them depends on the seed and n alone: a stream can go on anywhere."""

    def __init__(
        self, config: TrainConfig, examples: list[Example], pieces: sentencepiece.SentencePieceProcessor
    ) -> None:
        self._config, self._examples, self._pieces = config, examples, pieces
        self._normalize = normalizer(config.profile)
        weights = {Path(name).name: weight for name, weight in config.corpora.items()}
        self._weights = list(accumulate(weights[e.corpus] for e in examples))
        self.padding = len(pieces)

    def from_chunk(self, number: int) -> Iterator[tuple[int, Batch]]:
        """Batches with the number of their chunk, from a chunk on, without end."""
        while True:
            for batch in self.chunk(number):
                yield number, batch
            number += 1

    def chunk(self, number: int) -> list[Batch]:
        """The batches of one chunk, in the order in which they are trained on."""
        draw = random.Random(f"{self._config.seed}/{number}")  # noqa: S311  (nothing secret)
        pairs = []
        for example in draw.choices(self._examples, cum_weights=self._weights, k=_CHUNK):
            source = self._encode(self._normalize(self.noised(example.source, draw)))
            target = self._encode(example.target)
            if max(len(source), len(target)) - 1 <= self._config.longest_pieces:  # the end marker is no piece of it
                pairs.append((source, target))
        pairs.sort(key=lambda pair: (max(map(len, pair)), len(pair[1])))
        batches: list[Batch] = []
        batch: list[tuple[list[int], list[int]]] = []
        for pair in pairs:
            longest = _up(max(map(len, pair)))
            if batch and longest * (len(batch) + 1) > self._config.batch_tokens:
                batches.append(self._pad(batch))
                batch = []
            batch.append(pair)
        if batch:
            batches.append(self._pad(batch))
        draw.shuffle(batches)
        return batches

    def _encode(self, text: str) -> list[int]:
        """Pieces and the end marker; sampled where the configuration says so (Kudo 2018, aclanthology.org/P18-1007)."""
        alpha = self._config.sampling
        pieces = self._pieces.encode(text, out_type=int, enable_sampling=alpha > 0, alpha=alpha, nbest_size=-1)
        return [*pieces, self._pieces.eos_id()]

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

    def _pad(self, pairs: list[tuple[list[int], list[int]]]) -> Batch:
        sides = []
        for side in zip(*pairs, strict=True):
            block = np.full((len(side), _up(max(map(len, side)))), self.padding, np.int64)
            for row, ids in zip(block, side, strict=True):
                row[: len(ids)] = ids
            sides.append(block)
        return Batch(*sides)


def _up(length: int) -> int:
    """The length rounded up to the next multiple."""
    return -(-length // _STEP) * _STEP
