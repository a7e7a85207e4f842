"""The numbers of an English text, in digits and in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tarjoman.translate.check.numbers.values import (
    LARGEST,
    NUMBER,
    TELEPHONE,
    Value,
    Values,
    either,
    joins,
    parts,
    table,
    value,
)

_TOKEN = re.compile(rf"[$£€]?(?:{NUMBER.pattern})|half an?\b|and a half\b|[a-z]+|[.,;:!?]")
_ROMAN = re.compile(r"(?<!\w)[IVX]{2,5}(?!\w)|(?<=[a-z] )[VX](?!\w)")
_SPLIT = re.compile(r"(?<![\d,.])\d{1,4}(?:[ -]\d{1,4}){1,6}(?![\d,.]?\d)")  # 88 77 66 55


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
    text = text.lower()
    tokens = _TOKEN.findall(text)
    found = list(_read(tokens, decimals=False))
    if "." in text and any(either(token.lstrip("$£€")) for token in tokens if token[-1].isdecimal()):
        others = list(_read(tokens, decimals=True))
        found = [Step(a.word, a.values | b.values, a.first) for a, b in zip(found, others, strict=True)]
    return found


def beside(text: str) -> set[Value]:
    """What a text has beside its `steps`: months, telephone numbers that stand in groups, and "Henry VIII"."""
    months = table("english_months")
    found: set[Value] = {months[word] for word in re.findall(r"[a-z]+", text.lower()) if word in months}
    for m in _SPLIT.finditer(text):
        if len(digits := re.sub(r"\D", "", m[0])) >= TELEPHONE:
            found.add(value(digits, decimals=False))
    return found | {number for m in _ROMAN.findall(text) if (number := table("roman").get(m))}


def _read(tokens: Sequence[str], *, decimals: bool) -> Iterator[Step]:
    """Values of the numbers among words: each for itself and, "5 million two hundred thousand and six", together.

    What a scale follows does not count without it, but for "m" and "k" where no money is meant: metres are many.
    """
    words, scales, letters, ones = map(table, ("english", "english_scales", "english_letters", "english_ones"))
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
            if group is not None and (word == "and a half" or (spelled and not digits and joins(group, number))):
                group += number
            else:
                if group is not None or number >= last:
                    total, shared, last, first = none, group or none, LARGEST, True
                group, spelled = number, not digits
            values = {number, total + group, *parts(digits)}
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
