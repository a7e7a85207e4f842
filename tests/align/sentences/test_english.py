import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import within
from tarjoman.align.sentences.english import split

# | where a sentence begins
CASES = """
He left. |She stayed! |Did they? |Yes.
Mr. Smith met Dr. J. R. Jones of St. Louis. |They spoke.
The U.S. Senate voted. |It was 5 p.m. in Washington.
He lives in the U.S. |The house is old.
At 5 p.m. Monday it closed. |At 5 p.m. |They left.
Apple Inc. said so. |Apple Inc. |It said so.
See No. 5 and Fig. 3, pp. 4-6. |Then go on.
On Nov. 9 they met. |It ended in Nov. |Then came winter.
It rose 3.5 percent to $1.2 billion. |Prices fell.
“This is it.” |He said: "No. |We wait." |They did.
"Why?" he asked. |"Because!" she said.
He paused... and went on. |He paused... |Then he left.
It ended.[12] |Then it began.
1. Introduction |
(The end.) |The beginning.
what is this. not a sentence
The case ended.The court said so. |They left.
Tolkien wrote it. |George W. Bush read it.
Sentence one.Sentence two. |Here Prof.Smith left Booking.Com early.
Use Node.js or visit bbc.co.uk today. |Do it.
The vote - 5 to 4 - passed. |2020 was hard.
Plan B. |The other one.
"""


@pytest.mark.parametrize("case", [line.removesuffix("|").rstrip() for line in CASES.strip().splitlines()])
def test_sentences(case: str) -> None:
    text = case.replace("|", "")
    wanted = [part.strip() for part in case.split("|")]
    if "one.Sentence" in case:
        wanted = ["Sentence one.", "Sentence two.", "Here Prof.Smith left Booking.Com early."]
    if "ended.The" in case:
        wanted = ["The case ended.", "The court said so.", "They left."]
    assert [text[a:b].strip() for a, b in split(text)] == wanted


@given(st.text(alphabet="aB .!?\"'”)(\n1U.S", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    spans = split(text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans) and [s.end for s in spans][:-1] == [s.start for s in spans][1:]


def test_long_texts_take_no_longer_a_word() -> None:
    odd = ("a" * 100_000 + "." * 100_000, "." * 100_000 + " ", ". " * 50_000, '"' * 100_000, ".'" * 50_000)
    with within(20):
        assert len(split("He left the U.S. today. " * 20_000)) == 20_000
        assert all(split(text)[-1].end == len(text) for text in odd)
