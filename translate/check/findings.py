"""What can be seen to be wrong with a translation, by looking at it and its source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tarjoman.bitext import Flag
from tarjoman.config import DEFAULT, Checks
from tarjoman.translate.check.confidence import confidence
from tarjoman.translate.check.numbers import NO_DIFFERENCE, Difference, difference
from tarjoman.translate.check.omission import omission
from tarjoman.translate.check.repetition import repetition
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.script import LETTER
from tarjoman.translate.verbatim import lost

_PERSIAN = re.compile(f"[{LETTER}]+")
_MOST = 3.0  # that one check counts for when attempts are compared, its threshold being 1


@dataclass(frozen=True, slots=True)
class Findings:
    """The scores of a translation.

    empty:       there is none.
    truncated:   the search stopped at the length limit.
    persian:     words in Persian letters that are left in it.
    omission:    how likely a quarter of the sentence or more is missing, 0 to 1.
    numbers:     what differs in numbers and dates.
    verbatim:    addresses, handles and emoji that are lost, and characters that are none.
    repetition:  how far it goes round in a circle, ≥ 0; 1 is the least that is a loop.
    confidence:  the chrF, over 100, that it may be expected to have, 0 to 1; None where the engine gives no scores.
    """

    empty: bool = False
    truncated: bool = False
    persian: int = 0
    omission: float = 0.0
    numbers: Difference = NO_DIFFERENCE
    verbatim: int = 0
    repetition: float = 0.0
    confidence: float | None = None

    def flags(self, limits: Checks = DEFAULT.checks) -> list[Flag]:
        """Why to look at it, each once."""
        unsure = self.confidence is not None and self.confidence < limits.confidence and not self.empty
        return [*self._wrong(limits), *[Flag.VERBATIM] * bool(self.verbatim), *[Flag.UNSURE] * unsure]

    def severity(self, limits: Checks = DEFAULT.checks) -> float:
        """How much is wrong with it, ≥ 0; 0: nothing that is flagged, but for a low confidence."""
        return sum(self._wrong(limits).values())

    def _wrong(self, limits: Checks) -> dict[Flag, float]:
        """What is flagged, and by how much, 1 to `_MOST`."""
        if self.empty:
            return {Flag.EMPTY: 5 * _MOST}
        scores = {
            Flag.UNTRANSLATED: (self.persian, limits.persian),
            Flag.OMISSION: (self.omission, limits.omission),
            Flag.NUMBERS: (self.numbers.count, limits.numbers),
            Flag.LOOP: (self.repetition, limits.repetition),
            Flag.TRUNCATED: (int(self.truncated), 1),
        }
        return {flag: min(score / limit, _MOST) for flag, (score, limit) in scores.items() if 0 < limit <= score}


@lru_cache(maxsize=4096)  # asked of a hypothesis when it is made, and again of the pair that it becomes
def examine(source: str, hypothesis: Hypothesis) -> Findings:
    """What the checks say of a hypothesis. source: normalised, with Persian letters."""
    text = hypothesis.text
    if not text:
        return Findings(empty=True, truncated=hypothesis.truncated, confidence=confidence(source, hypothesis))
    missing, apart = omission(source, text, hypothesis.links), difference(source, text)
    return Findings(
        truncated=hypothesis.truncated,
        persian=0 if text.isascii() else len(_PERSIAN.findall(text)),
        omission=missing,
        numbers=apart,
        verbatim=len(lost(source, text)),
        repetition=repetition(source, text),
        confidence=confidence(source, hypothesis, omission=missing, wrong=apart.count),
    )


def mean_confidence(findings: Sequence[Findings], tokens: Sequence[int]) -> float | None:
    """The confidence of several sentences, each as long as it has tokens; None where that of any is not known."""
    known = [(f.confidence, count) for f, count in zip(findings, tokens, strict=True) if f.confidence is not None]
    if not known or len(known) < len(findings):
        return None
    return sum(one * count for one, count in known) / sum(count for _, count in known)


def check(source: str, target: str) -> list[Flag]:
    """Flags for a translation of which no more is known than its text."""
    return examine(source, Hypothesis(target, 0.0)).flags()
