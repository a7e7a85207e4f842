"""Rows and objects as documents: the text, the title, the id, and what else they say."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import read_all, read_one
from tarjoman.document import Document
from tarjoman.errors import UsageError
from tarjoman.translate.readers.records import Roles


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_a_record_is_a_document() -> None:
    row = {
        "id": "85/1",
        "title": "تیتر",
        "text": "بند یک.\n\nبند دو.",
        "source": "ایسنا",
        "date": "2026-03-02",
        "views": 7,
    }
    document = read_one("jsonl", jsonl(row))
    assert document.id == "f/85-1" and document.title == "تیتر"
    assert document.paragraphs == ("تیتر\n", "بند یک.\n\n", "بند دو.\n")
    assert document.meta == {"id": "85/1", "agency": "ایسنا", "date": "2026-03-02", "views": "7"}


@pytest.mark.parametrize("name", ["text", "Text", "BODY", "article_text", "Article-Text", "متن", "متن\u200cخبر"])
def test_usual_names_of_the_text(name: str) -> None:
    assert read_one("jsonl", jsonl({name: "سلام"})).text == "سلام\n"


def test_a_text_that_begins_with_its_title_has_it_once() -> None:
    document = read_one("jsonl", jsonl({"title": "تیتر  خبر", "text": "تیتر خبر\nمتن"}))
    assert document.paragraphs == ("تیتر خبر\n", "متن\n") and document.title == "تیتر خبر"


def test_fields_that_are_named() -> None:
    row = {"text": "دیگر", "b": "متن", "h": "تیتر"}
    document = read_one("jsonl", jsonl(row), fields=("text=b", "title=h"))
    assert document.text == "تیتر\nمتن\n" and document.meta == {"text": "دیگر"}


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"text": "", "body": "متن"}, "متن"),
        ({"text": None, "body": " ", "content": "متن"}, "متن"),
        ({"Text": "\u3000", "text": "متن", "body": "دیگر"}, "متن"),
        ({"text": "متن", "body": ["بدنه", 7]}, "متن"),
        ({"text": [], "متن": "متن"}, "متن"),
        ({"title": "", "headline": "تیتر", "text": "متن"}, "تیتر\nمتن"),
        ({"title": None, "text": "متن"}, "متن"),
        ({"title": 1984, "text": "متن"}, "1984\nمتن"),
    ],
)
def test_of_several_fields_the_first_that_says_something(row: dict[str, object], text: str) -> None:
    assert read_one("jsonl", jsonl(row)).text == text + "\n"
    if all(isinstance(value, str) for value in row.values()):
        rows = io.StringIO()
        csv.writer(rows).writerows([row.keys(), row.values()])
        assert read_one("csv", rows.getvalue()).text == text + "\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": ["یک", None]}, "its field 'text' is a list of other things than strings, no text. Give a string"),
        ({"text": [["یک"]], "body": "متن"}, "its field 'text' is a list of other things than strings"),
        ({"text": {"fa": "متن"}, "body": "متن"}, "its field 'text' is an object"),
        ({"text": 5, "body": "متن"}, "its field 'text' is a number"),
        ({"text": True}, "its field 'text' is true or false"),
        ({"text": "", "body": 7}, "its field 'body' is a number"),
        ({"text": "متن", "title": {"fa": "تیتر"}}, "its field 'title' is an object"),
        ({"text": "", "body": None}, "no text in it"),
    ],
)
def test_a_text_of_another_kind_is_told_and_no_other_field_takes_its_place(
    row: dict[str, object], message: str
) -> None:
    (found,) = read_all("jsonl", jsonl(row))
    assert isinstance(found, str) and found.startswith("f, line 1: ") and message in found


@pytest.mark.parametrize("format", ["csv", "jsonl"])
@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (("id=typo",), "'typo' for id, but 'text', 'code'. Give --field ROLE=NAME with one of these"),
        (("text=code", "title=a", "id=b"), "'a' for title, 'b' for id, but 'text', 'code'"),
    ],
)
def test_fields_that_are_named_and_not_there(format: str, fields: tuple[str, ...], message: str) -> None:
    raw = jsonl({"text": "متن", "code": "7"}) * 3 if format == "jsonl" else "text,code\nمتن,7\nمتن,8\n"
    (found,) = read_all(format, raw, fields=fields)
    assert isinstance(found, str) and message in found


def test_a_field_that_is_named_may_be_missing_later() -> None:
    found = read_all("jsonl", "bad\n" + jsonl({"text": "متن", "code": "7"}, {"text": "متن"}), fields=("id=code",))
    assert [document.id for document in found if isinstance(document, Document)] == ["f/7", "f/3"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (["text=a", "text=b"], "--field: several fields for text. Give ROLE=NAME"),
        (["text=a", "title=a"], "--field: 'a' for several roles"),
        (["x=a", "text=a", "text=a"], "'x=a' is none; several fields for text; 'a' for several roles"),
    ],
)
def test_fields_that_are_named_twice_are_refused(settings: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Roles.parse(settings)


def test_a_field_that_is_named_for_a_role_has_no_other() -> None:
    document = read_one("jsonl", jsonl({"content": "متن", "body": "تیتر"}), fields=("title=body",))
    assert document.text == "تیتر\nمتن\n" and document.title == "تیتر"


def test_fields_that_are_no_roles_are_refused_together() -> None:
    with pytest.raises(UsageError, match="'body', 'x=y', 'text=' is none. Give ROLE=NAME, where ROLE is one of text, "):
        Roles.parse(["body", "x=y", "text=", "title=t"])


def test_values_that_are_no_metadata() -> None:
    document = read_one("jsonl", jsonl({"text": "متن", "none": None, "deep": {"a": 1}, "b": True, "": "x", "c": " "}))
    assert document.meta == {"b": "true"}
    assert read_one("jsonl", '{"text": "متن", "a": "1\\n\\u001b2\\ud800\\u200c"}').meta == {"a": "1 2 \u200c"}


def test_metadata_are_bounded() -> None:
    """What is cut says so; what every source may say comes before the rest."""
    row = {"k" * 200: "x" * 2000} | {f"f{n}": "v" for n in range(20_000)} | {"text": "متن", "date": "1404"}
    meta = read_one("jsonl", jsonl(row)).meta
    assert meta["k" * 79 + "…"] == "x" * 999 + "…"
    assert meta["date"] == "1404" and len(meta) == 51 and meta["…"] == "19,952 more"


@given(st.lists(st.text(alphabet=st.sampled_from("aA/ .-\u200cآ\0\n") | st.characters(), max_size=100), max_size=20))
def test_ids_are_unique_and_safe(wanted: list[str]) -> None:
    found = read_all("jsonl", "".join(json.dumps({"id": id, "text": "متن"}) + "\n" for id in wanted) or "\n")
    ids = [document.id for document in found if isinstance(document, Document)]
    assert len({id.casefold() for id in ids}) == len(ids) == len(wanted)
    for id in ids:
        folder, _, name = id.partition("/")
        assert folder == "f" and name and name == name.strip("-.") and len(name) <= 120
        assert all(c.isalnum() or c in "_.-" or c.isidentifier() or ("a" + c).isidentifier() for c in name)


def test_ids_stay_the_same() -> None:
    rows = jsonl(
        {"id": "a b", "text": "متن"}, {"id": "a-b", "text": "متن"}, {"text": "متن"}, {"id": "x" * 200, "text": "متن"}
    )
    ids = [document.id for document in read_all("jsonl", rows) if isinstance(document, Document)]
    assert ids == ["f/a-b", "f/a-b-2", "f/3", f"f/{'x' * 80}-aa20c23e"]


@pytest.mark.parametrize("letter", ["a", "م", "文", "\U00010330"])
def test_ids_are_short_enough_for_disks(letter: str) -> None:
    """In bytes, with what is put behind them."""
    rows = jsonl(*({"id": letter * 300, "text": "متن"} for _ in range(2)), {"id": letter * 301, "text": "متن"})
    found = [document.id for document in read_all("jsonl", rows) if isinstance(document, Document)]
    assert len(set(found)) == 3 and all(len(id.encode()) < 200 for id in found)
    assert found[0].startswith("f/" + letter * 40)


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_with_lines_records_are_sentences(format: str) -> None:
    rows = ["یک.", "", "سه\nو چهار.", "BBC"]
    if format == "jsonl":
        raw = jsonl(*({"text": row, "title": "تیتر"} for row in rows))
    else:
        raw = "text,title\n" + "".join(f'"{row}",تیتر\n' for row in rows)
    document = read_one(format, raw, lines=True)
    assert document.id == "f" and document.title is None
    assert document.text == "یک.\n\nسه و چهار.\nBBC\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('text\nیک\n""\nدو\n" "\nسه\n', "یک\n\nدو\n\nسه\n"),
        ("text\n\nیک\n\n\nدو\n\n", "\nیک\n\n\nدو\n\n"),
        ("id,text\n,\n1,یک\n , \n2,\n\n3,دو\n\n", "\nیک\n\n\nدو\n"),
        ("id,text\n1,یک\n1,2,3\n2,دو", "یک\n\nدو\n"),
    ],
)
def test_with_lines_as_many_come_out_as_a_table_has_rows(raw: str, text: str) -> None:
    (document,) = [one for one in read_all("csv", raw, lines=True) if isinstance(one, Document)]
    assert document.text == text


def test_with_lines_what_is_no_sentence_is_a_blank_line() -> None:
    error, document = read_all("jsonl", '{"text": "یک"}\nbad\n{"text": "سه"}\n', lines=True)
    assert isinstance(error, str) and error.startswith("f, line 2: not JSON")
    assert isinstance(document, Document) and document.text == "یک\n\nسه\n"
    (message,) = read_all("jsonl", jsonl({"text": "یک " * 40}, {"text": "دو " * 40}), lines=True, max_file=300)
    assert "its sentences are more than 300 bytes" in str(message)
