"""Numbers of several words: joined, with decimals, fractions."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("صد هفتاد و پنج سانتی\u200cمتر", "175 centimeters"),
        ("هزار و چهار صد سال", "1,400 years"),
        ("دو صد متر", "200 meters"),
        ("نرخ بیکاری به 12 و 3 دهم درصد رسید.", "The unemployment rate reached 12.3 percent."),
        ("هشت و دو دهم درصد", "8.2 percent"),
        ("هشت و دو دهم درصد", "eight and two-tenths percent"),
        ("6 دهم درصد", "0.6 percent"),
        ("دو و بیست و پنج صدم درصد", "2.25 percent"),
        ("سی و پنج صدم درصد", "0.35 percent"),
        ("بیست و دو دهم درصد", "20.2 percent"),
        ("12 و 3 دهم میلیارد دلار", "$12.3 billion"),
        ("زلزله\u200cای به بزرگی 5 ممیز 2 دهم", "a 5.2 magnitude earthquake"),
        ("7 ممیز 25 صدم", "7.25"),
        ("هفت ممیز پنج", "7.5"),
        ("سه دهم ثانیه", "three tenths of a second"),
        ("سه چهارم مردم", "three-quarters of the people"),
        ("سه چهارم مردم", "75 percent of the people"),
        ("دو\u200cسوم مردم", "two thirds of the people"),
        ("دو سوم", "2/3"),
        ("یک پنجم", "one-fifth"),
        ("یک\u200cدوم", "half"),
        ("دو و یک سوم", "two and a third"),
        ("مرحله یک\u200cهشتم نهایی", "the round of 16"),
        ("مرحله 1/4 نهایی", "the quarterfinals"),
        ("مرحله 1/8 نهایی", "the round of 16"),
        ("فینال 2014 و یک چهارم نهایی 2015", "the 2014 final and the 2015 quarterfinal"),
        ("ساعت دو سوم خرداد", "at two, on 3 Khordad"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("صد هفتاد و پنج سانتی\u200cمتر", "75 centimeters"),
        ("12 و 3 دهم درصد", "12 and 3 percent"),
        ("12 و 3 دهم درصد", "12.4 percent"),
        ("هشت و دو دهم درصد", "eight and two-tenth percent"),
        ("سه چهارم مردم", "Three-four people"),
        ("دو سوم مردم", "two or three people"),
        ("دو سوم مردم", "three quarters of the people"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
