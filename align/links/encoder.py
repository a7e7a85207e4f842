"""Word links from the vectors that a multilingual encoder has for words: SimAlign (Jalili Sabet and others 2020,
aclanthology.org/2020.findings-emnlp.147), with what is known of words added."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tarjoman.align.links.known import known
from tarjoman.align.links.side import Side, normalized
from tarjoman.align.links.symmetry import Weights, shared
from tarjoman.align.words import LONGEST
from tarjoman.errors import ModelError
from tarjoman.files import display
from tarjoman.translate.normalization.profile import normalizer

_LAYER = 8  # of the encoders that SimAlign tried, the best one for words; of one with fewer layers the last
_SHARP = 0.1  # how much a cosine must be below another to weigh e times less


class EncoderAligner:
    """Weighs the words of pairs by the cosines of an encoder's vectors for them.

    folder: a checkpoint that transformers can load (BERT, XLM-R, LaBSE …), its tokenizer with it; nothing is fetched.
    Needs the extra [hf]. Raises ModelError.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            problem = "needs torch and transformers"
            raise ModelError(display(folder), problem, "Install tarjoman with the extra [hf]") from error
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self._network: Any = AutoModel.from_pretrained(folder, local_files_only=True).eval()
        except (OSError, ValueError, KeyError) as error:
            problem = f"cannot be loaded as an encoder ({error})"
            raise ModelError(display(folder), problem, "Name the folder of a checkpoint, tokenizer and all") from error
        if not self._tokenizer.is_fast:
            raise ModelError(display(folder), "its tokenizer does not say where pieces stand", "Use a fast tokenizer")
        self._normalize = normalizer("nllb")

    def weigh(self, pairs: Sequence[tuple[Side, Side]]) -> Iterator[tuple[int, Weights]]:
        """As `AttentionAligner.weigh`; words beyond what the encoder takes weigh what is known of them."""
        for number, (given, target) in enumerate(pairs):
            source = normalized(self._normalize, given)
            weights = np.zeros((len(source.places), len(target.places)))
            if weights.size and max(weights.shape) <= LONGEST:
                cosines = self._vectors(source) @ self._vectors(target).T
                near = np.where(cosines > 0, np.exp((cosines - 1) / _SHARP), 0.0)
                weights = shared(near) + known(source, target)
            yield number, weights

    def _vectors(self, side: Side) -> Weights:
        """A vector of length 1 for each word, the mean of its pieces'; zeros for a word without one."""
        import torch

        given = self._tokenizer(side.text, return_tensors="pt", return_offsets_mapping=True, truncation=True)
        spans = given.pop("offset_mapping")[0].tolist()
        with torch.inference_mode():
            layers = self._network(**given, output_hidden_states=True).hidden_states
        pieces = layers[min(_LAYER, len(layers) - 1)][0].double().numpy()
        vectors = np.zeros((len(side.places), pieces.shape[1]))
        for word, (start, end) in enumerate(side.places):
            own = [n for n, (a, b) in enumerate(spans) if a < end and start < b]
            if own:
                vectors[word] = pieces[own].mean(axis=0)
        unit: Weights = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return unit
