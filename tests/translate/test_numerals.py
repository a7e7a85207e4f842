import pytest

from tarjoman.translate.numerals import lost, numerals


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("خبر تازه رسید.", []),
        ("در 12 روز 300 نفر آمدند.", ["12", "300"]),
        ("تورم 3/5 درصد و رشد 0.7 درصد بود.", ["3/5", "0.7"]),
        ("39,875,000 تومان، 104.500 بشکه و 77،000 بازدید", ["39,875,000", "104.500", "77،000"]),
        ("در تاریخ 1402/03/12 با نتیجه 2-1 در ساعت 15:30", ["1402", "03", "12", "2", "1", "15", "30"]),
        ("در سال 2010، 300 نفر آمدند؛ سال 2011.", ["2010", "300", "2011"]),
        ("نسخه 1.2.3", ["1", "2", "3"]),
    ],
)
def test_numerals(text: str, numbers: list[str]) -> None:
    assert numerals(text) == numbers


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("در سال 1402 آمد.", "He came in 1402."),
        ("سکه 39875000 تومان شد.", "The coin reached 39,875,000 tomans."),
        ("گنجایش 104.500 بشکه", "a capacity of 104,500 barrels"),
        ("گنجایش 104500 بشکه", "a capacity of 104.500 barrels"),
        ("تورم 3/5 درصد شد.", "Inflation rose to 3.5 percent."),
        ("حادثه 9/11", "the events of 9-11"),
        ("در 12 روز 300 نفر آمدند.", "Three hundred people came in twelve days."),
        ("روز 21 ماه 25 هزار نفر", "on the twenty-first, twenty-five thousand people"),
        ("1 نفر در دور 2", "one person in the second round"),
        ("2306 نفر", "two thousand three hundred and six people"),
        ("سکه 50 هزار تومان", "50,000 tomans"),
        ("سکه 50 هزارتومانی", "a coin of 50 thousand tomans"),
        ("100 هزار نفر", "a hundred thousand people"),
        ("100 نفر از 1000 نفر و 1 میلیون نفر", "a hundred people of a thousand, and a million"),
        ("14 هزار و 500 تومان", "14,500 tomans"),
        ("2 میلیون و 700 هزار دلار", "$2.7 million"),
        ("1 میلیون و 200 هزار و 5 نفر", "1,200,005 people"),
        ("20 هزار میلیارد تومان", "20 trillion tomans"),
        ("1/5 میلیارد دلار", "$1.5bn"),
        ("100 هزار و 5 نفر", "5 of 100,000 people"),
        ("در ساعت 05:30", "at 5:30"),
        ("او 2 بار و باز 2 بار آمد.", "He came 2 times, and again."),
    ],
)
def test_what_is_kept(source: str, target: str) -> None:
    assert lost(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "numbers"),
    [
        ("در سال 1402 آمد.", "He came in 2023.", ["1402"]),
        ("سکه 39875000 تومان شد.", "The coin was worth 3987,500 tomans.", ["39875000"]),
        ("580 میلیون دلار", "$580 billion", ["580"]),
        ("580 هزار دلار", "$580", ["580"]),
        ("580 دلار", "$580,000", ["580"]),
        ("14 هزار و 500 تومان", "14,000 tomans", ["500"]),
        ("14 هزار نفر و 500 خودرو", "14,500 people", ["14", "500"]),
        ("تورم 3/5 درصد شد.", "Inflation rose to 35 percent.", ["3/5"]),
        ("12 نفر و 13 نفر", "twelve people", ["13"]),
        ("25 نفر", "twenty, five", ["25"]),
        ("10 نفر آمدند.", "People came.", ["10"]),
        ("10 نفر آمدند.", "", ["10"]),
    ],
)
def test_what_is_lost(source: str, target: str, numbers: list[str]) -> None:
    assert lost(source, target) == numbers


def test_time_is_linear_in_what_a_text_can_hold() -> None:
    assert lost("1,111" * 2000, "9" * 10_000 + " million" * 2000) != []
