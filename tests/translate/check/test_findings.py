import pytest

from tarjoman.bitext import Flag
from tarjoman.config import Checks
from tarjoman.translate.check import Findings, check, examine, mean_confidence
from tarjoman.translate.check.numbers import Difference
from tarjoman.translate.engine import Hypothesis

LONG = "وزیر خارجه روسیه روز دوشنبه برای گفتگو با همتای خود وارد تهران شد."
GOOD = "Russia's foreign minister arrived in Tehran on Monday for talks with his counterpart."


@pytest.mark.parametrize(
    ("source", "target", "flags"),
    [
        (LONG, GOOD, []),
        (LONG, "", [Flag.EMPTY]),
        (LONG, "Russia arrived in Tehran.", [Flag.OMISSION]),
        (LONG, "Russia's foreign minister arrived in تهران on Monday for talks with his peer.", [Flag.UNTRANSLATED]),
        (LONG, "تهران", [Flag.UNTRANSLATED, Flag.OMISSION]),
        ("بله، درست است.", "Yes.", []),
        ("سکه 39875000 تومان شد.", "The coin was worth 39,875,000 tomans.", []),
        ("سکه 39875000 تومان شد.", "The coin was worth 3987,500 tomans.", [Flag.NUMBERS]),
        ("در سال 1402 آمد.", "He came in 2023.", []),
        ("در سال 1402 آمد.", "He came in 2021.", [Flag.NUMBERS]),
        ("در 8 روز آمد.", "He came in six days.", [Flag.NUMBERS]),
        ("او به شهر رفت.", "He went to the city of the city of the city of.", [Flag.LOOP]),
        ("نه، نه، نه، نه!", "No, no, no, no!", []),
        ("نه، نه، نه، نه!", "No, no, no, no, no, no, no, no, no!", [Flag.LOOP]),
    ],
)
def test_check(source: str, target: str, flags: list[Flag]) -> None:
    assert check(source, target) == flags


def test_what_the_search_tells_is_flagged_too() -> None:
    assert examine(LONG, Hypothesis(GOOD, -0.3, 20, truncated=True)).flags() == [Flag.TRUNCATED]
    assert examine(LONG, Hypothesis(GOOD, -4.0, 20)).flags() == [Flag.UNSURE]
    assert examine(LONG, Hypothesis(GOOD, None, 20)).flags() == []


@pytest.mark.parametrize(
    ("findings", "limits", "flags"),
    [
        (Findings(omission=0.7), Checks(omission=0.7), [Flag.OMISSION]),
        (Findings(omission=0.7), Checks(omission=0.71), []),
        (Findings(omission=1.0), Checks(omission=0), []),
        (Findings(numbers=Difference(("5",), ("6",))), Checks(numbers=2), [Flag.NUMBERS]),
        (Findings(numbers=Difference(("5",))), Checks(numbers=2), []),
        (Findings(numbers=Difference(("5",))), Checks(numbers=0), []),
        (Findings(repetition=1.5), Checks(repetition=2), []),
        (Findings(persian=1), Checks(persian=2), []),
        (Findings(confidence=0.5), Checks(confidence=0.6), [Flag.UNSURE]),
        (Findings(confidence=0.5), Checks(confidence=0), []),
        (Findings(confidence=None), Checks(confidence=1), []),
        (Findings(empty=True, confidence=0.0), Checks(), [Flag.EMPTY]),
    ],
)
def test_thresholds(findings: Findings, limits: Checks, flags: list[Flag]) -> None:
    assert findings.flags(limits) == flags
    assert (findings.severity(limits) > 0) == (bool(flags) and flags != [Flag.UNSURE])


def test_more_of_what_is_wrong_is_worse() -> None:
    order = [
        Findings(),
        Findings(persian=1),
        Findings(persian=2),
        Findings(persian=2, omission=1),
        Findings(empty=True),
    ]
    severities = [findings.severity() for findings in order]
    assert severities == sorted(set(severities))


def test_the_confidence_of_several_sentences() -> None:
    some = [Findings(confidence=0.5), Findings(confidence=0.8)]
    assert mean_confidence(some, [10, 5]) == pytest.approx(0.6)
    assert mean_confidence([*some, Findings()], [10, 5, 5]) is None and mean_confidence([], []) is None
