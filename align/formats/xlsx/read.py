"""Reading workbooks that a person may have changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

from tarjoman.align.formats.returned import (
    LARGEST,
    Answer,
    Remark,
    in_utc,
    joined,
    merged,
    package,
    refuse,
    said,
    same,
    saved_by,
    untampered,
)
from tarjoman.align.formats.rows import Row, bitexts
from tarjoman.align.formats.xlsx.layout import (
    DOCUMENTS,
    MARK,
    META,
    PAIRS,
    PROPERTY_HEADS,
    VERSION_MARK,
    WRITTEN,
    columns,
    error_heads,
    errors,
    properties,
    shown,
    unveiled,
    with_properties,
)
from tarjoman.align.formats.xlsx.remarks import remarks
from tarjoman.align.formats.xlsx.sheets import EMPTY, Line, Sheet, column, letters, sheets
from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.files import display
from tarjoman.office import holdable
from tarjoman.review import Category, Severity, State

_CORRECT = "Correct that and save it again; rows may be sorted and columns moved, but none of them added or deleted"


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a workbook, with what a person changed.

    Raises InputError: unreadable, or none of ours; rows that are missing, doubled or new, or with a Persian text
    that is not theirs; cells with formulas, dates or other than the choices; what stands in no column, and comments
    that are at no pair. Nothing in it is calculated or fetched.
    """
    where = display(path)
    parts = package(path, ".xlsx")
    book: dict[str, Sheet] = {}
    for sheet in sheets(parts, LARGEST):
        kind = _kind(sheet)
        if kind in book:
            problem = f"its sheets {book[kind].title!r} and {sheet.title!r} look alike"
            raise InputError(where, problem, "Keep one of them, and remove the other")
        if kind:
            book[kind] = sheet
    if WRITTEN not in book:
        problem = "no workbook of tarjoman, or one without its hidden sheet"
        raise InputError(where, problem, "Give it a workbook that tarjoman has written, saved as a whole")
    if PAIRS not in book:
        problem = "none of its sheets begins with columns headed Id and English"
        raise InputError(where, problem, "Give the columns their first names again; the last one, Id, is hidden")
    problems: list[str] = []
    with untampered(where):
        written = list(_written(book[WRITTEN], where))
        reader = _Reader(written, problems, *saved_by(parts))
        found = list(merged(written, reader.answers(book[PAIRS], where), shown, problems))
        if DOCUMENTS in book and not problems:
            found = list(_with_properties(found, book[DOCUMENTS], problems))
            problems += [_stray(cell, book[DOCUMENTS]) for cell, _ in remarks(book[DOCUMENTS])]
        refuse(where, problems, _CORRECT)
        read = list(bitexts(found))
    yield from read


def _stray(cell: str, sheet: Sheet) -> str:
    return f"the comment at {cell[:10]} of the sheet {sheet.title!r} is at no pair"


def _kind(sheet: Sheet) -> str:
    """Which of our sheets it is, by how it begins: a person may have given it another name; "" for none of ours."""
    for _, cells in sheet.lines():
        heads = {cell.text.strip() for cell in cells.values()}
        if cells.get(0, EMPTY).text.startswith(MARK):
            return WRITTEN
        if heads.issuperset(PROPERTY_HEADS):
            return DOCUMENTS
        return PAIRS if {"Id", "English"} <= heads else ""
    return ""


def _written(sheet: Sheet, where: str) -> Iterator[Row]:
    """The rows as they were written."""
    lines = sheet.lines()
    _, head = next(lines)
    if head[0].text != VERSION_MARK:
        problem = f"it is of another version of tarjoman ({head[0].text[:40]!r}, not {VERSION_MARK!r})"
        raise InputError(where, problem, "Read it with the tarjoman that wrote it")
    for _, cells in lines:
        yield unveiled("".join(cells[place].text for place in sorted(cells)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what a person made of the rows that were written. problems: gets what cannot be read."""

    written: Sequence[Row]
    problems: list[str]
    reviewer: str
    time: str

    def answers(self, sheet: Sheet, where: str) -> Iterator[Answer]:
        """The answers of the sheet of pairs. Raises InputError: columns are missing, or there twice."""
        lines = sheet.lines()
        _, first = next(lines)
        heads = [cell.text.strip() for cell in first.values()]
        wanted = [column.head for column in columns(self.written) if column.is_read]
        if wrong := [f"{head} ({heads.count(head)} times)" for head in wanted if heads.count(head) != 1]:
            problem = f"its sheet {sheet.title!r} must have these columns once: {', '.join(wrong)}"
            raise InputError(where, problem, "Give the columns their first names again; they may be moved or hidden")
        places = {head: place for head, place in zip(heads, first, strict=True) if head}
        others = set(places.values()) - {places[c.head] for c in columns(self.written) if c.head in places}
        remarked = self._remarks(sheet)
        rows, groups = {shown(row["id"]): row for row in self.written}, errors(self.written)
        for line in lines:
            read = _Line(line, places, self.problems)
            id = read.text("Id")
            if row := rows.get(id):
                read.refuse_beside()
                yield self._answer(row, read, groups, [remark for _, remark in remarked.pop(line[0], ())])
            elif any(cell.text.strip() or cell.problem for place, cell in line[1].items() if place not in others):
                yield Answer(id, read.name, "", "", {})
        self.problems.extend(_stray(cell, sheet) for some in remarked.values() for cell, _ in some)

    def _remarks(self, sheet: Sheet) -> dict[int, list[tuple[str, Remark]]]:
        """The remarks of a sheet by the numbers of their rows, those of a row in the order of its columns."""
        found: dict[int, list[tuple[str, Remark]]] = {}
        for cell, remark in sorted(remarks(sheet), key=lambda said: column(said[0])):
            found.setdefault(int(cell.lstrip(ascii_uppercase)), []).append((cell, remark))
        return found

    def _answer(self, row: Row, read: "_Line", groups: int, remarks: Sequence[Remark]) -> Answer:
        """The answer in a line. groups: how many errors have columns. remarks: on its cells."""
        old = said(row)
        errors = [error for n in range(groups) for error in read.error(n, *old["errors"][n : n + 1])]
        answer = {
            "state": read.choice("Status", State) or str(State.UNTOUCHED),
            "comment": read.text("Comment", old["comment"]),
            "errors": errors + old["errors"][groups:],
        }
        source, target = read.text("Persian"), read.text("English")
        by = self.reviewer, self.time
        if remarks:
            is_old = answer["comment"] == old["comment"]
            written = Remark(answer["comment"], old.get("reviewer", "") if is_old else self.reviewer)
            if same(target, shown(row["target"])) and all(old[name] == value for name, value in answer.items()):
                last = max(remarks, key=lambda remark: remark.time)
                by = (last.author, in_utc(last.time)) if last.author else by
            answer["comment"] = joined([remark for remark in (written, *remarks) if remark.text])
        return Answer(row["id"], read.name, source, target, answer, *by)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the sheet of pairs. places: its columns by their heads. problems: gets what cannot be read."""

    line: Line
    places: Mapping[str, int]
    problems: list[str]

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return f"row {self.line[0]}"

    def text(self, head: str, written: str = "") -> str:
        """What a cell shows; `written` as it was where it is as it was shown."""
        cell = self.line[1].get(self.places[head], EMPTY)
        if cell.problem:
            self._wrong(head, f"holds {cell.problem}: enter it as text")
        if same(cell.text, shown(written)):
            return written
        if shown(written) != holdable(written):
            self._wrong(head, "has only the beginning of a text, which is too long to be corrected here")
        return holdable(cell.text)

    def choice(self, head: str, choices: Iterable[str]) -> str:
        """What was chosen in a cell; "" for nothing."""
        text = self.text(head).strip().lower()
        if text and text not in tuple(choices):
            self._wrong(head, f"is {text[:40]!r}, but may be {', '.join(choices)}")
            return ""
        return text

    def error(self, n: int, was: Mapping[str, str] | None = None) -> list[dict[str, str]]:
        """The error of a number, from 0, if there is one. was: what was written there."""
        category, severity, note = error_heads(n)
        read = {
            "category": self.choice(category, Category),
            "severity": self.choice(severity, Severity),
            "note": self.text(note, was["note"] if was else ""),
        }
        for head, field in ((category, "category"), (severity, "severity")):
            if any(read.values()) and not read[field]:
                self._wrong(head, "is empty, but its row has an error there")
        return [read] if any(read.values()) else []

    def refuse_beside(self) -> None:
        """Tell of what stands in no column: nobody would read it."""
        for place, cell in self.line[1].items():
            if place not in self.places.values() and (cell.text.strip() or cell.problem):
                name = f"{letters(place)}{self.line[0]}"
                self.problems.append(f"{name} has {cell.text[:40]!r} in a column without a head: enter it as a comment")

    def _wrong(self, head: str, what: str) -> None:
        self.problems.append(f"{letters(self.places[head])}{self.line[0]} ({head}) {what}")


def _with_properties(found: Sequence[Row], sheet: Sheet, problems: list[str]) -> Iterator[Row]:
    """The rows with what a person corrected of what their documents say. problems: gets what is none of it."""
    lines = [(number, [cells.get(place, EMPTY) for place in range(3)]) for number, cells in sheet.lines()][1:]
    given = {(document.text, name.text): (number, text) for number, (document, name, text) in lines}
    for row in found:
        if "provenance" in row:
            values = properties(row)
            for (document, name), (number, cell) in list(given.items()):
                if document != shown(row["document"]):
                    continue
                del given[document, name]
                if cell.problem:
                    problems.append(f"C{number} of the sheet {sheet.title!r} holds {cell.problem}: enter it as text")
                known = next((key for key in values if same(shown(key), name)), name)
                if known not in values and not name.startswith(META):
                    problems.append(
                        f"B{number} of the sheet {sheet.title!r} is no property of a document: {name[:40]!r}"
                    )
                elif not same(cell.text, shown(values.get(known, ""))):
                    values[known] = holdable(cell.text).strip()
            row = with_properties(row, values)
        yield row
    problems += [
        f"row {n} of the sheet {sheet.title!r} is of no document: {d[:40]!r}" for (d, _), (n, _) in given.items()
    ]
