"""Dates of a Persian text, which English may give in either calendar."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from tarjoman.translate.check.numbers.values import Value, Values, table

YEARS = range(1200, 1500)  # of the Persian calendar, that a number of four digits may be
_RECENT = range(1399, 1404)  # years of either kind for a day without one
_WRITTEN = re.compile(r"(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\d/.-]\d)")
_YEAR = re.compile(r"(?<!\w)سال\s+(\d{4})(?!\d)")


def dates(text: str) -> Iterator[tuple[int, list[Values], bool]]:
    """Where a number of a date begins, what stands for it, and whether nothing else does.

    A day that has its month stands with it only; a year of the Persian calendar may be that of the West which it, or
    the month, lies in.
    """
    for m in _WRITTEN.finditer(text) if _has(text, "/.-") else ():
        year, month, day = (int(m[k]) for k in (1, 3, 4))
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield from _written(m, year, month, day)
    persian, western_ = table("persian_months"), table("western_months")
    for m in _named().finditer(text):
        name = persian.get(m["month"]) or western_[m["month"]]
        day, year = int(m["day"] or 0), int(m["year"] or 0)
        year += 1300 if m["month"] in persian and 30 <= year < 100 else 0
        day_readings: list[Values] = [frozenset([Decimal(day), name])]
        year_readings: list[Values] = []
        if m["month"] in persian:
            month = list(persian.values()).index(name) + 1
            known = [year] if year in YEARS else _RECENT
            found = {d for some in known if (d := western(some, month, day))}
            day_readings += [_values(d.day, _month(d.month)) for d in found]
            years_ = {d.year for d in found} if day else years(year, month)
            year_readings = [_values(y) for y in years_] if year in YEARS else []
        if m["day"]:
            yield m.start("day"), day_readings, True
        if m["year"]:
            yield m.start("year"), year_readings, False
    for m in _YEAR.finditer(text):
        if int(m[1]) in YEARS:
            yield m.start(1), [_values(y) for y in years(int(m[1]))], False


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
    """A month, with the day before it and the year after it where they are there in digits."""
    months = "|".join([*table("persian_months"), *table("western_months")])
    return re.compile(
        rf"(?<![\w./,])(?:(?P<day>\d{{1,2}})\s+)?(?<!\w)(?P<month>{months})"
        r"(?:\s*ماه)?(?!\w)(?:\s+سال)?(?:\s+(?P<year>\d{4}|\d\d)(?![\d./]|\s*\w*(?:درصد|نفر)))?"
    )
