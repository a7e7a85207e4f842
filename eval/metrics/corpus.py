"""Corpus scores, computed by sacreBLEU."""

from collections.abc import Sequence
from dataclasses import dataclass

from tarjoman.errors import UsageError


@dataclass(frozen=True, slots=True)
class Score:
    """A number and how to get it again.

    name: "BLEU" or "chrF++". value: 0 to 100, higher is better. signature: sacreBLEU's, as its own command prints it.
    """

    name: str
    value: float
    signature: str

    def __str__(self) -> str:
        return f"{self.name} {self.value:.2f}"


def corpus_scores(hypotheses: Sequence[str], references: Sequence[str]) -> list[Score]:
    """BLEU and chrF++ (chrF with word bigrams) of a system's output against one reference a sentence.

    Both sequences: the same length, ≥ 1, not tokenised. Raises UsageError otherwise.
    Post (2018), https://aclanthology.org/W18-6319; Popović (2017), https://aclanthology.org/W17-4770.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    if not hypotheses or len(hypotheses) != len(references):
        raise UsageError(
            "scores",
            f"{len(hypotheses)} hypotheses and {len(references)} references",
            "Give one reference a hypothesis",
        )
    scores = []
    for metric in (BLEU(), CHRF(word_order=2)):
        result = metric.corpus_score(list(hypotheses), [list(references)])
        scores.append(
            Score("BLEU" if isinstance(metric, BLEU) else "chrF++", result.score, str(metric.get_signature()))
        )
    return scores
