"""What turns normalised sentences into hypotheses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tarjoman.align.words import Links
from tarjoman.translate.model import Decoding, Model


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one sentence.

    text:       on one line, without outer white space; may be empty.
    score:      mean log-probability per token, natural logarithm, ≤ 0; None where the engine does not tell.
    tokens:     how many, the end marker included, ≥ 1.
    truncated:  whether the search stopped at the length limit.
    links:      which words of the sentence its words come from, as far as the model tells.
    """

    text: str
    score: float | None
    tokens: int = 1
    truncated: bool = False
    links: Links = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """What may be told of a sentence beside itself.

    names:          Persian forms, as they stand there, and how they are spelt in English.
    before, after:  the sentences around it, normalised; "" at the ends of the text.
    """

    names: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""


class Engine(Protocol):
    """A model that is loaded and ready."""

    @property
    def model(self) -> Model:
        """What is known of the model that it runs."""

    @property
    def settings(self) -> dict[str, str]:
        """What, beside model and input, decides the hypotheses: carried in the provenance."""

    @property
    def heeds(self) -> bool:
        """Whether hints decide the hypotheses too."""

    @property
    def exact(self) -> bool:
        """Whether the same sentences, translated together again, have the same hypotheses again.

        What they are translated together with decides the last digits of a network's numbers, and now and then a word.
        """

    def size(self, sentence: str) -> int:
        """Tokens that a normalised sentence takes, without markers, ≥ 0."""

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """The index of each sentence with its hypotheses, each once, in the order in which they become ready.

        sentences: normalised, not empty, each of at most `model.max_tokens` tokens. number: how many hypotheses of each
        are wanted, at most the beam; at least one comes, best first. decoding: instead of the model's. hints: none, or
        one a sentence; an engine that does not heed them passes them over. Raises ModelError.
        """
