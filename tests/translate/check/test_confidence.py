import pytest

from tarjoman.translate.check.confidence import confidence
from tarjoman.translate.engine import Hypothesis

SOURCE = "وزیر خارجه روسیه روز دوشنبه برای گفتگو با همتای خود وارد تهران شد."
TEXT = "Russia's foreign minister arrived in Tehran on Monday for talks with his counterpart."


def test_it_falls_with_the_score_and_with_what_is_wrong() -> None:
    found = [confidence(SOURCE, Hypothesis(TEXT, score, 20)) for score in (-0.1, -0.5, -1.0, -5.0)]
    assert found == sorted((c for c in found if c is not None), reverse=True) and 0.6 < (found[0] or 0) < 1
    sure = confidence(SOURCE, Hypothesis(TEXT, -0.5, 20)) or 0
    assert (confidence(SOURCE, Hypothesis(TEXT, -0.5, 20), omission=1.0) or 0) < sure
    assert (confidence(SOURCE, Hypothesis(TEXT, -0.5, 20), wrong=2) or 0) < sure


@pytest.mark.parametrize(
    ("hypothesis", "expected"),
    [
        (Hypothesis("", -1.0), 0.0),
        (Hypothesis(TEXT, None), None),
        (Hypothesis("", None), None),
        (Hypothesis("x", -1e9), 0.0),
        (Hypothesis("X X X " * 1000, 0.0, 10_000), 1.0),
    ],
)
def test_its_ends(hypothesis: Hypothesis, expected: float | None) -> None:
    assert confidence(SOURCE, hypothesis) == expected
