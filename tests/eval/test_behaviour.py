"""Measurements of made-up translators, of which it is known what they do."""

from collections.abc import Callable, Sequence

import pytest

from tarjoman.bitext import Pair
from tarjoman.document import Segment, Span
from tarjoman.eval import behaviour
from tarjoman.eval.behaviour import Translate, has_name
from tarjoman.translate.check import check
from tarjoman.translate.normalization.profile import normalizer


def translator(english: Callable[[str], str]) -> Translate:
    """A translator that gives for a normalised sentence what a function does."""
    normalize = normalizer("embedded")

    def pair(source: str) -> Pair:
        normal = normalize(source)
        target = english(normal)
        segment = Segment("d", 0, 0, source, Span(0, len(source)))
        return Pair((segment,), (target,) * bool(target), normal, -1.0, tuple(check(normal, target)))

    return lambda sources: [pair(source) for source in sources]


class TestNames:
    NAMES = (("شیراز", "Shiraz"), ("علی دایی", "Ali Daei"))
    SENTENCES = ("او به شیراز رفت و از شیراز آمد.", "شیرازی است.", "علی دایی گفت.", "شیراز\u200cها", "«شیراز»")

    def test_a_name_is_put_in_once_as_a_whole_word(self) -> None:
        assert behaviour.with_names(self.NAMES, self.SENTENCES) == [
            ("او به Shiraz رفت و از شیراز آمد.", "Shiraz"),
            ("«Shiraz»", "Shiraz"),
            ("Ali Daei گفت.", "Ali Daei"),
        ]

    def test_a_common_name_does_not_decide(self) -> None:
        assert len(behaviour.with_names(self.NAMES, self.SENTENCES[:1] * 9)) == behaviour.MOST_OF_A_NAME

    def test_names_copied(self) -> None:
        cases = behaviour.with_names(self.NAMES, self.SENTENCES)
        found = behaviour.names_copied(translator(lambda s: s.replace("Ali Daei", "Ali Daeii")), cases)
        assert found.measured == "66.67 % of 3; of one word 100.00 % of 2, of more 0.00 % of 1"
        assert found.short == ("Ali Daei: Ali Daei گفت. → Ali Daeii گفت.",)


def test_digits_unified() -> None:
    sources = ["در سال ۱۴۰۲ آمد.", "در سال 12 رفت.", "آمد."]
    assert behaviour.digits_unified(translator(str), sources).measured == "100.00 % of 2 sentences with digits"
    raw: Translate = lambda sources: [Pair((), (source,)) for source in sources]  # noqa: E731
    found = behaviour.digits_unified(raw, sources)
    assert found.measured == "0.00 % of 2 sentences with digits" and found.short == tuple(sources[:2])


def test_numbers_kept() -> None:
    sets = [(["در ۱۲ روز", "در ۳ روز و ۴ شب"], ["in twelve days", "in three days"])]
    found = behaviour.numbers_kept(translator(lambda s: "in 12 days, 4 nights"), sets)
    assert found.measured == "66.67 % of 3; in the references 66.67 % of 3"
    assert found.short == ("3: در ۳ روز و ۴ شب → in 12 days, 4 nights",)


class TestNoise:
    def measured(self, english: Callable[[str], str]) -> dict[str, str]:
        sources = ["نازی\u200cبرگ.", "آمد.", "رفت.", "ماند؟", "شد"]
        references = ["He goes.", "He came.", "He left.", "Did he stay?", "So it was"]
        rows = behaviour.noise(translator(english), {"a": (sources, references)})
        return {row.behaviour.partition(":")[0]: row.measured for row in rows}

    def test_what_normalisation_undoes_costs_nothing(self) -> None:
        found = self.measured(lambda s: f"{s} He goes.")
        assert found["ZWNJ lost"] == "a +0.00, on the 1 it changes +0.00"
        assert found["Arabic ي and ك for ی and ک"] == "a +0.00, on the 1 it changes +0.00"

    def test_what_it_costs_the_model_is_seen(self) -> None:
        found = self.measured(lambda s: "He goes." if s == "نازیبرگ." else "x")
        assert found["ZWNJ turned into a space"].endswith("on the 1 it changes -100.00")
        assert "on the 3 it changes -" in found["no final full stop"]

    def test_a_full_stop_that_neither_side_has_costs_nothing(self) -> None:
        found = self.measured(lambda s: "He came." if s.endswith(".") else "He came")
        assert found["no final full stop"] == "a +0.00, on the 3 it changes +0.00"

    def test_neighbours_are_joined_where_a_full_stop_stands_between_them(self) -> None:
        seen: list[str] = []

        def raw(sources: Sequence[str]) -> Sequence[Pair]:
            seen.extend(sources)
            return [Pair((), (source,)) for source in sources]

        rows = list(behaviour.noise(raw, {"a": (["آمد.", "رفت.", "ماند؟", "شد"], ["x"] * 4)}))
        assert "آمد.رفت." in seen and "ماند؟شد" not in seen
        (joined,) = [row.measured for row in rows if "no space after a full stop" in row.behaviour]
        assert "on the 1 it changes" in joined

    def test_a_set_without_neighbours_to_join(self) -> None:
        rows = list(
            behaviour.noise(translator(str), {"a": (["آمد؟"], ["He came?"]), "b": (["رفت.", "شد"], ["x", "y"])})
        )
        (joined,) = [row.measured for row in rows if "no space after a full stop" in row.behaviour]
        assert joined == "a none, b +0.00, on the 1 it changes +0.00"


def test_headlines() -> None:
    sets = [
        (["خبر اول", "خبر دوم", "خبر سوم", "خبر چهارم."], ["First news", "Second news.", "Third news", "Fourth news."])
    ]
    found = behaviour.headlines(translator(lambda s: "First news" if "اول" in s else "Fourth news."), sets)
    assert found.behaviour == "a headline stays one (3 lines without a final mark)"
    assert found.measured.startswith("a full stop added to 1; chrF++ ") and found.measured.endswith("lines 100.0")
    assert found.short == ("خبر سوم → Fourth news.",)


@pytest.mark.parametrize(
    ("sources", "measured"),
    [
        (["خبر اول."], "a full stop added to 0; chrF++ none, of all other lines 100.0"),
        (["خبر اول"], "a full stop added to 0; chrF++ 100.0, of all other lines none"),
        ([], "a full stop added to 0; chrF++ none, of all other lines none"),
    ],
)
def test_headlines_alone_or_none(sources: list[str], measured: str) -> None:
    found = behaviour.headlines(translator(lambda s: "The first news"), [(sources, ["The first news"] * len(sources))])
    assert found.measured == measured


def test_loops() -> None:
    answers = {"خبر اول.": "The first news.", "خبر دوم.": "the city of " * 4}
    found = behaviour.loops(translator(lambda s: answers[s].strip()), list(answers))
    assert found.measured == "1 in 2 news sentences"
    assert found.short == ("the city of: خبر دوم. → the city of the city of the city of the city of",)


@pytest.mark.parametrize(("text", "invented"), [(lambda _: "«».", 0), (lambda _: "Oh.", len(behaviour.NOTHING))])
def test_nothing(text: Callable[[str], str], invented: int) -> None:
    found = behaviour.nothing(text)
    assert found.measured == f"{invented} of {len(behaviour.NOTHING)} become words" and len(found.short) == invented


def test_without_cases() -> None:
    def none(_: Sequence[str]) -> Sequence[Pair]:
        return []

    assert behaviour.names_copied(none, []).measured == "none; of one word none, of more none"
    assert behaviour.numbers_kept(none, []).measured == "none; in the references none"


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Ali Daei's team", True),
        ("(Ali Daei)", True),
        ("the Ali Daei-led team", True),
        ("ali daei", False),
        ("Ali Daeis", False),
        ("Ali  Daei", False),
        ("Wali Daei", False),
        ("", False),
    ],
)
def test_has_name(text: str, there: bool) -> None:
    assert has_name(text, "Ali Daei") is there


def test_marks_in_a_name_are_its_letters() -> None:
    assert has_name("the group Mad (Fars) there", "Mad (Fars)") and not has_name("US", "U.")
