"""Halves, scales, names that are no numbers, and words that are often none."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("چهارونیم میلیارد تومان", "4.5 billion tomans"),
        ("2 و نیم میلیون", "2.5 million"),
        ("دو میلیون و نیم نفر", "2.5 million people"),
        ("دو ساعت و نیم", "2.5 hours"),
        ("دو ساعت و نیم", "two and a half hours"),
        ("دو ساعت و نیم", "two hours and 30 minutes"),
        ("یک سال و نیم", "a year and a half"),
        ("چند میلیارد دلاری", "multibillion-dollar"),
        ("حضور میلیونی", "a million-strong presence"),
        ("دو بیلیون دلار", "two billion dollars"),
        ("برنامه نود", "the Navad program"),
        ("شیعیان دوازده امامی", "Twelver Shiites"),
        ("کارگران هفت تپه", "Haft Tappeh workers"),
        ("میدان هفت تیر", "Haft-e Tir Square"),
        ("سفره هفت سین", "the Haft-Sin table"),
        ("سر چهار راه", "at the crossroads"),
        ("مسابقات دو صحرانوردی", "cross-country races"),
        ("دو 100 متر", "the 100 meters"),
        ("خودروهای دست دوم", "secondhand cars"),
        ("سیمون دو بووار", "Simone de Beauvoir"),
        ("دوره 15 ماهه", "a 15-month period"),
        ("ان بی سی ساعت 8 گفت", "NBC said at 8"),
        ("نه، او نیامد.", "No, he did not come."),
        ("ده نفر", "ten people"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("دو میلیون و نیم نفر", "2 million people"),
        ("دو ساعت و نیم", "2 hours"),
        ("نه نفر آمدند.", "People came."),
        ("ده نفر کشته شدند.", "People were killed."),
        ("سی درصد", "a percentage"),
        ("صد کشته", "dead"),
        ("نه سال", "years"),
        ("اختلاف چند میلیارد دلاری", "a multimillion-dollar dispute"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
