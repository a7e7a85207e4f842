import pytest

from builders import within
from evaluating import BAD, GOOD, REFERENCE, SOURCE, texts
from tarjoman.eval.counts import parting, uneven


@pytest.mark.parametrize("side", [GOOD, BAD])
@pytest.mark.parametrize("lost", [0, 3, 7, 11])
def test_where_a_line_was_lost(side: str, lost: int) -> None:
    outputs = texts(side)
    assert parting(outputs[:lost] + outputs[lost + 1 :], texts(REFERENCE)) == lost


def test_several_lines() -> None:
    outputs = texts(GOOD)
    assert parting(outputs[:3] + outputs[5:9] + outputs[10:], texts(REFERENCE)) == 3


@pytest.mark.parametrize(("short", "long"), [(["a"], ["a"]), (["a"] * 3, ["a"]), (["a"], ["a"] * 50)])
def test_where_it_is_not_looked_for(short: list[str], long: list[str]) -> None:
    assert parting(short, long) is None


def test_what_is_told() -> None:
    outputs = texts(GOOD)
    error = str(uneven([("hyp.en", outputs[:4] + outputs[5:]), ("ref.en", texts(REFERENCE)), ("src", texts(SOURCE))]))
    assert error.startswith("hyp.en: 11 lines or segments, but ref.en has 12, src has 12.")
    assert " It seems to lack what is line 5 of ref.en. Put it in, an empty line if there is nothing to say:\n" in error
    shown = [line for line in error.splitlines() if line.startswith("  ")]
    assert [line.split()[0] for line in shown] == ["4", "5", "6", "7"] and '"This plan' in shown[1]


@pytest.mark.parametrize("more", [[], [("src", texts(SOURCE))]])
def test_a_line_too_many_is_not_put_into_the_reference(more: list[tuple[str, list[str]]]) -> None:
    outputs = texts(GOOD)
    outputs.insert(4, "The weather will be fine tomorrow in the south.")
    error = str(uneven([("hyp.en", outputs), ("ref.en", texts(REFERENCE)), *more]))
    assert error.startswith("hyp.en: 13 lines or segments, but ref.en has 12")
    assert "Its line 5 seems to be too many. Take it out, or see why ref.en lacks it:\n" in error


def test_a_reference_that_is_short_beside_others() -> None:
    error = str(uneven([("hyp.en", texts(GOOD)), ("ref.en", texts(REFERENCE)[1:]), ("src", texts(SOURCE))]))
    assert error.startswith("ref.en: 11 lines") and "lack what is line 1 of hyp.en" in error


def test_of_empty_sides_too() -> None:
    assert "0 lines or segments, but r has 60" in str(uneven([("h", []), ("r", ["x"] * 60)]))


def test_time_is_linear() -> None:
    long = [f"line {n} of a text that has many words" for n in range(4000)]
    with within(20):
        assert parting(long[:2000] + long[2001:], long) == 2000
