"""What both languages share: numbers in digits, their values, and the tables of words."""

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

Value = Decimal | str  # a month by its English name, "april" or "farvardin"; or a mark, "%"
Values = frozenset[Value]

NUMBER = re.compile(
    r"[1-9]\d{0,2}(?:[,،]\d{3})+[./]\d+(?![./]?\d)"
    r"|[1-9]\d{0,2}(?:(?:[.,،]\d{3})+|(?:/\d{3}){2,})(?!\d)|(?<![./])\d+[./]\d+(?![./]?\d)|\d+"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:[.,،]\d{3})+|(?:/\d{3}){2,})")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # 1.085: thousands or decimals
_SCORE = re.compile(r"(\d+)(?:/(\d{1,2}|\d{4,})|\.(\d\d))")  # 9/11, 15.30; what has one or three digits has decimals
TELEPHONE = 7  # digits that a telephone number has at least
LARGEST = Decimal(10) ** 24  # from here on numbers are not told apart: none may outgrow what Decimal holds


@cache
def table(name: str) -> Any:
    """A table or list of numbers.toml."""
    found = _tables()[name]
    if not isinstance(found, dict):
        return found
    return {word: value if isinstance(value, str) else Decimal(value) for word, value in found.items()}


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of numbers.toml, to look words up in."""
    return frozenset(table(name))


@cache
def _tables() -> dict[str, Any]:
    text = (files("tarjoman.translate.check.numbers") / "numbers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def value(text: str, *, decimals: bool) -> Decimal:
    """The value of a number. decimals: 1.085 has some."""
    if text.isdecimal():
        return Decimal(text) if len(text) < 25 else +min(Decimal(text), LARGEST)
    if _GROUPED.fullmatch(text) and not (decimals and _EITHER.fullmatch(text)):
        text = re.sub(r"\D", "", text)
    return +min(Decimal(re.sub("[,،]", "", text).replace("/", ".")), LARGEST)


def fraction(above: Decimal, below: Decimal) -> Decimal:
    """A fraction to as many digits as tell those of both languages apart."""
    return round(above / below, 6)


def either(text: str) -> bool:
    """Whether a number may be read with decimals and without."""
    return "." in text and _EITHER.fullmatch(text) is not None


def parts(text: str) -> Values:
    """The numbers of a date, score or hour that is written as one."""
    match = None if text.isdecimal() else _SCORE.fullmatch(text)
    return frozenset(Decimal(part) for part in match.groups() if part) if match else frozenset()


def joins(group: Decimal, number: Decimal) -> bool:
    """Whether a number word goes on from those before it: "hundred" "six", "twenty" "five"."""
    return (group % 100 == 0 and group > 0 and number < 100) or (group % 10 == 0 and group % 100 > 10 and number < 10)
