"""Likeness by an encoder that puts both languages into one space, where one is installed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from tarjoman.align.sentences.similarity import Progress, silent
from tarjoman.align.sentences.vectors import Array, Dense, Kernel
from tarjoman.errors import UsageError
from tarjoman.files import display

_AT_ONCE = 256  # sentences between two steps of the progress


class Encoder(Protocol):
    """What a model of sentence-transformers does."""

    def encode(self, sentences: list[str]) -> Any:
        """(sentences, width): a vector for each."""


class Embeddings:
    """Vectors of an encoder.

    What all sentences of both texts have in common is taken off them: encoders put everything into one corner.
    """

    names = ("embeddings",)

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @classmethod
    def load(cls, name: str) -> "Embeddings":
        """The encoder in a folder, or one of the hub that was fetched before; nothing is fetched. Raises UsageError."""
        where = f"--encoder {display(name)}"
        if not name:
            raise UsageError("--encoder", "no encoder is named", "Name its folder; LaBSE knows Persian, for one")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise UsageError(where, "needs sentence-transformers", "pip install 'tarjoman[embeddings]'") from error
        try:
            found = SentenceTransformer(str(Path(name)), local_files_only=True, trust_remote_code=False)
        except Exception as error:  # what it raises is not told anywhere
            problem = f"cannot be loaded ({' '.join(str(error).split())[:200]})"
            raise UsageError(where, problem, "Name the folder of a sentence-transformers model") from error
        return cls(found)

    def kernels(self, source: Sequence[str], target: Sequence[str], progress: Progress = silent) -> list[Kernel]:
        """One kernel."""
        texts = [" ".join(text.split()) for text in (*source, *target)]
        parts: list[Array] = []
        for start in range(0, len(texts), _AT_ONCE):
            progress("Encoding", start, len(texts))
            parts.append(np.asarray(self._encoder.encode(texts[start : start + _AT_ONCE]), np.float32))
        vectors = _long_as_one(np.concatenate(parts))
        if len(texts) > 2:
            vectors = _long_as_one(vectors - vectors.mean(axis=0))
        return [Dense(self.names[0], vectors[: len(source)], vectors[len(source) :])]


def _long_as_one(vectors: Array) -> Array:
    lengths: Array = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
