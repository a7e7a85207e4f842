import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitexts import full
from builders import make_bitext
from tarjoman.align.formats import jsonl
from tarjoman.align.formats.rows import bitexts, reviewed, rows
from tarjoman.bitext import Bitext, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError
from tarjoman.review import Review, State
from tarjoman.translate.reader import paragraphs
from tarjoman.translate.splitting import split


def test_rows_come_back_as_what_they_were() -> None:
    assert list(bitexts(json.loads(json.dumps([*rows(full()), *rows(make_bitext(("یک", "One.")))])))) == [
        full(),
        replace(make_bitext(("یک", "One.")), provenance=replace(make_bitext(("یک", "One.")).provenance, created="")),
    ]


def test_a_file_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(jsonl.render([full()]), encoding="utf-8")
    assert list(jsonl.decode(path)) == [full()]


def test_a_pair_over_the_end_of_a_paragraph() -> None:
    document = Document("d", ("یک\n", "دو"))
    segments = (Segment("d", 0, 0, "یک\n", Span(0, 3)), Segment("d", 1, 1, "دو", Span(0, 2)))
    bitext = Bitext(document, (Pair(segments, ("Both.",)),), Provenance("", "", ""))
    assert list(bitexts(rows(bitext))) == [bitext]


@given(
    st.lists(st.sampled_from(["خبر اول. خبر دوم! ", "«یک. دو.» گفت.\n", "\n\n", " ", "x\u200c", "سه؟ "]), max_size=8)
)
def test_real_texts(parts: list[str]) -> None:
    document = Document("d", paragraphs("".join(parts)))
    pairs, index = [], 0
    for number, paragraph in enumerate(document.paragraphs):
        for span in split(paragraph):
            pairs.append(Pair((Segment("d", number, index, paragraph[span.start : span.end], span),), ("x",)))
            index += 1
    bitext = Bitext(document, tuple(pairs), Provenance("", "", ""))
    assert list(bitexts(rows(bitext))) == [bitext] * bool(pairs)


def test_what_a_format_cannot_hold() -> None:
    """Only the least: every row a paragraph; in one, segments are apart by a space."""
    least = [{"document": "d", "source": "یک", "target": " One. "}, {"document": "d", "source": "دو", "target": ""}]
    (bitext,) = bitexts(least)
    assert bitext.document.paragraphs == ("یک\n", "دو") and bitext.pairs[0].targets == ("One.",)
    assert bitext.pairs[1].targets == ()
    (bitext,) = bitexts([row | {"paragraph": 7} for row in least])
    assert bitext.document.paragraphs == ("یک دو",)
    first, second = bitexts([least[0], least[1] | {"document": "e"}])
    assert (first.document.id, first.document.text, second.document.text) == ("d", "یک", "دو")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda row: row | {"source_spans": [[0, 2]]}, "do not give the source back"),
        (lambda row: row | {"flags": ["odd"]}, "'odd' is not a valid Flag"),
        (lambda row: row | {"review": {"state": "odd"}}, "'odd' is not a valid State"),
        (lambda row: row | {"links": [[0, 9]]}, "a link joins words beyond"),
        (lambda row: row | {"names": [{"source": [0, 99]}]}, "target"),
        (lambda row: row | {"target": 1}, "subscriptable"),
    ],
)
def test_what_cannot_be(tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]], problem: str) -> None:
    row = change(rows(full())[0])
    with pytest.raises(ValueError, match=f"pair 0 of a/b: .*{problem}"):
        list(bitexts([row]))
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(InputError, match=r"a.jsonl"):
        list(jsonl.decode(path))


@pytest.mark.parametrize(
    ("target", "said", "review"),
    [
        ("One.", {}, None),
        ("One.", {"state": "untouched", "comment": "", "reviewer": "Sara"}, None),
        ("One.", {"comment": "?"}, Review(State.UNTOUCHED, "One.", "?")),
        ("One.", {"state": "accepted"}, Review(State.ACCEPTED, "One.")),
        (" One.\n", {"state": "edited"}, Review(State.ACCEPTED, "One.")),
        ("Won.", {}, Review(State.EDITED, "One.")),
        ("Won.", {"state": "flagged", "reviewer": "Sara"}, Review(State.EDITED, "One.", reviewer="Sara")),
    ],
)
def test_what_a_person_did(target: str, said: dict[str, str], review: Review | None) -> None:
    (bitext,) = bitexts([reviewed({"document": "d", "source": "یک", "target": target}, "One.", **said)])
    edited = review is not None and review.state is State.EDITED
    assert bitext.pairs[0].review == review
    assert bitext.pairs[0].origin is (Origin.REVIEWED if edited else Origin.MACHINE)


def test_a_state_that_is_none() -> None:
    with pytest.raises(ValueError, match="'done' is not a valid State"):
        reviewed({"document": "d", "source": "یک", "target": "One."}, "One.", state="done")


def test_what_differs_in_white_space_alone_is_what_it_was() -> None:
    row = reviewed({"document": "d", "source": "یک", "target": "One  of\u00a0two."}, "One of\u00a0two.")
    assert (row["target"], row["review"]) == ("One of\u00a0two.", None)


def test_an_addition_without_places() -> None:
    (bitext,) = bitexts(
        [{"document": "d", "source": "", "target": "More."}, {"document": "d", "source": "یک", "target": ""}]
    )
    assert [pair.target for pair in bitext.pairs] == ["More.", ""] and bitext.document.paragraphs == ("یک",)


def test_a_row_that_says_nothing_is_no_pair() -> None:
    texts = [("یک", "One."), ("", ""), ("", "Added.")]
    some = [{"document": "a", "source": source, "target": target} for source, target in texts]
    (found,) = bitexts(some)
    assert [(pair.source, pair.target) for pair in found.pairs] == [("یک\n", "One."), ("", "Added.")]


def test_more_pairs_than_can_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarjoman.align.formats.rows.MOST", 2)
    row = {"document": "a", "source": "یک", "target": ""}
    assert len(next(bitexts([row] * 2)).pairs) == 2
    with pytest.raises(ValueError, match="a has more than 2 pairs"):
        list(bitexts(iter(lambda: row, None)))
