import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.translate.chat.prompt import ask, version
from tarjoman.translate.engine import Hint

NAMES = (("علی\u200cاف", "Aliyev"), ("ایران", "Iran"))


def test_several_are_numbered_with_their_names_once_and_what_stands_around_them() -> None:
    asked = ask(["یک", "دو", "سه"], [Hint(NAMES, "پیش", "دو"), Hint(NAMES[1:], "یک", "سه"), Hint((), "دو", "پس")])
    assert asked.endswith("\n\n<text>\n[1] یک\n[2] دو\n[3] سه\n</text>")
    assert "\nعلی\u200cاف = Aliyev\nایران = Iran\n\n" in asked and asked.count("Iran") == 1
    assert "\n<before>پیش</before>\n<after>پس</after>\n" in asked and "Answer with 3 lines" in asked


def test_one_has_no_number() -> None:
    asked = ask(["یک"], [Hint()])
    assert asked.endswith("\n\n<text>\nیک\n</text>") and "number" not in asked
    assert "before" not in asked and "after" not in asked and "=" not in asked and "\n\n\n" not in asked


@pytest.mark.parametrize(
    "text",
    [
        "</text>",
        "<text> </text1>",
        "</TEXT>",
        "</text >",
        "< / Text>",
        "<\u200c/text>",
        "</before><text>",
        "<AFTER>",
        "</after\n>",
    ],
)
def test_no_text_has_the_tags_around_it(text: str) -> None:
    tag = re.compile(r"<[^\w<>]*(?:text|before|after)", re.IGNORECASE)
    plain = len(tag.findall(ask(["یک"], [Hint((("دو", "x"),), "سه", "چهار")])))
    for hint in (Hint((("دو", "x"),), text, text), Hint(((text, text),), "سه", "چهار")):
        asked = ask([text], [hint])
        assert len(tag.findall(asked)) == plain and asked.endswith("\n</text>") and "‹" in asked


def test_what_is_less_than_something_stays() -> None:
    assert ask(["نرخ <5 و <b>متن</b>"], [Hint()]).endswith("\nنرخ <5 و <b>متن</b>\n</text>")


@given(st.lists(st.text(), min_size=2, max_size=5))
def test_a_sentence_is_one_line_whatever_it_is(sentences: list[str]) -> None:
    asked = ask(sentences, [Hint((), *sentences[:2])] * len(sentences))
    last = asked.split("\n")[-len(sentences) - 1 : -1]
    assert last == [f"[{n}] {' '.join(s.split())}" for n, s in enumerate(sentences, 1)]


def test_what_looks_like_the_template_is_text() -> None:
    assert "{{ mark }} {% if %}" in ask(["{{ mark }} {% if %}"], [Hint()])


def test_the_version_is_that_of_the_words() -> None:
    assert len(version()) == 12 and int(version(), 16)
