import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.translate.check.numbers import difference, lost, numerals


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
        # a range shares a scale
        ("10 تا 15 میلیون دلار", "$10 to $15 million"),
        ("10 میلیون تا 15 میلیون دلار", "between ten and fifteen million dollars"),
        ("2 تا 3 هزار نفر", "2,000 to 3,000 people"),
        ("2 تا 3 هزار نفر", "2-3 thousand people"),
        ("2 یا 3 هزار نفر", "2,000 or 3,000 people"),
        ("2-3 هزار نفر", "two to three thousand people"),
        ("2 الی 3 هزار نفر", "2 to 3 thousand people"),
        ("2,000 تا 3,000 نفر", "2 or 3 thousand people"),
        ("200 تا 300 نفر", "two to three hundred people"),
        # scales, and words that begin like them
        ("12 هزاره کشته شدند.", "Twelve Hazaras were killed."),
        ("3 هزاره", "three millennia"),
        ("12 میلیونر و 2 میلیاردر", "12 millionaires and 2 billionaires"),
        ("سکه 50هزارتومانی", "a coin of 50,000 tomans"),
        ("50 هزارم", "the 50,000th"),
        ("طرح 2 میلیونی", "a scheme of 2 million"),
        ("2 میلیونها نفر", "2 million people"),
        ("2 تریلیون تومان", "2tn tomans"),
        ("20 هزار میلیارد تومان", "20 thousand billion tomans"),
        ("0 میلیون", "0 million"),
        # 1.085: thousands or decimals
        ("0/125 درصد", "0.125 percent"),
        ("1/085 دلار", "1.085 dollars"),
        ("1.085 دلار", "1.085 dollars"),
        ("1.085 نفر", "1085 people"),
        ("1/021 میلیارد دلار", "$1.021 billion"),
        ("132 میلیارد و 138 میلیون ریال", "132.138 billion rials"),
        # one number in several
        ("5200000 تومان", "5 million 200 thousand tomans"),
        ("5200000 تومان", "5.2 million tomans"),
        ("2 میلیون و 3 میلیون", "two million and three million"),
        # words
        ("سالگرد 40 و 90 و 100", "the fortieth, the ninetieth and the hundredth anniversary"),
        ("قرن 21", "the twenty-first century"),
        ("12 تخم مرغ و 24 پیاله", "a dozen eggs and two dozen cups"),
        ("0.5 درصد و 500 هزار نفر", "half a percent, half a million people"),
        ("2/5 میلیون", "two and a half million"),
        ("1 بار، 2 برابر، 3 برابر", "once, double, triple"),
        ("1 روز", "in a day"),
        ("1 روز", "a single day"),
        ("10 متر", "a dash of 10 m"),
        # number words
        ("سه نفر", "three people"),
        ("سه نفر", "3 people"),
        ("بیست و پنج هزار نفر", "25,000 people"),
        ("دو هزار و 500 نفر", "2,500 people"),
        ("هزار و سیصد و نود و نه", "1399"),
        ("2 میلیون و 300 هزار نفر", "2.3 million people"),
        ("شش هزار و 650 میلیارد ریال", "6.65 trillion rials"),
        ("دو و نیم میلیون", "2.5 million"),
        ("یک نفر آمد.", "Someone came."),
        ("نه، او نیامد.", "No, he did not come."),
        ("بیست\u200cوپنج نفر", "25 people"),
        ("سی\u200cوهفتمین جشنواره", "the 37th festival"),
        ("دو سوم مردم", "two thirds of the people"),
        ("یک\u200cسوم مردم", "a third of the people"),
        ("مرحله یک چهارم نهایی", "the quarterfinals"),
        ("جنگ جهانی دوم", "World War II"),
        ("هانری هشتم", "Henry VIII"),
        ("دو طرف", "both sides"),
        ("سه شنبه", "Tuesday"),
        ("سه\u200cشنبه", "Tuesday"),
        ("قهرمانان دو و میدانی", "athletics champions"),
        ("هزاران نفر", "many people"),
        ("دهه 50", "the 1970s"),
        ("دهه 90 میلادی", "the 1990s"),
        # the time of day
        ("ساعت 18", "6 p.m."),
        ("ساعت 18", "18:00"),
        ("ساعت 8 و 30 دقیقه", "8:30"),
        ("ساعت هفت و نیم", "7:30"),
        # telephone numbers
        ("تلفن 88776655", "phone 88 77 66 55"),
        ("تلفن 88 77 66 55", "phone 88776655"),
        ("تلفن 88-77-66-55", "phone 8877-6655"),
        # percent, ranges, what was written from the left
        ("50 درصد", "50%"),
        ("25، 20 و 24 هزار تومان", "25,000, 20,000 and 24,000 tomans"),
        ("5/3 میلیون تومان", "3.5 million tomans"),
        ("600/000/000 ریال", "600,000,000 rials"),
        # dates in either calendar
        ("12 فروردین 1402", "12 Farvardin 1402"),
        ("12 فروردین 1402", "1 April 2023"),
        ("12 فروردین 1402", "April 1, 2023"),
        ("22 بهمن 1357", "February 11, 1979"),
        ("12 فروردین", "April 1"),
        ("12 فروردین", "March 31"),
        ("12 فروردین\u200cماه سال 1402", "12 Farvardin 1402"),
        ("12 تیرماه", "12 Tir"),
        ("1402/01/12", "12 Farvardin 1402"),
        ("1402/1/12", "April 1, 2023"),
        ("1402/1/12", "1402/1/12"),
        ("2023/4/1", "April 1, 2023"),
        ("1 آوریل 2023", "April 1, 2023"),
        ("سال 1402", "2023"),
        ("سال 1402", "2024"),
        ("بهمن 1402", "Bahman 1402"),
        ("اسفند 1402", "March 2024"),
    ],
)
def test_what_is_kept(source: str, target: str) -> None:
    assert lost(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "numbers"),
    [
        ("در سال 1402 آمد.", "He came in 2021.", ["1402"]),
        ("1402 نفر", "2023 people", ["1402"]),
        ("سه نفر", "four people", ["سه"]),
        ("بیست و پنج هزار نفر", "25 million people", ["بیست و پنج"]),
        ("دو هزار و 500 نفر", "2,600 people", ["دو", "500"]),
        ("12 فروردین 1402", "12 Mehr 1402", ["12"]),
        ("12 فروردین 1402", "13 Farvardin 1402", ["12"]),
        ("12 فروردین 1402", "April 5, 2023", ["12"]),
        ("12 فروردین 1402", "April 1, 2022", ["1402"]),
        ("1402/01/12", "April 12, 2023", ["12"]),
        ("ساعت 18", "7 p.m.", ["18"]),
        ("هانری هشتم", "Henry VII", ["هشتم"]),
        ("تلفن 88776655", "phone 88 77 66 54", ["88776655"]),
        ("تورم 12.8 درصد و 8 نفر", "inflation of 12.5 percent and 8 people", ["12.8"]),
        ("سکه 39875000 تومان شد.", "The coin was worth 3987,500 tomans.", ["39875000"]),
        ("580 میلیون دلار", "$580 billion", ["580"]),
        ("580 هزار دلار", "$580", ["580"]),
        ("580 دلار", "$580,000", ["580"]),
        ("14 هزار و 500 تومان", "14,000 tomans", ["500"]),
        ("14 هزار نفر و 500 خودرو", "14,500 people", ["14", "500"]),
        ("تورم 3/5 درصد شد.", "Inflation rose to 35 percent.", ["3/5"]),
        ("12 نفر و 13 نفر", "twelve people", ["13"]),
        ("25 نفر", "twenty, five", ["25"]),
        ("580 دلار", "$580 billion", ["580"]),
        ("580 دلار", "$580m", ["580"]),
        ("500 نفر کشته شدند.", "500 thousand people were killed.", ["500"]),
        ("500 نفر کشته شدند.", "Five hundred thousand people were killed.", ["500"]),
        ("3 نفر", "three hundred people", ["3"]),
        ("3/5 دلار", "3.5 million dollars", ["3/5"]),
        ("10 تا 15 میلیون دلار", "$10 to $15 billion", ["15"]),
        ("10 تا 15 میلیون دلار", "$10 billion, $15 million", ["10"]),
        ("12 هزاره کشته شدند.", "12 thousand were killed.", ["12"]),
        ("0/125 درصد", "125 percent", ["0/125"]),
        ("125 درصد", "0.125 percent", ["125"]),
        ("1,085 دلار", "1.1 dollars", ["1,085"]),
        ("1/085 دلار", "1,085 dollars", ["1/085"]),
        ("1 روز", "the day of a minister", ["1"]),
        ("1000000 تومان", "I'm here.", ["1000000"]),
        ("10 نفر آمدند.", "People came.", ["10"]),
        ("10 نفر آمدند.", "", ["10"]),
    ],
)
def test_what_is_lost(source: str, target: str, numbers: list[str]) -> None:
    assert lost(source, target) == numbers


@pytest.mark.parametrize("text", ["9" * 200_000, "9 million" + " million" * 200_000, "2 dozen" + " dozen" * 200_000])
def test_no_number_is_too_large_to_compare(text: str) -> None:
    assert lost("5 " + "میلیون" * 200_000, text) == ["5"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("1,111", "9"),
        ("2 میلیون و ", "2 million "),
        ("5 تا ", "two or "),
        ("1.", "hundred and "),
        ("یکهزارو", "1,"),
        ("دو سوم ", "two thirds "),
        ("70 دلار و 5 ", "88 77 "),
    ],
)
def test_time_is_linear(source: str, target: str) -> None:
    def seconds(n: int) -> float:
        starts = [time.process_time()]
        for _ in range(3):
            lost(source * n, target * n)
            starts.append(time.process_time())
        return min(b - a for a, b in pairwise(starts))

    assert seconds(8000) < 24 * seconds(1000)  # 64 times, were it quadratic


@pytest.mark.parametrize(
    ("source", "target", "numbers"),
    [
        ("نفر آمدند.", "5 people came.", ["5"]),
        ("چند نفر آمدند.", "Seven people came.", ["seven"]),
        ("25 نفر", "35 people", ["35"]),
        ("25 نفر", "25 people in 2018", ["2018"]),
        ("25 میلیون نفر", "25 billion people", ["billion"]),
        ("یک نفر آمد.", "One man came first, twice.", []),
        ("نفر آمدند.", "Both came, a pair of them.", []),
        ("جنگنده اف شانزده", "the F-16 fighter", []),
        ("بیماری کرونا", "COVID-19 disease", []),
        ("نشست سه\u200cجانبه", "a three-way meeting", []),
        ("ساعت 19", "19:00", []),
        ("شهربازی Six Flags St. Louis", "Six Flags St. Louis", []),
        ("مرحله یک هشتم نهایی", "the round of 16", []),
        ("نفر آمدند.", "People came.", []),
    ],
)
def test_what_is_invented(source: str, target: str, numbers: list[str]) -> None:
    assert list(difference(source, target).invented) == numbers


_PERSIAN = (
    "یک دو ده صد هزار میلیون و نیم دهم سوم ممیز 12 1/4 1402 3.5 1,983.5 : - ، به تا ساعت سال دهه صبح شب ظهر درصد "
    "درجه منفی مهر نهایی دلار سنت یکهزار چهارونیم ونهمین صدها \u200c " + "9" * 40
).split(" ")
_ENGLISH = (
    "one two hundred thousand million and a half thirds de 2/3 1,983.5 : - , to p.m. noon percent May 2022-23 "
    "+98 21 8877 6655 $5 m dozens 0/0 " + "9" * 40
).split(" ")


@given(st.lists(st.sampled_from(_PERSIAN)), st.lists(st.sampled_from(_ENGLISH)), st.sampled_from(["", " "]))
def test_what_differs_is_quoted(persian: list[str], english: list[str], space: str) -> None:
    source, target = space.join(persian), space.join(english)
    found = difference(source, target)
    assert all(number in source for number in found.lost)
    assert all(number in target.lower() for number in found.invented)
