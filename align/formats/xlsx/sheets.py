"""The cells of a workbook (SpreadsheetML: ECMA-376, ISO/IEC 29500), as Excel, LibreOffice and Google Sheets write it.

Read from the XML itself: what styles, drawings and extensions a program puts beside them then cannot stop a person's
corrections from being read, as it does with libraries that understand all of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tarjoman.errors import InputError
from tarjoman.office import Element, Package, attribute, holdable, tag_of

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # how a cell spells a character that XML cannot hold: ECMA-376, 22.9.2.19
_PLAIN = frozenset((0, 1, 49))  # formats of numbers that show them as they are: General, 0, Text


class Cell(NamedTuple):
    """A cell. text: what it shows. problem: why that is not known: "a formula" …; "" where it is."""

    text: str
    problem: str = ""


EMPTY = Cell("")
Line = tuple[int, dict[int, Cell]]  # the number of a row, from 1, and its cells that have something by column, from 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of cells, read when it is asked for.

    part: of the package, its own. limit: characters that the cells read of it may have together.
    """

    title: str
    package: Package
    part: str
    _strings: tuple[str, ...]
    _formats: tuple[int, ...]
    _limit: int

    def lines(self) -> Iterator[Line]:
        """The rows that have something in them, in order. Raises InputError: damaged, or with too much in them."""
        number, left = 0, self._limit
        try:
            for row in self.package.elements(self.part, "row"):
                number = int(row.get("r") or number + 1)
                cells: dict[int, Cell] = {}
                at = -1
                for cell in row:
                    at = column(cell.get("r")) if cell.get("r") else at + 1
                    read = self._cell(cell)
                    left -= len(read.text)
                    if read != EMPTY:
                        cells[at] = read
                if left < 0:
                    problem = f"more than {self._limit:,} characters in its sheet {self.title!r}"
                    raise InputError(self.package.name, problem, "Divide it")
                if cells:
                    yield number, cells
        except (ValueError, IndexError) as error:
            problem = f"row {number} of its sheet {self.title!r} cannot be read ({error})"
            raise InputError(self.package.name, problem, "Open it in a spreadsheet and save it again") from error

    def _cell(self, cell: Element) -> Cell:
        parts = {tag_of(part): part for part in cell}
        if "f" in parts:
            return Cell("", "a formula")
        kind, value = cell.get("t") or "n", parts["v"].text or "" if "v" in parts else ""
        if kind == "inlineStr":
            return Cell(string(parts["is"]) if "is" in parts else "")
        if kind == "s":
            return Cell(self._strings[int(value)])
        if kind == "str":
            return Cell(_unescaped(value))
        if not value:
            return EMPTY
        if kind == "b":
            return Cell("TRUE" if value == "1" else "FALSE")
        if kind == "n":
            style = int(cell.get("s") or 0)
            plain = not self._formats or self._formats[style] in _PLAIN
            return Cell(f"{float(value):.15g}") if plain else Cell("", "a date or a number in a format of its own")
        return Cell("", "an error" if kind == "e" else "a date")


def sheets(package: Package, limit: int) -> list[Sheet]:
    """The sheets of a workbook. limit: of `Sheet`. Raises InputError: no workbook, or damaged."""
    main = package.main()
    book = package.xml(main) if main else None
    if book is None or tag_of(book) != "workbook":
        raise InputError(package.name, "no workbook", "Give it an .xlsx that `tarjoman` has written")
    strings = tuple(
        string(e) for part in package.related(main, "sharedStrings").values() for e in package.elements(part, "si")
    )
    formats = tuple(
        int(style.get("numFmtId") or 0)
        for part in package.related(main, "styles").values()
        for styles in package.elements(part, "cellXfs")
        for style in styles
    )
    parts: Mapping[str, str] = package.related(main, "worksheet")
    named = ((e.get("name") or "", attribute(e, "id")) for e in book.iter("{*}sheet"))
    return [Sheet(title, package, parts[id], strings, formats, limit) for title, id in named if id in parts]


def column(reference: str) -> int:
    """The column of a cell "AB12", from 0. Raises ValueError: it is none."""
    letters = re.match("[A-Z]{1,3}", reference)
    if letters is None:
        raise ValueError(f"{reference!r} is no cell")
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters(place: int) -> str:
    """What the column of a number, from 0, is called."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def escaped(text: str) -> str:
    """A text as a cell spells it, so that what looks like an escape in it is none."""
    return _ESCAPE.sub(r"_x005F_x\1_", text)


def _unescaped(text: str) -> str:
    return holdable(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


def string(element: Element) -> str:
    """The text of a string with formats within it, without readings beside it."""
    runs = (e for e in element if tag_of(e) in ("t", "r"))
    texts = (t for run in runs for t in ([run] if tag_of(run) == "t" else run) if tag_of(t) == "t")
    return _unescaped("".join(t.text or "" for t in texts))
