"""The names that a run found and no table has, as a list that a person edits and gives back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tarjoman.errors import InputError
from tarjoman.files import display, reason, write
from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.reading import Suggestion
from tarjoman.translate.names.table import COLUMNS, Entry, parse, problems
from tarjoman.translate.reader import decode

FILE = "names-to-check.tsv"
_COLUMNS = ("ok", "fa", "en", "type", "others", "confidence", "cues", "count", "documents", "example")
_YES, _NO = frozenset(("yes", "y", "x", "1", "ok", "بله")), frozenset(("no", "n", "0", "خیر"))
_OWN = ("fa", "en", "type", "source", "updated")  # what an entry from a list says
_LONGEST_EXAMPLE = 300  # characters
_FORMULA = ("=", "+", "-", "@")  # what spreadsheets take for one
_SOURCE = "names-to-check"  # of entries that came from a list


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

    What a person has decided in a list that is there stays, whether or not the run found the name again.
    Raises InputError for a file there that is no such list, OutputError.
    """
    decided = {row.form: row for row in read(path) if row.ok is not None} if path.exists() else {}
    rows = [dict(row.cells) for row in decided.values()]
    new = [s for s in _merged(suggestions) if fold(s.form) not in decided]
    rows += [_cells(s) for s in sorted(new, key=lambda s: (-s.count, -s.confidence, s.form))]
    if rows:
        write({path: _render(rows)})
    return len(new)


def read(path: Path) -> list[Row]:
    """The rows of a list, as it was edited. Raises InputError: unreadable, or no such list."""
    name = display(path)
    advice = f"Move it away, or give it the columns of {FILE}: {', '.join(_COLUMNS)}"
    try:
        text = decode(path.read_bytes(), name)
    except OSError as error:
        raise InputError(name, f"cannot be read ({reason(error)})", "Check the path") from error
    lines = [line.split("\t") for line in text.splitlines()]
    if not lines or not {"ok", "fa", "en"} <= set(lines[0]):
        raise InputError(name, "is no list of names to check", advice)
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        cells = dict.fromkeys(_COLUMNS, "") | dict(zip(lines[0], map(_unquoted, line), strict=False))
        said = cells["ok"].lower()
        if said and said not in _YES | _NO:
            raise InputError(name, f"line {number}: ok is {display(cells['ok'])!r}, not yes or no", "Correct it")
        rows.append(Row(cells, said in _YES if said else None, number))
    return rows


def chosen(path: Path, *, every: bool = False) -> list[Entry]:
    """The entries that a list's rows with `yes` make. every: those of undecided rows too.

    Raises InputError naming all rows that cannot be entries.
    """
    rows = [row for row in read(path) if row.ok or (every and row.ok is None)]
    wrong = [f"line {row.number}: {problem}" for row in rows for problem in problems(row.cells)]
    if wrong:
        raise InputError(display(path), "; ".join(wrong), "Correct these lines, or write no in their first column")
    today = datetime.now(UTC).date().isoformat()
    return [
        Entry(row.cells["fa"], row.cells["en"], type=row.cells["type"], source=_SOURCE, updated=today) for row in rows
    ]


def add(entries: Sequence[Entry], path: Path) -> tuple[int, int]:
    """Put entries into a name table: how many are new, and how many replace another spelling.

    All else of the table stays as it is, remarks too; a table that is not there begins. Raises InputError for a table
    that cannot be, OutputError.
    """
    raw = path.read_bytes() if path.exists() else b""
    lines = decode(raw, display(path)).splitlines() if raw.strip() and parse(raw, display(path)) is not None else []
    rows = [number for number, line in enumerate(lines) if line.strip() and line[0] != "#"]
    if not rows:
        rows = [len(lines)]
        lines.append("\t".join(COLUMNS))
    columns = lines[rows[0]].split("\t")
    wanted = {fold(entry.fa): entry for entry in entries}
    replaced = 0
    for number in rows[1:]:
        cells = dict(zip(columns, lines[number].split("\t"), strict=False))
        entry = wanted.pop(fold(cells["fa"]), None)
        if entry and entry.en != cells["en"].strip():
            lines[number] = _line(columns, cells | {"en": entry.en, "updated": entry.updated})
            replaced += 1
    lines += [_line(columns, {name: getattr(entry, name) for name in _OWN}) for entry in wanted.values()]
    write({path: "\n".join([*lines, ""]).encode()})
    return len(wanted), replaced


def _line(columns: Sequence[str], cells: Mapping[str, str]) -> str:
    return "\t".join(cells.get(column, "") for column in columns).rstrip("\t")


def _merged(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """One for each form; of several the first one's spelling."""
    found: dict[str, Suggestion] = {}
    for s in suggestions:
        if first := found.get(fold(s.form)):
            s = replace(first, count=first.count + s.count, documents=[*first.documents, *s.documents])
        found[fold(s.form)] = s
    return list(found.values())


def _cells(s: Suggestion) -> dict[str, str]:
    """The row of a suggestion, on one line."""
    return {
        "fa": s.form,
        "en": s.english,
        "others": ", ".join(other for other in s.others if other != s.english),
        "confidence": f"{s.confidence:.2f}",
        "cues": ", ".join(s.cues),
        "count": str(s.count),
        "documents": ", ".join(s.documents),
        "example": " ".join(s.example.split())[:_LONGEST_EXAMPLE],
    }


def _render(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The file: with a byte order mark, by which spreadsheets know UTF-8."""
    lines = ["\t".join(_COLUMNS)]
    lines += ["\t".join(_quoted(row.get(column, "")) for column in _COLUMNS) for row in rows]
    return "\n".join([*lines, ""]).encode("utf-8-sig")


def _quoted(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    cell = "".join(c if c.isprintable() else " " for c in cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in _FORMULA)) else cell
