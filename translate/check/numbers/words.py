"""The words of a Persian sentence, and which of them are numbers."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from tarjoman.translate.check.numbers.values import NUMBER, either, table, value

_TOKEN = re.compile(rf"[^\W\d_]+(?:\u200c[^\W\d_]+)*|{NUMBER.pattern}")
_NEAR = 5  # words from the last number on that tell what it is
_TURNED = re.compile(r"([1-9]\d{0,5})[./](\d{1,3})")


class Word(NamedTuple):
    """A word or a number in digits, its values, () for what is no number, and where it stands."""

    text: str  # without half-spaces
    values: tuple[Decimal, ...]
    start: int
    end: int

    @property
    def in_digits(self) -> bool:
        """Whether it is a number in digits."""
        return self.text[0].isdecimal()


def words(text: str) -> list[Word]:
    """The words from before the first number to after the last; of «یک‌هزار» and «چهارونیم», the parts."""
    told = [n for n, written in enumerate(_TOKEN.findall(text)) if _tells(written)]
    if not told:
        return []
    found: list[Word] = []
    for m in islice(_TOKEN.finditer(text), max(0, told[0] - 1), told[-1] + _NEAR):
        written, start = m[0], m.start()
        if found and found[-1].values and written[0] == "و" and written[1:] and _tells(written[1:]):  # «چهل ونهمین»
            found.append(Word("و", (), start, start + 1))
            written, start = written[1:], start + 1
        found += [Word(part, values, start + a, start + b) for part, values, a, b in _parts(written)]
    return found


def _values(text: str) -> tuple[Decimal, ...]:
    """The values that digits may have."""
    if text.isdecimal():
        return (value(text, decimals=False),)
    values = [value(text, decimals=False)]
    values += [value(text, decimals=True)] if either(text) else []
    m = _TURNED.fullmatch(text)  # «5/3», written from the left, is 3.5
    return tuple([*values, Decimal(f"{m[2]}.{m[1]}")] if m else values)


@lru_cache(maxsize=1 << 14)  # as most words of a text come again
def _tells(written: str) -> bool:
    """Whether a word is a number, or a scale."""
    return any(values or word in _scales() for word, values, _, _ in _parts(written))


@lru_cache(maxsize=1 << 14)
def _parts(written: str) -> list[Word]:
    """The words that one is made of, from its beginning."""
    if written[0].isdecimal():
        return [Word(written, _values(written), 0, len(written))]
    known, bare = _known(), written.replace("\u200c", "")
    if bare in known:
        return [Word(bare, (known[bare],), 0, len(written))]
    if bare[:2] in _heads() and _glued().fullmatch(written):
        return [Word(m[0], (known[m[0]],) if m[0] in known else (), *m.span()) for m in _part().finditer(written)]
    return [Word(bare, (), 0, len(written))]


@cache
def _known() -> dict[str, Decimal]:
    """Cardinals and ordinals: «سه», «سوم», «سومین»."""
    cardinals: dict[str, Decimal] = table("persian")
    odd: dict[str, str] = table("persian_ordinals")
    others: dict[str, Decimal] = table("persian_others")
    ordinals = {odd.get(word, f"{word}م"): number for word, number in cardinals.items()}
    ordinals |= {f"{word}ین": number for word, number in ordinals.items()}
    return cardinals | ordinals | others


@cache
def _heads() -> frozenset[str]:
    return frozenset(word[:2] for word in table("persian"))


@cache
def _scales() -> frozenset[str]:
    scales = table("persian_scales")
    return frozenset([*scales, *(f"{scale}ی" for scale in scales), *table("persian_plurals")])


def _any(names: Iterable[str]) -> str:
    """A pattern of any of some words, the longest that there is."""
    return "|".join(sorted(names, key=len, reverse=True))


@cache
def _glued() -> re.Pattern[str]:
    """Number words with «و», an ordinal or a scale after them, without a space."""
    word, part, scale = map(_any, (_known(), table("persian_denominators"), table("persian_scales")))
    some = rf"\u200c?(?!{_any(table('persian_no_scales'))})(?:{scale})"
    return re.compile(rf"(?:{word})(?:\u200c?و\u200c?(?:{word})|\u200c?(?:{part})|{some})*(?:{some}[\w\u200c]*)?")


@cache
def _part() -> re.Pattern[str]:
    """A word that is glued to others."""
    word, part, scale = map(_any, (_known(), table("persian_denominators"), table("persian_scales")))
    return re.compile(rf"(?:{word})(?=\u200c?(?:و|{part}|{scale})|\Z)|{scale}|و")
