"""Hours, years, decades, percent and minus, told by the words beside a number."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("ساعت 12 ظهر", "noon"),
        ("ساعت 12 ظهر", "12 p.m."),
        ("ساعت 12 شب", "midnight"),
        ("ساعت 24", "midnight"),
        ("ساعت 8 شب", "8 p.m."),
        ("ساعت 8 شب", "20:00"),
        ("ساعت 10:30 ق.ظ", "10:30 a.m."),
        ("ساعت 5 عصر", "5 p.m."),
        ("ساعت 5 عصر", "at 17:00"),
        ("ساعت 8 صبح تا 6 عصر", "8 a.m. to 6 p.m."),
        ("از ساعت 10 تا 18", "from 10 a.m. to 6 p.m."),
        ("بازی 16:20 دقیقه", "the match at 4:20 p.m."),
        ("ساعت 7 و 30 دقیقه صبح", "7:30 in the morning"),
        ("ساعت هشت صبح", "at 8 o'clock"),
        ("سال\u200cهای 1398 تا 1401", "from 2019 to 2022"),
        ("سال 88", "2009"),
        ("سال\u200cهای 57 و 58", "1979 and 1980"),
        ("انقلاب 57", "the 1979 revolution"),
        ("انقلاب 1357", "the 1979 revolution"),
        ("پاییز 1401", "in the fall of 2022"),
        ("دهه 1360", "the 1980s"),
        ("دهه شصت", "the 1980s"),
        ("سی سال", "three decades"),
        ("10 سال گذشته", "the past decade"),
        ("100 سال", "a century"),
        ("فصل 2022-2023", "the 2022-23 season"),
        ("فصل 2022-23", "the 2022-2023 season"),
        ("فصل 1401-1402", "the 1401-02 season"),
        ("50 درصد مردم", "half of the people"),
        ("50 درصد مردم", "50 per cent of the people"),
        ("از 30 درصد به 50 درصد", "from 30% to 50%"),
        ("رشد منفی 3 درصد", "a contraction of 3 percent"),
        ("منفی 3 درصد", "-3%"),
        ("35- درجه", "minus 35 degrees"),
        ("-35 درجه", "35 degrees below zero"),
        ("10 درجه زیر صفر", "10 below zero"),
        ("20-35 درصد", "20-35 percent"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("ساعت 10:30 صبح", "at 10:30 p.m."),
        ("ساعت 10:30 ق.ظ.", "10:30 p.m."),
        ("ساعت 18", "at 6 a.m."),
        ("ساعت 5 عصر", "5 a.m."),
        ("ساعت 8 شب", "8 a.m."),
        ("ساعت 12 ظهر", "midnight"),
        ("سال 88", "2007"),
        ("سال\u200cهای 1398 تا 1401", "2019 to 2025"),
        ("دهه 1360", "the 1990s"),
        ("50 درصد مردم", "50 people"),
        ("رشد اقتصادی منفی 3 درصد بود.", "Economic growth was 3 percent."),
        ("دما به 35- درجه رسید.", "The temperature reached 35 degrees."),
        ("منفی هفت درجه", "seven degrees"),
        ("10 درجه زیر صفر", "10 degrees"),
        ("سی سال", "four decades"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
