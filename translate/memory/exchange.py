"""Translations out of a memory and into it: TMX, and tables with tabs."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TextIO

from tarjoman.align.formats import tmx
from tarjoman.bitext import Flag, Origin
from tarjoman.clock import instant
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, display, kind, unpacked
from tarjoman.translate.memory.edits import edit_key
from tarjoman.translate.memory.finished import machine_pairs
from tarjoman.translate.memory.store import Edit, Memory
from tarjoman.translate.script import has_persian

COLUMNS = ("fa", "en", "origin", "created")  # of a table; only the first two are needed
_READ = (*COLUMNS, "flags")
_PERSONS = ("", Origin.REVIEWED, Origin.ALIGNED)  # who wrote what is taken: an aligned text was there before
_DOUBTFUL = {Flag.ALIGNMENT, Flag.ALONE}
_LONGEST = 100_000  # characters of a sentence that is taken in
_UNSEEN = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)  # directions
_NO_TEXT = ("Cc", "Cs")  # Unicode's categories of what stands for no character
_TOGETHER = 5_000  # edits written at once


@dataclass(slots=True)
class Taken:
    """What an import came to. known: were there, word for word. refused: why some were not taken, and how many."""

    new: int = 0
    changed: int = 0
    known: int = 0
    refused: dict[str, int] | None = None

    def refuse(self, why: str) -> None:
        """Count one that was not taken."""
        self.refused = self.refused or {}
        self.refused[why] = self.refused.get(why, 0) + 1


def take(memory: Memory, path: Path) -> Taken:
    """Take the pairs of a TMX file or a table into a memory, as what persons wrote. May be packed, .gz or .xz.

    Of a sentence that comes twice the later one counts. What says of itself that a machine made it is not taken, nor an
    aligned pair of which it is not sure that both sides say the same. Raises InputError; what was read before that
    stays.
    """
    taken = Taken()
    waiting: dict[str, Edit] = {}
    for row in _rows(path):
        edit = Edit(row.source.strip(), english(row.target), row.created)
        if why := row.problem or unfit(edit.source, edit.target):
            taken.refuse(why)
            continue
        waiting[edit_key(edit.source)] = edit
        if len(waiting) >= _TOGETHER:
            _keep(memory, waiting, taken)
    _keep(memory, waiting, taken)
    return taken


def untake(memory: Memory, path: Path) -> int:
    """Take out of a memory what persons wrote for the sentences of a file; how many there were. Raises InputError."""
    return memory.remove(list({edit_key(row.source.strip()) for row in _rows(path) if not row.problem}))


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair of a file, or why it is none."""

    source: str = ""
    target: str = ""
    created: str = ""
    problem: str = ""


def _rows(path: Path) -> Iterator[_Row]:
    """The pairs of a file. Raises InputError."""
    if kind(path) == ".tmx":
        for unit in tmx.read_units(path):
            yield _row(unit.source, unit.target, unit.origin, _iso(unit.created), unit.flags)
    elif kind(path) in (".tsv", ".txt", ".csv"):
        yield from _table(path)
    else:
        problem = "is neither .tmx nor .tsv or .csv"
        raise InputError(display(path), problem, "Name a TMX file, or a table of Persian and English")


def _row(source: str, target: str, origin: str, created: str, flags: Sequence[str]) -> _Row:
    if origin not in _PERSONS:
        return _Row(problem="a machine's translation")
    if origin == Origin.ALIGNED and source and target and not _DOUBTFUL.isdisjoint(flags):
        return _Row(problem="aligned, but it is not sure that both sides say the same")
    return _Row(source, target, created if instant(created) else "")


def _iso(created: str) -> str:
    """TMX's 20260102T030405Z as ISO 8601; "" for what is no time."""
    try:
        return datetime.strptime(created, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""


def english(target: str) -> str:
    """A target as it is kept: on one line, without marks of direction, which English does not need and nobody sees."""
    return " ".join(target.translate(_UNSEEN).split())


def unfit(source: str, target: str) -> str:
    """Why a pair cannot be what a person wrote; "" where it can."""
    if not source or not target:
        return "a side is empty"
    if not has_persian(source):
        return "no Persian letters in the source"
    if has_persian(target):
        return "Persian letters in the target"
    if any(
        unicodedata.category(c) in _NO_TEXT or ord(c) & 0xFFFE == 0xFFFE for c in source + target if not c.isspace()
    ):
        return "control characters"
    return f"more than {_LONGEST:,} characters" if max(len(source), len(target)) > _LONGEST else ""


def _keep(memory: Memory, waiting: dict[str, Edit], taken: Taken) -> None:
    """Write what is new or changed, and be done with it."""
    there = memory.edited(list(waiting))
    changed = {key: edit for key, edit in waiting.items() if key not in there or there[key].target != edit.target}
    taken.new += len(waiting.keys() - there.keys())
    taken.known += len(waiting) - len(changed)
    taken.changed += len(changed.keys() & there.keys())
    if changed:
        memory.edit(changed.items())
    waiting.clear()


def _table(path: Path) -> Iterator[_Row]:
    """The pairs of a table: its columns fa and en where a first line names them, else its first two."""
    try:
        with unpacked(path) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as stream:
            columns = {"fa": 0, "en": 1}
            for number, row in enumerate(_cells(stream, is_csv=kind(path) == ".csv")):
                cells = [cell.strip().lower() for cell in row]
                if number == 0 and {"fa", "en"} <= set(cells):
                    columns = {name: cells.index(name) for name in _READ if name in cells}
                elif any(cells):
                    found = {name: row[place] for name, place in columns.items() if place < len(row)}
                    if {"fa", "en"} <= found.keys():
                        origin, created, flags = (found.get(name, "") for name in _READ[2:])
                        yield _row(found["fa"], found["en"], origin, created, flags.split())
                    else:
                        yield _Row(problem="fewer than two columns")
    except (*UNREADABLE, UnicodeDecodeError, csv.Error) as error:
        advice = "Check that it is there, whole, and in UTF-8"
        raise InputError(display(path), f"cannot be read ({error})", advice) from error


def _cells(stream: TextIO, *, is_csv: bool) -> Iterator[list[str]]:
    """The rows of a table. Commas, or semicolons as some spreadsheets write them: what the first line has more of."""
    if not is_csv:
        return csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    first = stream.readline()
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return csv.reader(chain([first], stream), delimiter=delimiter)


def rows(memory: Memory, *, machine: bool) -> Iterator[tuple[str, str, str, str]]:
    """What there is to export: source, target, origin and time.

    These are edits, and where they are wanted what machines wrote in whole documents, with its names put right; the
    source of these is normalised. A sentence comes once, that with an edit as the person wrote it, others as they were
    translated last.
    """
    edits = memory.edits()
    for edit in edits.values():
        yield edit.source, edit.target, str(Origin.REVIEWED), edit.created
    found: dict[str, tuple[str, str, str, str]] = {}
    for content in memory.documents() if machine else ():
        for row in machine_pairs(content):
            found[edit_key(row[0])] = row
    yield from (row for key, row in found.items() if key not in edits)


def render(found: Iterable[tuple[str, str, str, str]], format: str) -> bytes:
    """Rows as a file of a format, "tmx" or "tsv"."""
    if format == "tmx":
        return tmx.render(found)
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([" ".join(cell.split()) for cell in row] for row in found)
    return out.getvalue().encode()
