"""Numbers that a Persian sentence writes in digits, and whether its translation has them.

A number is a run of digits with its thousands separators (4,500 or 4.500) and decimals (3.5, in Persian 3/5 as well);
of a date or a score each part is one. Text is normalised: digits are ASCII.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

_NUMBER = re.compile(r"[1-9]\d{0,2}(?:[.,،]\d{3})+(?!\d)|(?<![./])\d+[./]\d+(?![./]?\d)|\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,،]\d{3})+")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # 1.085: thousands or decimals
_SCORE = re.compile(r"(\d+)[./](\d{1,2}|\d{4,})")  # 9/11, 15.30; three digits are thousands or decimals
_RANGE = re.compile(r"\s*(?:تا|یا|الی|و|-)\s*")
_TOKEN = re.compile(rf"[$£€]?(?:{_NUMBER.pattern})|half an?\b|and a half\b|[a-z]+|[.,;:!?]")
_LARGEST = Decimal(10) ** 24  # from here on numbers are not told apart: none may outgrow what Decimal holds

Values = frozenset[Decimal]
Reading = tuple[str, list[Values]]


@cache
def _table(name: str) -> Any:
    """A table or list of numerals.toml."""
    text = (files("tarjoman.translate") / "numerals.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text, parse_float=Decimal)[name]
    return {word: Decimal(value) for word, value in table.items()} if isinstance(table, dict) else table


def numerals(source: str) -> list[str]:
    """The numbers of a Persian sentence, as they stand there."""
    return _NUMBER.findall(source)


def lost(source: str, target: str) -> list[str]:
    """The numbers of a Persian sentence that its English lacks, as they stand in the source.

    A number is there when its value is: in digits or spelled out («12» as "twelve", "twelfth" or "a dozen"); with the
    thousands or millions after it («50 هزار» as "50 thousand" or "50,000", not as "50 million" or "50"), which the
    numbers of a range share; joined with the next («14 هزار و 500» as "14,500"); or part by part («9/11» as "9-11").
    1.085 is 1085 as well. Twice in the source, a number may stand once in the target.
    """
    there = _english(target)
    both = zip(_persian(source, decimals=False), _persian(source, decimals=True), strict=True)
    return [text for (text, some), (_, more) in both if not any(reading <= there for reading in some + more)]


def _value(text: str, *, decimals: bool) -> Decimal:
    """The value of a number. decimals: 1.085 has some."""
    if _GROUPED.fullmatch(text) and not (decimals and _EITHER.fullmatch(text)):
        text = re.sub(r"\D", "", text)
    return +min(Decimal(text.replace("/", ".")), _LARGEST)


def _parts(text: str) -> Values:
    """The numbers of a date, score or hour that is written as one."""
    match = _SCORE.fullmatch(text)
    return frozenset(map(Decimal, match.groups())) if match else frozenset()


def _persian(text: str, *, decimals: bool) -> Iterator[Reading]:
    """Each number with its readings: sets of values, any of which stands for it when all of it is there."""
    found = list(_NUMBER.finditer(text))
    scales = [_scale(text, m.end()) for m in found]
    chain: list[Reading] = []  # numbers that are one when joined: «2 میلیون و 500 هزار و 1»
    total = Decimal(0)
    for i, (m, (scale, end)) in enumerate(zip(found, scales, strict=True)):
        if not (i and scales[i - 1][0] > 1 and text[scales[i - 1][1] : m.start()].strip() == "و"):
            yield from _with(chain, total)
            chain, total = [], Decimal(0)
        value = _value(m[0], decimals=decimals)
        readings = [frozenset([value * scale])]
        if scale == 1 and (parts := _parts(m[0])):
            readings.append(parts)
        if scale == 1 and i + 1 < len(found) and _RANGE.fullmatch(text, end, found[i + 1].start()):
            readings.append(frozenset([value * scales[i + 1][0]]))
        total += value * scale
        chain.append((m[0], readings))
    yield from _with(chain, total)


def _with(chain: list[Reading], total: Decimal) -> Iterator[Reading]:
    return ((text, [*readings, frozenset([total])]) for text, readings in chain)


def _scale(text: str, at: int) -> tuple[Decimal, int]:
    """The product of the Persian scale words at an offset, 1 where none is, and where they end."""
    scales, product = _table("persian_scales"), Decimal(1)
    while m := _scale_word().match(text, at):
        product, at = min(product * scales[m[1]], _LARGEST), m.end()
    return product, at


@cache
def _scale_word() -> re.Pattern[str]:
    """A scale word after a space, a hyphen or nothing. It may have a suffix, «هزارتومانی», or be glued to the next."""
    scales, others = "|".join(_table("persian_scales")), "|".join(_table("persian_no_scales"))
    return re.compile(rf"[\s-]?(?!{others})({scales})")


def _english(text: str) -> Values:
    """The values of a text's numbers, in digits and in words, with the scale after them."""
    tokens = _TOKEN.findall(text.lower())
    return frozenset(value for decimals in (False, True) for value in _read(tokens, decimals=decimals))


def _read(tokens: Sequence[str], *, decimals: bool) -> Iterator[Decimal]:
    """Values of the numbers among words: each for itself and, "5 million two hundred thousand and six", together.

    What a scale follows does not count without it, but for "m" and "k" where no money is meant: metres are many.
    """
    words, scales, letters, ones = map(_table, ("english", "english_scales", "english_letters", "english_ones"))
    none, one = Decimal(0), Decimal(1)
    total = shared = none  # what has its scale, and what waits in a range for that of the next number
    group: Decimal | None = None  # what has no scale yet
    last, spelled = _LARGEST, False  # the scale of the total; whether the group is in words
    for word, following in zip(tokens, [*tokens, ""][1:], strict=True):
        values: set[Decimal] = set()
        if word in words or word[-1].isdecimal():
            digits = word.lstrip("$£€") if word not in words else ""
            number = _value(digits, decimals=decimals) if digits else words[word]
            if group is not None and (word == "and a half" or (spelled and not digits and _joins(group, number))):
                group += number
            else:
                if group is not None or number >= last:
                    total, shared, last = none, group or none, _LARGEST
                group, spelled = number, not digits
            values = {number, total + group, *_parts(digits)}
            if digits and following in letters:
                values = {number * letters[following]} | (values if digits == word else set())
        elif word in scales and scales[word] < 1000:
            group = min((one if group is None else group) * scales[word], _LARGEST)
            shared, spelled = min(shared * scales[word], _LARGEST), True
            values = {group, total + group, shared or group}
        elif word in scales and total and group is None:  # "20 thousand billion"
            total = min(total * scales[word], _LARGEST)
            values = {total}
        elif word in scales:
            part = (one if group is None else group) * scales[word]
            total = total + part if scales[word] < last else part
            values = {part, total, shared * scales[word] or part}
            group, shared, last = None, none, scales[word]
        elif word in ("to", "or"):
            total, group, shared, last = none, None, group or none, _LARGEST
        elif word != "and":
            total, group, shared, last = none, None, none, _LARGEST
            values = {one} if word in ("a", "an") and following in ones else set()
        if following not in scales:
            yield from values


def _joins(group: Decimal, number: Decimal) -> bool:
    """Whether a number word goes on from those before it: "hundred" "six", "twenty" "five"."""
    return group % 100 == 0 or (group % 10 == 0 and group % 100 > 10 and number < 10)
