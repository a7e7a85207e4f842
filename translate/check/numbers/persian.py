"""The numbers of a Persian sentence, in digits and in words, and what may stand for each in English.

A number is a run of digits with its thousands separators (4,500 or 4.500) and decimals (3.5, in Persian 3/5 as well);
of a date or a score each part is one. Number words are joined («بیست و پنج»), with the thousands or millions after them
(«دو هزار و 500»). Text is normalised: digits are ASCII.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tarjoman.translate.check.numbers.dates import YEARS, dates, years
from tarjoman.translate.check.numbers.groups import HALF, Group
from tarjoman.translate.check.numbers.groups import groups as groups_of
from tarjoman.translate.check.numbers.values import LARGEST, NUMBER, TELEPHONE, Value, Values, parts, table, value

_RANGE = re.compile(r"\s*(?:تا|یا|الی|و|-|،)\s*")
_GAP = re.compile(r"[ -]?")
_BEFORE = re.compile(r"(?<!\w)(ساعت|دهه)\u200c?ی?\s+$")
_LONGEST = 15  # digits of a telephone number
_HOURS = frozenset(map(Decimal, range(13, 25)))  # that may be told from noon
# «دهه 50» is 1350, of the Persian calendar, or 1950: the 1970s or the 1950s.
_CENTURIES = tuple(map(Decimal, (1300, 1900, 1920, 2000)))


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence.

    text:      as it stands there; of a number in words, without the scale after it.
    readings:  sets of values, any of which stands for it when all of it is there.
    firm:      whether a translation must have it: «یک» is an article as well, «نه» also "no".
    also:      values that its English may have, though none stands for it: parts of it, the decade that it is.
    """

    text: str
    readings: list[Values]
    firm: bool
    also: set[Value] = field(default_factory=set)


def inside(text: str) -> set[Value]:
    """The values of number words that words of a sentence begin with: «سه‌جانبه»."""
    words = table("persian")
    found = (words.get(word[:k]) for word in re.findall(r"\w+", text) for k in range(2, min(7, len(word) + 1)))
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
    for i, group in enumerate(groups):
        before = groups[i - 1] if i else None
        if not (before and before.scale > 1 and text[before.after : group.start].strip() in ("و", "")):
            found += _joined(chain)
            chain = []
        chain.append((group, _readings(text, group, shared[i])))
    found += _joined(chain)
    starts = {group.start: number for group, number in zip(groups, found, strict=True)}
    for start, readings, only in dates(text):
        if number := starts.get(start):
            number.readings[:] = readings if only else number.readings + readings
    _telephones(groups, text, found)
    return found


def _shared(text: str, groups: Sequence[Group]) -> list[Decimal]:
    """The scale that each number has in common with the last of its range or list, 1 where none: «2 تا 3 هزار»."""
    shared = [Decimal(1)] * len(groups)
    for i in range(len(groups) - 2, -1, -1):
        group, following = groups[i], groups[i + 1]
        if group.scale == 1 and _RANGE.fullmatch(text, group.end, following.start):
            shared[i] = max(following.scale, shared[i + 1])
    return shared


def _readings(text: str, group: Group, shared: Decimal) -> list[Values]:
    """What may stand for a number that is not joined with others. shared: the scale of its range."""
    readings: list[Values] = [frozenset([one * group.scale]) for one in group.values]
    if group.scale == 1:
        if group.text[0].isdecimal() and (found := parts(group.text)):
            readings.append(found)
        if group.values[0] % 1 == HALF and group.values[0] > 1:
            readings.append(frozenset([group.values[0] - HALF, Decimal(30)]))  # «هفت و نیم»: 7:30
        if m := _BEFORE.search(text, max(0, group.start - 10), group.start):
            one = group.values[0]
            if m[1] == "ساعت" and one in _HOURS:
                readings.append(frozenset([one - 12]))
            elif m[1] == "دهه" and one < 100:
                readings += [frozenset([one + century]) for century in _CENTURIES]
        if shared > 1:
            readings += [frozenset([one * shared]) for one in group.values]
    return readings


def _joined(chain: Sequence[tuple[Group, list[Values]]]) -> Iterator[Number]:
    """The numbers of a chain, for which their sum stands too."""
    if len(chain) == 1:
        ((group, readings),) = chain
        yield Number(group.text, readings, group.firm, _also(group))
    elif chain:
        sums = {_sum([group for group, _ in chain], k) for k in (0, -1)}
        total: list[Values] = [frozenset([one]) for one in sums]
        for group, readings in chain:
            yield Number(group.text, readings + total, group.firm, _also(group))


def _sum(groups: Sequence[Group], k: int) -> Decimal:
    """What numbers make together: 2 thousand and 500; 6 thousand and 650 million, which is 6,650 of them."""
    total, last = Decimal(0), LARGEST
    for group in groups:
        if group.scale > last:
            total = min((total + group.values[k]) * group.scale, LARGEST)
        else:
            total += group.values[k] * group.scale
        last = group.scale
    return total


def _also(group: Group) -> set[Value]:
    """What the English of a number may have beside its readings."""
    also: set[Value] = {*group.values, group.scale, *parts(group.text)}
    number = group.values[0]
    if number == HALF:
        also.add(Decimal(30))  # minutes
    elif group.text.endswith("م"):
        also.add(2 * number)  # «یک هشتم نهایی»: the round of 16
    if group.scale == 1 and number % 1 == 0:
        if 10 <= number < 100:
            also |= {number + century for century in _CENTURIES}
        elif number in YEARS:
            also |= {*map(Decimal, years(int(number))), number % 100}
        if number in _HOURS:
            also.add(number - 12)
    return also


def _telephones(groups: Sequence[Group], text: str, found: Sequence[Number]) -> None:
    """Let numbers one after the other, which together are a telephone number, stand as one."""
    run: list[int] = []
    for n, group in enumerate([*groups, None]):
        if group and run and group.text[0].isdecimal() and _GAP.fullmatch(text, groups[run[-1]].end, group.start):
            run.append(n)
            continue
        written = "".join(groups[k].text for k in run)
        if len(run) > 1 and written.isdecimal() and TELEPHONE <= len(written) <= _LONGEST:
            for k in run:
                found[k].readings.append(frozenset([value(written, decimals=False)]))
        run = [n] if group and group.text[0].isdecimal() else []
