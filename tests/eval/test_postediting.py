"""How much persons changed, and what foretold it."""

from dataclasses import replace

import pytest
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from builders import make_bitext
from tarjoman.bitext import Bitext, Flag, Origin
from tarjoman.eval.postediting import Group, measure
from tarjoman.review import Category, Error, Review, Severity, State

MACHINE = "It rained in Tehran on Saturday ."
FINAL = "It rained in Tehran on Sunday ."
MON, TUE = "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"


def bitext() -> Bitext:
    """Five pairs: edited, accepted, flagged, one with an error only, and one that nobody saw."""
    made = make_bitext(*[(f"باران بارید {n} .\n", MACHINE) for n in range(5)])
    edited, accepted, flagged, marked, unseen = made.pairs
    errors = (Error(Category.NUMBER, Severity.MAJOR), Error(Category.STYLE, Severity.MINOR))
    pairs = (
        replace(
            edited,
            targets=(FINAL,),
            origin=Origin.REVIEWED,
            flags=(Flag.UNSURE, Flag.NUMBERS),
            confidence=0.25,
            review=Review(State.EDITED, MACHINE, "", errors[:1], "Sara", TUE),
        ),
        replace(accepted, confidence=1.0, review=Review(State.ACCEPTED, MACHINE, reviewer="Reza", time=MON)),
        replace(flagged, flags=(Flag.UNSURE,), confidence=0.29, review=Review(State.FLAGGED, MACHINE)),
        replace(marked, review=Review(State.UNTOUCHED, MACHINE, "", errors[1:])),
        replace(unseen, flags=(Flag.LOOP,), review=Review()),
    )
    return replace(made, pairs=pairs)


def counts(group: Group) -> tuple[int, int, int, int]:
    return group.sentences, group.accepted, group.edited, group.flagged


def test_only_what_was_reviewed_counts() -> None:
    found = measure([bitext()])
    assert found.sentences == 5 and counts(found.reviewed) == (4, 1, 1, 1)
    assert dict(found.states) == {State.UNTOUCHED: 2, State.ACCEPTED: 1, State.EDITED: 1, State.FLAGGED: 1}
    assert {name: counts(group) for name, group in found.flags.items()} == {
        "unflagged": (2, 1, 0, 0),
        "numbers": (1, 0, 1, 0),
        "unsure": (2, 0, 1, 1),
    }
    assert {name: counts(group) for name, group in found.confidence.items()} == {
        "0.2–0.3": (2, 0, 1, 1),
        "0.9–1.0": (1, 1, 0, 0),
        "not known": (1, 0, 0, 0),
    }
    assert set(found.documents) == {"doc"} and set(found.models) == {"m@1"}
    assert (found.reviewers, found.first, found.last) == (("Reza", "Sara"), MON, TUE)


def test_distances_are_sacrebleus() -> None:
    """One word of the seven of each text was changed."""
    ter, chrf = measure([bitext()]).reviewed.scores
    assert ter.value == pytest.approx(TER().corpus_score([MACHINE, MACHINE], [[FINAL, MACHINE]]).score)
    assert ter.value == pytest.approx(100 / 14) and ter.name == "TER" and chrf.name == "chrF"
    expected = CHRF().corpus_score([MACHINE, MACHINE], [[FINAL, MACHINE]])
    assert chrf.value == pytest.approx(expected.score) and 80 < chrf.value < 100
    metrics = TER(), CHRF()
    metrics[0].corpus_score(["a"], [["a"]]), metrics[1].corpus_score(["a"], [["a"]])
    assert [ter.signature, chrf.signature] == [str(metric.get_signature()) for metric in metrics]
    assert measure([bitext()]).flags["numbers"].scores[0].value == pytest.approx(100 / 7)


def test_scores_of_many_are_those_of_a_corpus() -> None:
    """Also where a text is empty, or longer than what it is compared with."""
    texts = [("", "It rained."), ("It rained .", "It rained ."), ("a b c d", "d a b"), ("Rain", "rain"), ("x y", "z")]
    made = make_bitext(*[(f"باران {n}\n", target) for n, (_, target) in enumerate(texts)])
    pairs = [
        replace(pair, review=Review(State.EDITED, machine))
        for pair, (machine, _) in zip(made.pairs, texts, strict=True)
    ]
    found = measure([replace(made, pairs=tuple(pairs))]).reviewed.scores
    machines, finals = zip(*texts, strict=True)
    for score, metric in zip(found, (TER(), CHRF()), strict=True):
        assert score.value == pytest.approx(metric.corpus_score(list(machines), [list(finals)]).score)
        assert score.signature == str(metric.get_signature())


def test_penalties_of_errors() -> None:
    found = measure([bitext()])
    assert dict(found.errors) == {
        (Category.NUMBER, Severity.MAJOR): 1,
        (Category.STYLE, Severity.MINOR): 1,
    }
    assert found.penalty == 6 and found.words == 12 and found.per_100_words == pytest.approx(50)


def test_where_nobody_saw_anything() -> None:
    found = measure([make_bitext(("یک", "One."))])
    assert found.reviewed == Group(0, 0, 0, 0, ()) and found.reviewed.interval == (0, 1) and found.reviewed.share == 0
    assert found.per_100_words == 0 and found.documents == {} and found.first == ""


@pytest.mark.parametrize(
    ("edited", "accepted", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 5, 0.2366, 0.7634), (10, 0, 0.7225, 1.0), (1, 0, 0.2065, 1.0)],  # Wilson (1927)
)
def test_the_interval_of_few(edited: int, accepted: int, low: float, high: float) -> None:
    found = Group(edited + accepted, accepted, edited, 0, ()).interval
    assert found == pytest.approx((low, high), abs=1e-4)
