"""BLEU, chrF, TER and the length ratio: sacreBLEU's statistics and signatures, its formulas for many sums at once.

Post (2018), https://aclanthology.org/W18-6319; Popović (2017), https://aclanthology.org/W17-4770;
Snover et al. (2006), https://aclanthology.org/2006.amta-papers.25; Goyal et al. (2022), https://aclanthology.org/2022.tacl-1.30.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tarjoman.eval.metrics.metric import Floats, Kind, kinds, share

_ORDER = 4  # of BLEU's n-grams
_BETA = 2  # how much more recall counts than precision in chrF2


class Strings:
    """A metric of sacreBLEU.

    counter: sacreBLEU's metric, which has its references, and so counts their n-grams once. formula: its score of
    sums, for many at once.
    """

    def __init__(self, key: str, counter: Any, formula: Callable[[Floats], Floats]) -> None:
        self.kind: Kind = kinds()[key]
        self.signature = str(counter.get_signature())
        self._counter, self._formula = counter, formula
        self._counted: dict[tuple[str, ...], Floats] = {}

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """As sacreBLEU counts them; those of the same translations once."""
        key = tuple(outputs)
        if key not in self._counted:
            counts = self._counter._extract_corpus_statistics(list(outputs), None)
            self._counted[key] = np.array(counts, dtype=np.float64)
        return self._counted[key]

    def score(self, sums: Floats) -> Floats:
        """As sacreBLEU scores them, to the last but one digit of a double."""
        return self._formula(sums)


def bleu(references: Sequence[Sequence[str]]) -> Strings:
    """BLEU with sacreBLEU's defaults. references: sets of them, each one a segment."""
    from sacrebleu.metrics.bleu import BLEU

    return Strings("bleu", BLEU(references=references, force=True), bleu_score)


def spbleu(references: Sequence[Sequence[str]]) -> Strings:
    """BLEU on the pieces of FLORES-200, whose model must be at `spbleu_model()`."""
    from sacrebleu.metrics.bleu import BLEU

    return Strings("spbleu", BLEU(references=references, tokenize="flores200", force=True), bleu_score)


def spbleu_model() -> Path:
    """Where sacreBLEU looks for the model of `spbleu`, and would download it to."""
    from sacrebleu.tokenizers.tokenizer_spm import SPM_MODELS
    from sacrebleu.utils import SACREBLEU_DIR

    return Path(SACREBLEU_DIR, "models", Path(SPM_MODELS["flores200"]["url"]).name)


def chrf(references: Sequence[Sequence[str]]) -> Strings:
    """chrF2++: runs of up to six letters, and of one and two words."""
    from sacrebleu.metrics.chrf import CHRF

    return Strings("chrf", CHRF(word_order=2, references=references), chrf_score)


def ter(references: Sequence[Sequence[str]]) -> Strings:
    """Translation edit rate, without regard to case."""
    from sacrebleu.metrics.ter import TER

    return Strings("ter", TER(references=references), ter_score)


class Length:
    """The ratio of lengths that sacreBLEU tells beside BLEU, in its tokens, with BLEU's statistics and signature."""

    def __init__(self, bleu: Strings) -> None:
        self.kind: Kind = kinds()["length"]
        self.signature = bleu.signature
        self._bleu = bleu

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """Tokens of the translation and of the reference. Shape: (segments, 2)."""
        return self._bleu.statistics(outputs)[:, :2]

    def score(self, sums: Floats) -> Floats:
        """0 upwards, good near 1."""
        return share(sums) / 100


def bleu_score(sums: Floats) -> Floats:
    """BLEU, 0 to 100, with exponential smoothing. Shape: (…, 2 + 4 + 4), lengths, matches and n-grams → (…)."""
    ours, theirs = sums[..., 0], sums[..., 1]
    matched, there = sums[..., 2 : 2 + _ORDER], sums[..., 2 + _ORDER :]
    halved = 2.0 ** np.cumsum(matched == 0, axis=-1)  # the n-th order without a match counts as one of 2^n
    with np.errstate(divide="ignore", invalid="ignore"):
        precisions = np.where(matched == 0, 1 / (halved * there), matched / there)
        brevity = np.where(ours < theirs, (ours > 0) * np.exp(1 - theirs / np.maximum(ours, 1)), 1.0)
        found = 100 * brevity * np.exp(np.log(precisions).sum(axis=-1) / _ORDER)
    whole = (matched.sum(axis=-1) > 0) & (there > 0).all(axis=-1)
    return np.where(whole, found, 0.0)


def chrf_score(sums: Floats) -> Floats:
    """chrF, 0 to 100. Shape: (…, 3 × orders), n-grams of ours, of theirs, and of both → (…)."""
    ours, theirs, both = (sums[..., start::3] for start in range(3))
    there = (ours > 0) & (theirs > 0)
    orders = np.maximum(there.sum(axis=-1), 1)
    precision, recall = (
        np.divide(both, side, out=np.zeros(both.shape), where=there).sum(axis=-1) / orders for side in (ours, theirs)
    )
    below = _BETA**2 * precision + recall
    above = (1 + _BETA**2) * precision * recall
    found: Floats = 100 * np.divide(above, below, out=np.zeros(below.shape), where=below > 0)
    return found


def ter_score(sums: Floats) -> Floats:
    """TER, 0 upwards. Shape: (…, 2), edits and reference length → (…)."""
    edits, theirs = sums[..., 0], sums[..., 1]
    nothing = np.where(edits > 0, 1.0, 0.0)
    found: Floats = 100 * np.divide(edits, theirs, out=nothing, where=theirs > 0)
    return found
