"""Intervals and tests, against sacreBLEU's own for the same seed."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from builders import within
from tarjoman.eval import significance
from tarjoman.eval.metrics import strings
from tarjoman.eval.metrics.content import Untranslated
from tarjoman.eval.metrics.metric import Floats
from tarjoman.eval.significance import compare, interval, resampled, shuffled

SEED = 12345
WORDS = [
    "the",
    "minister",
    "of",
    "foreign",
    "affairs",
    "met",
    "his",
    "counterpart",
    "in",
    "Tehran",
    "on",
    "Monday",
    "and",
    "said",
    "that",
    "talks",
    "will",
    "go",
    "on",
]


def make_texts(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=rng.randint(5, 15))) + "." for _ in range(count)]


def worse(texts: Sequence[str], seed: int) -> list[str]:
    """Texts of which some words are others."""
    rng = random.Random(seed)
    return [" ".join(rng.choice(WORDS) if rng.random() < 0.3 else word for word in text.split()) for text in texts]


REFERENCES = make_texts(0, 80)
FIRST, SECOND = worse(REFERENCES, 1), worse(REFERENCES, 2)


@pytest.mark.parametrize("kind", ["bs", "ar"])
def test_tests_are_those_of_sacrebleu(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER
    from sacrebleu.significance import PairedTest

    monkeypatch.setenv("SACREBLEU_SEED", str(SEED))
    theirs = {"BLEU": BLEU(), "chrF2++": CHRF(word_order=2), "TER": TER()}
    _, told = PairedTest([("a", FIRST), ("b", SECOND)], theirs, [REFERENCES], kind, 500)()
    metrics = [make([REFERENCES]) for make in (strings.bleu, strings.chrf, strings.ter)]
    mine, others = ([metric.statistics(side) for metric in metrics] for side in (FIRST, SECOND))
    found = compare(metrics, mine, others, samples=500, trials=500, seed=SEED)
    for name, test in zip(theirs, found, strict=True):
        baseline, system = told[name]
        assert test is not None and not isinstance(baseline, str) and not isinstance(system, str)
        assert test.difference == pytest.approx(system.score - baseline.score)
        ours = test.bootstrap if kind == "bs" else test.randomization
        if (name, kind) == ("TER", "ar"):  # whose edits are whole numbers: chance makes just as many, which counts
            assert system.p_value < ours < system.p_value + 0.1
        else:
            assert ours == pytest.approx(system.p_value, abs=1e-12)
        assert 0 < system.p_value < 1
    if kind == "bs":
        for name, metric, some in zip(theirs, metrics, others, strict=True):
            around = interval(metric.score(resampled([some], 500, SEED)[0]))
            system = told[name][1]
            assert around is not None and not isinstance(system, str)
            assert (around.mean, around.half) == pytest.approx((system.mean, system.ci), rel=1e-5)  # theirs: 32 bits


def test_resamples_do_not_depend_on_how_many_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    one, other = (rng.integers(9, size=(37, 3)).astype(np.float64) for _ in range(2))
    whole = resampled([one], 150, SEED)[0], *shuffled([one], [other], 150, SEED)[0]
    monkeypatch.setattr(significance, "_CELLS", 1)
    cut = resampled([one], 150, SEED)[0], *shuffled([one], [other], 150, SEED)[0]
    assert all((a == b).all() for a, b in zip(whole, cut, strict=True))
    assert (whole[1] + whole[2] == one.sum(axis=0) + other.sum(axis=0)).all()


def test_identical_systems_have_p_of_1() -> None:
    metrics = [strings.bleu([REFERENCES]), strings.chrf([REFERENCES])]
    some = [metric.statistics(FIRST) for metric in metrics]
    for test in compare(metrics, some, some, samples=50, trials=50, seed=SEED):
        assert test == significance.Test(0, 1, 1, 0.5)


def test_what_one_sentence_decides_is_not_certain() -> None:
    """Swapping makes a difference of a single sentence always, in one direction or the other."""
    one, other = np.array([[0.0, 1.0]] * 20), np.array([[1.0, 1.0], *[[0.0, 1.0]] * 19])
    (test,) = compare([Untranslated()], [one], [other], samples=200, trials=200, seed=SEED)
    assert test is not None and test.randomization == 1


@pytest.mark.parametrize(("size", "least"), [(1, 1), (2, 0.5), (3, 0.25), (5, 0.0625), (8, 0.0078)])
def test_a_few_sentences_can_be_swapped_in_a_few_ways(size: int, least: float) -> None:
    one, other = (np.array([[part, 1.0]] * size) for part in (0.0, 1.0))
    (test,) = compare([Untranslated()], [one], [other], samples=100, trials=4000, seed=SEED)
    assert test is not None and test.randomization == pytest.approx(least, rel=0.3)


@pytest.mark.parametrize("size", [3, 6, 10, 40])
def test_where_there_is_no_difference_chance_seldom_shows_one(size: int) -> None:
    rng = random.Random(size)
    shown = 0
    for _ in range(200):
        one, other = (np.array([[rng.random(), 1.0] for _ in range(size)]) for _ in range(2))
        (test,) = compare([Untranslated()], [one], [other], samples=100, trials=200, seed=SEED)
        assert test is not None
        shown += max(test.bootstrap, test.randomization) < 0.05
    assert shown <= 200 * 0.09  # of 5 in 100, with what 200 tries vary


@pytest.mark.parametrize("rows", [[[0.0, 0.0]], [[0.0, 0.0]] * 3])
def test_nothing_to_score(rows: list[list[float]]) -> None:
    none: Floats = np.array(rows)
    assert compare([Untranslated()], [none], [none], samples=10, trials=10, seed=SEED) == [None]
    assert interval(Untranslated().score(resampled([none], 10, SEED)[0])) is None


def test_resamples_without_a_score_are_left_out() -> None:
    some = np.array([[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]])  # a third of the segments decides
    around = interval(Untranslated().score(resampled([some], 100, SEED)[0]))
    assert around is not None and (around.mean, around.low, around.high) == (100, 100, 100)


def test_thousands_of_sentences_take_no_time() -> None:
    texts = make_texts(3, 2000)
    metric = strings.bleu([texts])
    one, other = (metric.statistics(worse(texts, n)) for n in (4, 5))
    with within(10):
        compare([metric], [one], [other], samples=1000, trials=1000, seed=SEED)
