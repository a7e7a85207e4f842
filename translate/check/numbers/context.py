"""What the Persian words beside a number make of it: an hour, a year, a decade, a percentage, less than zero."""

import re
from decimal import Decimal
from functools import cache

from tarjoman.translate.check.numbers.dates import YEARS, years
from tarjoman.translate.check.numbers.groups import Group
from tarjoman.translate.check.numbers.marks import AM, BELOW, MIDNIGHT, NOON, PERCENT, PM
from tarjoman.translate.check.numbers.values import Value, Values, table

HOURS = frozenset(map(Decimal, range(13, 25)))  # that may be told from noon
# «دهه 50» is 1350, of the Persian calendar, or 1950: the 1970s or the 1950s.
CENTURIES = tuple(map(Decimal, (1300, 1900, 1920, 2000)))
_LONGEST = 24  # letters that are looked at before a number
_HOUR = re.compile(r":\d\d(?!\d)")
_AFTER = re.compile(
    r"\s?(?:(?P<percent>درصد|%|٪)|(?P<years>سال)(?!\w)|درجه\s(?:سانتی\u200c?گراد\s)?(?:به\s)?(?P<zero>زیر\sصفر))"
)
_MINUS = re.compile(r"(?:(?<!\w)(?P<word>منفی)\s|(?<![\w)-])-)$")
_SIGNED = re.compile(r"-?\s(?:درجه|درصد)")  # what follows a number whose hyphen is a minus
_YEARS = 10_000  # that may be told in decades
_EVENING = range(6, 12)  # hours «شب»


def told(text: str, group: Group) -> str:
    """What a number is by the word before it: "hour", "year", "decade"; "" for neither."""
    if group.scale > 1 or group.plural:
        return ""
    if group.in_digits and _HOUR.match(text, group.end):
        return "hour"
    m = _before().search(text, max(0, group.start - _LONGEST), group.start)
    return str(table("persian_contexts")[m[1]]) if m else ""


def in_context(text: str, group: Group, readings: list[Values], context: str) -> list[Values]:
    """The readings of a number that is an hour, a year or a decade."""
    one = group.values[0]
    if context == "hour":
        return _hour(text, group, readings)
    if context == "decade" and one < 100:
        return readings + [frozenset([one + century]) for century in CENTURIES]
    if context == "decade" and one in YEARS:
        return [*readings, frozenset([one + 620])]
    if context == "year" and 30 <= one < 100 and one % 1 == 0:
        year = int(one) + 1300
        return readings + [frozenset([Decimal(y)]) for y in (year, int(one) + 1900, *years(year))]
    if context == "year" and one in YEARS:
        return readings + [frozenset([Decimal(y)]) for y in years(int(one))]
    return readings


def _hour(text: str, group: Group, readings: list[Values]) -> list[Values]:
    """The readings of an hour: of the morning or the evening, of the 24 of a day."""
    one = group.values[0]
    if one in HOURS:
        midnight = [frozenset[Value]([MIDNIGHT])] if one == 24 else []
        return [*readings, frozenset([one - 12, PM if one < 24 else AM]), *midnight]
    m = _part_of_day().match(text, group.end)
    part = table("persian_parts_of_day")[m[1]] if m else ""
    if one == 12 and part in ("noon", "night"):
        return [*readings, frozenset([NOON if part == "noon" else MIDNIGHT]), frozenset([Decimal(0)])]
    if part in ("night", "noon"):
        part = PM if part == "noon" or one // 1 in _EVENING else ""
    if not part or one >= 12:
        return readings
    later = [frozenset([one // 1 + 12])] if part == PM else []
    return [reading | {part} for reading in readings] + later


def with_marks(text: str, group: Group, readings: list[Values]) -> list[Values]:
    """The readings of a number with the marks that are told of it, or what may stand for both."""
    one = group.values[0] * group.scale
    m = _AFTER.match(text, group.after)
    if m and m["percent"]:
        readings = [reading | {PERCENT} for reading in readings] + [frozenset([v / 100]) for v in group.values]
    elif m and m["years"]:
        readings = [*readings, *_decades(one)]
    elif 0 < one < 1:
        readings = [*readings, frozenset([one * 100, PERCENT])]
    if (m and m["zero"]) or _is_below(text, group):
        readings = [reading | {BELOW} for reading in readings]
    return readings


def _is_below(text: str, group: Group) -> bool:
    """Whether a minus stands before a number, or after it: a hyphen is one beside degrees and percent."""
    m = _MINUS.search(text, max(0, group.start - 6), group.start)
    if m and m["word"]:
        return True
    hyphen = m is not None or text.startswith("-", group.end)
    return hyphen and group.in_digits and _SIGNED.match(text, group.end) is not None


def _decades(one: Decimal) -> list[Values]:
    """What may stand for years: 30 are three decades."""
    found: list[Values] = []
    for length, names in ((10, ("decade", "decades")), (100, ("century", "centuries"))):
        if 0 < one <= _YEARS and one % length == 0:
            found += [frozenset([*([one / length] if one > length else []), name]) for name in names]
    return found


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(table("persian_contexts"))
    return re.compile(rf"(?<![\w\u200c])({words})\u200c?(?:ی|های)?\s+$")


@cache
def _part_of_day() -> re.Pattern[str]:
    """A part of the day after an hour, with its minutes between them."""
    parts = "|".join(re.escape(part) for part in table("persian_parts_of_day"))
    return re.compile(rf"(?::\d\d|\sو\s\S+\sدقیقه\u200c?ی?)?\s(?:روز\s)?({parts})(?!\w)")
