from evaluating import report
from tarjoman.eval.insight.ngrams import Ngram, habits


def test_what_is_said_too_often_and_too_seldom() -> None:
    outputs = ["In order to win, he came.", "In order to go, he left.", "He said it."]
    references = ["To win, he came.", "To go, he left.", "He told it, he told it."]
    over, under = habits(outputs, references)
    assert over[0] == Ngram("In", 2, 0) or over[0].text in ("In order", "In order to", "order", "order to")
    assert Ngram("he told it", 0, 2) in under or Ngram("told", 0, 2) in under
    assert all(n.output > n.reference for n in over) and all(n.output < n.reference for n in under)


def test_none_is_in_another() -> None:
    for side in (report().systems[1].over, report().systems[1].under):
        shown = [f" {ngram.text} " for ngram in side]
        assert not [a for a in shown for b in shown if a != b and a in b]


def test_nothing_to_tell() -> None:
    assert habits(["He left."], ["He left."]) == ((), ())
    assert habits([""], [""]) == ((), ())
