"""NAME.review.json, and how a file's format is told."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_bitext
from tarjoman.align.formats import FORMATS, jsonl, reviews
from tarjoman.align.formats.recognition import by_name, readable
from tarjoman.align.formats.reviews import Renamed
from tarjoman.bitext import Bitext, Name, NameStatus, Origin
from tarjoman.document import Span
from tarjoman.errors import InputError
from tarjoman.review import Category, Error, Review, Severity, State

ERROR = Error(Category.NUMBER, Severity.CRITICAL, "x")
RENAMED = Renamed("پوتین", "Putin", "Poutine")


def bitext() -> Bitext:
    """Two sentences, the first with a name in each language."""
    made = make_bitext(("پوتین آمد.\n", "Poutine came."), ("باران\u200cها بارید.", "It rained."))
    name = Name(Span(0, 5), Span(0, 7), "Putin", NameStatus.UNKNOWN)
    first, second = made.pairs
    pairs = (replace(first, names=(name,), links=((0, 0),)), second)
    return replace(made, pairs=pairs, provenance=replace(made.provenance, created=""))


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "a.review.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def edited(target: str, **said: Any) -> dict[str, Any]:
    """A file as a page writes it where only the target of a row was changed, and its review."""
    content: dict[str, Any] = json.loads(reviews.render([bitext()]))
    content["rows"][0] |= {"target": target, "review": {"machine": "Poutine came."} | said}
    return content


reviews_of_persons = st.builds(
    Review,
    st.sampled_from([State.ACCEPTED, State.FLAGGED]),
    st.just("It rained."),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.lists(st.just(ERROR), max_size=2).map(tuple),
    st.sampled_from(["", "سارا"]),
    st.sampled_from(["", "2026-01-02T03:04:05Z"]),
)


@given(reviews_of_persons)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, review: Review) -> None:
    first, second = bitext().pairs
    whole = replace(bitext(), pairs=(first, replace(second, review=review)))
    path = tmp_path_factory.mktemp("r") / "a.review.json.gz"
    path.write_bytes(gzip.compress(reviews.render([whole], [RENAMED]).encode()))
    assert list(reviews.decode(path)) == [whole] and reviews.names(path) == [RENAMED]


def test_the_same_comes_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    content = reviews.render([bitext(), replace(make_bitext(("سلام", "Hello.")))], [RENAMED])
    assert reviews.render([bitext(), replace(make_bitext(("سلام", "Hello.")))], [RENAMED]) == content
    assert json.loads(content)["exported"] == "1970-01-01T00:00:00Z" and reviews.is_ours(content.encode()[:4096])


def test_an_edit_changes_what_depends_on_it(tmp_path: Path) -> None:
    """The page gives spans of the text before: nothing of the new one may be lost by them."""
    said = {"state": "accepted", "reviewer": " Sara\n", "time": "2026-01-02T04:04:05.678+01:00"}
    (found,) = reviews.decode(written(tmp_path, edited("At noon, Putin came\n home.", **said)))
    pair = found.pairs[0]
    assert pair.targets == ("At noon, Putin came home.",) and pair.origin is Origin.REVIEWED and pair.links == ()
    assert pair.names == (Name(Span(0, 5), Span(9, 14), "Putin", NameStatus.UNKNOWN),)
    assert pair.review == Review(State.EDITED, "Poutine came.", "", (), "Sara", "2026-01-02T03:04:05Z")
    assert found.pairs[1] == bitext().pairs[1]


@pytest.mark.parametrize(
    ("target", "spans", "machine", "targets"),
    [
        ("A  man. Two.", [[0, 7], [8, 12]], "A man. Two.", ("A  man.", "Two.")),  # nothing changed
        ("A man. Two.", [[0, 6], [7, 11]], "Man. Two.", ("A man.", "Two.")),  # spans of the edited text
        ("A woman. Two.", [[0, 6], [7, 11]], "A man. Two.", ("A woman. Two.",)),  # of the text before
        ("A man.\nTwo.", [[0, 5]], "A man. Two.", ("A man. Two.",)),
        ("A man.", [[0, 99]], "Man.", ("A man.",)),
    ],
)
def test_no_text_is_lost_by_spans_of_another_one(
    tmp_path: Path, target: str, spans: list[list[int]], machine: str, targets: tuple[str, ...]
) -> None:
    content = edited(target, state="accepted", machine=machine)
    content["rows"][0] |= {"target_spans": spans, "names": [], "links": []}
    (found,) = reviews.decode(written(tmp_path, content))
    assert found.pairs[0].targets == targets


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda f: {}, "is no review file"),
        (lambda f: [], "is no review file"),
        (lambda f: "{", "is no JSON that can be read"),
        (lambda f: "[" * 100_000, "is no JSON that can be read"),
        (lambda f: json.dumps(f).replace("-0.5", "NaN"), "NaN is no number"),
        (lambda f: json.dumps(f).replace("-0.5", "9" * 5000), "is no JSON that can be read"),
        (lambda f: json.dumps(f).replace("-0.5", "1e999"), "row 1.score must be a number"),
        (lambda f: f | {"version": 2}, "is not of version 1"),
        (lambda f: f | {"rows": {}}, "the file.rows must be a list"),
        (lambda f: {k: v for k, v in f.items() if k != "rows"}, "the file.rows is missing"),
        (lambda f: f | {"rows": [1]}, "row 1 must be an object"),
        (lambda f: f | {"rows": [f["rows"][1]]}, "row 1 is pair 1 of its document, where 0 must stand"),
        (lambda f: row(f, target=1), "row 1.target must be a string"),
        (lambda f: row(f, document=None), "row 1.document must be a string"),
        (lambda f: f | {"rows": [f["rows"][0] | {"document": ""}]}, "document '': the id"),
        (lambda f: row(f, source="\ud800"), "row 1.source must be a string"),
        (lambda f: row(f, target_spans=[[0]]), "row 1.target_spans[0] must be two integers"),
        (lambda f: row(f, target_spans=[[0, 3]]), "do not give the target back"),
        (lambda f: row(f, flags=["odd"]), "row 1.flags[0] must be one of copied"),
        (lambda f: row(f, meta={"a": 1}), "row 1.meta must be an object of strings"),
        (lambda f: row(f, confidence=2), "row 1.confidence must be from 0 to 1"),
        (lambda f: row(f, links=[[1, "a"]]), "row 1.links[0][1] must be an integer from 0"),
        (lambda f: row(f, names=[{}]), "row 1.names[0].source is missing"),
        (lambda f: row(f, review=1), "row 1.review must be an object"),
        (lambda f: row(f, review={"state": "done"}), "row 1.review.state must be one of untouched"),
        (lambda f: row(f, review={"comment": []}), "row 1.review.comment must be a string"),
        (lambda f: row(f, review={"comment": "x", "time": "soon\n"}), r"row 1.review.time is no time (soon\n)"),
        (lambda f: row(f, review={"errors": [{"category": "name"}]}), "row 1.review.errors[0].severity is missing"),
        (lambda f: f | {"names": [{"fa": "پوتین"}]}, "name 1.en is missing"),
    ],
)
def test_what_cannot_be(tmp_path: Path, change: Callable[[dict[str, Any]], object], problem: str) -> None:
    path = written(tmp_path, change(edited("Putin came.")))
    with pytest.raises(InputError) as error:
        print(list(reviews.decode(path)), reviews.names(path))
    assert problem in str(error.value) and "a.review.json" in str(error.value)


def row(content: dict[str, Any], **changes: object) -> dict[str, Any]:
    """A file whose first row is other, and has no review unless that is given."""
    first, *others = content["rows"]
    return content | {"rows": [first | {"review": None} | changes, *others]}


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviews, "LARGEST", 100)
    path = tmp_path / "a.review.json.gz"
    path.write_bytes(gzip.compress(b" " * 1_000_000))
    with pytest.raises(InputError, match="more than 100 bytes"):
        list(reviews.decode(path))


def test_what_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    path.write_bytes(b'{"\xff')
    with pytest.raises(InputError, match=r"is not UTF-8 \(its byte 3\)"):
        list(reviews.decode(path))


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.review.json", "review"),
        ("A.REVIEW.JSON", "review"),
        ("a.b.jsonl", "jsonl"),
        ("a.en.txt", "txt"),
        ("a.html", "html"),
        ("a.json", None),
        ("jsonl", None),
    ],
)
def test_the_format_of_a_name(name: str, format: str | None) -> None:
    assert (by_name(Path(name)) or (None,))[0] == format


@pytest.mark.parametrize("format", ["jsonl", "review"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_was_renamed_is_known_by_how_it_begins(tmp_path: Path, format: str, packed: bool) -> None:
    content = FORMATS[format].encode([bitext()])
    path = tmp_path / ("a (1).download" + ".gz" * packed)
    path.write_bytes(gzip.compress(content) if packed else content)
    assert readable(path) == format


def test_a_file_that_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(InputError, match="is no bitext that is known"):
        readable(tmp_path / "a")


def test_a_target_in_json_lines_that_its_spans_would_cut(tmp_path: Path) -> None:
    content = jsonl.render([bitext()]).replace("It rained.", "It rained in Tehran.")
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="`target_spans` do not give the target back"):
        list(jsonl.decode(tmp_path / "a.jsonl"))
