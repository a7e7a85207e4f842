"""The numbers of a Persian sentence, in digits and in words, and what may stand for each in English.

A number is a run of digits with its thousands separators (4,500 or 4.500) and decimals (3.5, in Persian 3/5 as well);
of a date or a score each part is one. Number words are joined («بیست و پنج»), with the thousands or millions after them
(«دو هزار و 500»). Text is normalised: digits are ASCII.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from tarjoman.translate.check.numbers.context import in_context, told, with_marks
from tarjoman.translate.check.numbers.dates import dates
from tarjoman.translate.check.numbers.groups import HALF, Group
from tarjoman.translate.check.numbers.groups import groups as groups_of
from tarjoman.translate.check.numbers.marks import plural
from tarjoman.translate.check.numbers.runs import Number, goes_on, hundredths, joined, telephones
from tarjoman.translate.check.numbers.values import NUMBER, Value, Values, parts, table

_RANGE = re.compile(r"\s*(?:تا|به|یا|الی|و|-|\u2013|،)\s*")
_CENTURY = re.compile(r"(?<!\d)(1[2-4]|19|20)\d\d[-/\u2013]$")  # 2022-23


def inside(text: str) -> set[Value]:
    """The values of number words that words of a sentence begin with, «سه‌جانبه», and of longer ones in them."""
    words = table("persian") | table("persian_scales")
    found = {words.get(word[:2]) for word in re.findall(r"\w+", text)}
    found |= {number for word, number in words.items() if len(word) > 2 and word in text}
    return {number for number in found if number is not None}


def numerals(text: str) -> list[str]:
    """The numbers of a sentence that are written in digits, as they stand there."""
    return NUMBER.findall(text)


def numbers(text: str) -> list[Number]:
    """The numbers of a sentence, in order."""
    groups = list(groups_of(text))
    if not groups:
        return []
    found: list[Number] = []
    shared = _shared(text, groups)
    chain: list[tuple[Group, list[Values]]] = []  # numbers that are one when joined: «2 میلیون و 500 هزار و 1»
    context = ""
    for i, group in enumerate(groups):
        before = groups[i - 1] if i else None
        if not (before and goes_on(text, before, group)):
            found += joined(chain)
            chain = []
        context = context if before and _RANGE.fullmatch(text, before.after, group.start) else ""
        context = told(text, group) or context
        chain.append((group, _readings(text, group, shared[i], context)))
    found += joined(chain)
    starts = {group.start: number for group, number in zip(groups, found, strict=True)}
    for start, readings, only in dates(text, groups):
        if number := starts.get(start):
            number.readings = readings if only else number.readings + readings
            number.firm |= only
    telephones(groups, text, found)
    hundredths(groups, text, found)
    return found


def _shared(text: str, groups: Sequence[Group]) -> list[Decimal]:
    """The scale that each number has in common with the last of its range or list, 1 where none: «2 تا 3 هزار»."""
    shared = [Decimal(1)] * len(groups)
    for i in range(len(groups) - 2, -1, -1):
        group, following = groups[i], groups[i + 1]
        if group.scale == 1 and _RANGE.fullmatch(text, group.end, following.start):
            shared[i] = max(following.scale, shared[i + 1])
    return shared


def _readings(text: str, group: Group, shared: Decimal, context: str) -> list[Values]:
    """What may stand for a number that is not joined with others. shared: the scale of its range. context: `told`."""
    if group.plural:
        return [frozenset(plural(one) for one in (group.values[0], group.scale) if one > 1)]
    readings: list[Values] = [frozenset([one * group.scale]) for one in group.values]
    one = group.values[0]
    if group.scale == 1:
        if group.in_digits and (found := parts(group.text)):
            readings.append(found)
        if one % 1 and one > 1:
            readings.append(frozenset([one // 1, one % 1]))  # "eight and two-tenths"
        if one % 1 == HALF and one > 1:
            readings.append(frozenset([one - HALF, Decimal(30)]))  # «هفت و نیم»: 7:30
        if shared > 1:
            readings += [frozenset([one * shared]) for one in group.values]
        if len(group.text) == 2 and (m := _CENTURY.search(text, max(0, group.start - 5), group.start)):
            readings.append(frozenset([int(m[1]) * 100 + one]))
        readings = in_context(text, group, readings, context)
    return with_marks(text, group, readings)
