"""Dates of a Persian text, which English may give in either calendar."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from tarjoman.translate.check.numbers.groups import Group
from tarjoman.translate.check.numbers.values import Value, Values, table

YEARS = range(1200, 1500)  # of the Persian calendar, that a number of four digits may be
_WESTERN = range(1000, 2200)
_DAYS = frozenset(map(Decimal, range(1, 32)))
_ORDINAL = ("م", "ین", "اول")
_RECENT = range(1399, 1404)  # years of either kind for a day without one
_WRITTEN = re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\d/.-]\d)")


def dates(text: str, groups: Sequence[Group]) -> Iterator[tuple[int, list[Values], bool]]:
    """Where a number of a date begins, what stands for it, and whether nothing else does.

    A day that has its month stands with it only, and so does the year of a month that has no day; a year of the Persian
    calendar may be that of the West which it, or the month, lies in.
    """
    for m in _WRITTEN.finditer(text) if _has(text, "/.-") else ():
        year, month, day = (int(m[k]) for k in (1, 3, 4))
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield from _written(m, year, month, day)
    persian, western_ = table("persian_months"), table("western_months")
    ends: dict[int, Group] | None = None
    for m in _named().finditer(text):
        if ends is None:
            ends = {group.after: group for group in groups}
        before = ends.get(m.start() - 1)
        day = int(before.values[0]) if before and _is_day(before) else 0
        native = m["month"] in persian
        name, year = persian.get(m["month"]) or western_[m["month"]], int(m["year"] or 0)
        short = native and 30 <= year < 100
        year += 1300 if short else 0
        days: list[Values] = [_values(day, name)]
        months: list[Values] = [_values(year, name), _values(year - 1300, name)] if short else [_values(year, name)]
        if native:
            month = list(persian.values()).index(name) + 1
            known = [year] if year in YEARS else _RECENT
            found = {d for some in known if (d := western(some, month, day))}
            days += [_values(d.day, _month(d.month)) for d in found]
            months += [_values(d.year, _month(d.month)) for k in (1, 29) if (d := _western(year, month, k))]
        if before and day:
            yield before.start, days, before.in_digits or before.text.endswith(_ORDINAL)
            if year in YEARS and native:
                yield m.start("year"), [_values(d.year) for d in found], False
        elif year in YEARS if native else year in _WESTERN:
            yield m.start("year"), months, True


def _is_day(group: Group) -> bool:
    """Whether a number may be the day of a month."""
    return group.scale == 1 and len(group.values) == 1 and group.values[0] in _DAYS


def _western(year: int, month: int, day: int) -> date | None:
    return western(year, month, day) if year in YEARS else None


def _written(m: re.Match[str], year: int, month: int, day: int) -> Iterator[tuple[int, list[Values], bool]]:
    """The numbers of a date in digits, 1402/03/12: as they are, with the month by name, or in the other calendar."""
    persian = year in YEARS
    name = list(table("persian_months").values())[month - 1] if persian else _month(month)
    days, months, there = [_values(day, name), _values(day, month, year)], [_values(name)], []
    if found := western(year, month, day) if persian else None:
        there = [_values(found.year)]
        months += [_values(found.month), _values(_month(found.month))]
        days += [_values(found.day, _month(found.month)), _values(found.day, found.month, found.year)]
    yield m.start(1), there, False
    yield m.start(3), months, False
    yield m.start(4), days, True


def western(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day of the Persian calendar; None where there is no such day. year: of `YEARS`.

    Eight leap years in 33: the calendar as it is observed, in all of these years.
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    past = year + 1595
    within = (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return date.fromordinal(365 * past + past // 33 * 8 + (past % 33 + 3) // 4 + within + day - 356_033)


def years(year: int, month: int = 0) -> set[int]:
    """The Gregorian years that a year of the Persian calendar lies in, or a month of it; month 0: all of it."""
    first = {year + 621} if month < 11 else set()
    return first | ({year + 622} if month == 0 or month > 9 else set())


def _values(*values: int | str) -> Values:
    found: set[Value] = {v if isinstance(v, str) else Decimal(v) for v in values}
    return frozenset(found)


def _month(number: int) -> str:
    return str(list(dict.fromkeys(table("english_months").values()))[number - 1])


def _has(text: str, marks: str) -> bool:
    return any(mark in text for mark in marks)


@cache
def _named() -> re.Pattern[str]:
    """A month, with the year after it where it is there in digits."""
    months = "|".join([*table("persian_months"), *table("western_months")])
    return re.compile(
        rf"(?<![\w\u200c])(?P<month>{months})(?:[\s\u200c]*ماه)?(?!\w)(?:\s+سال)?"
        r"(?:\s+(?P<year>\d{4}|\d\d)(?![\d./]|\s*\w*(?:درصد|نفر)))?"
    )
