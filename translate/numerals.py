"""Numbers that a Persian sentence writes in digits, and whether its translation has them.

A number is a run of digits with its thousands separators (4,500 or 4.500) and decimals (3.5, in Persian 3/5 as well);
of a date or a score each part is one. Text is normalised: digits are ASCII.
"""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

_NUMBER = re.compile(r"\d{1,3}(?:[.,،]\d{3})+(?!\d)|(?<![./])\d+[./]\d+(?![./]?\d)|\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,،]\d{3})+")
_WORD = re.compile(r"[a-z]+|[.,;:!?]")

Values = frozenset[Decimal]


@cache
def _words(table: str) -> dict[str, int]:
    """A table of numerals.toml."""
    words: dict[str, int] = tomllib.loads((files("tarjoman.translate") / "numerals.toml").read_text(encoding="utf-8"))[
        table
    ]
    return words


def numerals(source: str) -> list[str]:
    """The numbers of a Persian sentence, as they stand there."""
    return [text for text, _ in _persian(source)]


def lost(source: str, target: str) -> list[str]:
    """The numbers of a Persian sentence that its English lacks, as they stand in the source.

    A number is there when its value is: in digits or spelled out («12» as "twelve" or "twelfth"); with the thousands or
    millions after it («50 هزار» as "50 thousand" or "50,000", not as "50 million"); joined with the next («14 هزار و
    500» as "14,500"); or part by part («9/11» as "9-11"). Twice in the source, it may stand once in the target.
    """
    there = _english(target)
    return [text for text, readings in _persian(source) if not any(reading <= there for reading in readings)]


def _persian(text: str) -> Iterator[tuple[str, list[Values]]]:
    """Each number with its readings: sets of values, any of which stands for it when all of it is there."""
    chain: list[tuple[str, list[Values]]] = []  # numbers that are one when joined: «2 میلیون و 500 هزار و 1»
    total, end, goes_on = Decimal(0), 0, False
    for m in _NUMBER.finditer(text):
        if not (goes_on and text[end : m.start()].strip() == "و"):
            yield from _with(chain, total)
            chain, total = [], Decimal(0)
        value, parts = _value(m[0])
        scale, end = _scale(text, m.end(), "persian_scales")
        goes_on = scale > 1
        total += value * scale
        chain.append((m[0], [frozenset([value * scale]), *([parts] if scale == 1 else [])]))
    yield from _with(chain, total)


def _with(chain: list[tuple[str, list[Values]]], total: Decimal) -> Iterator[tuple[str, list[Values]]]:
    return ((text, [*readings, frozenset([total])]) for text, readings in chain)


def _scale(text: str, at: int, table: str) -> tuple[int, int]:
    """The product of the scale words at an offset, 1 where none is, and where they end."""
    scales, product = _words(table), 1
    while m := _pattern(table).match(text, at):
        product, at = product * scales[m[1]], m.end()
    return product, at


@cache
def _pattern(table: str) -> re.Pattern[str]:
    """A word of a table after a space, a hyphen or nothing. Persian ones may have a suffix, «هزارتومانی»."""
    return re.compile(rf"[\s-]?({'|'.join(_words(table))})" + (r"\b" if table == "english_scales" else ""))


def _english(text: str) -> Values:
    """The values of a text's numbers, with and without the scale after them, and of its number words."""
    text = text.lower()
    found = set(_spelled(text))
    for m in _NUMBER.finditer(text):
        value, parts = _value(m[0])
        found |= {value, *parts, value * _scale(text, m.end(), "english_scales")[0]}
    return frozenset(found)


def _value(text: str) -> tuple[Decimal, Values]:
    """The value of a number, and those of its parts."""
    if _GROUPED.fullmatch(text):
        value = Decimal(re.sub(r"\D", "", text))
        return value, frozenset([value])
    return Decimal(text.replace("/", ".")), frozenset(map(Decimal, re.split(r"\D", text)))


def _spelled(text: str) -> Iterator[Decimal]:
    """Values of the number words of a text in lower case: each for itself and, "three hundred and six", together."""
    words, scales = _words("english"), _words("english_scales")
    total = group = 0
    for word in _WORD.findall(text):
        if word in words:
            number = words[word]
            joins = group % 100 == 0 or (group % 10 == 0 and group % 100 > 10 and number < 10)
            group = group + number if joins else number
            yield Decimal(number)
        elif word in scales and (group or total):
            group, total = (group * 100, total) if scales[word] == 100 else (0, total + group * scales[word])
        elif word in scales:
            group, total = (100, 0) if scales[word] == 100 else (0, scales[word])
        elif word != "and":
            total = group = 0
        if total or group:
            yield Decimal(total + group)
