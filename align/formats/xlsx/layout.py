"""What stands where in a workbook: what writing and reading it share."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tarjoman.align.formats.returned import loaded, said, to_check
from tarjoman.align.formats.rows import VERSION, Row
from tarjoman.bitext import Flag
from tarjoman.office import holdable
from tarjoman.review import Category, Severity, State

_VEIL = {letter: 0x2800 + letter for letter in range(128)}
_UNVEIL = {braille: letter for letter, braille in _VEIL.items()}
LONGEST = 32_767  # of a cell, in units of UTF-16
PAIRS, DOCUMENTS, WRITTEN = "Review", "Documents", "tarjoman"  # the sheets
MARK = "tarjoman review "  # how the hidden one begins, before its version
VERSION_MARK = f"{MARK}{VERSION}"
PROPERTY_HEADS = ("Document", "Property", "Value")
META, SETTING = "meta: ", "setting: "  # before the names of properties that a source or a configuration gave
_CUT = " […]"  # after what a cell shows of a longer text
_ERRORS = 5  # of a pair that have columns of their own; more are kept as they are


def shown(text: str) -> str:
    """A text as a cell holds it; the beginning of one that is too long for a cell."""
    text = holdable(text)
    units = text.encode("utf-16-le")
    return (
        text if len(units) <= 2 * LONGEST else units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the pairs.

    width: in characters. style: how it looks, of those that are written. value: of a row, and its number from 1.
    choices: what may be entered. is_read: whether a person may change it.
    """

    head: str
    width: float
    style: str
    value: Callable[[int, Row], object]
    choices: tuple[str, ...] = ()
    is_read: bool = False


def columns(found: Sequence[Row]) -> list[Column]:
    """The columns for some rows: the document's where there are several, and as many errors as a pair has."""
    several = any(row["document"] != found[0]["document"] for row in found)
    document = Column("Document", 18, "Quiet", lambda number, row: row["document"])
    return [
        Column("No.", 6, "Number", lambda number, row: number),
        *[document] * several,
        Column("Persian", 48, "Persian", lambda number, row: row["source"].strip(), is_read=True),
        Column("English", 48, "English", lambda number, row: row["target"], is_read=True),
        Column("Status", 12, "Choice", lambda number, row: said(row)["state"], tuple(State), True),
        Column("Flags", 26, "Quiet", lambda number, row: "\n".join(f"{f}: {Flag(f).meaning}" for f in row["flags"])),
        Column("Confidence", 11, "Share", lambda number, row: row["confidence"]),
        Column("Names to check", 22, "Quiet", lambda number, row: "\n".join(to_check(row))),
        Column("Comment", 26, "Text", lambda number, row: said(row)["comment"], is_read=True),
        *[column for n in range(errors(found)) for column in _error(n)],
        Column("Id", 12, "Quiet", lambda number, row: row["id"], is_read=True),
    ]


def errors(found: Sequence[Row]) -> int:
    """How many errors of a pair have columns."""
    return min(_ERRORS, max([1, *(len(said(row)["errors"]) for row in found)]))


def error_heads(n: int) -> tuple[str, str, str]:
    """The columns of the error of a number, from 0: its category, its severity and the note on it."""
    behind = f" {n + 1}" if n else ""
    return f"Error{behind}", f"Severity{behind}", f"Note{behind}"


def _error(n: int) -> list[Column]:
    def value(field: str) -> Callable[[int, Row], object]:
        return lambda number, row: "".join(error[field] for error in said(row)["errors"][n : n + 1])

    category, severity, note = error_heads(n)
    return [
        Column(category, 16, "Choice", value("category"), tuple(Category), True),
        Column(severity, 11, "Choice", value("severity"), tuple(Severity), True),
        Column(note, 20, "Text", value("note"), is_read=True),
    ]


def veiled(row: Row) -> str:
    """A row as the hidden sheet has it: JSON in ASCII as Braille, where "replace all" finds nothing to replace."""
    return json.dumps(row, separators=(",", ":")).translate(_VEIL)


def unveiled(text: str) -> Row:
    """A row of `veiled`. Raises ValueError: it is none."""
    return loaded(text.translate(_UNVEIL))


def properties(first: Row) -> dict[str, str]:
    """What the first row of a document says of it, by what the sheet calls it."""
    made = first["provenance"]
    return {
        "title": first["title"] or "",
        **{META + name: text for name, text in first["meta"].items()},
        "model": first["model"],
        "licence": first["license"],
        "tool": made["tool"],
        **{SETTING + name: text for name, text in made["settings"].items()},
        "created": made["created"],
    }


def with_properties(first: Row, found: dict[str, str]) -> Row:
    """The row whose `properties` are those."""

    def named(kind: str) -> dict[str, str]:
        return {name.removeprefix(kind): text for name, text in found.items() if name.startswith(kind)}

    made = {"tool": found["tool"], "settings": named(SETTING), "created": found["created"]}
    title = found["title"] or (None if first["title"] is None else "")
    changed = {"title": title, "meta": named(META), "model": found["model"], "license": found["licence"]}
    return first | changed | {"provenance": made}
