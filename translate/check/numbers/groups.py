"""Digits and number words of a Persian sentence, joined, with the thousands or millions after them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tarjoman.translate.check.numbers.values import LARGEST, NUMBER, either, joins, table, value

HALF = Decimal("0.5")
_TOKEN = re.compile(rf"{NUMBER.pattern}|[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_FRACTION = re.compile(r"([1-9]\d{0,5})[./](\d{1,3})")


@dataclass(frozen=True, slots=True)
class Group:
    """A number before the scale that may follow, and that scale.

    text:        as it stands from `start` to `end`; of a scale that has no number before it, the scale.
    values:      one; or without decimals and with; or with the sides of a fraction as they stand and turned.
    firm:        whether it is a number for sure: «یک» is an article as well, «نه» also "no".
    scale:       the product of the scale words, 1 where none is; they end at `after`.
    """

    text: str
    start: int
    end: int
    values: tuple[Decimal, ...]
    firm: bool
    scale: Decimal
    after: int


def groups(text: str) -> Iterator[Group]:
    """The numbers of a sentence, in order."""
    tokens = list(_TOKEN.finditer(text))
    scales = table("persian_scales")
    after = 0
    for n, token in enumerate(tokens):
        written, start, end = token[0], *token.span()
        if start < after:
            continue
        if written[0].isdecimal():
            values, firm = _values(written), True
        elif _bare(written) in _words():
            if _is_bound(tokens, n):
                continue
            number, last = _spelt(tokens, n)
            values, end = (number,), tokens[last].end()
            firm = last > n or not (_bare(written) in _idle() or _is_part(tokens, n))
        elif written in scales and not (n and tokens[n - 1][0].endswith("ها")):
            values, firm, end = (Decimal(1),), False, start
        else:
            continue
        scale, after = _scale(text, end)
        firm |= scale > 1 and not written.endswith(("ها", "ان"))  # «هزاران»: no number in particular
        yield Group(text[start:end] or written, start, end, values, firm, scale, after)


def _values(text: str) -> tuple[Decimal, ...]:
    """The values that digits may have."""
    values = [value(text, decimals=False)]
    values += [value(text, decimals=True)] if either(text) else []
    m = None if text.isdecimal() else _FRACTION.fullmatch(text)  # «5/3», written from the left, is 3.5
    return tuple([*values, Decimal(f"{m[2]}.{m[1]}")] if m else values)


def _spelt(tokens: Sequence[re.Match[str]], n: int) -> tuple[Decimal, int]:
    """The value of number words joined with «و» from a token on, and their last token."""
    words, number = _words(), _words()[_bare(tokens[n][0])]
    while n + 2 < len(tokens) and tokens[n + 1][0] == "و":
        more = words.get(_bare(tokens[n + 2][0]))
        apart = tokens[n].string[tokens[n].end() : tokens[n + 2].start()].split() != ["و"]
        if more is None or apart or not (joins(number, more) or more == HALF):
            break
        number, n = number + more, n + 2
    return number, n


def _is_bound(tokens: Sequence[re.Match[str]], n: int) -> bool:
    """Whether a number word makes another word with what follows."""
    following = [token[0] for token in tokens[n + 1 : n + 3]]
    return not _bound().isdisjoint(following[1:] if following[:1] == ["و"] else following[:1])


def _is_part(tokens: Sequence[re.Match[str]], n: int) -> bool:
    """Whether a number word is the denominator of a fraction of one, «یک چهارم نهایی»: "quarterfinal"."""
    return n > 0 and tokens[n - 1][0] == "یک" and tokens[n][0].endswith("م")


def _bare(word: str) -> str:
    """A word without half-spaces."""
    return word.replace("\u200c", "")


@cache
def _words() -> dict[str, Decimal]:
    """Cardinals and ordinals: «سه», «سوم», «سومین»; joined without a space, «بیست‌وسه»."""
    cardinals: dict[str, Decimal] = table("persian")
    odd: dict[str, str] = table("persian_ordinals")
    others: dict[str, Decimal] = table("persian_others")
    ordinals = {odd.get(word, f"{word}م"): number for word, number in cardinals.items()}
    ordinals |= {f"{word}ین": number for word, number in ordinals.items()}
    glued = {
        f"{ten}و{word}": tens + number
        for ten, tens in cardinals.items()
        for word, number in (cardinals | ordinals).items()
        if joins(tens, number)
    }
    return cardinals | ordinals | glued | others


@cache
def _idle() -> frozenset[str]:
    return frozenset(table("persian_idle"))


@cache
def _bound() -> frozenset[str]:
    return frozenset(table("persian_bound"))


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
    return re.compile(rf"[\s-]?(?!{others})({scales})")
