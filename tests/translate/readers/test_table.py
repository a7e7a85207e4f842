import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import read_all, read_one
from tarjoman.document import Document

NAMES = "title,text,date\n"


def test_a_row_is_a_document() -> None:
    first, second = read_all("csv", NAMES + 'تیتر,"بند یک\r\nبند ""دو""",1404\n\n,متن,\n')
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.id, first.title, first.meta) == ("f/1", "تیتر", {"date": "1404"})
    assert first.paragraphs == ("تیتر\n", "بند یک\r\n", 'بند "دو"\n')
    assert (second.id, second.paragraphs, second.title) == ("f/2", ("متن\n",), None)


@pytest.mark.parametrize(("format", "mark"), [("csv", ","), ("csv", ";"), ("csv", "\t"), ("tsv", "\t")])
def test_separators(format: str, mark: str) -> None:
    document = read_one(format, f"\ufeffid{mark}متن\n7{mark}سلام، دنیا\n")
    assert (document.id, document.text) == ("f/7", "سلام، دنیا\n")


@pytest.mark.parametrize(
    "raw",
    [
        "id,text\r1,یک\r2,دو\r",
        "id,text\r\n1,یک\r\n2,دو\r\n",
        "\ufeffid,text\r1,یک\r\r2,دو",
        "sep=;\nid;text\n1;یک\n2;دو\n",
        '\ufeff"SEP=|"\r\nid|text\r\n1|یک\r\n2|دو\r\n',
        "sep=\t\rid\ttext\r1\tیک\r2\tدو\r",
    ],
)
def test_line_ends_and_a_first_line_that_says_what_separates(raw: str) -> None:
    found = [(one.id, one.text) for one in read_all("csv", raw) if isinstance(one, Document)]
    assert found == [("f/1", "یک\n"), ("f/2", "دو\n")]


def test_lines_that_end_with_cr_are_told_by_number_and_read_one_by_one() -> None:
    rows = 'id,text\r1,"یک\rدو"\r1,2,3\r' + "2,دو\r" * 40
    first, error, second, *_ = found = read_all("csv", rows, max_file=100)
    assert len(found) == 42
    assert isinstance(first, Document) and first.paragraphs == ("یک\r", "دو\n")
    assert "line 4: 3 cells, but 2 columns" in str(error) and isinstance(second, Document)


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (
            b"a,b\n",
            ["no column text or body or content, but 'a', 'b'. Name the one of the text with --field text=NAME"],
        ),
        (b"", ["no first row that names its columns"]),
        (b"text,a,a\n1,2,3\n", ["several columns are called 'a'"]),
        (b"text\n", ["nothing in it"]),
        ("text\nمتن\n".encode("utf-16"), ["not UTF-8 but UTF-16"]),
        ("متن\n".encode("cp1256"), ["not UTF-8 (byte"]),
        ("sep=;\nمتن\n".encode("cp1256"), ["not UTF-8 (byte"]),
        ("sep=;\ntext\nمتن;x\n".encode(), ["line 3: 2 cells, but 1 columns"]),
        ("text\nیک\rدو\nسه\n".encode(), ["line 2: a line end (CR) within a cell that is not quoted", "Document"]),
        (b"text\n\xff\n", ["line 2: not UTF-8. Save the table as UTF-8"]),
        ("text\nمتن,x\n".encode(), ["line 2: 2 cells, but 1 columns"]),
        ('text\n"متن "بد" او"\nمتن\n'.encode(), ["line 2: cannot be read", "Document"]),
        ('text\n"باز\nمتن\nمتن\n'.encode(), ["line 2: a quotation mark is opened and not closed: no row after it"]),
        (b"text\n" + b"x" * 2000, ["line 2 has more than 1,000 bytes"]),
        (('text\n"' + "متن\n" * 400).encode(), ["is a quotation mark open?"]),
        ("text\n\0متن\n".encode(), ["line 2: U+0000 in its text"]),
    ],
)
def test_bad_tables(rows: bytes, messages: list[str]) -> None:
    csv.field_size_limit(1000)
    found = read_all("csv", rows, max_file=1000)
    for one, message in zip(found, messages, strict=False):
        assert message in (one if isinstance(one, str) else "Document")
    assert len(found) >= len(messages)


def test_cells_longer_than_python_expects() -> None:
    csv.field_size_limit(131_072)
    text = "متن خبر\n" * 30_000
    assert len(read_one("csv", f'text\n"{text}"\n').text) == len(text)


@given(st.lists(st.tuples(*[st.text(st.sampled_from('آب",;\n\r\t ') | st.characters(codec="utf-8"))] * 2), min_size=1))
def test_no_cell_is_lost(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [("text", "title"), *((f"متن{text.replace(chr(0), '')}آ", title) for text, title in rows)]
    )
    found = read_all("csv", stream.getvalue())
    assert len(found) == len(rows)
    for one, (text, _) in zip(found, rows, strict=True):
        assert isinstance(one, Document) and f"متن{text.replace(chr(0), '')}آ" in one.text
