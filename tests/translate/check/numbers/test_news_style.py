"""Ways in which Persian news writes numbers; the English of each is right, and nothing may be flagged."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("یکهزار و 200 نفر آمدند.", "1,200 people came."),
        ("یک\u200cهزار و 534 متر مکعب", "1,534 cubic meters"),
        ("نرخ بیکاری به 12 و 3 دهم درصد رسید.", "The unemployment rate reached 12.3 percent."),
        ("هشت و دو دهم درصد", "8.2 percent"),
        ("زلزله\u200cای به بزرگی 5 ممیز 2 دهم", "a 5.2 magnitude earthquake"),
        ("صادرات از 30 به 50 میلیارد دلار رسید.", "Exports rose from $30 billion to $50 billion."),
        ("اونس طلا به 1983.5 دلار رسید.", "The ounce of gold reached $1,983.5."),
        ("صد هفتاد و پنج سانتی\u200cمتر", "175 centimeters"),
        ("چهل\u200cونهمین جشنواره", "the 49th festival"),
        ("چهل ونهمین جشنواره", "the 49th festival"),
        ("چهارونیم میلیارد تومان", "4.5 billion tomans"),
        ("دو میلیون و نیم نفر", "2.5 million people"),
        ("سال\u200cهای 1398 تا 1401", "from 2019 to 2022"),
        ("سال 88", "2009"),
        ("انقلاب 57", "the 1979 revolution"),
        ("بیست و دوم بهمن 1357", "February 11, 1979"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("رشد اقتصادی منفی 3 درصد بود.", "Economic growth was 3 percent."),
        ("دما به 35- درجه رسید.", "The temperature reached 35 degrees."),
        ("ساعت 10:30 صبح", "at 10:30 p.m."),
        ("ساعت 18", "at 6 a.m."),
        ("دو سوم مردم", "two or three people"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
