from datetime import date

import pytest

from tarjoman.translate.check.numbers import difference
from tarjoman.translate.check.numbers.dates import western, years


@pytest.mark.parametrize(
    ("persian", "gregorian"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1395, 1, 1), date(2016, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1402, 1, 12), date(2023, 4, 1)),
        ((1403, 6, 31), date(2024, 9, 21)),
        ((1332, 5, 28), date(1953, 8, 19)),
    ],
)
def test_western(persian: tuple[int, int, int], gregorian: date) -> None:
    assert western(*persian) == gregorian


@pytest.mark.parametrize("persian", [(1402, 7, 31), (1402, 13, 1), (1402, 0, 1), (1402, 1, 0), (1402, 1, 32)])
def test_there_is_no_such_day(persian: tuple[int, int, int]) -> None:
    assert western(*persian) is None


def test_days_follow_each_other() -> None:
    days = [
        western(year, month, day)
        for year in range(1398, 1404)
        for month in range(1, 13)
        for day in range(1, 32 if month < 7 else 30)
    ]
    found = [day for day in days if day]
    assert found == sorted(set(found)) and len(found) == 6 * (6 * 31 + 6 * 29)


def test_years() -> None:
    assert years(1402) == {2023, 2024} and years(1402, 1) == {2023}
    assert years(1402, 10) == {2023, 2024} and years(1402, 12) == {2024}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("بیست و دوم بهمن 1357", "February 11, 1979"),
        ("پانزدهم تیر 1402", "July 6, 2023"),
        ("دوم خرداد 1376", "May 23, 1997"),
        ("دوم خرداد", "2 Khordad"),
        ("نهم دی", "December 30"),
        ("هشتم مارس", "March 8"),
        ("22 بهمن 57", "February 11, 1979"),
        ("اول مهر", "1 Mehr"),
        ("مهر 1401", "October 2022"),
        ("مهر 1401", "September 2022"),
        ("مهر 1401", "Mehr 1401"),
        ("اسفند 1401", "March 2023"),
        ("خرداد 88", "Khordad 88"),
        ("خرداد 88", "June 2009"),
        ("مه 2022", "May 2022"),
        ("مریخ\u200cنورد مارس 2020", "the Mars 2020 rover"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("پانزدهم تیر 1402", "July 7, 2023"),
        ("دوم خرداد", "2 Tir"),
        ("اول مهر", "1 Aban"),
        ("نهم اسفند 1397", "9 Mehr 1397"),
        ("مهر 1401", "May 2022"),
        ("اسفند 1401", "Bahman 1401"),
        ("خرداد 88", "Mehr 88"),
        ("مه 2022", "June 2022"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
