"""Rows of tables and objects of JSON Lines as documents: which field is the text, and what the others say."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from tarjoman.document import Document
from tarjoman.errors import InputError, UsageError
from tarjoman.translate.reader import paragraphs
from tarjoman.translate.readers.opened import Opened, tidy
from tarjoman.translate.readers.slugs import Slugs


@dataclass(frozen=True, slots=True)
class Record:
    """A row or an object. fields: its text by the names of its columns. place: what to call it in messages, "row 3"."""

    fields: Mapping[str, str]
    place: str


@dataclass(frozen=True, slots=True)
class Roles:
    """What the fields of records are for. given: the field of a role, where it was named."""

    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, settings: Sequence[str]) -> "Roles":
        """From settings ROLE=NAME. Raises UsageError, naming all that are none."""
        pairs = [setting.partition("=")[::2] for setting in settings]
        if odd := [s for s, (role, name) in zip(settings, pairs, strict=True) if role not in _names() or not name]:
            advice = f"Give ROLE=NAME, where ROLE is one of {', '.join(_names())}"
            raise UsageError("--field", f"{', '.join(map(repr, odd))} is none", advice)
        return cls(dict(pairs))

    def of(self, names: Sequence[str]) -> dict[str, str]:
        """The role of each name that has one. Of several for a role the one that was named, else the usual one."""
        folded = {_fold(name): name for name in reversed(names)}
        found: dict[str, str] = {}
        for role, usual in _names().items():
            wanted = [self.given[role]] if role in self.given else usual
            name = next((n for n in wanted if n in names), None) or next(
                (folded[_fold(n)] for n in wanted if _fold(n) in folded), None
            )
            if name is not None:
                found.setdefault(name, role)
        return found

    def no_text(self, names: Sequence[str], kind: str) -> tuple[str, str]:
        """The problem and the advice where none of the names is the text's. kind: "column" or "field"."""
        wanted = self.given.get("text") or " or ".join(_names()["text"][:3])
        there = ", ".join(map(repr, map(tidy, names[:20]))) + (", …" if len(names) > 20 else "")
        return f"no {kind} {wanted}, but {there or 'none at all'}", "Name the one of the text with --field text=NAME"


def documents(file: Opened, records: Iterator[Record | InputError]) -> Iterator[Document | InputError]:
    """A document a record, one at a time; with `lines` one of all of them, a sentence a record.

    A title is the first paragraph. What else a record says goes with its document, but for values of more than a
    thousand characters. A record that is no document is an InputError in its place. Raises InputError: no records.
    """
    reading = _Reading(file, Roles.parse(file.config.fields))
    empty = True
    for number, record in enumerate(records, 1):
        empty = False
        try:
            if isinstance(record, InputError):
                raise record
            if file.lines:
                reading.add(record)
            else:
                yield reading.document(record, number)
        except InputError as error:
            reading.failed()
            yield error
    if empty:
        raise InputError(file.name, "nothing in it", "Give it a text, or leave it out")
    if file.lines:
        yield reading.sentences()


class _Reading:
    """The records of one file under way: the names that were given, or the sentences so far."""

    def __init__(self, file: Opened, roles: Roles) -> None:
        self._file, self._roles = file, roles
        self._role_of = lru_cache(maxsize=64)(roles.of)  # records mostly have the same fields
        self._slugs = Slugs()
        self._lines: list[str] = []
        self._size = 0

    def document(self, record: Record, number: int) -> Document:
        """The document of a record. Raises InputError."""
        role_of, text = self._text(record)
        by_role = {role: record.fields[name] for name, role in role_of.items()}
        id = f"{self._file.id}/{self._slugs(by_role.get('id', ''), number)}"
        rest = {n: value for n, value in record.fields.items() if role_of.get(n) not in ("text", "title")}
        meta = {role_of.get(name, name): value for name, value in rest.items()}
        return self._file.document(paragraphs(text), by_role.get("title"), meta, id=id, place=record.place)

    def add(self, record: Record) -> None:
        """Take a record as a sentence. Raises InputError: no text, or more than a file may have."""
        line = tidy(self._text(record)[1])
        self._lines.append(line)
        self._size += len(line.encode("utf-8", "replace")) + 1

    def failed(self) -> None:
        """What is no sentence is a blank line, so that as many come out."""
        self._lines.append("")

    def sentences(self) -> Document:
        """All that were taken. Raises InputError: no Persian in any, or more than a file may have."""
        limit, text = self._file.config.max_file, "".join(line + "\n" for line in self._lines)
        if self._size > limit:
            problem = f"its sentences are more than {limit:,} bytes"
            raise InputError(self._file.name, problem, "Divide it, or raise the limit with --max-file")
        return self._file.document(paragraphs(text, lines=True))

    def _text(self, record: Record) -> tuple[dict[str, str], str]:
        """The roles of a record's fields, and its text. Raises InputError when none is for it."""
        names = tuple(record.fields)
        role_of = self._role_of(names)
        for name, role in role_of.items():
            if role == "text":
                return role_of, record.fields[name]
        raise InputError(f"{self._file.name}, {record.place}", *self._roles.no_text(names, "field"))


@cache
def _names() -> dict[str, list[str]]:
    """The usual names of each role."""
    return tomllib.loads((files("tarjoman.translate.readers") / "fields.toml").read_text(encoding="utf-8"))


def _fold(name: str) -> str:
    return re.sub(r"[\s_\u200c-]+", "", name).casefold()
