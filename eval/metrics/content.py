"""What was said, rather than how: numbers, missing parts, letters that were left, by the checks of translation."""

import re
from collections.abc import Sequence

import numpy as np

import tarjoman
from tarjoman.config import DEFAULT
from tarjoman.eval.metrics.metric import Floats, Kind, kinds, share
from tarjoman.translate.check.numbers import difference
from tarjoman.translate.check.numbers.english import Step, steps
from tarjoman.translate.check.numbers.persian import numbers as persian_numbers
from tarjoman.translate.check.omission import JUDGED_FROM, omission
from tarjoman.translate.script import LETTER

_PERSIAN = re.compile(f"[{LETTER}]")


def signature(**facts: object) -> str:
    """A signature in sacreBLEU's manner, with the program and its version at the end."""
    return "|".join(
        f"{name}:{value}" for name, value in (facts | {"version": f"tarjoman-{tarjoman.__version__}"}).items()
    )


class Numbers:
    """The share of numbers and dates that are right, of those that should be there and those that were made up.

    Against the source where it is known: digits of three scripts, words, scales and dates of both calendars; else
    against the reference of which the translation has most. sources: normalised.
    """

    def __init__(self, references: Sequence[Sequence[str]], sources: Sequence[str] | None) -> None:
        self.kind: Kind = kinds()["numbers"]
        self.signature = signature(against="source" if sources else f"{len(references)}-references")
        self._references, self._sources = references, sources

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """Numbers that are right, and all that count. Shape: (segments, 2)."""
        if self._sources is not None:
            rows = [_against_source(s, t) for s, t in zip(self._sources, outputs, strict=True)]
        else:
            rows = [
                max((_against_reference(r, t) for r in references), key=lambda row: (row[0] - row[1], row[0]))
                for t, *references in zip(outputs, *self._references, strict=True)
            ]
        return np.array(rows, dtype=np.float64)

    def score(self, sums: Floats) -> Floats:
        """0 to 100, higher is better."""
        return share(sums)


def _against_source(source: str, target: str) -> tuple[int, int]:
    firm = sum(number.firm for number in persian_numbers(source))
    found = difference(source, target)
    return firm - len(found.lost), firm + len(found.invented)


def _against_reference(reference: str, target: str) -> tuple[int, int]:
    """As `_against_source`, of two English texts: the values of all their numbers, each as often."""
    wanted, given = _whole(steps(reference)), _whole(steps(target))
    right = 0
    left = list(given)
    for values in wanted:
        if (match := next((n for n, other in enumerate(left) if values & other), None)) is not None:
            del left[match]
            right += 1
    return right, len(wanted) + len(left)


def _whole(words: Sequence[Step]) -> list[frozenset[object]]:
    """The values that each number has when it is told to its end."""
    ends = [n for n, step in enumerate(words) if n + 1 == len(words) or words[n + 1].first]
    return [frozenset(words[n].values) for n in ends if words[n].word not in ("a", "an", "one")]


class Omissions:
    """The share of sentences that lack a part, by the check of translation. sources: normalised."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.kind: Kind = kinds()["omissions"]
        self._from = DEFAULT.checks.omission
        self.signature = signature(**{"from": self._from})
        self._sources = sources

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """Whether it lacks a part, and whether that can be judged: short ones vary too much. Shape: (segments, 2)."""
        return np.array([self._row(*pair) for pair in zip(self._sources, outputs, strict=True)], dtype=np.float64)

    def _row(self, source: str, target: str) -> tuple[bool, bool]:
        if not target:
            return (bool(source),) * 2
        return omission(source, target) >= self._from, len(source) >= JUDGED_FROM

    def score(self, sums: Floats) -> Floats:
        """0 to 100, lower is better."""
        return share(sums)


class Untranslated:
    """The share of letters that are of the Persian script."""

    def __init__(self) -> None:
        self.kind: Kind = kinds()["untranslated"]
        self.signature = signature()

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """Persian letters and all letters. Shape: (segments, 2)."""
        rows = [(0 if t.isascii() else len(_PERSIAN.findall(t)), sum(map(str.isalpha, t))) for t in outputs]
        return np.array(rows, dtype=np.float64)

    def score(self, sums: Floats) -> Floats:
        """0 to 100, lower is better."""
        return share(sums)
