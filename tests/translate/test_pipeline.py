"""The real embedded model on the article in seeds/, and a made-up engine where the answer must be known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.bitext import Flag, Pair
from tarjoman.config import CHECKS, Checks, TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import ModelError
from tarjoman.eval.behaviour import NOTHING
from tarjoman.translate import Translator
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.memory import Memory
from tarjoman.translate.model import Model
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.table import NameTable, parse
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.pipeline import whole
from tarjoman.translate.reader import paragraphs
from tarjoman.translate.script import has_persian

LETTERS = ascii_lowercase * 100  # of any length, without a loop
LENIENT = Checks(omission=0, numbers=0, confidence=0)  # an echo says nothing of what its source does
ENGLISH = "The Russian foreign minister arrived in Tehran."


class Echo:
    """An engine whose English is `<number of the sentence:its length>`, or what `answers` says."""

    heeds, exact = False, True

    def __init__(self, max_tokens: int = 100, **answers: Hypothesis) -> None:
        self.model = replace(Model.find("fa-en"), name="echo", revision="0")
        object.__setattr__(self.model, "max_tokens", max_tokens)  # fewer than a real model may have
        self.settings: dict[str, str] = {}
        self.seen: list[str] = []
        self.answers = answers

    def size(self, sentence: str) -> int:
        return len(sentence.split())

    def translate(
        self, sentences: Sequence[str], number: int = 1, **_: object
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        before = len(self.seen)
        self.seen += sentences
        for index, sentence in reversed(list(enumerate(sentences))):  # ready in any order
            assert sentence.strip() == sentence != "" and self.size(sentence) <= self.model.max_tokens
            text = f"{before + index + 1}:{LETTERS[: len(sentence)]}"
            yield index, [self.answers.get(sentence, Hypothesis(text, -1.0))]


def translate(engine: Echo, *texts: str, window: int = 512, checks: Checks = LENIENT) -> list[list[Pair]]:
    documents = [Document(f"d{i}", paragraphs(text)) for i, text in enumerate(texts)]
    config = TranslateConfig(window=window, checks=checks)
    return [list(b.pairs) for b in Translator(engine, config).translate(documents)]


@pytest.fixture(scope="module")
def pairs(translator: Translator, seed: str) -> list[Pair]:
    (bitext,) = translator.translate([Document("seed", paragraphs(seed))])
    return list(bitext.pairs)


class TestSeed:
    def test_every_character_has_its_pair_in_order(self, pairs: list[Pair], seed: str) -> None:
        assert "".join(p.source for p in pairs) == seed
        assert [p.sources[0].index for p in pairs] == list(range(len(pairs)))

    def test_spans_lead_into_the_raw_paragraphs(self, pairs: list[Pair], seed: str) -> None:
        parts = paragraphs(seed)
        for segment in (s for p in pairs for s in p.sources):
            assert parts[segment.paragraph][segment.span.start : segment.span.end] == segment.text

    def test_every_sentence_is_english_of_a_likely_length(self, pairs: list[Pair]) -> None:
        for pair in pairs:
            assert re.fullmatch(r"[\x20-\x7e\u00c0-\u024f]+", pair.target), pair.target
            assert 0.6 < len(pair.target) / len(pair.normalized) < 2
            assert pair.score is not None and -2 < pair.score < 0

    def test_a_missing_space_divides_sentences(self, pairs: list[Pair]) -> None:
        assert any(p.source.startswith("خوشبختانه") for p in pairs)

    def test_a_quotation_that_the_model_cannot_take_at_once_is_two_rows(self, pairs: list[Pair]) -> None:
        at = next(i for i, p in enumerate(pairs) if "بی نظمی نظامیان" in p.source)
        first, second = pairs[at : at + 2]
        assert first.source.strip().endswith("رفته است.") and second.source.strip().endswith("ایجاد میکند.»")
        assert "livestock" in first.target and "residents" in second.target

    def test_well_known_facts_come_through(self, pairs: list[Pair]) -> None:
        english = " ".join(p.target for p in pairs)
        assert all(word in english for word in ["NATO", "Fars News Agency", "Vladimir Putin", "Armenia", "November 9"])

    def test_names_are_where_they_say_on_both_sides(self, pairs: list[Pair]) -> None:
        names = [(pair, name) for pair in pairs for name in pair.names]
        assert len(names) > 50 and not any(pair.flags for pair in pairs)
        for pair, name in names:
            assert name.target and name.status != "missing"
            assert has_persian(pair.source[slice(*name.source)].split()[0])
            there = pair.target[slice(*name.target)]
            if name.status == "repaired":
                assert there == name.english
            assert pair.target[name.target.end :][:1] in ("", *" .,;:!?'\u2019\"-")
        spelt = {pair.source[slice(*name.source)].replace(" ", ""): name.english for pair, name in names}
        assert spelt["الهامعلیاف"] == "Ilham Aliyev" and spelt["یراسخ"] == "Yeraskh"

    def test_no_training_tag_comes_out(self, translator: Translator) -> None:
        assert set(translator.engine.model.decoding.suppress) == {"<2fa>", "<bt>"}
        assert "<" not in translator.text("<2fa> سلام دنیا. <bt> خبر تازه رسید.")

    def test_the_batch_does_not_change_the_translation(self, translator: Translator, seed: str) -> None:
        first = seed.split("\n")[0]
        assert translator.text(first) == translator.text(seed).split("\n")[0]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_translated_from_nothing(translator: Translator, text: str) -> None:
    english = translator.text(text)
    assert english.split() == normalizer("embedded")(text).split()  # marks stay, all else goes


def test_text_keeps_paragraphs(translator: Translator) -> None:
    lines = translator.text("وزیر خارجه وارد تهران شد. او فردا می‌رود.\n\nBBC 12\nخبر دوم رسید.").split("\n")
    assert len(lines) == 4 and lines[1:3] == ["", "BBC 12"] and "Tehran" in lines[0]


def test_sentences_go_one_by_one_and_come_back_in_their_row() -> None:
    engine = Echo()
    ((row, last),) = translate(engine, "او گفت: «رفتم. آمدم.» را گفت. خبر دوم رسید.")
    assert engine.seen == ["او گفت: «رفتم.", "آمدم.» را گفت.", "خبر دوم رسید."]
    assert row.normalized == "او گفت: «رفتم. آمدم.» را گفت."
    assert [t[:2] for t in row.targets] == ["1:", "2:"] and last.target.startswith("3:")


def test_a_sentence_without_translation_inside_a_row_is_flagged() -> None:
    engine = Echo(**{"آمدم.»": Hypothesis("", -9.0)})
    ((row,),) = translate(engine, "او گفت: «رفتم. آمدم.»")
    assert len(row.targets) == 1 and row.flags == (Flag.EMPTY,)


def test_a_sentence_without_persian_inside_a_row_is_copied_and_flagged() -> None:
    engine = Echo()
    ((row,),) = translate(engine, "او گفت: «Never. We will resist. هرگز.» را گفت.")
    assert engine.seen == ["او گفت: «Never.", "هرگز.» را گفت."]
    assert row.targets[1] == "We will resist." and row.flags == (Flag.COPIED,) and row.origin == "machine"


def test_a_sign_that_stands_for_a_word_is_translated_and_cut_like_one() -> None:
    engine = Echo(max_tokens=5)
    ((row,),) = translate(engine, "\ufdfc " * 20)
    assert engine.seen == ["ریال ریال ریال ریال ریال"] * 4 and row.flags == (Flag.CUT,)


def test_a_row_has_the_mean_of_its_tokens() -> None:
    engine = Echo(**{"او گفت: «رفتم.": Hypothesis(LETTERS[:20], -4.0, 1), "آمدم.»": Hypothesis(LETTERS[:20], -1.0, 5)})
    ((row,),) = translate(engine, "او گفت: «رفتم. آمدم.»")
    assert row.score == -1.5


def test_a_row_has_no_score_where_the_engine_does_not_tell_that_of_a_part() -> None:
    engine = Echo(**{"او گفت: «رفتم.": Hypothesis(LETTERS[:20], None), "آمدم.»": Hypothesis(LETTERS[:20], -1.0, 5)})
    ((row,),) = translate(engine, "او گفت: «رفتم. آمدم.»")
    assert row.score is None


def test_a_sentence_too_long_for_the_model_is_cut_translated_whole_and_flagged() -> None:
    engine = Echo(max_tokens=4)
    ((pair,),) = translate(engine, "یک دو سه، چهار پنج شش هفت هشت نه.")
    assert " ".join(engine.seen) == "یک دو سه، چهار پنج شش هفت هشت نه."
    assert Flag.CUT in pair.flags and len(pair.target.split()) == len(engine.seen)


@pytest.mark.parametrize(
    ("hypothesis", "flags"),
    [
        (Hypothesis(ENGLISH, -0.5, 10), ()),
        (Hypothesis("", -9.0), (Flag.EMPTY,)),
        (Hypothesis(ENGLISH, -0.5, 10, truncated=True), (Flag.TRUNCATED,)),
        (Hypothesis(ENGLISH + " to the city of" * 4, -0.5, 30), (Flag.LOOP,)),
        (Hypothesis(ENGLISH + " تهران", -0.5, 10), (Flag.UNTRANSLATED,)),
        (Hypothesis("The minister.", -0.1, 4), (Flag.OMISSION,)),
        (Hypothesis(ENGLISH + " at 5.", -0.5, 10), (Flag.NUMBERS,)),
        (Hypothesis(ENGLISH, -3.0, 10), (Flag.UNSURE,)),
    ],
)
def test_flags(hypothesis: Hypothesis, flags: tuple[Flag, ...]) -> None:
    sentence = "وزیر خارجه روسیه وارد تهران شد."
    ((pair,),) = translate(Echo(**{sentence: hypothesis}), sentence, checks=CHECKS)
    assert pair.flags == flags and pair.target == hypothesis.text


def test_what_holds_no_persian_is_copied_and_flagged() -> None:
    engine = Echo()
    ((first, second),) = translate(engine, "۱۴۰۲/۰۳/۱۲\nخبر آمد.")
    assert (first.target, first.flags, first.origin, first.score) == ("1402/03/12", (Flag.COPIED,), "copy", None)
    assert second.origin == "machine" and engine.seen == ["خبر آمد."]


@pytest.mark.parametrize("window", [1, 2, 3, 100])
def test_documents_come_back_whole_and_in_order_whatever_the_window(window: int) -> None:
    texts = ["یک آمد. دو رفت.", "سه ماند.", "چهار آمد. پنج رفت. شش ماند.", "BBC", "هفت آمد."]
    results = translate(Echo(), *texts, window=window)
    assert ["".join(p.source for p in pairs) for pairs in results] == texts
    numbers = [int(p.target.split(":")[0]) for pairs in results for p in pairs if p.origin == "machine"]
    assert numbers == sorted(numbers)


def test_a_translation_is_reported_when_it_is_ready() -> None:
    seen: list[str] = []
    documents = [Document("a", ("یک آمد. دو رفت.",)), Document("b", ("سه ماند.",))]
    list(Translator(Echo(), TranslateConfig(window=1)).translate(documents, lambda pair: seen.append(pair.source)))
    assert seen == ["دو رفت.", "یک آمد. ", "سه ماند."]


def test_an_engine_that_loses_a_sentence_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Echo, "translate", lambda self, sentences: iter([(0, [Hypothesis("x", -1.0)])]))
    with pytest.raises(ModelError, match="echo@0: gave no answer for 2 sentences"):
        translate(Echo(), "یک آمد. دو رفت. سه ماند.")


def test_the_time_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert Translator(Echo()).provenance.created == "1970-01-01T00:00:00Z"


@given(st.text(alphabet=st.sampled_from('ابپ.!؟«»"() \n\u200c۱a،') | st.characters(exclude_categories=["Cs"])))
def test_no_text_is_lost_whatever_it_is(text: str) -> None:
    parts = paragraphs(text)
    if not parts:
        return
    for splitter in (None, whole):
        translator = Translator(Echo(max_tokens=3), **({"splitter": splitter} if splitter else {}))
        (bitext,) = translator.translate([Document("d", parts)])
        assert "".join(p.source for p in bitext.pairs) == text


NAMES = NameReader(NameTable([parse("fa\ten\nایران\tIran\nعلی\u200cاف\tAliyev\n".encode(), "t")]))


def test_names_stand_in_their_part_of_a_row() -> None:
    sentences = {"او گفت: «ایران رفت.": "He said: Irann left.", "علیاف آمد.»": "Then the man came."}
    engine = Echo(**{source: Hypothesis(target, -1.0) for source, target in sentences.items()})
    object.__setattr__(engine.model, "copies", False)
    document = Document("d", ("او گفت: «ايران رفت. علی\u200cاف آمد.»",))
    (bitext,) = Translator(engine, names=NAMES).translate([document])
    (pair,) = bitext.pairs
    assert pair.target == "He said: Iran left. Then the man came." and Flag.NAMES in pair.flags
    assert [(pair.source[slice(*n.source)], n.target and pair.target[slice(*n.target)]) for n in pair.names] == [
        ("ايران", "Iran"),
        ("علی\u200cاف", None),
    ]
    assert bitext.provenance.settings["names"] == NAMES.table.id


@given(st.lists(st.sampled_from(["ایران", "علی\u200cاف", "علي اف", "ناتو", "گفت", ". ", "\n", "«", "»", "، ", "12"])))
def test_names_never_cost_text(words: list[str]) -> None:
    if not (parts := paragraphs(" ".join(words))):
        return
    (bitext,) = Translator(Echo(max_tokens=4), names=NAMES).translate([Document("d", parts)])
    assert "".join(p.source for p in bitext.pairs) == " ".join(words)
    for pair in bitext.pairs:
        assert all(pair.source[slice(*name.source)].strip() for name in pair.names)


def test_an_engine_that_heeds_hints_is_given_those_of_each_document() -> None:
    class Heeding(Echo):
        heeds = True

        def translate(
            self, sentences: Sequence[str], number: int = 1, *, hints: Sequence[Hint] = (), **_: object
        ) -> Iterator[tuple[int, list[Hypothesis]]]:
            self.hints = list(zip(sentences, hints, strict=True))
            yield from super().translate(sentences, number)

    engine = Heeding()
    object.__setattr__(engine.model, "copies", False)
    documents = [Document("a", ("ایران آمد. دو رفت.", "BBC")), Document("b", ("سه ماند.",))]
    assert len(list(Translator(engine, names=NAMES).translate(documents))) == 2
    assert engine.hints == [
        ("ایران آمد.", Hint((("ایران", "Iran"),), "", "دو رفت.")),
        ("دو رفت.", Hint((), "ایران آمد.", "")),
        ("سه ماند.", Hint()),
    ]


def test_names_come_in_the_order_of_the_documents_whatever_a_memory_has(tmp_path: Path) -> None:
    first = Document("a", ("به گزارش ایسنا، مهدی فرخ نژاد گفت: دریا آرام است.\n",))
    second = Document("b", ("به گزارش ایسنا، مهدی فرخ نژاد و بهرام کلاه دوز گفتند: دریا آرام است.\n",))
    with Memory(tmp_path / "m.sqlite") as memory:
        list(Translator.load(memory=memory).translate([second]))
        known, new = Translator.load(memory=memory), Translator.load()
        for reading in (known, new):
            list(reading.translate([first, second]))
    assert list(known.names.suggestions.values()) == list(new.names.suggestions.values()) != []
