"""The texts of one file: a sentence a line, a column of a table, or a bitext."""

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

from tarjoman.align.formats import FORMATS, tsv
from tarjoman.align.formats.recognition import by_name
from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.eval.side import Part, Side
from tarjoman.files import content, display, kind

LARGEST = 1 << 28  # bytes of a file, unpacked
_TABLES = {".tsv": "\t", ".csv": ","}
_QUOTED: dict[str, Literal[0, 3]] = {"\t": csv.QUOTE_NONE, ",": csv.QUOTE_MINIMAL}
_NAMES = {
    "fa",
    "en",
    "doc",
    "id",
    "src",
    "source",
    "ref",
    "reference",
    "hyp",
    "system",
    "target",
}  # of columns, no texts
_DOUBLED = re.compile(r'(?<!")""(?!")')
_TEXT_ADVICE = "Save it as plain text in UTF-8, a sentence a line"


def read(given: str) -> Side:
    """What is in a file, by its name or FILE:COLUMN. Raises InputError."""
    path, column = Path(given), ""
    if not path.exists() and ":" in given:
        name, column = given.rsplit(":", 1)
        path = Path(name)
    content, digest = content_of(path)
    if column or kind(path) in _TABLES:
        if not column and tsv.is_ours(content):
            return Side(given, _stem(path), tuple(map(part, tsv.decode(path))), sha256=digest)
        return Side(given, column or _stem(path), _documents(_table(path, content, column)), sha256=digest)
    if (found := bitexts(path)) is not None:
        return Side(given, _stem(path), tuple(map(part, found)), sha256=digest)
    text = Part(None, tuple(lines(content, display(path))))
    return Side(given, _stem(path), (text,), plain=path.suffix.lower() != ".xz", sha256=digest)


def lines(content: bytes, where: str) -> list[str]:
    """The lines of a text; only "\\n" ends one, white space at its end does not count. Raises InputError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(where, f"line {line} is not UTF-8", _TEXT_ADVICE) from error
    return [line.rstrip() for line in text.removesuffix("\n").split("\n")] if text else []


def content_of(path: Path) -> tuple[bytes, str]:
    """What is in a file, and the hash of it. Raises InputError."""
    raw = content(path, LARGEST, "Evaluate a part of it")
    return raw, hashlib.sha256(raw).hexdigest()


def _stem(path: Path) -> str:
    return display(path.name.removesuffix(".gz").removesuffix(".xz").rpartition(".")[0] or path.name)


def _table(path: Path, content: bytes, column: str) -> Part:
    """A column of a table; without one named, its columns fa and en. Raises InputError."""
    where = display(path)
    text = "\n".join(lines(content, where)) if content else ""
    delimiter = _TABLES.get(kind(path), "\t")
    try:
        stream = io.StringIO(text, newline="")
        rows = list(csv.reader(stream, delimiter=delimiter, quoting=_QUOTED[delimiter], strict=True))
    except csv.Error as error:
        raise InputError(where, f"no table ({error})", "Save it as TSV, without quoting") from error
    header = rows[0] if rows else []
    if column.isdecimal() and column not in header:
        number = int(column) - 1
        if _NAMES & {name.strip().lower() for name in header}:
            advice = f"Name the column, {where}:{header[number] if 0 <= number < len(header) else header[-1]}"
            raise InputError(where, f"its first line is a header: {', '.join(header)}", advice)
        if not 0 <= number < len(header):
            raise InputError(where, f"has {len(header)} columns", f"Name one of them, {where}:1 the first")
        return Part(None, _cells(where, rows, number, delimiter))
    if column and column not in header:
        raise InputError(where, f"has no column {column!r}", f"It has: {', '.join(header) or 'none'}")
    if not column and "en" not in header:
        advice = f"Name a column, {where}:COLUMN, or call the columns fa and en"
        raise InputError(where, f"has no column en, but {', '.join(header) or 'none'}", advice)
    asked = {"text": column or "en", "fa": "fa", "doc": "doc"}
    for name in asked.values():
        if header.count(name) > 1:
            raise InputError(where, f"has {header.count(name)} columns {name!r}", "Give each a name of its own")
    sides = {
        key: _cells(where, rows[1:], header.index(name), delimiter) for key, name in asked.items() if name in header
    }
    return Part(None, sides["text"], sides.get("fa"), documents=sides.get("doc"))


def _cells(where: str, rows: Sequence[Sequence[str]], number: int, delimiter: str) -> tuple[str, ...]:
    """A column, of which missing cells are empty. Raises InputError: a TSV's quotes, which are letters, are marks."""
    cells = tuple(" ".join(row[number].split()) if number < len(row) else "" for row in rows)
    said = [cell for cell in cells if cell]
    quoted = [cell for cell in said if len(cell) > 1 and cell[0] == cell[-1] == '"']
    if _QUOTED[delimiter] == csv.QUOTE_NONE and (
        len(quoted) * 2 > len(said) or any(_DOUBLED.search(cell[1:-1]) for cell in quoted)
    ):
        raise InputError(where, f"cells of column {number + 1} are in quotes", "Save it without quoting, or as .csv")
    return cells


def _documents(whole: Part) -> tuple[Part, ...]:
    """The documents of a table whose every row names one, those of each in a row; else the table as it is."""
    runs = [(id, len(list(some))) for id, some in groupby(whole.documents or ())]
    if not runs or not all(id for id, _ in runs) or len({id for id, _ in runs}) < len(runs):
        return (whole,)
    parts, start = list[Part](), 0
    for id, size in runs:
        rows = slice(start, start := start + size)
        parts.append(Part(id, whole.texts[rows], whole.sources and whole.sources[rows], None, (id,) * size))
    return tuple(parts)


def bitexts(path: Path) -> list[Bitext] | None:
    """The bitexts of a file whose name says that it is one; None for other files. Raises InputError.

    What two files are together is a text for us, a side of it, and so is what cannot be read back.
    """
    named = by_name(path)
    format = FORMATS[named[0]] if named else None
    if format and format.decode and not format.beside and kind(path) not in _TABLES:
        return list(format.decode(path))
    return None


def part(bitext: Bitext) -> Part:
    """The pairs of a document. An addition is of the paragraph that it follows."""
    numbers: list[str] = []
    for pair in bitext.pairs:
        numbers.append(str(pair.sources[0].paragraph) if pair.sources else (numbers[-1] if numbers else "0"))
    return Part(
        bitext.document.id,
        tuple(" ".join(pair.target.split()) for pair in bitext.pairs),
        tuple(" ".join(pair.source.split()) for pair in bitext.pairs),
        tuple(numbers),
        (bitext.document.id,) * len(bitext.pairs),
    )
