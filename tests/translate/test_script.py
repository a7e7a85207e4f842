import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.translate.script import has_persian


@pytest.mark.parametrize("text", ["سلام", "a ب", "\ufee1", "پ"])
def test_persian(text: str) -> None:
    assert has_persian(text)


@pytest.mark.parametrize("text", ["", "BBC 12", "۱۲ ٪", "،؛؟«»", "\u0640\u200c\u064b", "中文"])
def test_not_persian(text: str) -> None:
    assert not has_persian(text)


@given(st.characters(max_codepoint=0xFFFF, categories=["L"]))
def test_letters_are_those_that_unicode_calls_arabic(letter: str) -> None:
    name = unicodedata.name(letter)
    arabic = name.startswith("ARABIC ") and letter != "\u0640" and "SMALL HIGH" not in name and "MODIFIER" not in name
    if name in ("ARABIC SMALL WAW", "ARABIC SMALL YEH", "ARABIC SMALL HIGH WAW"):
        return  # Koranic marks
    assert has_persian(letter) == arabic or 0x0870 <= ord(letter) <= 0x089F or 0x08C8 <= ord(letter) <= 0x08C9
