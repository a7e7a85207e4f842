"""What a system says more often than the references do, and what less often."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from tarjoman.eval.insight.settings import settings


@dataclass(frozen=True, slots=True)
class Ngram:
    """Some words in a row, and how often either side says them."""

    text: str
    output: int
    reference: int


def habits(outputs: Sequence[str], references: Sequence[str]) -> tuple[tuple[Ngram, ...], tuple[Ngram, ...]]:
    """What is said too often, and too seldom, the most striking first: by the difference over its standard deviation.

    Words are cut as BLEU cuts them. A part of a longer one that is no more striking is left out.
    """
    from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

    cut: Callable[[str], str] = Tokenizer13a()  # type: ignore[no-untyped-call]
    ours, theirs = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for counts, side in ((ours, outputs), (theirs, references)):
        for text in side:
            counts.update(_ngrams(cut(text).split()))
    gaps = {
        words: (ours[words] - theirs[words]) / sqrt(ours[words] + theirs[words])
        for words in ours.keys() | theirs.keys()
        if abs(ours[words] - theirs[words]) >= settings()["least"]
    }
    over, under = (
        sorted((words for words, gap in gaps.items() if gap * sign > 0), key=lambda w: (-gaps[w] * sign, w))
        for sign in (1, -1)
    )
    chosen = (_distinct(side) for side in (over, under))
    found = [tuple(Ngram(" ".join(words), ours[words], theirs[words]) for words in side) for side in chosen]
    return found[0], found[1]


def _ngrams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(1, settings()["longest"] + 1):
        for start in range(len(words) - size + 1):
            yield tuple(words[start : start + size])


def _distinct(ordered: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The first few, none of which is in or around one before it."""
    chosen: list[tuple[str, ...]] = []
    for words in ordered:
        text = f" {' '.join(words)} "
        if not any(f" {' '.join(other)} " in text or text in f" {' '.join(other)} " for other in chosen):
            chosen.append(words)
        if len(chosen) == settings()["ngrams"]:
            break
    return chosen
