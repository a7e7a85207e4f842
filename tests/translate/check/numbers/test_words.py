"""Words written together."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("یکهزار و 200 نفر آمدند.", "1,200 people came."),
        ("یک\u200cهزار و 534 متر مکعب", "1,534 cubic meters"),
        ("بیش از یکهزار میلیارد ریال", "more than 1 trillion rials"),
        ("یکصدهزار واحد مسکونی", "100,000 housing units"),
        ("شش\u200cهزار و 402 نفر", "6,402 people"),
        ("یک\u200cمیلیون و نهصد هزار نفر", "1.9 million people"),
        ("دوهزاروپانصد نفر", "2,500 people"),
        ("چهل\u200cونهمین جشنواره", "the 49th festival"),
        ("چهل ونهمین جشنواره", "the 49th festival"),
        ("صدوبیست\u200cوپنج نفر", "125 people"),
        ("سه\u200cهزارمین روز", "the 3,000th day"),
        ("اگر در 55 ضرب شود، فاصله سیاه\u200cچاله", "multiplied by 55, the distance of the black hole"),
        ("سیاست دومینو و شرکت دوو", "the domino policy and Daewoo"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("یک\u200cهزار و 500 هکتار", "500 hectares"),
        ("یک\u200cهزار و 500 هکتار", "1,600 hectares"),
        ("بیست\u200cهزار نفر", "2,000 people"),
        ("چهل ونهمین جشنواره", "the 40th festival"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
