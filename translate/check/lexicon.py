"""What English may stand for Persian words of news, to see which words of a source a translation has nothing for."""

import lzma
import math
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

STEM = 4  # letters by which English words are told apart
_WORD = re.compile(r"[a-z]+")


class Row(NamedTuple):
    """What is known of a Persian word.

    stems:    the beginnings of English words that stand for it.
    missing:  evidence that it fell out, where none of them is in the translation: the logarithm of a likelihood ratio.
    present:  the same where one of them is: below 0, the more so the rarer that is by chance.
    """

    stems: frozenset[str]
    missing: float
    present: float

    @classmethod
    def of(cls, stems: Iterable[str], absent: float, chance: float) -> "Row":
        """absent: in how many of its translations no stem is; chance: in how many others one is. 0 to 1."""
        return cls(frozenset(stems), math.log((1 - chance) / absent), math.log(chance / (1 - absent)))


class Lexicon:
    """What scripts/check-lexicon.py has made, by Persian word.

    text: lines of a word, its two rates in hundredths, two digits each, and its stems. A row is read when it is wanted.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[str, str] = dict(line.split("\t", 1) for line in text.splitlines())
        self._rows: dict[str, Row] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def get(self, word: str) -> Row | None:
        """What is known of a word, if anything."""
        if word not in self._rows and word in self._lines:
            rates, stems = self._lines[word].split("\t")
            self._rows[word] = Row.of(stems.split(), int(rates[:2]) / 100, int(rates[2:]) / 100)
        return self._rows.get(word)

    @classmethod
    @cache
    def load(cls) -> "Lexicon":
        """The one that comes with the package."""
        packed = (files("tarjoman.translate.check") / "lexicon.tsv.xz").read_bytes()
        return cls(lzma.decompress(packed).decode())


def stems(text: str) -> set[str]:
    """The stems of an English text."""
    return {word[:STEM] for word in _WORD.findall(text.lower())}
