import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluating import BAD, GOOD, REFERENCE, SOURCE, make_material, report, texts
from tarjoman.eval.insight.diff import Piece, diff
from tarjoman.eval.insight.sentences import duel, extremes
from tarjoman.eval.insight.spread import histogram, scatter


@pytest.mark.parametrize(
    ("output", "reference", "pieces"),
    [
        ("He left.", "He left.", [("He left.", "same")]),
        ("", "He left.", [("He left.", "missing")]),
        ("He left.", "", [("He left.", "added")]),
        ("", "", []),
        ("He has left.", "He had left.", [("He ", "same"), ("had", "missing"), ("has", "added"), (" left.", "same")]),
    ],
)
def test_diff(output: str, reference: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.text, piece.kind) for piece in diff(output, reference)] == pieces


WORDS = st.lists(st.sampled_from(["the", "minister", " ", ",", "تهران", "\u200c", "12"]), max_size=12).map("".join)


@given(WORDS, WORDS)
def test_both_texts_are_in_the_diff(output: str, reference: str) -> None:
    def joined(pieces: tuple[Piece, ...], other: str) -> str:
        return "".join(piece.text for piece in pieces if piece.kind in ("same", other))

    pieces = diff(output, reference)
    assert (joined(pieces, "added"), joined(pieces, "missing")) == (output, reference)


MATERIAL = make_material(texts(GOOD), texts(BAD), references=[texts(REFERENCE)], sources=texts(SOURCE))


def test_best_and_worst_share_no_sentence() -> None:
    scores = np.arange(12, dtype=np.float64)
    best, worst = extremes(MATERIAL, 0, scores)
    assert [one.place for one in best] == ["12", "11", "10", "9", "8", "7"]
    assert [one.place for one in worst] == ["1", "2", "3", "4", "5", "6"]
    assert best[0].source == texts(SOURCE)[11] and best[0].attempts[0].text == texts(GOOD)[11]
    single = make_material(["a"], references=[["a"]])
    best, worst = extremes(single, 0, np.array([100.0]))
    assert (len(best), len(worst), worst[0].source) == (0, 1, "")


def test_where_one_beats_the_other() -> None:
    scores = [np.array([5.0] * 10 + [9, 1]), np.array([5.0] * 9 + [4, 2, 8])]
    first, second = duel(MATERIAL, 0, 1, scores), duel(MATERIAL, 1, 0, scores)
    assert (first.better, first.worse, [one.place for one in first.sentences]) == ("A", "B", ["11", "10"])
    assert [one.place for one in second.sentences] == ["12"]
    assert [attempt.system for attempt in second.sentences[0].attempts] == ["B", "A"]


def test_the_fixture() -> None:
    good, bad = report().systems
    assert good.best[0].attempts[0].score == pytest.approx(100)
    assert bad.worst[0].attempts[0].score < 30
    assert not report().duels[1].sentences or report().duels[1].better == "bad"


def test_spread() -> None:
    assert histogram(np.array([0.0, 4.9, 5, 99, 100])) == (2, 1, *[0] * 16, 0, 2)
    found = scatter("A", "B", np.array([0.0, 50, 50, 100]), np.array([100.0, 51, 51, 0]))
    assert found.cells == ((0, 39, 1), (20, 20, 2), (39, 0, 1)) and found.size == 40
