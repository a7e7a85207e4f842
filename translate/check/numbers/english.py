"""The numbers of an English text, in digits and in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tarjoman.translate.check.numbers.marks import marks
from tarjoman.translate.check.numbers.values import (
    LARGEST,
    NUMBER,
    TELEPHONE,
    Value,
    Values,
    either,
    fraction,
    joins,
    parts,
    table,
    value,
)

ONE = Decimal(1)
_TABLES = ("english", "english_scales", "english_letters", "english_ones", "english_denominators")
_TOKEN = re.compile(rf"[$£€]?(?:{NUMBER.pattern})|half an?\b|and a half\b|[a-z]+|[.,;:!?]")
_ROMAN = re.compile(r"(?<!\w)[IVX]{2,5}(?!\w)|(?<=[a-z] )[VX](?!\w)")
_SPLIT = re.compile(r"(?<![\d,.])\d{1,4}(?:\)?[ -]\d{1,4}){1,6}(?![\d,.]?\d)")  # 88 77 66 55
_SEASON = re.compile(r"(?<!\d)(1[2-4]|19|20)\d\d[-/\u2013](\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Step:
    """A word of a number, and the values that the number may have up to it.

    first: whether it begins a number, so that the steps until the next such are of one.
    """

    word: str
    values: Values
    first: bool


def steps(text: str) -> list[Step]:
    """The numbers of a text, with the scale after them, word by word."""
    text = text.lower().replace("-and-a-half", " and a half")
    tokens = _TOKEN.findall(text)
    found = list(_read(tokens, decimals=False))
    if "." in text and any(either(token.lstrip("$£€")) for token in tokens if token[-1].isdecimal()):
        others = list(_read(tokens, decimals=True))
        found = [Step(a.word, a.values | b.values, a.first) for a, b in zip(found, others, strict=True)]
    return found


def beside(text: str) -> set[Value]:
    """What a text has beside its `steps`: months and marks, 2022-23, telephone numbers in groups, and "Henry VIII"."""
    found = marks(text.lower())
    found |= {Decimal(m[1]) * 100 + Decimal(m[2]) for m in _SEASON.finditer(text)}
    for _, values in telephones(text):
        found |= values
    return found | {number for m in _ROMAN.findall(text) if (number := table("roman").get(m))}


def telephones(text: str) -> Iterator[tuple[list[str], set[Value]]]:
    """The groups of digits of what may be a telephone number, and the numbers that they make, with its codes or not."""
    for m in _SPLIT.finditer(text):
        digits = re.findall(r"\d+", m[0])
        wholes = ("".join(digits[k:]) for k in range(len(digits) - 1))
        yield digits, {value(whole, decimals=False) for whole in wholes if len(whole) >= TELEPHONE}


def _read(tokens: Sequence[str], *, decimals: bool) -> Iterator[Step]:
    """Values of the numbers among words: each for itself and, "5 million two hundred thousand and six", together.

    What a scale follows does not count without it, but for "m" and "k" where no money is meant: metres are many.
    """
    words, scales, letters, ones, below = map(table, _TABLES)
    none, one = Decimal(0), Decimal(1)
    total = shared = none  # what has its scale, and what waits in a range for that of the next number
    group: Decimal | None = None  # what has no scale yet
    last, spelled = LARGEST, False  # the scale of the total; whether the group is in words
    first = True  # whether the next step begins a number
    for word, following in zip(tokens, [*tokens, ""][1:], strict=True):
        values: set[Value] = set()
        if word in words or word[-1].isdecimal():
            digits = word.lstrip("$£€") if word not in words else ""
            number = value(digits, decimals=decimals) if digits else words[word]
            fractions = _fraction(group, word, below)
            if group is not None and (word == "and a half" or (spelled and not digits and joins(group, number))):
                group += number
            else:
                if group is not None or number >= last:
                    total, shared, last, first = none, group or none, LARGEST, True
                group, spelled = number, not digits
            values = {number, total + group, *parts(digits), *fractions}
            if word == "and a half" and last < LARGEST and group == number:  # "a million and a half"
                values.add(total + number * last)
            if digits and following in letters:
                values = {number * letters[following]} | (values if digits == word else set())
        elif word in scales and scales[word] < 1000:
            group = min((one if group is None else group) * scales[word], LARGEST)
            shared, spelled = min(shared * scales[word], LARGEST), True
            values = {group, total + group, shared or group}
        elif word in scales and total and group is None:  # "20 thousand billion"
            total = min(total * scales[word], LARGEST)
            values = {total}
        elif word in scales:
            part = (one if group is None else group) * scales[word]
            total = total + part if scales[word] < last else part
            values = {part, total, shared * scales[word] or part}
            group, shared, last = None, none, scales[word]
        elif word in ("to", "or"):
            total, group, shared, last, first = none, None, group or none, LARGEST, True
        elif word != "and":
            total, group, shared, last, first = none, None, none, LARGEST, True
            values = {one} if word in ("a", "an") and following in ones else set()
        if following not in scales and values:
            yield Step(word, frozenset(values), first)
            first = False


def _fraction(above: Decimal | None, word: str, table: dict[str, Decimal]) -> list[Decimal]:
    """What a denominator makes with the number before it: "two-thirds", "a third"; 2/3 in digits."""
    if "/" in word:
        sides = [Decimal(side) for side in word.lstrip("$£€").split("/")]
        return [fraction(*sides)] if len(sides) == 2 and 0 < sides[0] < sides[1] else []
    many, one = table.get(word), table.get(word + "s")
    if many:
        return [fraction(above or ONE, many)] if (above or ONE) < many else []
    return [fraction(ONE, one)] if one and above in (None, ONE) else []
