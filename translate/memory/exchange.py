"""Translations out of a memory and into it: TMX, and tables with tabs."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tarjoman.align.formats import tmx
from tarjoman.errors import InputError, UsageError
from tarjoman.files import UNREADABLE, display, kind, unpacked
from tarjoman.translate.memory.edits import edit_key
from tarjoman.translate.memory.store import Edit, Memory
from tarjoman.translate.script import has_persian

COLUMNS = ("fa", "en", "origin", "created")  # of a table; only the first two are needed
_LONGEST = 100_000  # characters of a sentence that is taken in
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

    Of a sentence that comes twice the later one counts. Raises InputError, UsageError; what was read before that stays.
    """
    if kind(path) == ".tmx":
        pairs: Iterator[tuple[str, str]] = ((unit.source, unit.target) for unit in tmx.read_units(path))
    elif kind(path) in (".tsv", ".txt", ".csv"):
        pairs = _table(path)
    else:
        raise UsageError(display(path), "is neither .tmx nor .tsv", "Name a TMX file, or a table with tabs (fa, en)")
    taken = Taken()
    waiting: dict[str, Edit] = {}
    for source, target in pairs:
        source, target = source.strip(), " ".join(target.split())
        if why := _problem(source, target):
            taken.refuse(why)
            continue
        waiting[edit_key(source)] = Edit(source, target)
        if len(waiting) >= _TOGETHER:
            _keep(memory, waiting, taken)
    _keep(memory, waiting, taken)
    return taken


def _problem(source: str, target: str) -> str:
    """Why a pair cannot be what a person wrote; "" where it can."""
    if not source or not target:
        return "a side is empty"
    if not has_persian(source):
        return "no Persian letters in the source"
    if has_persian(target):
        return "Persian letters in the target"
    if any("\ud800" <= c <= "\udfff" for c in source + target):
        return "not UTF-8"
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


def _table(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of a table: its columns fa and en where a first line names them, else its first two."""
    where = display(path)
    try:
        with unpacked(path) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as stream:
            is_csv = kind(path) == ".csv"
            rows = csv.reader(stream) if is_csv else csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            places = (0, 1)
            for number, row in enumerate(rows, 1):
                cells = [cell.strip().lower() for cell in row]
                if number == 1 and {"fa", "en"} <= set(cells):
                    places = (cells.index("fa"), cells.index("en"))
                elif any(cells):
                    if len(row) <= max(places):
                        problem = f"line {rows.line_num} has {len(row)} cells, but {max(places) + 1} are needed"
                        raise InputError(where, problem, "Give it a column for Persian and one for English, with tabs")
                    yield row[places[0]], row[places[1]]
    except (*UNREADABLE, UnicodeDecodeError, csv.Error) as error:
        raise InputError(where, f"cannot be read ({error})", "Save it in UTF-8, and check that it is whole") from error


def rows(memory: Memory, *, machine: bool) -> Iterator[tuple[str, str, str, str]]:
    """What there is to export: source, target, origin, time; edits, and where they are wanted the answers of engines.

    A sentence that has an edit comes with that alone.
    """
    edits = memory.edits()
    for edit in edits.values():
        yield edit.source, edit.target, "reviewed", edit.created
    for source, target, model, created in memory.machine() if machine else ():
        if target and edit_key(source) not in edits:
            yield source, target, model, created


def render(found: Iterable[tuple[str, str, str, str]], format: str) -> bytes:
    """Rows as a file of a format, "tmx" or "tsv"."""
    if format == "tmx":
        return tmx.render(found)
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([" ".join(cell.split()) for cell in row] for row in found)
    return out.getvalue().encode()
