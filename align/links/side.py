"""One side of a pair: a text and where its words are, found by us or given by a tokeniser."""

from collections.abc import Sequence
from dataclasses import dataclass

from tarjoman.align.words import words
from tarjoman.document import Span
from tarjoman.translate.normalization.profile import Normalizer

# What a tokeniser has parted from the word before it, or from the one behind
_BEHIND = frozenset("،؛؟٪.,:;!?%)]}»”’…") | {"'s", "\u2019s", "'re", "'ve", "'ll", "'d", "'m", "n't", "'"}
_BEFORE = frozenset("«“‘([{$£€")


@dataclass(frozen=True, slots=True)
class Side:
    """A text as it is read, and start and end of each of its words, in order."""

    text: str
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "Side":
        """A text with the words that `words` finds."""
        return cls(text, tuple(words(text)))

    @classmethod
    def tokenized(cls, tokens: Sequence[str]) -> "Side":
        """Tokens, put together as text is written, which networks were trained on: no space before a full stop."""
        text, places = "", []
        for token in tokens:
            apart = text and token not in _BEHIND and text[-1] not in _BEFORE
            text += " " * bool(apart)
            places.append((len(text), len(text) + len(token)))
            text += token
        return cls(text, tuple(places))

    @property
    def tokens(self) -> list[str]:
        """The words."""
        return [self.text[start:end] for start, end in self.places]


def normalized(normalize: Normalizer, side: Side) -> Side:
    """A side as a model is given it, with its words where they are there."""
    log = normalize.log(side.text)
    return Side(log.text, tuple(log.to_text(Span(*place)) for place in side.places))
