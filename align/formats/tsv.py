"""A table with tabs, a pair a row, version 1. docs/formats.md describes its columns."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tarjoman.align.formats.properties import LARGEST, NAMES, escaped, gathered, machine, properties, unescaped
from tarjoman.align.formats.properties import row as row_of
from tarjoman.align.formats.rows import Row, bitexts, each
from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, bare, display, unpacked

VERSION = 1
LONGEST = 10_000_000  # bytes of a line that is read
COLUMNS = ("version", "document", "pair", "fa", "en", "machine", "comment", *(n for n in NAMES[2:]))
_NEEDED = ("fa", "en")
_OBJECTS = ("errors", "meta", "settings")  # JSON, which begins with a bracket
_ESCAPED = ("before", "after")  # in every format
_ADVICE = (
    "Give it one pair a line, and a first line with the names of its columns: at least fa and en (docs/formats.md)"
)
_OURS = re.compile(rb"(?:\xef\xbb\xbf)?" + "\t".join(COLUMNS[:6]).encode() + rb"\t")


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is such a table."""
    return _OURS.match(head) is not None


def encode(some: Sequence[Bitext]) -> bytes:
    """A line of names of columns, and one for each pair; every cell is `escaped`, and none is quoted."""
    lines = ["\t".join(COLUMNS).encode()]
    for bitext in some:
        for row in each(bitext):
            cells = properties(row, len(bitext.pairs)) | {
                "version": str(VERSION),
                "fa": row["source"].strip(),
                "en": row["target"],
                "machine": machine(row),
                "comment": (row["review"] or {}).get("comment", ""),
            }
            cells = {name: cell if name in _ESCAPED else escaped(cell) for name, cell in cells.items()}
            lines.append("\t".join(cells.get(name, "") for name in COLUMNS).encode())
    return b"\n".join([*lines, b""])


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a table, which may be packed: documents as they were written, with what was changed since.

    Its columns may stand in any order, and where their names are in quotation marks cells may be too, as spreadsheets
    put them; those without a name of ours are passed over. A table that has no `document` is
    one document that is called as the file, each row a paragraph. Raises InputError, with the line: not readable, not
    UTF-8, no columns fa and en, another version, more cells than columns, values that are none; a document of which
    rows are missing.
    """
    where = display(path)
    try:
        yield from bitexts(gathered(_rows(path, where)))
    except ValueError as error:
        raise InputError(where, str(error), _ADVICE) from error


def _rows(path: Path, where: str) -> Iterator[Row]:
    columns: list[str] = []
    found = quoted = False
    for number, line in _lines(path, where):
        quoted = quoted if columns else line.startswith('"')
        cells = [_unquoted(cell, number, where) for cell in line.split("\t")] if quoted else line.split("\t")
        if not columns:
            columns = [cell.strip().lower() for cell in cells]
            if not set(_NEEDED) <= set(columns):
                raise InputError(where, f"line {number} does not name columns fa and en", _ADVICE)
            continue
        if len(cells) > len(columns):
            problem = f"line {number} has {len(cells)} cells, but there are {len(columns)} columns"
            raise InputError(where, problem, "Write a tab within a text as \\t")
        row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
        try:
            if "version" in columns:  # another's backslash is a backslash
                row = {name: cell if name in _ESCAPED else unescaped(cell) for name, cell in row.items()}
        except ValueError as error:
            raise InputError(where, f"line {number}: {error}", _ADVICE) from error
        if row.get("version", str(VERSION)) != str(VERSION):
            advice = "Read it with the tarjoman that wrote it"
            raise InputError(where, f"line {number} is of version {row['version']}, not {VERSION}", advice)
        said = {name: row[name] for name in NAMES if name in row}
        if any(said.get(name, "").startswith('"') for name in _OBJECTS):
            problem = f"line {number} was saved by a spreadsheet, which put quotation marks around some of its cells"
            raise InputError(where, problem, "Save it with all cells in quotation marks, or with none")
        if not (row.get("fa") or row.get("en") or "document" in said):
            raise InputError(where, f"line {number} has neither Persian nor English", _ADVICE)
        before = row.get("machine", "" if "machine" in columns else None)
        try:
            read = row_of(said, row.get("fa", ""), row.get("en", ""), before, row.get("comment", ""))
        except ValueError as error:
            raise InputError(where, f"line {number}: {error}", _ADVICE) from error
        found = True
        yield {"document": bare(path).stem.removesuffix(".fa-en")} | read
    if not found:
        raise InputError(where, "is empty", _ADVICE)


def _unquoted(cell: str, number: int, where: str) -> str:
    """A cell of a table in quotation marks; one without them is itself. Raises InputError: only one end has them."""
    if not cell.startswith('"'):
        return cell
    inner = cell[1:-1]
    if len(cell) < 2 or not cell.endswith('"') or '"' in inner.replace('""', ""):
        problem = f"line {number}: a cell in quotation marks is not closed, or has a line break or a tab in it"
        raise InputError(where, problem, "Take them out of the cell, and save it again")
    return inner.replace('""', '"')


def _lines(path: Path, where: str) -> Iterator[tuple[int, str]]:
    """The lines that have something in them, with their numbers. Raises InputError."""
    number, left = 0, LARGEST
    try:
        with unpacked(path) as stream:
            while line := stream.readline(LONGEST + 1):
                number += 1
                left -= len(line)
                if left < 0:
                    raise InputError(where, f"has more than {LARGEST:,} bytes, unpacked", "Divide it")
                if len(line) > LONGEST:
                    raise InputError(where, f"line {number} has more than {LONGEST:,} bytes", _ADVICE)
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                if text:
                    yield number, text
    except UnicodeDecodeError as error:
        raise InputError(where, f"line {number} is not UTF-8", "Save it as UTF-8") from error
    except UNREADABLE as error:
        raise InputError(where, f"cannot be read ({error})", "Check the path, and that the file is whole") from error
