import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.translate.names import likeness
from tarjoman.translate.names.transliteration.skeleton import ascii_letters


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("محمود احمدی\u200cنژاد", "Mahmoud Ahmadinejad"),
        ("حسینی", "Hosseini"),
        ("حسینی", "Husayni"),
        ("قاسم", "Ghasem"),
        ("قاسم", "Qasem"),
        ("علی\u200cاکبر ولایتی", "Ali Akbar Velayati"),
        ("كرمانشاه", "Kermanshah"),
        ("میونیخ", "Munich"),
        ("الکساندر لوکاشنکو", "Alexander Lukashenko"),
        ("مولر", "Müller"),
        ("ایرج", "IRAJ"),
    ],
)
def test_the_same_name(persian: str, english: str) -> None:
    assert likeness(persian, english) == 1


@pytest.mark.parametrize(
    ("persian", "english", "most"),
    [
        ("دانشگاه", "University", 0.3),
        ("لهستان", "Poland", 0.2),
        ("کارلوس دوم اسپانیا", "Charles II of Spain", 0.8),
        ("احمد آباد", "Ahmadabad-e Shahi", 0.8),
        ("سجل آباد", "Shahidabad", 0.5),
        ("تهران", "Isfahan", 0.5),
        ("شهرستان اهر", "Ahar", 0.5),
        ("رضا", "", 0),
        ("", "Reza", 0),
    ],
)
def test_not_the_same(persian: str, english: str, most: float) -> None:
    assert likeness(persian, english) <= most


def test_names_without_consonants() -> None:
    assert likeness("آئو", "Ao") == likeness("", "") == 1


@given(st.text("ابپتجچحخدرزسشعغفقکگلمنوهی \u200c", max_size=20), st.text(max_size=20))
def test_the_range(persian: str, english: str) -> None:
    assert 0 <= likeness(persian, english) <= 1
    assert likeness(persian, english) == likeness(persian.replace(" ", ""), english.upper().lower())


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Müller", "Muller"), ("Łódź", "Lodz"), ("Køge", "Koge"), ("İkizce", "Ikizce"), ("Qal`eh-ye", "Qal`eh-ye")],
)
def test_ascii(text: str, plain: str) -> None:
    assert ascii_letters(text) == plain
