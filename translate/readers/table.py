"""Tables: a row a document, their columns named by the first row."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.reader import decode
from tarjoman.translate.readers.opened import Opened, cut, told
from tarjoman.translate.readers.records import Record, Roles, documents

_DELIMITERS = ",;\t"
_SEPARATOR = re.compile(r"""["']?sep=([^\w\s"']|\t)["']?\s*""", re.IGNORECASE)  # a line that Excel reads and writes
_CR = re.compile(rb"\r(?!\n)")


def read_csv(file: Opened) -> Iterator[Document | InputError]:
    """The documents of a table with commas between its cells, or semicolons or tabs where its first row has more."""
    yield from _read(file, _DELIMITERS)


def read_tsv(file: Opened) -> Iterator[Document | InputError]:
    """The documents of a table with tabs between its cells."""
    yield from _read(file, "\t")


def _read(file: Opened, delimiters: str) -> Iterator[Document | InputError]:
    """A document a row, read a row at a time; `max_file` holds for each row.

    Cells are quoted as in RFC 4180. Raises InputError: no column for the text, no rows, not UTF-8 in its first row.
    """
    yield from documents(file, _records(file, delimiters))


def _records(file: Opened, delimiters: str) -> Iterator[Record | InputError]:
    """A record for each row that is not blank; with `lines` for these too.

    A blank line is a row, with an empty cell, where there is one column. Raises InputError: no names of columns.
    """
    lines = _lines(file)
    first = next(lines, "")
    before = 0  # lines before that of the names
    if m := _SEPARATOR.fullmatch(first):
        delimiters, first, before = m[1], next(lines, ""), 1
    csv.field_size_limit(max(csv.field_size_limit(), file.config.max_file))  # one for the process; more is no harm
    reader = csv.reader(chain([first], lines), delimiter=max(delimiters, key=first.count), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise InputError(f"{file.name}, line {before + 1}", *_broken(str(error))) from error
    if not any(names):
        raise InputError(file.name, "no first row that names its columns", "Give it one, with a column text")
    if twice := [name for name, n in Counter(names).items() if n > 1]:
        raise InputError(file.name, f"several columns are called {cut(twice[0], 80)!r}", "Give each a name of its own")
    roles = Roles.parse(file.config.fields)
    if not roles.of(names)["text"]:
        raise InputError(file.name, *roles.no_text(names, "column"))
    if problem := roles.lacking(names, "column"):
        raise InputError(file.name, *problem)
    while True:
        line = before + reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield InputError(f"{file.name}, line {line}", *_broken(str(error)))
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row) or (file.lines and (row or len(names) == 1)):
            yield _record(file, names, row, line)


def _record(file: Opened, names: list[str], row: list[str], line: int) -> Record | InputError:
    """A row by its columns; cells that it lacks are empty."""
    where = f"{file.name}, line {line}"
    if len(row) > len(names):
        advice = "Put cells that hold the separator or quotation marks into quotation marks"
        return InputError(where, f"{len(row)} cells, but {len(names)} columns", advice)
    if any("\udc80" <= c <= "\udcff" for cell in row for c in cell):
        return InputError(where, "not UTF-8", "Save the table as UTF-8; spreadsheets offer “CSV UTF-8”")
    return Record(dict(zip(names, row, strict=False)) | dict.fromkeys(names[len(row) :], ""), f"line {line}")


def _broken(error: str) -> tuple[str, str]:
    """The problem and the advice for what the csv module says."""
    if "end of data" in error:
        return "a quotation mark is opened and not closed: no row after it was read", "Close it, or double it"
    if "field limit" in error:
        return "a cell is larger than --max-file allows; is a quotation mark open?", "Close it, or raise the limit"
    if "new-line" in error:
        return "a line end (CR) within a cell that is not quoted", "Put the cell into quotation marks"
    return f"cannot be read ({told(error)})", "Double the quotation marks within cells that are quoted"


def _lines(file: Opened) -> Iterator[str]:
    """The lines; they end with CR, as on old Macs, where the first one does. Bytes that are not UTF-8 become lone
    surrogates, to be told in the row that has them.

    Raises InputError: names of columns that are not UTF-8, a line of more than `max_file` bytes.
    """
    limit, number = file.config.max_file, 0
    rest, split, head = b"", False, True
    while raw := file.stream.readline(limit + 1):
        if not number:
            split = _CR.search(raw) is not None
        *lines, rest = (rest + raw).splitlines(keepends=True) if split else (rest + raw,)
        if rest.endswith(b"\n"):
            lines, rest = [*lines, rest], b""
        for line in lines:
            number += 1
            text = decode(line, file.name) if head else line.decode("utf-8", "surrogateescape")
            head = head and _SEPARATOR.fullmatch(text) is not None
            yield text
        if len(rest) > limit:
            problem = f"line {number + 1} has more than {limit:,} bytes"
            raise InputError(file.name, problem, "Divide it, or raise the limit with --max-file")
    if rest:
        yield decode(rest, file.name) if head else rest.decode("utf-8", "surrogateescape")
