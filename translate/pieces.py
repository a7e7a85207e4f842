"""Text to the pieces that a network reads, and those it writes to text: SentencePiece, whatever runs the network."""

import re
from collections.abc import Sequence
from pathlib import Path

import sentencepiece

from tarjoman.translate.model import Model


class Pieces:
    """Divides the sentences of a model, and puts its translations together.

    source, target: SentencePiece models; the second where translations have one of their own. Raises OSError or
    RuntimeError when they are damaged.
    """

    def __init__(self, model: Model, source: Path, target: Path | None = None) -> None:
        self.tokens = model.tokens
        self._source = sentencepiece.SentencePieceProcessor(model_file=str(source))
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(target)) if target else self._source
        spelt = [*map(re.escape, model.decoding.suppress), *([model.tokens.marker] if model.tokens.marker else [])]
        self._markers = re.compile("|".join(spelt)) if spelt else None

    def encode(self, sentence: str) -> list[str]:
        """The pieces of a sentence. Text that spells a marker of the model's training must not become that marker."""
        if self._markers:
            sentence = self._markers.sub(lambda match: f"{match[0][:1]} {match[0][1:]}", sentence)
        pieces: list[str] = self._source.encode(sentence, out_type=str)
        return pieces

    def encode_target(self, text: str) -> list[str]:
        """The pieces of a translation."""
        pieces: list[str] = self._target.encode(text, out_type=str)
        return pieces

    def around(self, pieces: Sequence[str]) -> list[str]:
        """The pieces of a sentence with the tokens around them: what the network is given."""
        return [*self.tokens.source_prefix, *pieces, *self.tokens.source_suffix]

    def decode(self, tokens: Sequence[str]) -> str:
        """The text of a translation's pieces, on one line: byte pieces can spell any character, line ends too."""
        return " ".join(self._target.decode(list(tokens)).split())
