from dataclasses import replace
from pathlib import Path

import pytest

from evaluating import report
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
        (5, -4, 0.001, "Between good and bad no difference is shown: \u22125.0 chrF2++ (p = 0.0010), +4.0 BLEU"),
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


def test_a_renderer_by_the_ending() -> None:
    assert renderer(Path("a.HTML")) is page.render and renderer(Path("b/a.md")) is markdown.render
    for name in ("a.pdf", "report"):
        with pytest.raises(UsageError, match="Give it one of .html, .md, .json"):
            renderer(Path(name))
