import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.document import Span
from tarjoman.translate.normalization.edits import Change, Edit, Normalized, applied


@st.composite
def changes(draw: st.DrawFn, text: str) -> list[Change]:
    found: list[Change] = []
    at = 0
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        if found and found[-1][:2] == (start, end) and start == end:
            continue  # two insertions at one place
        found.append((start, end, draw(st.text("xyz ", max_size=3))))
        at = end
    return found


def rewritten(text: str, *steps: list[Change]) -> Normalized:
    result = Normalized(text)
    for step, rule in zip(steps, "pqr", strict=False):
        result = result.then(step, rule)
    return result


@pytest.mark.parametrize(
    ("steps", "edits", "text"),
    [
        ([[]], [], "abcdef"),
        ([[(1, 2, "X")]], [(1, 2, "X", "p")], "aXcdef"),
        ([[(1, 2, "X")], [(1, 2, "Y")]], [(1, 2, "Y", "p+q")], "aYcdef"),
        ([[(1, 2, "X")], [(2, 3, "Y")]], [(1, 2, "X", "p"), (2, 3, "Y", "q")], "aXYdef"),
        ([[(1, 3, "")], [(0, 2, "Z")]], [(0, 4, "Z", "p+q")], "Zef"),
        ([[(1, 3, "")], [(1, 1, "Z")]], [(1, 3, "Z", "p+q")], "aZdef"),
        ([[(1, 1, "X")], [(2, 2, "Y")]], [(1, 1, "XY", "p+q")], "aXYbcdef"),
        ([[(1, 1, "X")], [(2, 3, "Y")]], [(1, 1, "X", "p"), (1, 2, "Y", "q")], "aXYcdef"),
        ([[(1, 2, "XXX")], [(2, 2, "Y")]], [(1, 2, "XYXX", "p+q")], "aXYXXcdef"),
        ([[(1, 2, "X")], [(1, 2, "b")]], [], "abcdef"),  # back to what it was
        ([[(1, 2, "X")], [(4, 5, "Y")], [(0, 6, "")]], [(0, 6, "", "p+q+r")], ""),
    ],
)
def test_one_log_of_several_rules(steps: list[list[Change]], edits: list[tuple[int, int, str, str]], text: str) -> None:
    result = rewritten("abcdef", *steps)
    assert [(*e.span, e.text, e.rule) for e in result.edits] == edits and result.text == text


@given(st.data(), st.text("abcdef", max_size=12))
def test_composition(data: st.DataObject, raw: str) -> None:
    text, parts, whole = raw, [], Normalized(raw)
    for rule in "pqr":
        step = data.draw(changes(text))
        parts.append(Normalized(text, tuple(Edit(Span(start, end), new, rule) for start, end, new in step)))
        whole, text = whole.then(step, rule), applied(text, step)
        assert whole.text == text
    a, b, c = parts
    assert ((a + b) + c).text == (a + (b + c)).text == text
    for earlier, later in zip(whole.edits, whole.edits[1:], strict=False):
        assert earlier.span.end <= later.span.start and earlier.span < later.span


@given(st.data(), st.text("abcdef", max_size=12))
def test_spans_go_both_ways(data: st.DataObject, raw: str) -> None:
    result = rewritten(raw, data.draw(changes(raw)))
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    after = result.to_text(Span(start, end))
    assert 0 <= after.start <= after.end <= len(result.text)
    back = result.to_raw(after)
    near = [e for e in result.edits if e.span.start <= end and start <= e.span.end]
    if start < end and not near:  # what no edit names is the same in both
        assert result.text[after.start : after.end] == raw[start:end] and back == (start, end)
    if start < end and all(e.text for e in near):  # what an edit made comes from all that it replaced
        assert back.start <= start and end <= back.end


@pytest.mark.parametrize(
    ("span", "raw"),
    [
        ((0, 1), (0, 1)),
        ((0, 2), (0, 3)),  # around what was deleted
        ((1, 2), (2, 3)),  # behind it
        ((1, 1), (1, 2)),
        ((2, 4), (3, 4)),
        ((3, 4), (4, 4)),  # what was inserted came from nothing
        ((3, 6), (4, 5)),
        ((0, 6), (0, 5)),
    ],
)
def test_to_raw(span: tuple[int, int], raw: tuple[int, int]) -> None:
    result = Normalized("abcdef", (Edit(Span(1, 2), "", "p"), Edit(Span(4, 4), "--", "p")))
    assert result.text == "acd--ef" and result.to_raw(Span(*span)) == raw
    assert Normalized("abcdef").to_raw(Span(*span)) == span


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(2, 3), "x", "p"), Edit(Span(1, 2), "x", "p")],
        [Edit(Span(1, 3), "x", "p"), Edit(Span(2, 4), "x", "p")],
        [Edit(Span(2, 1), "x", "p")],
        [Edit(Span(1, 9), "x", "p")],
    ],
)
def test_edits_that_cannot_be(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="an edit at"):
        Normalized("abcd", tuple(edits))


def test_only_what_follows_can_be_added() -> None:
    with pytest.raises(ValueError, match="does not begin with the text"):
        Normalized("ab") + Normalized("cd")
