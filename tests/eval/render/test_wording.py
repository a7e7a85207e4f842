from dataclasses import replace
from pathlib import Path

import pytest

from evaluating import report
from tarjoman.config import EvalConfig
from tarjoman.errors import UsageError
from tarjoman.eval.metrics.metric import kinds
from tarjoman.eval.render import markdown, page, renderer, wording
from tarjoman.eval.report import Result


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (41.96, "42.0"), (-0.0, "0.0"), (100.0, "100.0")])
def test_numbers(value: float | None, text: str) -> None:
    assert wording.number(value, kinds()["bleu"]) == text


@pytest.mark.parametrize(("value", "text"), [(5.44, "+5.4"), (-5.44, "\u22125.4"), (0.04, "0.0"), (-0.04, "0.0")])
def test_differences(value: float, text: str) -> None:
    assert wording.difference(value, kinds()["bleu"]) == text


@pytest.mark.parametrize(("value", "text"), [(1, "1.00"), (0.05, "0.05"), (0.0099, "0.0099"), (1 / 1001, "0.0010")])
def test_p(value: float, text: str) -> None:
    assert wording.p(value) == text


def test_intervals() -> None:
    assert wording.around(Result("bleu", 42, 42, 40.7, 43.2), kinds()["bleu"]) == "40.7 to 43.2"
    assert wording.around(Result("bleu", None), kinds()["bleu"]) == ""


@pytest.mark.parametrize(
    ("chrf", "bleu", "p", "verdict"),
    [
        (-5, -4, 0.001, "good is better than bad: +5.0 chrF2++ (p = 0.0010), +4.0 BLEU (p = 0.0010)."),
        (5, 4, 0.001, "good is worse than bad: \u22125.0 chrF2++ (p = 0.0010), \u22124.0 BLEU (p = 0.0010)."),
        (5, -4, 0.001, "good is worse than bad: \u22125.0 chrF2++ (p = 0.0010); better: +4.0 BLEU (p = 0.0010)."),
        (-5, -4, 0.2, "Between good and bad no difference is shown: +5.0 chrF2++ (p = 0.20), +4.0 BLEU (p = 0.20)."),
    ],
)
def test_verdicts(chrf: float, bleu: float, p: float, verdict: str) -> None:
    made = {"chrf": chrf, "bleu": bleu}
    comparisons = tuple(
        replace(c, difference=made[c.metric], bootstrap=p, randomization=0.0001)
        for c in report().comparisons
        if c.metric in made
    )
    first, second = wording.verdicts(replace(report(), comparisons=comparisons))
    assert first.startswith("good has chrF2++ 81.3 (") and "on 12 segments." in first
    assert second.startswith(verdict)


def verdict(segments: int, name: str, chrf: float, bleu: float) -> str:
    """Of two systems, by the p values of two metrics."""
    made = {"chrf": chrf, "bleu": bleu}
    comparisons = tuple(
        replace(c, second=name, difference=-5.0, bootstrap=made[c.metric], randomization=0.0001)
        for c in report().comparisons
        if c.metric in made
    )
    systems = (report().systems[0], replace(report().systems[1], name=name))
    _, told = wording.verdicts(replace(report(), comparisons=comparisons, systems=systems, segments=segments))
    return told


@pytest.mark.parametrize(
    ("segments", "chrf", "bleu", "told"),
    [
        (10, 0.01, 0.01, "good is better than bad: +5.0 chrF2++ (p = 0.01), +5.0 BLEU (p = 0.01)."),
        (9, 0.01, 0.01, "Between good and bad, on so few segments, no difference is shown: +5.0 chrF2++ (p = 0.01), "),
        (99, 0.01, 0.2, "good is better than bad: +5.0 chrF2++ (p = 0.01); no difference is shown: +5.0 BLEU (p = 0.2"),
    ],
)
def test_what_is_said_is_true_of_each_metric(segments: int, chrf: float, bleu: float, told: str) -> None:
    assert verdict(segments, "bad", chrf, bleu).startswith(told)


def test_a_persian_name_leaves_what_is_around_it() -> None:
    assert verdict(99, "گوگل 2", 0.01, 0.01).startswith("good is better than \u2068گوگل 2\u2069: +5.0")
    assert "\u2068" not in verdict(99, "Café", 0.01, 0.01)


def test_what_would_deceive_is_written_out_in_every_part() -> None:
    found = wording.clean(replace(report(), notes=("\u202eabc\u2066\x1b\0",)))
    assert found.notes == ("\\u202eabc\\u2066\\x1b\\x00",)
    assert found == replace(report(), notes=found.notes)


def test_an_interval_of_few_resamples_is_all_of_them() -> None:
    assert wording.drawn(report()) == "where it lies in 95 of 100 resamples of the test set, of 1,000"
    few = replace(report(), settings=EvalConfig(samples=30))
    assert wording.drawn(few) == "the lowest and the highest score of 30 resamples of the test set"


def test_a_renderer_by_the_ending() -> None:
    assert renderer(Path("a.HTML")) is page.render and renderer(Path("b/a.md")) is markdown.render
    for name in ("a.pdf", "report"):
        with pytest.raises(UsageError, match="Give it one of .html, .md, .json"):
            renderer(Path(name))
