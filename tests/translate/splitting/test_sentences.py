import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import within
from tarjoman.translate.splitting import split, split_all
from tarjoman.translate.splitting.sentences import LONGEST_QUOTATION

TABLE = Path(__file__).parent / "sentences.txt"
PERSIAN = st.text(
    st.sampled_from('ابپتسشمنوهیع۱۲3aA.!?؟…،؛:«»"“”()[]{}<>&;* \u200c\u00a0\u200f\u064e\t\n-/@🎉🔹') | st.characters(),
    max_size=200,
) | st.lists(
    st.sampled_from(["شد. ", "م. ", "گفت: «", ".» ", "؟", " ...", "<br>", "۱. ", "(ع) ", "بی.", "\n", "رفت"])
).map("".join)


def table() -> Iterator[object]:
    """The cases of the table by category; those "not yet" right are expected to fail."""
    category = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            category = line[3:]
        elif line and not line.startswith("# "):
            marked = (
                re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), line)
                .replace("\\n", "\n")
                .replace("\\t", "\t")
            )
            marks = [pytest.mark.xfail(strict=True)] if category == "not yet" else []
            yield pytest.param(marked, id=f"{category}: {marked}", marks=marks)


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


@pytest.mark.parametrize("marked", list(table()))
def test_golden(marked: str) -> None:
    assert "|".join(sentences(marked.replace("|", ""))) == marked


@pytest.mark.parametrize("text", ["", " ", ".", "...", "»", "«", "a", "\n", "<br>", ". ."])
def test_degenerate(text: str) -> None:
    assert sentences(text) == ([text] if text else [])


def test_a_quotation_that_is_too_long_is_cut_at_its_sentence_ends() -> None:
    inner = "این جمله کوتاه است. " * (LONGEST_QUOTATION // 15)
    assert len(sentences(f"او گفت: «{inner}» و رفت.")) > 10
    assert len(sentences("او گفت: «این جمله کوتاه است. آن هم.» و رفت.")) == 1


def test_inside_a_long_quotation_a_short_one_is_kept() -> None:
    inner = "این جمله کوتاه است. " * (LONGEST_QUOTATION // 15)
    assert "او گفت: (یک. دو. سه.) رفت. " in sentences(f"«{inner}او گفت: (یک. دو. سه.) رفت. {inner}»")


def test_what_fits_is_for_the_model_to_say() -> None:
    text = "وزیر گفت: «امروز رفتم. فردا نمانم.» او (تنها. تنهاتر.) رفت."
    assert [text[a:b] for a, b in split(text, lambda t: len(t) < 30)] == [
        "وزیر گفت: «امروز رفتم. ",
        "فردا نمانم.» ",
        "او (تنها. تنهاتر.) رفت.",
    ]
    assert [text[a:b] for a, b in split(text, lambda t: len(t.split()) < 4)] == [
        "وزیر گفت: «امروز رفتم. ",
        "فردا نمانم.» ",
        "او (تنها. ",
        "تنهاتر.) رفت.",
    ]


def test_split_all_goes_into_quotations() -> None:
    text = "او گفت: «رفتم. آمدم.» سپس رفت."
    assert [text[a:b] for a, b in split_all(text)] == ["او گفت: «رفتم. ", "آمدم.» ", "سپس رفت."]


@given(PERSIAN)
def test_nothing_is_lost(text: str) -> None:
    for function in (split, split_all, lambda t: split(t, lambda s: len(s) < 20)):
        spans = function(text)
        assert "".join(text[a:b] for a, b in spans) == text
        assert all(a < b for a, b in spans) and [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]


@given(PERSIAN)
def test_a_sentence_alone_loses_nothing(text: str) -> None:
    for a, b in split(text):
        assert "".join(sentences(text[a:b])) == text[a:b]


@pytest.mark.parametrize(
    "unit",
    [
        "الف ",
        ".",
        "« ",
        "«.",
        ". ",
        ". ، ",
        "(",
        "م.) ",
        "\u200c",
        "خبر آمد. ",
        '"الف. ',
        "\n",
        " \n",
        "<br>",
        "؟ ",
        "«شد. ",
        "شد.» ",
        "<br> ",
        "<p a=",
        "شد.آمد",
        "شد.NATO ",
        "شد؟",
        "«شد.»",
        "a.b ",
        ")ع(",
        "ب - ",
        "۱. ",
    ],
)
@pytest.mark.parametrize("head", ["", " " * 30_000, "«" * 30_000, "(" * 30_000, "الف" * 10_000])
def test_long_lines_of_anything_are_split_in_linear_time(head: str, unit: str) -> None:
    text = head + unit * (60_000 // len(unit)) + "x"
    with within(10):  # most take a tenth of a second; quadratic, some of them take minutes
        for function in (split, split_all):
            assert sum(b - a for a, b in function(text)) == len(text)
