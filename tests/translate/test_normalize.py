import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.translate.normalize import normalizer

EMBEDDED = normalizer("embedded")


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("علي كاظمى", "علی کاظمی"),
        ("خانۀ مسؤول", "خانه مسوول"),
        ("أمريكا إيران ٱلله", "امریکا ایران الله"),
        ("می\u200cشود بین\u200dالملل", "میشود بینالملل"),
        ("خبـــر", "خبر"),
        ("مُحَمَّدٌ رحمٰن هٔ", "محمد رحمن ه"),
        ("۱۴۰۲ ١٤٠٢ 1402", "1402 1402 1402"),
        ("۳٫۵ ۱٬۲۰۰ ۵۰٪", "3.5 1,200 50%"),
        ("“الف” ‘ب’ – ج — د…", "\"الف\" 'ب' - ج - د..."),
        ("«گیومه» می‌ماند؛ «نقطه».", "«گیومه» میماند؛ «نقطه»."),
        ("\ufeffیک\u200f دو\u202b سه\u202c\u2067چهار\u2069\u00ad", "یک دو سهچهار"),
        ("  یک\u00a0\tدو\r\n\u2003سه ", "یک دو سه"),
        ("\ufeed\ufeaf\ufbfe\ufeae\u200b\ufed3\ufe8e\ufead\ufeb1 \ufefb", "وزیر فارس لا"),
        ("آ\u0627\u0653 ه\u064a\u0654ت", "آآ هئت"),
        ("\ufdfd \ufdfc", "بسم الله الرحمن الرحیم ریال"),
        ("الف\x10\x1bب", "الفب"),
        ("", ""),
        ("\u200c\u200c", ""),
        ("NATO ناتو", "NATO ناتو"),
    ],
)
def test_embedded(raw: str, normal: str) -> None:
    assert EMBEDDED(raw) == normal


@given(st.text())
def test_idempotent_on_one_line(text: str) -> None:
    once = EMBEDDED(text)
    assert EMBEDDED(once) == once == once.strip() and len(once.splitlines()) <= 1


@given(st.text())
def test_no_letter_or_digit_is_lost(text: str) -> None:
    def count(t: str) -> int:
        t = unicodedata.normalize("NFC", t).replace("\ufdfd", "")
        plain = unicodedata.normalize("NFKC", "".join(c for c in t if "\ufb50" <= c <= "\ufefc"))
        rest = "".join(c for c in t if not "\ufb50" <= c <= "\ufefc")
        return sum(unicodedata.category(c)[0] in "LN" and c not in "\u0640" for c in plain + rest)

    assert count(EMBEDDED(text)) == count(text)


@pytest.mark.parametrize("name", ["none", "../embedded", ""])
def test_unknown_profiles(name: str) -> None:
    with pytest.raises(LookupError, match="no normalisation profile"):
        normalizer(name)
