"""Rows and objects as documents: the text, the title, the id, and what else they say."""

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


def test_fields_that_are_no_roles_are_refused_together() -> None:
    with pytest.raises(UsageError, match="'body', 'x=y', 'text=' is none. Give ROLE=NAME, where ROLE is one of text, "):
        Roles.parse(["body", "x=y", "text=", "title=t"])


def test_values_that_are_no_metadata() -> None:
    document = read_one("jsonl", jsonl({"text": "متن", "long": "x" * 1001, "none": None, "deep": {"a": 1}, "b": True}))
    assert document.meta == {"b": "true"}
    assert read_one("jsonl", '{"text": "متن", "a": "1\\n\\u001b2\\ud800\\u200c"}').meta == {"a": "1 2 \u200c"}


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


def test_with_lines_what_is_no_sentence_is_a_blank_line() -> None:
    error, document = read_all("jsonl", '{"text": "یک"}\nbad\n{"text": "سه"}\n', lines=True)
    assert isinstance(error, str) and error.startswith("f, line 2: not JSON")
    assert isinstance(document, Document) and document.text == "یک\n\nسه\n"
    (message,) = read_all("jsonl", jsonl({"text": "یک " * 40}, {"text": "دو " * 40}), lines=True, max_file=300)
    assert "its sentences are more than 300 bytes" in str(message)
