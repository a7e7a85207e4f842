import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.bitext import NameStatus
from tarjoman.document import Span
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.model import Model
from tarjoman.translate.names.matcher import Mention
from tarjoman.translate.names.reading import Mentions, NameReader
from tarjoman.translate.names.stage import NameStage, Translation, hints, latin
from tarjoman.translate.names.table import Entry, NameTable, parse
from tarjoman.translate.names.transliteration.transliterator import Candidate

MATCHED, REPAIRED, UNKNOWN, MISSING = NameStatus.MATCHED, NameStatus.REPAIRED, NameStatus.UNKNOWN, NameStatus.MISSING

ROWS = """fa\ten\talso\ttype
ایران\tIran\tIranian\tplace
علی\u200cاف\tAliyev\t\tperson
الهام علی\u200cاف\tIlham Aliyev\t\tperson
قره\u200cباغ\tKarabakh\t\tplace
جنگ قره\u200cباغ\tNagorno-Karabakh war\t\tevent
شارل میشل\tCharles Michel\t\tperson
سازمان ملل\tUnited Nations\tUN\torganisation
"""
READER = NameReader(NameTable([parse(ROWS.encode(), "t")]))


class Made:
    """An engine that says what `answers` has for a sentence, and `others` where it is asked for several hypotheses."""

    def __init__(
        self,
        answers: dict[str, str],
        others: dict[str, list[str]] | None = None,
        *,
        copies: bool = True,
        max_tokens: int = 100,
        order: random.Random | None = None,
    ) -> None:
        self.model = replace(Model.find("fa-en"), copies=copies)
        object.__setattr__(self.model, "max_tokens", max_tokens)  # fewer than a real model may have
        self.answers, self.others, self.order = answers, others or {}, order
        self.settings: dict[str, str] = {}
        self.asked: list[str] = []
        self.asked_again: list[str] = []
        self.numbers: list[int] = []

    def size(self, sentence: str) -> int:
        return len(sentence.split())

    def _shuffled(self, sentences: Sequence[str]) -> list[tuple[int, str]]:
        numbered = list(enumerate(sentences))
        (self.order or random.Random(0)).shuffle(numbered)
        return numbered

    def translate(
        self, sentences: Sequence[str], number: int = 1, **_: object
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        if number == 1:
            self.asked += sentences
            for index, sentence in self._shuffled(sentences):
                yield index, [Hypothesis(self.answers.get(sentence, "It is so, as we know."), -1.0)]
            return
        self.asked_again += sentences
        self.numbers.append(number)
        for index, sentence in self._shuffled(sentences):
            yield index, [Hypothesis(text, -1.0 - n) for n, text in enumerate(self.others.get(sentence, ["No one."]))]


def translate(engine: Made, *sentences: str, reader: NameReader = READER) -> list[Translation]:
    """The translations of one document."""
    found = dict(
        NameStage(engine, reader).translate(
            sentences, [("d", reader.read("d", sentences))], engine.translate(sentences)
        )
    )
    assert sorted(found) == list(range(len(sentences)))
    for translation in found.values():
        for name in translation.names:
            assert (name.span is None) == (name.status is MISSING)
    return [found[n] for n in range(len(sentences))]


def names(translation: Translation) -> list[tuple[str, NameStatus]]:
    """What stands for each name, "" for nothing, and its status."""
    text = translation.hypothesis.text
    return [(text[slice(*name.span)] if name.span else "", name.status) for name in translation.names]


def test_a_right_translation_stays() -> None:
    engine = Made({"ایران گفت.": "Iran said."})
    (found,) = translate(engine, "ایران گفت.")
    assert (found.hypothesis, names(found), found.missing) == (Hypothesis("Iran said.", -1.0), [("Iran", MATCHED)], 0)
    assert (engine.asked, engine.asked_again) == (["ایران گفت."], [])


def test_a_sentence_without_names() -> None:
    engine = Made({"او رفت.": "He left Iran."})
    assert translate(engine, "او رفت.")[0] == Translation(Hypothesis("He left Iran.", -1.0))
    assert engine.asked_again == []
    assert translate(engine) == []


@pytest.mark.parametrize(
    ("source", "plain", "repaired", "expected"),
    [
        ("علی\u200cاف رفت.", "He, Ali Af, left.", "He, Aliyev, left.", [("Aliyev", REPAIRED)]),
        (
            "علی\u200cاف و علی\u200cاف رفتند.",
            "Both Ali Af and Alief left.",
            "Both Aliyev and Aliyev left.",
            [("Aliyev", REPAIRED)] * 2,
        ),
        (
            "ایران و علی\u200cاف و ایران",
            "Iran and Ali Af and Iran.",
            "Iran and Aliyev and Iran.",
            [("Iran", MATCHED), ("Aliyev", REPAIRED), ("Iran", MATCHED)],
        ),
        (
            "سازمان ملل و علی\u200cاف",
            "by the Ali Af and by Unite Nations.",
            "by Aliyev and by the United Nations.",
            [("United Nations", REPAIRED), ("Aliyev", REPAIRED)],
        ),
        (
            "ایران و ایران و علی\u200cاف",
            "Today Ali Af left Iran.",
            "Today Aliyev left Iran.",
            [("Iran", MATCHED), ("Iran", MATCHED), ("Aliyev", REPAIRED)],
        ),
    ],
)
def test_variants_are_put_right(source: str, plain: str, repaired: str, expected: list[tuple[str, NameStatus]]) -> None:
    engine = Made({source: plain})
    (found,) = translate(engine, source)
    assert (found.hypothesis.text, names(found)) == (repaired, expected)
    assert engine.asked_again == []


def test_what_is_missing_is_asked_for_in_latin_letters() -> None:
    source, asked = "شارل میشل به ایران رفت.", "Charles Michel به ایران رفت."
    hypotheses = ["The man went home.", "Charles Michel went to Iran.", "Charles Michel left for Iran."]
    engine = Made({source: "He went to Iran."}, {asked: hypotheses})
    (found,) = translate(engine, source)
    assert engine.asked_again == [asked] and engine.numbers == [engine.model.decoding.beam]
    assert found.hypothesis.text == "Charles Michel went to Iran."  # the first that has all
    assert names(found) == [("Charles Michel", REPAIRED), ("Iran", MATCHED)]
    assert [name.mention.span for name in found.names] == [Span(0, 9), Span(13, 18)]  # of the sentence itself


def test_a_whole_name_is_asked_for() -> None:
    engine = Made({"الهام علی\u200cاف رفت.": "He left."})
    translate(engine, "الهام علی\u200cاف رفت.")
    assert engine.asked_again == ["Ilham Aliyev رفت."]


def test_the_hypothesis_with_the_most_names_is_taken_and_repaired() -> None:
    source, asked = "علی\u200cاف و ایران و سازمان ملل", "Aliyev و Iran و United Nations"
    engine = Made({source: "They."}, {asked: ["Then Iran.", "With Iran and Aliev.", "With the UN only."]})
    (found,) = translate(engine, source)
    assert found.hypothesis.text == "With Iran and Aliyev."
    assert names(found) == [("Aliyev", REPAIRED), ("Iran", REPAIRED), ("", MISSING)]


def test_a_hypothesis_that_is_worse_otherwise_is_refused() -> None:
    source, asked = "علی\u200cاف در سال 2020 از ایران رفت و نیامد.", "Aliyev در سال 2020 از ایران رفت و نیامد."
    engine = Made({source: "In 2020 he left Iran for good."}, {asked: ["Aliyev left Iran for good, he did."]})
    (found,) = translate(engine, source)
    assert found.hypothesis.text == "In 2020 he left Iran for good."
    assert names(found) == [("", MISSING), ("Iran", MATCHED)] and found.missing == 1


def test_a_hypothesis_that_is_flagged_as_the_first_was_is_taken() -> None:
    source, asked = "علی\u200cاف در سال 2020 از ایران رفت و نیامد.", "Aliyev در سال 2020 از ایران رفت و نیامد."
    engine = Made({source: "He left Iran for good, he did."}, {asked: ["Aliyev left Iran for good, he did."]})
    assert names(translate(engine, source)[0]) == [("Aliyev", REPAIRED), ("Iran", MATCHED)]


def test_what_is_still_not_there_is_missing() -> None:
    engine = Made({"علی\u200cاف رفت.": "He left."}, {"Aliyev رفت.": ["He left.", "She left."]})
    (found,) = translate(engine, "علی\u200cاف رفت.")
    assert (found.hypothesis.text, names(found)) == ("He left.", [("", MISSING)])


@pytest.mark.parametrize("settings", [{"copies": False}, {"max_tokens": 2}])
def test_a_model_that_cannot_is_not_asked_again(settings: dict[str, int]) -> None:
    # with the Latin name, which is of two words, the sentence is too long for a model of two tokens
    engine = Made({"الهام\u200cعلی\u200cاف رفت.": "He left."}, **settings)  # type: ignore[arg-type]
    (found,) = translate(engine, "الهام\u200cعلی\u200cاف رفت.")
    assert (engine.asked_again, names(found)) == ([], [("", MISSING)])


def test_a_name_that_would_stand_twice_is_asked_for() -> None:
    source = "شارل میشل رفت."
    engine = Made({source: "So Charles Mishel Michel left."}, {"Charles Michel رفت.": ["So Charles Michel left."]})
    (found,) = translate(engine, source)
    assert found.hypothesis.text == "So Charles Michel left."


@pytest.mark.parametrize(
    ("plain", "text", "expected"),
    [
        ("After the war in Karabakh.", "After the war in Karabakh.", [("Karabakh", MATCHED)]),
        ("After the war in Kara Bagh.", "After the war in Karabakh.", [("Karabakh", REPAIRED)]),
        ("In the Nagorno-Karabakh war.", "In the Nagorno-Karabakh war.", [("Nagorno-Karabakh war", MATCHED)]),
    ],
)
def test_the_name_within_a_name_may_be_enough(plain: str, text: str, expected: list[tuple[str, NameStatus]]) -> None:
    source = "پس از جنگ قره\u200cباغ"
    engine = Made({source: plain})
    (found,) = translate(engine, source)
    assert (found.hypothesis.text, names(found), engine.asked_again) == (text, expected, [])
    assert source[slice(*found.names[0].mention.span)].endswith("قره\u200cباغ")


def test_the_whole_name_is_asked_for_where_none_within_it_is_there() -> None:
    source = "پس از جنگ قره\u200cباغ"
    engine = Made({source: "After it."}, {"پس از Nagorno-Karabakh war": ["After the Nagorno-Karabakh war."]})
    assert names(translate(engine, source)[0]) == [("Nagorno-Karabakh war", REPAIRED)]


@given(st.integers(0, 10_000), st.lists(st.sampled_from(["ایران گفت.", "علی\u200cاف رفت.", "او رفت.", "سازمان ملل"])))
def test_every_sentence_once_in_any_order(seed: int, sentences: list[str]) -> None:
    engine = Made({"ایران گفت.": "Iran said."}, {"Aliyev رفت.": ["Aliyev left."]}, order=random.Random(seed))
    documents = [("d", [READER.matcher.find(sentence)]) for sentence in sentences]
    found = list(NameStage(engine, READER).translate(sentences, documents, engine.translate(sentences)))
    assert sorted(index for index, _ in found) == list(range(len(sentences)))
    for index, translation in found:
        expected = {"ایران گفت.": ["Iran"], "علی\u200cاف رفت.": ["Aliyev"], "او رفت.": [], "سازمان ملل": [""]}
        assert [text for text, _ in names(translation)] == expected[sentences[index]]


def test_latin() -> None:
    sentence = "پس علی\u200cاف از ایران رفت"
    mentions = READER.matcher.find(sentence)
    written, moved = latin(sentence, mentions, mentions[:1])
    assert written == "پس Aliyev از ایران رفت"
    assert [written[slice(*m.span)] for m in moved] == ["Aliyev", "ایران"]
    assert latin(sentence, mentions, []) == (sentence, mentions)
    assert latin("", [], []) == ("", [])


class Spelling:
    """A transliterator that spells what it is told."""

    def __init__(self, **known: list[tuple[str, float]]) -> None:
        self.known = {name.replace("_", " "): [Candidate(*c) for c in found] for name, found in known.items()}

    def problem(self, name: str) -> str:
        return "" if name in self.known else "unknown"

    def batch(self, forms: Sequence[str], number: int, *, beam: int = 0) -> list[list[Candidate]]:
        return [self.known[name][:number] for name in forms]


def unknown(sentence: str, form: str, en: str, confidence: float) -> list[Mention]:
    start = sentence.index(form)
    return [Mention(Span(start, start + len(form)), Entry(form, en), confidence=confidence)]


FORM = "زوریچ"
SPELLINGS = [("Zurich", 0.5), ("Zorich", 0.4), ("Zoric", 0.1)]


def of_one_document(engine: Made, confidence: float, *sentences: str) -> list[Translation]:
    reader = NameReader(READER.table, Spelling(**{FORM: SPELLINGS}))  # type: ignore[arg-type]
    reader.read("d", ["لوکا زوریچ، وزیر نیرو، رفت."])
    mentions = [unknown(sentence, FORM, "Zurich", confidence) for sentence in sentences]
    speller = reader._speller
    assert speller

    def settle(id: str, mentions: Mentions, seen: dict[str, list[str]]) -> Mentions:
        decided = speller.decide([], seen, speller.candidates(seen))
        return [[replace(m, entry=Entry(m.entry.fa, decided[m.entry.fa])) for m in found] for found in mentions]

    reader.settle = settle  # type: ignore[method-assign,assignment]
    found = dict(NameStage(engine, reader).translate(sentences, [("d", mentions)], engine.translate(sentences)))
    return [found[n] for n in sorted(found)]


def test_an_unknown_name_is_spelt_once_for_its_document() -> None:
    a, b, c = "زوریچ آمد.", "زوریچ گفت.", "زوریچ رفت."
    engine = Made({a: "Then Zorich came.", b: "Then Zurich spoke.", c: "Then Zorich left."})
    found = of_one_document(engine, 0.9, a, b, c)
    assert [t.hypothesis.text for t in found] == ["Then Zorich came.", "Then Zorich spoke.", "Then Zorich left."]
    assert [names(t) for t in found] == [[("Zorich", UNKNOWN)]] * 3 and engine.asked_again == []


def test_an_unsure_name_is_told_of_and_left() -> None:
    a, b, c = "زوریچ آمد.", "زوریچ گفت.", "زوریچ رفت."
    engine = Made({a: "Then Zorich came.", b: "Then Zurich spoke.", c: "Then he left."})
    found = of_one_document(engine, 0.6, a, b, c)
    assert [t.hypothesis.text for t in found] == ["Then Zorich came.", "Then Zurich spoke.", "Then he left."]
    assert [len(t.names) for t in found] == [1, 1, 0] and engine.asked_again == []


def test_a_sure_name_that_is_not_there_is_reported_and_not_asked_for() -> None:
    engine = Made({"زوریچ آمد.": "He came."}, {"Zurich آمد.": ["Then Zurich came."]})
    (found,) = of_one_document(engine, 0.9, "زوریچ آمد.")
    assert found.hypothesis.text == "He came." and engine.asked_again == []
    assert names(found) == [("", MISSING)] and found.missing == 0


def test_a_translation_that_says_something_else_is_refused() -> None:
    source, asked = "علی\u200cاف در ایران ماند.", "Aliyev در ایران ماند."
    first = "The man stayed in Iran for a very long time."
    for again, taken in [
        ("Aliyev stayed in Iran for a very long time.", True),
        ("Iran! Aliyev has won a medal.", False),
    ]:
        (found,) = translate(Made({source: first}, {asked: [again]}), source)
        assert (found.hypothesis.text == again) == taken


def test_a_translation_that_says_a_name_twice_is_refused() -> None:
    source, asked = "علی\u200cاف رفت.", "Aliyev رفت."
    (found,) = translate(Made({source: "He left."}, {asked: ["Aliyev Aliyev left."]}), source)
    assert found.hypothesis.text == "He left."


def test_a_translation_that_breaks_off_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Made({"علی\u200cاف رفت.": "He left."})
    cut = Hypothesis("Aliyev left", -1.0, truncated=True)
    again = engine.translate
    monkeypatch.setattr(
        engine, "translate", lambda sentences, number=1: iter([(0, [cut])]) if number > 1 else again(sentences)
    )
    assert translate(engine, "علی\u200cاف رفت.")[0].hypothesis.text == "He left."


def test_an_unsure_name_beside_a_missing_one_may_go(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "زوریچ و علی\u200cاف آمدند."
    engine = Made({sentence: "Zurich came."}, {"زوریچ و Aliyev آمدند.": ["Aliyev came."]})
    mentions = sorted([*unknown(sentence, FORM, "Zurich", 0.6), *READER.matcher.find(sentence)], key=lambda m: m.span)
    stage = NameStage(engine, READER)
    ((_, found),) = stage.translate([sentence], [("d", [mentions])], engine.translate([sentence]))
    assert names(found) == [("Aliyev", REPAIRED)] and found.hypothesis.text == "Aliyev came."


def test_what_an_engine_may_be_told_of_a_sentence() -> None:
    sentences = ["علي\u200cاف به ايران رفت.", "ایران و ایران.", "او آمد."]
    assert list(hints(sentences, READER.read("d", sentences))) == [
        Hint((("علي\u200cاف", "Aliyev"), ("ايران", "Iran")), "", "ایران و ایران."),
        Hint((("ایران", "Iran"),), sentences[0], "او آمد."),
        Hint((), "ایران و ایران.", ""),
    ]
    assert list(hints(["او آمد."], [[]])) == [Hint()] and list(hints([], [])) == []


def test_a_name_that_no_table_has_is_not_told() -> None:
    mention = Mention(Span(0, 5), Entry("نادری", "Naderi"), confidence=0.99)
    assert list(hints(["نادری آمد."], [[mention]])) == [Hint()]
