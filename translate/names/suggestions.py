"""The names that a run found and no table has, as a list that a person edits and gives back."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tarjoman.errors import InputError
from tarjoman.files import display, reason, write
from tarjoman.translate.inputs import TO_CHECK
from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.reading import Suggestion
from tarjoman.translate.names.table import COLUMNS, Entry, NameTable, listed, parse, problems
from tarjoman.translate.reader import decode

_COLUMNS = ("ok", "fa", "en", "type", "others", "confidence", "cues", "count", "documents", "example")
_YES, _NO = frozenset(("yes", "y", "x", "1", "ok", "true", "بله")), frozenset(("no", "n", "0", "false", "خیر"))
_OWN = ("fa", "en", "type", "common", "source", "updated")  # what an entry from a list says
_MOST_DOCUMENTS = 5
_PERSON = frozenset(("title", "given name"))  # cues that say that a name is a person's
_LONGEST_EXAMPLE = 300  # characters
_FORMULA = ("=", "+", "-", "@")  # what spreadsheets take for one
_SOURCE = "names-to-check"  # of entries that came from a list
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. cells: by column. ok: what was decided, True, False, or None for nothing yet."""

    cells: Mapping[str, str]
    ok: bool | None
    number: int

    @property
    def form(self) -> str:
        """The Persian name, as it is compared."""
        return fold(self.cells["fa"])


def update(path: Path, suggestions: Iterable[Suggestion]) -> int:
    """Write the list of a run's names, the most frequent first; how many are to be decided.

    What a person has decided in a list that is there stays, whether or not the run found the name again; of a name that
    it found again and that is not decided, the spelling and the type that stand there stay too, since they may be
    corrected. So do columns that are not the list's. Raises InputError for a file there that is no list, OutputError.
    """
    old = {row.form: row for row in read(path)} if path.exists() else {}
    rows = [dict(row.cells) for row in old.values() if row.ok is not None]
    found = [s for s in _merged(suggestions) if fold(s.form) not in old or old[fold(s.form)].ok is None]
    for suggestion in sorted(found, key=lambda s: (-s.count, -s.confidence, s.form)):
        before = old.get(fold(suggestion.form))
        rows.append(_cells(suggestion) | _kept(before) if before else _cells(suggestion))
    if rows or old:
        write({Path(os.path.realpath(path)): _render(rows)})
    return len(found)


def read(path: Path) -> list[Row]:
    """The rows of a list, as it was edited; cells may be quoted, as spreadsheets do.

    Raises InputError: unreadable, no such list, or an `ok` that is neither yes nor no.
    """
    name = display(path)
    advice = f"Move it away, or give it the columns of {TO_CHECK}: {', '.join(_COLUMNS)}"
    try:
        text = decode(path.read_bytes(), name)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except OSError as error:
        raise InputError(name, f"cannot be read ({reason(error)})", "Check the path") from error
    except csv.Error as error:
        raise InputError(name, f"cannot be read as a table ({error})", advice) from error
    header = [cell.strip() for cell in lines[0]] if lines else []
    if len(header) == 1 and "," in header[0]:
        raise InputError(name, "its columns are separated by commas, not tabs", "Save it as text with tabs, in UTF-8")
    if not {"ok", "fa", "en"} <= set(header):
        raise InputError(name, "is no list of names to check", advice)
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        cells = dict.fromkeys(header, "") | dict(zip(header, map(_plain, line), strict=False))
        said = cells["ok"].lower()
        if said and said not in _YES | _NO:
            raise InputError(name, f"line {number}: ok is {display(cells['ok'])!r}, not yes or no", "Correct it")
        rows.append(Row(cells, said in _YES if said else None, number))
    return rows


def chosen(path: Path, table: NameTable, *, every: bool = False) -> list[Entry]:
    """The entries that a list's rows with `yes` make. every: those of undecided rows too.

    table: what it says to be a common word stays one; another that is one of the most frequent words is no name.

    Raises InputError: none is chosen, or all rows that cannot be entries.
    """
    rows = [row for row in read(path) if row.ok or (every and row.ok is None)]
    found = ((row, (*problems(row.cells), table.word(row.cells["fa"]))) for row in rows)
    wrong = [f"line {row.number}: {problem}" for row, some in found for problem in some if problem]
    if wrong:
        raise InputError(display(path), "; ".join(wrong), "Correct these lines, or write no in their first column")
    if not rows:
        raise InputError(display(path), "no line says yes", "Write yes into the column ok of the names to take")
    today = datetime.now(UTC).date().isoformat()
    return [
        Entry(
            row.cells["fa"],
            row.cells["en"],
            type=row.cells.get("type", "").lower(),
            common=(below := table.get(row.cells["fa"])) is not None and below.common,
            source=_SOURCE,
            updated=today,
        )
        for row in rows
    ]


def add(entries: Sequence[Entry], path: Path) -> tuple[int, int]:
    """Put entries into a name table: how many are new, and how many change what is there.

    path: a table; one that is not there begins. A row with the same main form takes the new spelling and type; where
    the form is a variant of a row, it goes out of that. All else stays as it is, remarks, line ends and a byte order
    mark too. A link is followed. Raises InputError for a table that cannot be, OutputError.
    """
    name = display(path)
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise InputError(name, f"cannot be read ({reason(error)})", "Name a file") from error
    text = decode(raw, name)
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    rows = [number for number, line in enumerate(lines) if line.strip() and line[0] != "#"]
    if rows:
        parse(raw, name)
    else:
        rows = [len(lines)]
        lines.append("\t".join(COLUMNS))
    columns = lines[rows[0]].split("\t")
    needed = [column for column in _OWN if any(getattr(entry, column) for entry in entries)]
    columns += [column for column in needed if column not in columns]
    lines[rows[0]] = "\t".join(columns)
    wanted = {fold(entry.fa): entry for entry in entries}
    there: set[str] = set()
    changed: set[str] = set()
    for number in rows[1:]:
        cells = dict(zip(columns, map(str.strip, lines[number].split("\t")), strict=False))
        variants = listed(cells.get("variants", ""))
        new = dict(cells)
        if moved := [v for v in variants if fold(v) in wanted and fold(v) != fold(cells["fa"])]:
            new["variants"] = "|".join(v for v in variants if v not in moved)
        if entry := wanted.get(fold(cells["fa"])):
            there.add(fold(entry.fa))
            new |= {"en": entry.en} | ({"type": entry.type} if entry.type else {})
            new |= {"common": "yes"} if entry.common else {}
        if new != cells:
            if entry and new != cells | {"variants": new.get("variants", "")}:
                changed.add(fold(entry.fa))
                new["updated"] = entry.updated
            lines[number] = _line(columns, new)
    added = [entry for form, entry in wanted.items() if form not in there]
    for entry in added:
        cells = {column: getattr(entry, column) for column in _OWN if column != "common"}
        lines.append(_line(columns, cells | ({"common": "yes"} if entry.common else {})))
    content = (end.join([*lines, ""])).encode()
    write({Path(os.path.realpath(path)): _BOM + content if raw.startswith(_BOM) else content})
    return len(added), len(changed)


def _line(columns: Sequence[str], cells: Mapping[str, str]) -> str:
    return "\t".join(cells.get(column, "") for column in columns).rstrip("\t")


def _merged(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """One for each form: of several the first one's spelling, and the surest one's cues."""
    found: dict[str, Suggestion] = {}
    for s in suggestions:
        if first := found.get(fold(s.form)):
            surest = max(first, s, key=lambda one: one.confidence)
            s = replace(
                first,
                count=first.count + s.count,
                documents=list(dict.fromkeys([*first.documents, *s.documents]))[:_MOST_DOCUMENTS],
                confidence=surest.confidence,
                cues=surest.cues,
            )
        found[fold(s.form)] = s
    return list(found.values())


def _cells(s: Suggestion) -> dict[str, str]:
    """The row of a suggestion, on one line."""
    return {
        "fa": s.form,
        "en": s.english,
        "type": "person" if _PERSON.intersection(s.cues) else "",
        "others": ", ".join(dict.fromkeys((s.english, *s.others))),
        "confidence": f"{s.confidence:.2f}",
        "cues": ", ".join(s.cues) or "context",
        "count": str(s.count),
        "documents": ", ".join(s.documents),
        "example": " ".join(s.example.split())[:_LONGEST_EXAMPLE],
    }


def _kept(row: Row) -> dict[str, str]:
    """What stays of a row that is not decided: what a person wrote. The first of the others is what a run proposed."""
    kept = {column: cell for column, cell in row.cells.items() if column not in _COLUMNS}
    kept |= {"type": row.cells["type"]} if row.cells.get("type") else {}
    proposed = row.cells.get("others", "").split(", ")[0]
    return kept | ({"en": row.cells["en"]} if row.cells["en"] != proposed else {})


def _render(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The file: with a byte order mark, by which spreadsheets know UTF-8, and quotes where they need them."""
    columns = dict.fromkeys([*_COLUMNS, *(column for row in rows for column in row)])
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    if not cell.isprintable():
        cell = "".join(c if c.isprintable() or c == "\u200c" else " " for c in cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    """A cell as it was meant."""
    cell = cell.strip()
    return cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in _FORMULA)) else cell
