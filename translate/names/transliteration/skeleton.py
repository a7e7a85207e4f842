"""Whether an English spelling can be that of a Persian name: the consonants that both write are compared."""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

from tarjoman.translate.normalization.profile import normalizer

_VOWELS = frozenset("aeiou")


def ascii_letters(text: str) -> str:
    """An English text with its letters in ASCII, "Müller" as "Muller"; other signs stay as they are."""
    text = text.translate(_table()[1])
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(100_000)
def likeness(persian: str, english: str) -> float:
    """How much of two names' consonants agree, 0 to 1; 1 too where neither has any. Case and white space don't matter.

    The cheapest way to spell one as the other by the table in letters.toml: a consonant that finds no partner costs 1,
    vowels nothing. The cost is divided by the consonants of the side that has more, so that parts left out count.
    Translations come out low («دانشگاه», University: 0.12), other ways to romanise high («حسینی», Husayni: 1).
    """
    a = _letters(persian)
    b = _once(c for c in ascii_letters(english).lower() if "a" <= c <= "z")
    spellings = _table()[0]
    most = max(sum(c not in "اآویهعئء" for c in a), sum(c not in _VOWELS and c not in "hwy" for c in b), 1)
    # cost[j]: of the cheapest way to match the letters of a before the row's with those of b before j
    rows: list[list[float]] = []
    for i in range(len(a) + 1):
        row = [0.0 if i == j == 0 else float("inf") for j in range(len(b) + 1)]
        for n in (1, 2):
            for spelling in spellings.get(a[i - n : i], ()) if i >= n else ():
                before, m = rows[i - n], len(spelling)
                at = b.find(spelling)
                while at >= 0:
                    if before[at] < row[at + m]:
                        row[at + m] = before[at]
                    at = b.find(spelling, at + 1)
        if i:
            row = [min(cost, above + 1) for cost, above in zip(row, rows[-1], strict=True)]
        for j, letter in enumerate(b, 1):
            row[j] = min(row[j], row[j - 1] + (letter not in _VOWELS))
        rows.append(row)
    return max(0.0, 1 - rows[-1][-1] / most)


@lru_cache(10_000)
def _letters(persian: str) -> str:
    """The letters of a Persian name, normalised."""
    return _once(c for c in normalizer("embedded")(persian) if c.isalpha())


def _once(letters: Iterable[str]) -> str:
    """The letters in a row, those that follow themselves once: doubling is a matter of taste in both scripts."""
    return "".join(letter for letter, _ in groupby(letters))


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[int, str]]:
    """letters.toml: spellings by Persian letters, and ASCII by code point."""
    data = tomllib.loads(
        (files("tarjoman.translate.names.transliteration") / "letters.toml").read_text(encoding="utf-8")
    )
    return {key: tuple(value) for key, value in data["spellings"].items()}, str.maketrans(data["ascii"])
