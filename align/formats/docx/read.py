"""Reading Word documents that a person may have changed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tarjoman.align.formats.docx.layout import HEADS, NAMESPACE, PAIRS, VERSION_OF, above, below_number
from tarjoman.align.formats.returned import (
    Answer,
    Remark,
    in_utc,
    joined,
    kept,
    loaded,
    merged,
    package,
    refuse,
    said,
    saved_by,
    untampered,
)
from tarjoman.align.formats.rows import VERSION, Row, bitexts
from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.files import display
from tarjoman.office import Element, Package, attribute, holdable, tag_of
from tarjoman.translate.readers.docx import paragraphs

_OURS = "Give it a document that tarjoman has written, saved as .docx by Word or LibreOffice"
_CORRECT = "Correct that and save it again; rows may be moved, but not added or deleted"
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
_CHANGES = frozenset(("ins", "del", "movefrom", "moveto"))  # of tracked changes


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a document, with what a person changed: the English, and comments on a row, which are the pair's.

    Tracked changes are read as if accepted. Raises InputError: unreadable, or none of ours; rows that are missing,
    doubled or new, or with a Persian text that is not theirs; comments on something else, and text outside of the rows
    or below a number.
    """
    where = display(path)
    parts = package(path, ".docx")
    main = parts.main()
    root = parts.xml(main) if main else None
    if root is None or tag_of(root) != "document":
        raise InputError(where, "no Word document", _OURS)
    problems: list[str] = []
    with untampered(where):
        written = _written(parts, main)
        numbered = {str(number): row for number, row in enumerate(written, 1)}
        reader = _Reader(where, numbered, _comments(parts, main), saved_by(parts), problems)
        found = list(merged(written, reader.answers(root), holdable, problems))
        problems += [f"a comment is at no row: “{comment.text[:40]}”" for comment in reader.strays(root)]
        problems += [
            f"“{text[:40]}” stands outside of the rows: make it a comment on a row" for text in reader.beside(root)
        ]
        refuse(where, problems, _CORRECT)
        read = list(bitexts(found))
    yield from read


def _written(parts: Package, main: str) -> list[Row]:
    """The rows as they were written. Raises InputError: there are none, or of another version."""
    for part in parts.related(main, "customXml").values():
        root = parts.xml(part)
        if root.tag == f"{{{NAMESPACE}}}{PAIRS}":
            if root.get(VERSION_OF) != str(VERSION):
                problem = f"it is of version {str(root.get(VERSION_OF))[:20]!r}, not {VERSION}"
                raise InputError(parts.name, problem, "Read it with the tarjoman that wrote it")
            return [loaded(element.text or "") for element in root]
    problem = "no document of tarjoman, or what it keeps of its pairs was lost, as it is by Google Docs and as .odt"
    raise InputError(parts.name, problem, _OURS)


def _comments(parts: Package, main: str) -> dict[str, Remark]:
    """The comments of a document by their ids."""
    return {
        attribute(e, "id"): Remark(_text(e, parts.name), attribute(e, "author"), attribute(e, "date"))
        for part in parts.related(main, "comments").values()
        for e in parts.xml(part)
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what a person made of the rows. written: by their numbers. by: who saved it, and when. used: the comments
    on rows. problems: gets what cannot be read."""

    name: str
    written: Mapping[str, Row]
    comments: Mapping[str, Remark]
    by: tuple[str, str]
    problems: list[str]
    used: set[str] = field(default_factory=set)

    def answers(self, root: Element) -> Iterator[Answer]:
        """The answers of all tables."""
        for table in _within(root, "tbl"):
            heads: list[str] = []
            for row in _within(table, "tr"):
                if _is_deleted(row):
                    continue
                cells = list(_within(row, "tc"))
                texts = [_text(cell, self.name) for cell in cells]
                if sorted(texts) == sorted(HEADS):
                    heads = texts
                elif any(text.strip() for text in texts):
                    yield from self._answer(row, cells, texts, heads)

    def strays(self, root: Element) -> Iterator[Remark]:
        """The comments at something other than the rows."""
        ids = [attribute(e, "id") for e in root.iter("{*}commentReference")]
        yield from (self.comments[id] for id in ids if id in self.comments and id not in self.used)

    def beside(self, root: Element) -> Iterator[str]:
        """The lines outside of the tables that were not written there."""
        first = (row for row in self.written.values() if "provenance" in row)
        written = {line for row in first for text in above(row) for line in _lines(holdable(text))}
        lines = (line for paragraph in _within(root, "p") for line in _lines(_text([paragraph], self.name)))
        yield from (line for line in lines if line not in written)

    def _answer(
        self, row: Element, cells: Sequence[Element], texts: Sequence[str], heads: Sequence[str]
    ) -> Iterator[Answer]:
        if not len(texts) == len(heads) == len(HEADS):
            self.problems.append(
                f"a row is not of {len(HEADS)} cells below {', '.join(HEADS)}: “{' '.join(texts)[:40]}”"
            )
            return
        number, source, target = (texts[heads.index(head)] for head in HEADS)
        (number, _, small), cell = number.partition("\n"), cells[heads.index(HEADS[-1])]
        number = number.strip()
        written = self.written.get(number)
        if written is None:
            yield Answer("", f"a row of the number {number[:20]!r}", source, target, {})
            return
        small_print = {line for text in below_number(written) for line in _lines(holdable(text))}
        if odd := [line for line in _lines(small) if line not in small_print]:
            self.problems.append(f"the row {number} has “{odd[0][:40]}” below its number: make it a comment")
        ids = [attribute(e, "id") for e in row.iter("{*}commentReference")]
        self.used.update(ids)
        made = [self.comments[id] for id in ids if id in self.comments]
        old = said(written)["comment"]
        comment = kept(joined(made), old, holdable)
        changes = [(attribute(e, "author"), attribute(e, "date")) for e in cell.iter() if tag_of(e) in _CHANGES]
        if not changes and comment != old:
            changes = [(c.author, c.time) for c in made]
        reviewer, time = max(changes, key=lambda change: change[1], default=self.by)
        yield Answer(written["id"], f"the row {number}", source, target, {"comment": comment}, reviewer, in_utc(time))


def _text(element: Iterable[Element], name: str) -> str:
    """The text of a cell or a comment; LibreOffice 7.4 escapes what looks like an escape, as no other program does."""
    return _ESCAPED.sub("_", "\n".join(paragraphs(element, name)))


def _lines(text: str) -> list[str]:
    """The lines that have something in them, white space as single spaces."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _within(element: Element, tag: str) -> Iterator[Element]:
    """The elements of a name within an element, but not those within one another, or in a table of a cell."""
    for child in element:
        if tag_of(child) == tag:
            yield child
        elif tag_of(child) not in ("p", "tbl", "tc"):
            yield from _within(child, tag)


def _is_deleted(row: Element) -> bool:
    """Whether a row is deleted by a tracked change."""
    return any(tag_of(mark) == "del" for properties in row if tag_of(properties) == "trpr" for mark in properties)
