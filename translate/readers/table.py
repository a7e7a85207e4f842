"""Tables: a row a document, their columns named by the first row."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.reader import decode
from tarjoman.translate.readers.opened import Opened
from tarjoman.translate.readers.records import Record, Roles, documents

_DELIMITERS = ",;\t"


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
    """A record for each row that is not blank. Raises InputError where the first row does not name the columns."""
    lines = _lines(file)
    first = next(lines, "")
    csv.field_size_limit(max(csv.field_size_limit(), file.config.max_file))  # one for the process; more is no harm
    reader = csv.reader(chain([first], lines), delimiter=max(delimiters, key=first.count), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise InputError(f"{file.name}, line 1", *_broken(str(error))) from error
    if not any(names):
        raise InputError(file.name, "no first row that names its columns", "Give it one, with a column text")
    if twice := [name for name, n in Counter(names).items() if n > 1]:
        raise InputError(file.name, f"several columns are called {twice[0]!r}", "Give each a name of its own")
    if "text" not in (roles := Roles.parse(file.config.fields)).of(names).values():
        raise InputError(file.name, *roles.no_text(names, "column"))
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield InputError(f"{file.name}, line {line}", *_broken(str(error)))
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
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
    return f"cannot be read ({error})", "Double the quotation marks within cells that are quoted"


def _lines(file: Opened) -> Iterator[str]:
    """The lines. Bytes that are not UTF-8 become lone surrogates, to be told in the row that has them.

    Raises InputError: a first line that is not UTF-8, a line of more than `max_file` bytes.
    """
    limit, number = file.config.max_file, 0
    while raw := file.stream.readline(limit + 1):
        number += 1
        if len(raw) > limit:
            problem = f"line {number} has more than {limit:,} bytes"
            raise InputError(file.name, problem, "Divide it, or raise the limit with --max-file")
        yield decode(raw, file.name) if number == 1 else raw.decode("utf-8", "surrogateescape")
