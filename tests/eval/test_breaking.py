"""Each kind of breaking, and that the checks find it: in good pairs, which stay unflagged."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.eval import breaking
from tarjoman.eval.breaking import KINDS, Kind, Target
from tarjoman.translate.check import check

GOOD = [
    (
        "رئیس جمهور روز دوشنبه 12 فروردین در تهران با وزیر خارجه روسیه دیدار کرد و درباره جنگ اوکراین، صادرات "
        "250 هزار بشکه نفت "
        "و گشایش مرز گفتگو کرد.",
        "The president met with Russia's foreign minister in Tehran on Monday, 12 Farvardin, and talked about "
        "the war in Ukraine, "
        "exports of 250,000 barrels of oil and the opening of the border.",
    ),
    (
        "به گزارش ایسنا، 35 نفر در این حادثه کشته شدند و بیش از 120 نفر که بیشتر آنها کارگر معدن بودند به "
        "بیمارستان‌های شهر "
        "منتقل شدند.".replace("\u200c", ""),
        "According to ISNA, 35 people were killed in this incident, and more than 120 people, most of whom were "
        "miners, were taken "
        "to the city's hospitals.",
    ),
    (
        "تیم ملی فوتبال ایران در آخرین بازی خود با نتیجه 3 بر یک برابر ژاپن پیروز شد، اما به دلیل تفاضل گل از "
        "صعود به مرحله بعد "
        "بازماند.",
        "Iran's national football team won its last match 3-1 against Japan, but failed to advance to the next "
        "round because of "
        "goal difference.",
    ),
    (
        "وی تاکید کرد: بانک مرکزی از ابتدای سال 1402 نرخ سود را 2 درصد افزایش داده است تا تورم را مهار کند و "
        "ارزش پول ملی حفظ شود.",
        "He stressed: Since the beginning of 1402, the Central Bank has raised the interest rate by 2 percent to "
        "curb inflation "
        "and preserve the value of the national currency.",
    ),
]


@pytest.mark.parametrize(("source", "target"), GOOD)
def test_good_pairs_are_not_flagged(source: str, target: str) -> None:
    assert check(source, target) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(number=st.integers(0, len(GOOD) - 1), seed=st.integers(0, 10_000))
def test_what_is_broken_is_found(kind: Kind, number: int, seed: int) -> None:
    source, target = GOOD[number]
    broken = kind.apply(source, Target(target), Random(seed))
    if broken:
        assert broken.text != target and kind.flag in check(source, broken.text), broken.text


def test_links_go_with_their_words() -> None:
    target = Target("He came, and she went away, but they stayed.", tuple((n, n) for n in range(10)))
    broken = breaking.clause("", target, Random(1))
    assert broken and len(broken.links) < 10
    assert [t for _, t in broken.links] == list(range(len(broken.links)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("text", ["", "x"])
def test_what_cannot_be_broken(kind: Kind, text: str) -> None:
    assert kind.apply("", Target(text), Random(1)) is None or kind.name == "a phrase in a loop"
