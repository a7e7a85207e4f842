"""What fell out of a translation, seen by its length and by the words of the source that nothing in it is for."""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tarjoman.align.words import Links, words
from tarjoman.translate.check.lexicon import Lexicon, stems

JUDGED_FROM = 30  # characters of a source; shorter ones vary too much to judge
DROPPED = 0.9  # share of the words of a part that fell out which nothing comes from: others take some of them

Places = Sequence[tuple[int, int]]  # of the `words` of a source
Evidence = tuple[
    float, ...
]  # 1, missing length, gap and gap a word of the lexicon; of the links too where there are any


@dataclass(frozen=True, slots=True)
class Weights:
    """What scripts/check-weights.py has learnt from the embedded model's translations of news, with clauses cut out.

    length:    mean of the logarithm of a translation's length over its source's, in characters.
    spread:    its standard deviation, for long sources, and what is added over the root of the source's characters.
    unlinked:  how often nothing comes from a word; other: from a word that is not there.
    linked:    logistic regression where there are links; lexical: where there are none.
    """

    length: float
    spread: tuple[float, float]
    unlinked: Mapping[str, float]
    other: float
    linked: Evidence
    lexical: Evidence

    @classmethod
    @cache
    def load(cls) -> "Weights":
        """Those of omission.toml."""
        text = (files("tarjoman.translate.check") / "omission.toml").read_text(encoding="utf-8")
        data: dict[str, Any] = tomllib.loads(text)
        return cls(**{name: tuple(v) if isinstance(v, list) else v for name, v in data.items()})  # type: ignore[arg-type]


def omission(source: str, target: str, links: Links = (), weights: Weights | None = None) -> float:
    """How likely a translation lacks a quarter of its sentence or more, 0 to 1, were that so of every second one.

    links: which words of the source the target's words come from, where that is known.
    """
    weights = weights or Weights.load()
    if len(source) < JUDGED_FROM:
        return 0.0
    regression = weights.linked if links else weights.lexical
    odds = sum(a * b for a, b in zip(regression, evidence(source, target, links, weights), strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def evidence(source: str, target: str, links: Links, weights: Weights) -> Evidence:
    """What the regressions weigh."""
    places = words(source)
    found: list[float] = [1.0, missing_length(source, target, weights)]
    for known in (_lexical(source, places, target), _linked(source, places, links, weights) if links else None):
        if known is not None:
            gap = widest_gap(known)
            found += [gap, gap / max(1, len(known))]
    return tuple(found)


def missing_length(source: str, target: str, weights: Weights) -> float:
    """By how many standard deviations a translation is shorter than its source lets expect; below 0: longer."""
    ratio = math.log(max(1, len(target)) / max(1, len(source)))
    spread, short = weights.spread
    return (weights.length - ratio) / (spread + short / math.sqrt(max(1, len(source))))


def widest_gap(found: Iterable[float]) -> float:
    """Evidence that some words in a row fell out, the strongest run's (Kadane), ≥ 0.

    found: of each word, the logarithm of a likelihood ratio: had it fallen out, against that it is translated.
    """
    best = run = 0.0
    for one in found:
        run = max(0.0, run + one)
        best = max(best, run)
    return best


def _linked(source: str, places: Places, links: Links, weights: Weights) -> list[float]:
    """Of each word: whether something comes from it, against how often nothing does."""
    linked = {word for word, _ in links}
    found = []
    for number, (start, end) in enumerate(places):
        if source[start].isalnum():
            rate = weights.unlinked.get(source[start:end], weights.other)
            if number in linked:
                found.append(math.log((1 - DROPPED) / (1 - rate)))
            else:
                found.append(math.log(max(DROPPED, rate) / rate))
    return found


def _lexical(source: str, places: Places, target: str) -> list[float]:
    """Of each word of the lexicon: whether what stands for it is there, against how often it is, and is by chance."""
    lexicon, there = Lexicon.load(), stems(target)
    known = [row for start, end in places if (row := lexicon.get(source[start:end]))]
    return [row.missing if row.stems.isdisjoint(there) else row.present for row in known]
