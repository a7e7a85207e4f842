import gzip
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats import tsv
from tarjoman.bitext import Bitext, Origin
from tarjoman.errors import InputError


def read(path: Path, text: str | bytes) -> list[Bitext]:
    path = path / "desk.fa-en.tsv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(tsv.decode(path))


def test_the_columns_are_documented() -> None:
    documentation = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")
    assert all(f"| `{column}` |" in documentation for column in tsv.COLUMNS)


def test_what_would_break_lines_and_cells_is_escaped() -> None:
    text = tsv.encode([make_bitext(("یک\tدو\n", "a\\n  b\u2028c"))]).decode()
    head, line, rest = text.split("\n")
    cells = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert (cells["fa"], cells["en"], cells["after"]) == (r"یک\tدو", r"a\\n\u0020 b\u2028c", r"\n") and not rest
    assert tsv.is_ours(text.encode()) and tsv.is_ours(b"\xef\xbb\xbf" + text.encode())
    assert not tsv.is_ours(b"fa\ten\n")


@pytest.mark.parametrize(
    "text",
    ["fa\ten\nیک\\n\tOne.\n", "\ufeffEN\tx\tFA\r\nOne.\t?\tیک\\n\r\n", "fa\ten\n\nیک\\n\tOne."],
    ids=["plain", "byte order mark, other order, line ends of Windows", "blank line"],
)
def test_tables_of_others(tmp_path: Path, text: str) -> None:
    (found,) = read(tmp_path, text)
    assert found.document.id == "desk" and found.document.text == "یک\\n"
    assert (found.pairs[0].target, found.pairs[0].origin) == ("One.", Origin.ALIGNED)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("fa\ten\n", "is empty"),
        ("یک\tOne.\n", "line 1 does not name columns fa and en. Give it one pair a line"),
        ("fa\ten\nیک\tOne.\tTwo.\n", r"line 2 has 3 cells, but there are 2 columns. Write a tab within a text as \t"),
        ("fa\ten\nیک\tOne.\n\t\n", "line 3 has neither Persian nor English"),
        ("version\tfa\ten\n2\tیک\tOne.\n", "line 2 is of version 2, not 1. Read it with the tarjoman"),
        ("version\tfa\ten\tflags\n1\tیک\tOne.\todd\n", "'odd' is not a valid Flag"),
        ("document\tpair\tfa\ten\na\tx\tیک\tOne.\n", "line 2: invalid literal for int()"),
        ("document\tmeta\tfa\ten\na\t[1]\tیک\tOne.\n", "line 2: `meta` is no object of texts"),
        ("document\tmeta\tfa\ten\na\t{\tیک\tOne.\n", "line 2: `meta` is no JSON that can be read (Expecting"),
        *[
            (
                f"document\t{name}\tfa\ten\na\t{'[' * 100_000}\tیک\tOne.\n",
                f"line 2: `{name}` is no JSON that can be read",
            )
            for name in ("meta", "settings", "errors")
        ],
        (
            'document\tmeta\tfa\ten\na\t{"a": "\\ud800"}\tیک\tOne.\n',
            "line 2: `meta` is no JSON that can be read (U+D800",
        ),
        *[
            (f"{name}\tfa\ten\n{value}\tیک\tOne.\n", f"line 2: `{name}` is {value}, which it cannot be")
            for name, value in (
                ("score", "nan"),
                ("score", "-inf"),
                ("score", "1e999"),
                ("confidence", "nan"),
                ("confidence", "1.5"),
            )
        ],
        ("version\tfa\ten\n1\tیک\t\\ud800\n", "line 2: d800 is the number of no character"),
        ("version\tdocument\tbefore\tfa\ten\n1\ta\t\\ud800\tیک\tOne.\n", "line 2: d800 is the number of no character"),
        (b"fa\ten\n\xd3\tOne.\n", "line 2 is not UTF-8. Save it as UTF-8"),
        (b"fa\ten\n" + b"a" * (tsv.LONGEST + 1), "line 2 has more than 10,000,000 bytes"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: str | bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert problem in str(caught.value) and "desk.fa-en.tsv: " in str(caught.value)


def test_packed_and_missing_files(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    bitext = make_bitext(("یک", "One."))
    path.write_bytes(gzip.compress(tsv.encode([bitext])))
    assert [b.document for b in tsv.decode(path)] == [bitext.document]
    path.write_bytes(path.read_bytes()[:-9])
    for broken in (path, tmp_path / "none.tsv"):
        with pytest.raises(InputError, match="cannot be read"):
            list(tsv.decode(broken))


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def test_a_table_that_a_spreadsheet_saved(tmp_path: Path) -> None:
    """With quotation marks around all texts it is what it was; around some nobody knows whose the marks are."""
    bitext = make_bitext(("«یک»\n", 'He said "no".'), ("دو\n", '"No"'), ("سه", "Three."), meta={"agency": "ایسنا"})
    plain = tsv.encode([bitext]).decode()
    (was,) = read(tmp_path, plain)
    rows = [line.split("\t") for line in plain.splitlines()]
    every = "\n".join("\t".join(cell if cell.isdecimal() else quoted(cell) for cell in row) for row in rows)
    assert read(tmp_path, every) == [was] and was.pairs[1].target == '"No"'
    some = "\n".join("\t".join(quoted(cell) if '"' in cell else cell for cell in row) for row in rows)
    with pytest.raises(InputError, match="line 2 was saved by a spreadsheet, .* Save it with all cells in quotation"):
        read(tmp_path, some)


@pytest.mark.parametrize("cell", ['"a', '"', '"a"b"', '"a"b'])
def test_quotation_marks_that_are_not_closed(tmp_path: Path, cell: str) -> None:
    with pytest.raises(InputError, match="line 2: a cell in quotation marks is not closed"):
        read(tmp_path, f'"fa"\t"en"\n"یک"\t{cell}\n')
