"""Sentences that persons wrote in English, and those that are like them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from tarjoman.translate.memory import Edit
from tarjoman.translate.memory.edits import LIKE, Similar, edit_key

SAID = "وزیر امور خارجه ایران روز شنبه وارد مسکو شد."


@pytest.mark.parametrize(
    "typed",
    [
        SAID,
        f"  {SAID}\n",
        SAID.replace("ی", "ي"),
        SAID.replace(" ", "  "),
        SAID.replace("خارجه", "خا\u0640رجه"),
        SAID.replace("روز", "\u200eروز"),
    ],
)
def test_how_a_sentence_is_typed_does_not_matter(typed: str) -> None:
    assert edit_key(typed) == edit_key(SAID)


@pytest.mark.parametrize("other", [SAID.replace("شنبه", "یکشنبه"), SAID[:-1], SAID.replace("مسکو", "پکن")])
def test_another_sentence_is_another(other: str) -> None:
    assert edit_key(other) != edit_key(SAID)


def similar(*sources: str) -> Similar:
    return Similar((edit_key(source), Edit(source, f"English {n}")) for n, source in enumerate(sources))


def test_sentences_that_are_like_one_are_found_the_most_alike_first() -> None:
    near, nearer = SAID.replace("شنبه", "یکشنبه").replace("مسکو", "پکن"), SAID.replace("شنبه", "یکشنبه")
    found = similar(near, nearer, SAID, "باران بارید.").find(SAID)
    assert [match.source for match in found] == [nearer, near]  # not the sentence itself: that is no suggestion
    assert [match.target for match in found] == ["English 1", "English 0"]
    assert 1 > found[0].likeness > found[1].likeness >= LIKE


def test_at_most_three_are_shown() -> None:
    found = similar(*(f"{SAID[:-1]} {n}." for n in range(10))).find(SAID)
    assert len(found) == 3


def test_nothing_is_like_nothing() -> None:
    assert similar().find(SAID) == () and similar(SAID).find("") == ()


@given(
    st.lists(st.text("ابپت ", min_size=1, max_size=12).filter(str.strip), max_size=20), st.text("ابپت ", max_size=12)
)
def test_length_rules_out_none_that_is_alike(sources: list[str], sentence: str) -> None:
    keys = {edit_key(source) for source in sources} - {edit_key(sentence)}
    alike = [key for key in keys if fuzz.ratio(edit_key(sentence), key) >= 100 * LIKE]
    found = Similar((key, Edit(key, "English")) for key in keys).find(sentence)
    assert len(found) == min(len(alike), 3)


def test_of_very_many_it_is_found_too() -> None:
    words = [
        "ایران",
        "مجلس",
        "نفت",
        "بازار",
        "دولت",
        "شهر",
        "جاده",
        "باران",
        "ورزش",
        "کتاب",
        "مدرسه",
        "دریا",
        "کوه",
        "نان",
        "آب",
        "برق",
        "گاز",
        "طلا",
        "ارز",
        "خودرو",
    ]
    chance = random.Random(1)
    many = [" ".join(chance.choices(words, k=9)) + f" شماره {n}." for n in range(20_000)]
    (match,) = [m for m in similar(*many).find(many[777].replace("شماره", "رقم")) if m.source == many[777]]
    assert match.target == "English 777"
