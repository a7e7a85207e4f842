"""Digits and number words of a Persian sentence, joined, with the thousands or millions after them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tarjoman.translate.check.numbers.phrases import number
from tarjoman.translate.check.numbers.values import LARGEST, table, words_of
from tarjoman.translate.check.numbers.words import Word, words

HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Group:
    """A number before the scale that may follow, and that scale.

    text:        as it stands from `start` to `end`; of a scale that has no number before it, the scale.
    values:      one; or without decimals and with; or with the sides of a fraction as they stand and turned.
    firm:        whether it is a number for sure: «یک» is an article as well, «نه» also "no".
    scale:       the product of the scale words, 1 where none is; they end at `after`.
    plural:      whether it is no number in particular: «هزاران», «صدها هزار».
    """

    text: str
    start: int
    end: int
    values: tuple[Decimal, ...]
    firm: bool
    scale: Decimal
    after: int
    plural: bool = False

    @property
    def in_digits(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdecimal()


def groups(text: str) -> Iterator[Group]:
    """The numbers of a sentence, in order."""
    found = words(text)
    scales, plurals = _scales(), table("persian_plurals")
    after = 0
    for n, word in enumerate(found):
        start = word.start
        if start < after:
            continue
        if word.values:
            bound = _is_bound(found, n)
            if bound and not word.in_digits:
                continue
            values, last, firm = number(found, n)
            firm, end = firm and not bound, found[last].end
            values, end = _with_half(text, end, values)
        elif word.text in scales:
            values, firm, end = (Decimal(1),), False, start
        elif word.text in plurals:
            values, firm, end = (plurals[word.text],), True, word.end
        else:
            continue
        scale, after = _scale(text, end)
        if scale > 1:
            firm |= not word.text.endswith("ی")  # «میلیونی»: no number in particular
            values, after = _with_half(text, after, values)
        values, after = _with_half(text, after, values, unit=True)
        yield Group(text[start:end] or word.text, start, end, values, firm, scale, after, word.text in plurals)


def _is_bound(found: Sequence[Word], n: int) -> bool:
    """Whether a number word makes another word or a name with what stands beside it."""
    following = [word.text for word in found[n + 1 : n + 3]]
    if not words_of("persian_bound").isdisjoint(following[1:] if following[:1] == ["و"] else following[:1]):
        return True
    if found[n].in_digits:
        return False
    text, names = found[n].text, words_of("persian_names")
    if following and (f"{text} {following[0]}" in names or (text == "دو" and following[0][0].isdecimal())):
        return True  # «دو 100 متر»: the 100 metres
    return n > 0 and f"{found[n - 1].text} {text}" in names


@cache
def _scales() -> frozenset[str]:
    """Scale words, «میلیون», and what is of that size, «میلیونی»."""
    return frozenset(word + end for word in table("persian_scales") for end in ("", "ی"))


def _scale(text: str, at: int) -> tuple[Decimal, int]:
    """The product of the Persian scale words at an offset, 1 where none is, and where they end."""
    scales, product = table("persian_scales"), Decimal(1)
    while m := _scale_word().match(text, at):
        product, at = min(product * scales[m[1]], LARGEST), m.end()
    return product, at


@cache
def _scale_word() -> re.Pattern[str]:
    """A scale word after a space, a hyphen or nothing. It may have a suffix, «هزارتومانی», or be glued to the next."""
    scales, others = "|".join(table("persian_scales")), "|".join(table("persian_no_scales"))
    return re.compile(rf"[\s\u200c-]?(?!{others})({scales})")


def _with_half(
    text: str, at: int, values: tuple[Decimal, ...], *, unit: bool = False
) -> tuple[tuple[Decimal, ...], int]:
    """Values with the half that follows, «و نیم», and where it ends. unit: what is counted stands between."""
    if any(value % 1 for value in values) or not (m := _half(unit=unit).match(text, at)):
        return values, at
    return tuple(value + HALF for value in values), m.end()


@cache
def _half(*, unit: bool) -> re.Pattern[str]:
    units = rf"\s(?:{'|'.join(table('persian_halved'))})" if unit else ""
    return re.compile(rf"{units}[\s\u200c]?و[\s\u200c]?نیم(?![\w\u200c])")
