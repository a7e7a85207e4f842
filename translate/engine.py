"""What turns normalised sentences into hypotheses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tarjoman.align.words import Links
from tarjoman.translate.model import Model


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one sentence.

    text:       on one line, without outer white space; may be empty.
    score:      mean log-probability per token, natural logarithm, ≤ 0.
    tokens:     how many, the end marker included, ≥ 1.
    truncated:  whether the search stopped at the length limit.
    links:      which words of the sentence its words come from, as far as the model tells.
    """

    text: str
    score: float
    tokens: int = 1
    truncated: bool = False
    links: Links = ()


class Engine(Protocol):
    """A model that is loaded and ready."""

    @property
    def model(self) -> Model:
        """What is known of the model that it runs."""

    @property
    def settings(self) -> dict[str, str]:
        """What, beside model and input, decides the hypotheses: carried in the provenance."""

    def size(self, sentence: str) -> int:
        """Tokens that a normalised sentence takes, without markers, ≥ 0."""

    def translate(self, sentences: Sequence[str]) -> Iterator[tuple[int, Hypothesis]]:
        """The index of each sentence with its hypothesis, each once, in the order in which they become ready.

        sentences: normalised, not empty, each of at most `model.max_tokens` tokens. Raises ModelError.
        """

    def n_best(self, sentences: Sequence[str], number: int) -> Iterator[tuple[int, list[Hypothesis]]]:
        """As `translate`, but up to `number` hypotheses of each sentence, best first; at least one."""
