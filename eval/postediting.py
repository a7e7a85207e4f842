"""How much persons changed of what a machine wrote, and what foretold it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from tarjoman.bitext import Bitext, Flag, Pair
from tarjoman.eval.metrics import Score
from tarjoman.review import Category, Review, Severity, State

_BAND = 10  # bands of confidence in 1
UNFLAGGED, NO_MODEL, UNKNOWN = "unflagged", "no model", "not known"  # in place of a flag, a model, a confidence
FEW = 30  # sentences; what fewer say is little to go by


@dataclass(frozen=True, slots=True)
class Group:
    """What persons did with some sentences that they reviewed.

    sentences: reviewed ones; accepted, edited and flagged are among them, the others have a comment or errors only.
    scores: TER (0: nothing was changed) and chrF of the machine's text against what was accepted or edited; none where
    nothing was.
    """

    sentences: int
    accepted: int
    edited: int
    flagged: int
    scores: tuple[Score, ...]

    @property
    def share(self) -> float:
        """The share of those that were edited among those that were accepted or edited; 0 where none was."""
        settled = self.accepted + self.edited
        return self.edited / settled if settled else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where that share lies in the long run, with 95 %: the score interval, Wilson (1927)."""
        n, z = self.accepted + self.edited, 1.96
        if not n:
            return 0.0, 1.0
        middle = (self.share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(self.share * (1 - self.share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class PostEditing:
    """What persons did with bitexts.

    sentences: pairs in all, those of several files of a document each. states: how many are in each state, untouched
    ones and those that nobody saw together. reviewed: all that were. documents, models, flags, confidence: the same,
    parted; a sentence with two flags is in both. errors: how many of each category and severity. words: of the sources
    that were reviewed. first, last: the times between which that was; "" where none is known.
    """

    sentences: int
    states: Mapping[State, int]
    reviewed: Group
    documents: Mapping[str, Group]
    models: Mapping[str, Group]
    flags: Mapping[str, Group]
    confidence: Mapping[str, Group]
    errors: Mapping[tuple[Category, Severity], int]
    words: int
    reviewers: tuple[str, ...]
    first: str
    last: str

    @property
    def penalty(self) -> int:
        """The sum of the errors' weights (MQM)."""
        return sum(severity.weight * count for (_, severity), count in self.errors.items())

    @property
    def per_100_words(self) -> float:
        """The penalty for 100 words of the sources that were reviewed; 0 where none was."""
        return 100 * self.penalty / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """A pair that was reviewed, in its document. statistics: of each metric, the machine's text against this one."""

    bitext: Bitext
    pair: Pair
    review: Review
    statistics: tuple[list[float], ...]

    @property
    def is_settled(self) -> bool:
        return self.review.state in (State.ACCEPTED, State.EDITED)


def measure(bitexts: Iterable[Bitext]) -> PostEditing:
    """What persons did with bitexts, by sacreBLEU's TER and chrF at their defaults.

    TER is Snover et al. (2006), here with the edited text as reference: HTER. Popović (2015) for chrF.
    """
    pairs = [(bitext, pair) for bitext in bitexts for pair in bitext.pairs]
    seen = list(_seen(pairs))
    states = Counter(pair.review.state if pair.review else State.UNTOUCHED for _, pair in pairs)
    errors = Counter((error.category, error.severity) for one in seen for error in one.review.errors)
    times = sorted(one.review.time for one in seen if one.review.time)
    return PostEditing(
        len(pairs),
        {state: states[state] for state in State},
        _group(seen),
        _parted(seen, lambda one: [one.bitext.document.id]),
        _parted(seen, lambda one: [one.bitext.provenance.model or NO_MODEL]),
        _parted(seen, lambda one: list(one.pair.flags) or [UNFLAGGED], [UNFLAGGED, *Flag]),
        _parted(seen, lambda one: [_band(one.pair.confidence)], [*map(_label, range(_BAND)), UNKNOWN]),
        {(c, s): errors[c, s] for c in Category for s in Severity if errors[c, s]},
        sum(len(re.findall(r"\S*\w\S*", one.pair.source)) for one in seen),
        tuple(sorted({one.review.reviewer for one in seen if one.review.reviewer})),
        *((times[0], times[-1]) if times else ("", "")),
    )


def _parted(seen: Sequence[_Seen], of: Callable[[_Seen], Sequence[str]], order: Sequence[str] = ()) -> dict[str, Group]:
    """The groups of what was seen, in the order of their names, or as they come."""
    parts: dict[str, list[_Seen]] = {name: [] for name in order}
    for one in seen:
        for name in of(one):
            parts.setdefault(name, []).append(one)
    return {str(name): _group(some) for name, some in parts.items() if some}


def _band(confidence: float | None) -> str:
    return UNKNOWN if confidence is None else _label(min(int(confidence * _BAND), _BAND - 1))


def _label(band: int) -> str:
    return f"{band / _BAND:.1f}–{(band + 1) / _BAND:.1f}"


def _group(seen: Sequence[_Seen]) -> Group:
    states = Counter(one.review.state for one in seen)
    settled = [one for one in seen if one.is_settled]
    return Group(
        len(seen),
        states[State.ACCEPTED],
        states[State.EDITED],
        states[State.FLAGGED],
        tuple(_scores(settled)) if settled else (),
    )


def _seen(pairs: Iterable[tuple[Bitext, Pair]]) -> Iterator[_Seen]:
    """What was reviewed, with the statistics of its scores, which are but added up for each group."""
    metrics = _metrics().values()
    for bitext, pair in pairs:
        if pair.review and not pair.review.is_blank:
            texts = [pair.review.machine], [[pair.target]]
            found = tuple(metric._extract_corpus_statistics(*texts)[0] for metric in metrics)
            yield _Seen(bitext, pair, pair.review, found)


def _scores(settled: Sequence[_Seen]) -> Iterator[Score]:
    """The scores of the machine's texts against those that stand."""
    for number, (name, metric) in enumerate(_metrics().items()):
        score = metric._aggregate_and_compute([one.statistics[number] for one in settled]).score
        yield Score(name, score, str(metric.get_signature()))


def _metrics() -> dict[str, Any]:
    """sacreBLEU's metrics, which know that there is one reference."""
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return {"TER": TER(references=[[""]]), "chrF": CHRF(references=[[""]])}
