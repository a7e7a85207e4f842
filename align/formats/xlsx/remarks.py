"""Comments and notes on the cells of a sheet, as Excel, LibreOffice and Google Sheets write them.

Excel has two kinds: notes ([MS-OI29500], `comments` of ECMA-376), which every program writes, and threads of comments
([MS-XLSX] 2.1.77), beside which it writes a note for programs that know none.
"""

import re
from collections.abc import Iterator

from tarjoman.align.formats.returned import Remark
from tarjoman.align.formats.xlsx.sheets import Sheet, string
from tarjoman.errors import InputError
from tarjoman.office import Package, tag_of

_CELL = re.compile("[A-Z]{1,3}[0-9]{1,7}")
_STAND_IN = "tc="  # begins the author of a note that stands for a thread
_HEADING = "\nComment:\n"  # in such a note, before what was said


def remarks(sheet: Sheet) -> Iterator[tuple[str, Remark]]:
    """The remarks on a sheet, each with its cell ("C3"); a thread from its beginning. Raises InputError: damaged."""
    for cell, remark in _found(sheet):
        if not _CELL.fullmatch(cell):
            problem = f"a comment of its sheet {sheet.title!r} is at no cell ({cell[:10]!r})"
            raise InputError(sheet.package.name, problem, "Open it in a spreadsheet and save it again")
        yield cell, remark


def _found(sheet: Sheet) -> Iterator[tuple[str, Remark]]:
    package = sheet.package
    threads = list(_threads(package, sheet.part))
    threaded = {cell for cell, _ in threads}
    yield from threads
    for part in package.related(sheet.part, "comments").values():
        root = package.xml(part)
        authors = [(author.text or "").strip() for author in root.iter("{*}author")]
        for note in root.iter("{*}comment"):
            cell, number = note.get("ref") or "", note.get("authorId") or ""
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            text = "".join(string(e) for e in note if tag_of(e) == "text").strip()
            if not author.startswith(_STAND_IN):
                yield cell, Remark(text.removeprefix(f"{author}:\n"), author)
            elif cell not in threaded:
                yield cell, Remark(text.partition(_HEADING)[2].strip() or text)


def _threads(package: Package, part: str) -> Iterator[tuple[str, Remark]]:
    persons = {
        person.get("id"): person.get("displayName") or ""
        for people in package.related(package.main(), "person").values()
        for person in package.xml(people)
    }
    for thread in package.related(part, "threadedComment").values():
        for comment in package.xml(thread):
            text = "".join(e.text or "" for e in comment if tag_of(e) == "text").strip()
            author, time = persons.get(comment.get("personId"), ""), (comment.get("dT") or "")[:19]
            yield comment.get("ref") or "", Remark(text, author, time and f"{time}Z")
