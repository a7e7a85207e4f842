"""The real model of names, and a made-up engine where the answer must be known."""

import math
from collections.abc import Iterator, Sequence
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarjoman.errors import InputError
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.model import Model
from tarjoman.translate.names import Candidate, Transliterator, likeness
from tarjoman.translate.names.transliteration.transliterator import WEIGHTS


@pytest.fixture(scope="module")
def names() -> Transliterator:
    return Transliterator.load()


@pytest.mark.parametrize(
    ("persian", "english"),
    [
        ("علی کریمی", "Ali Karimi"),
        ("فاطمه رضایی", "Fatemeh Rezaei"),
        ("محمدباقر قالیباف", "Mohammad Bagher Ghalibaf"),
        ("شیرین عبادی", "Shirin Ebadi"),
        ("ولادیمیر پوتین", "Vladimir Putin"),
        ("آنگلا مرکل", "Angela Merkel"),
        ("كرمان", "Kerman"),  # Arabic kaf
        ("ژاپن", "Japan"),
        ("دانشگاه صنعتی شریف", "Sharif University of Technology"),
    ],
)
def test_usual_spellings_are_among_the_first_five(names: Transliterator, persian: str, english: str) -> None:
    assert english in [candidate.text.replace("-", " ") for candidate in names.candidates(persian)]


def test_spellings_are_distinct_and_sorted(names: Transliterator) -> None:
    candidates = names.candidates("محمدحسین نوروزی", 10)
    keys = {c.text.casefold().replace("-", " ") for c in candidates}
    assert 5 < len(candidates) == len(keys) <= 10
    scores = [c.score for c in candidates]
    assert scores == sorted(scores, reverse=True) and 0 < sum(scores) <= 1.001
    assert names.candidates("محمدحسین نوروزی", 3) == candidates[:3]


def test_a_batch_keeps_its_order(names: Transliterator) -> None:
    persian = ["علی", "محمدباقر قالیباف", "قم", "علی"]
    found = names.batch(persian, 2)
    assert [c[0].text for c in found] == [names.candidates(name)[0].text for name in persian]
    assert names.batch([]) == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "empty"),
        (" \u200c\n", "empty"),
        ("Ali", "no Persian letter in it"),
        ("۱۴۰۰", "no Persian letter in it"),
        ("علی " * 20, "80 characters, more than the 48 of the longest names"),
    ],
)
def test_what_cannot_be_spelled(names: Transliterator, name: str, problem: str) -> None:
    assert names.problem(name) == problem
    with pytest.raises(InputError, match=f"names: '.*': {problem}. Give names in Persian script, one at a time"):
        names.batch(["علی", name])


def test_many_that_cannot_be_spelled(names: Transliterator) -> None:
    with pytest.raises(InputError, match="names: 'a': no.*; 'e': no Persian letter in it; and 2 more. Give"):
        names.batch(list("abcdefg"))


@settings(max_examples=30, deadline=None)
@given(st.text("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئ \u200c-۱.", min_size=1, max_size=30))
def test_every_name_gets_a_spelling_or_a_problem(names: Transliterator, name: str) -> None:
    if names.problem(name):
        return
    candidates = names.candidates(name)
    assert 1 <= len(candidates) <= 5
    assert all(c.text == " ".join(c.text.split()) != "" and 0 <= c.score <= 1 for c in candidates)


def test_spellings_sound_like_the_name(names: Transliterator) -> None:
    """Names that were made up, so that none was learnt by heart."""
    for name in ("سامان بازرگان\u200cپور", "نیلوفر تهمتنی", "گودرز شاملویی", "مارکو بلانتینی"):
        assert likeness(name, names.candidates(name)[0].text) > 0.85


class Fixed:
    """An engine that gives the same hypotheses for all."""

    def __init__(self, *texts: str) -> None:
        self.model, self.texts = Model.embedded(WEIGHTS), texts

    def size(self, sentence: str) -> int:
        return len(sentence)

    def translate(
        self, sentences: Sequence[str], number: int = 1, **_: object
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        for index in range(len(sentences)):
            yield index, [Hypothesis(text, math.log(0.25) / 4, tokens=4) for text in self.texts]


def test_spellings_that_hardly_differ_are_one() -> None:
    names = Transliterator(cast(CTranslate2Engine, Fixed("Al-Ain", "Alain", "Al Ain", "-")))
    assert names.candidates("العین") == [
        Candidate("Al-Ain", pytest.approx(0.5)),  # type: ignore[arg-type]
        Candidate("Alain", pytest.approx(0.25)),  # type: ignore[arg-type]
    ]


def test_the_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in Model.embedded(WEIGHTS).folder.iterdir()) <= 3_000_000


def test_the_model_card_speaks_of_these_weights() -> None:
    model = Model.embedded(WEIGHTS)
    assert f"`{model.id}`" in (model.folder / "MODEL_CARD.md").read_text(encoding="utf-8")
