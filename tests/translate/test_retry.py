"""What is tried again, and which attempt is kept: with a made-up engine, then with the real one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tarjoman.config import CHECKS, TranslateConfig
from tarjoman.document import Document
from tarjoman.translate import Translator
from tarjoman.translate.check import examine
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.memory import Memory, RememberingEngine
from tarjoman.translate.model import Decoding, Model
from tarjoman.translate.retry import NGRAM, RetryingEngine, _Attempt, joined

SOURCE = "رئیس جمهور روز دوشنبه با 25 نفر در تهران دیدار کرد و درباره جنگ اوکراین و بازار نفت گفتگو کرد."
GOOD = "The president met with 25 people in Tehran on Monday and talked about the war in Ukraine and the oil market."
WRONG = GOOD.replace("25", "35")


class Script:
    """An engine that gives what it was told to: for a sentence, or, asked with other decoding, for its beam."""

    heeds, exact = True, False

    def __init__(self, first: str = WRONG, wider: Sequence[str] = (), **parts: str) -> None:
        self.model = replace(Model.find("fa-en"), name="script", revision="0")
        self.settings = {"a": "b"}
        self.first, self.wider, self.parts = first, wider, parts
        self.asked: list[tuple[list[str], int, Decoding | None, list[Hint]]] = []

    def size(self, sentence: str) -> int:
        return len(sentence.split())

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        self.asked.append((list(sentences), number, decoding, list(hints)))
        for index, sentence in enumerate(sentences):
            texts = self.wider if decoding else [self.first if sentence == SOURCE else self.parts.get("part", "x")]
            yield index, [Hypothesis(text, -0.5 - n / 10, 20) for n, text in enumerate(texts or [self.first])]


def kept(engine: Script) -> str:
    ((index, (hypothesis,)),) = RetryingEngine(engine, CHECKS).translate([SOURCE])
    assert index == 0
    return hypothesis.text


def test_what_is_good_is_asked_once() -> None:
    engine = Script(GOOD)
    assert kept(engine) == GOOD and len(engine.asked) == 1


def test_the_best_of_a_wider_beam_is_kept() -> None:
    engine = Script(WRONG, [WRONG, GOOD, GOOD + " Yes."])
    assert kept(engine) == GOOD
    (_, number, decoding, _) = engine.asked[1]
    assert decoding and number == decoding.beam > engine.model.decoding.beam and not decoding.no_repeat_ngram
    assert len(engine.asked) == 2  # nothing is left to be mended


def test_the_first_is_kept_where_no_other_is_better() -> None:
    assert kept(Script(WRONG, ["تهران", ""], part="تهران")) == WRONG


def test_what_circles_is_asked_not_to() -> None:
    engine = Script("the city of " * 20, [GOOD])
    assert kept(engine) == GOOD
    decoding = engine.asked[1][2]
    assert decoding and decoding.no_repeat_ngram == NGRAM


def test_last_it_is_asked_in_parts() -> None:
    engine = Script(
        WRONG, [WRONG], part="The president met 25 people and talked about the war and oil, and other things."
    )
    assert "25" in kept(engine)
    assert len(engine.asked) == 3 and " ".join(engine.asked[2][0]) == SOURCE


def test_hints_go_with_their_sentences() -> None:
    engine = Script(WRONG, [WRONG])
    hints = [Hint(before="a"), Hint(before="b")]
    list(RetryingEngine(engine, CHECKS).translate(["سلام", SOURCE], hints=hints))
    assert engine.asked[1][3] == [hints[1]] and set(engine.asked[2][3]) == {hints[1]}


def test_good_ones_do_not_wait() -> None:
    engine = Script(WRONG, [GOOD])
    answers = RetryingEngine(engine, CHECKS).translate([SOURCE, "سلام"])
    assert next(answers)[0] == 1 and len(engine.asked) == 1
    assert [index for index, _ in answers] == [0]


def test_other_questions_are_passed_on() -> None:
    engine = Script(WRONG, [WRONG])
    retrying = RetryingEngine(engine, CHECKS)
    list(retrying.translate([SOURCE], 4))
    list(retrying.translate([SOURCE], decoding=engine.model.decoding))
    assert [number for _, number, _, _ in engine.asked] == [4, 1] and list(retrying.translate([])) == []


@pytest.mark.parametrize(("expected", "kept"), [(0.7, True), (0.59, True), (0.57, False), (None, True)])
def test_parts_are_kept_where_as_much_may_be_expected_of_them(expected: float | None, kept: bool) -> None:
    """A check may be wrong: what it finds no fault with need not be better."""
    first = _Attempt(Hypothesis("The president met 35.", -0.4), 1.0, False, 0.6)
    parts = _Attempt(Hypothesis("The president. Met 25.", -0.4), 0.0, False, expected)
    assert parts.is_worth(first) is kept
    assert parts.is_worth(replace(first, circling=True)) and parts.is_worth(
        replace(first, hypothesis=Hypothesis("", 0))
    )


def test_a_limit_of_zero_asks_for_nothing() -> None:
    engine = Script(WRONG)
    list(RetryingEngine(engine, replace(CHECKS, numbers=0)).translate([SOURCE]))
    assert len(engine.asked) == 1


def test_what_was_tried_again_comes_out_of_the_memory(tmp_path: Path) -> None:
    engine = Script(WRONG, [WRONG], part="25 people")
    with Memory(tmp_path / "m.sqlite") as memory:
        retrying = RetryingEngine(RememberingEngine(engine, memory), CHECKS)
        first = list(retrying.translate([SOURCE]))
        asked = len(engine.asked)
        assert list(retrying.translate([SOURCE])) == first and len(engine.asked) == asked == 3


def test_a_document_out_of_the_memory_has_its_confidence(tmp_path: Path) -> None:
    document = Document("d", ("وزیر خارجه روسیه وارد تهران شد.\n", "2023"))
    with Memory(tmp_path / "m.sqlite") as memory:
        translators = [Translator.load(TranslateConfig(enforce=False), memory=memory) for _ in range(2)]
        (first,), (second,) = (list(translator.translate([document])) for translator in translators)
    assert first.pairs == second.pairs
    confidence, nothing = (pair.confidence for pair in first.pairs)
    assert confidence and 0.4 < confidence < 1 and nothing is None


def test_parts_become_one() -> None:
    parts = [
        (Hypothesis("He came on the day.", -1.0, 6, links=((0, 0), (1, 1))), 0),
        (Hypothesis("The day was Monday.", -2.0, 4, links=((0, 3),)), 5),
        (Hypothesis("", None, 1), 9),
    ]
    whole = joined(parts[:2], "x")
    assert whole.text == "He came on the day the day was Monday."
    assert whole.links == ((0, 0), (1, 1), (5, 8)) and whole.tokens == 10 and whole.score == pytest.approx(-1.4)
    assert joined(parts, "x").score is None


def test_the_real_model_mends_what_it_left_out() -> None:
    source = "از این 14676 نفر، 5995 نفر با بلیت تمام‌بها، 885 نفر با بلیت نیم‌بها به تماشای این اثر نشستند.".replace(
        "\u200c", ""
    )
    once, again = (Translator.load(TranslateConfig(retry=retry, enforce=False)).engine for retry in (False, True))
    ((_, (first,)),) = once.translate([source])
    ((_, (best,)),) = again.translate([source])
    assert examine(source, best).severity() <= examine(source, first).severity()
    assert again.settings == once.settings | {"retry": "omission 0.8, numbers 1, repetition 1.0, persian 1"}
