"""Rows of tables and objects of JSON Lines as documents: which field is the text, and what the others say."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from tarjoman.document import Document
from tarjoman.errors import InputError, UsageError
from tarjoman.translate.reader import paragraphs
from tarjoman.translate.readers.opened import Opened, cut, tidy
from tarjoman.translate.readers.slugs import Slugs


@dataclass(frozen=True, slots=True)
class Record:
    """A row or an object.

    fields: its text by the names of its columns, "" where it has none. place: what to call it in messages, "row 3".
    odd: what those are, by name, that have another value than text: "a number".
    """

    fields: Mapping[str, str]
    place: str
    odd: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roles:
    """What the fields of records are for. given: the field of a role, where it was named."""

    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, settings: Sequence[str]) -> "Roles":
        """From settings ROLE=NAME. Raises UsageError, naming all that are none, and roles and names that come twice."""
        pairs = [setting.partition("=")[::2] for setting in settings]
        odd = [s for s, (role, name) in zip(settings, pairs, strict=True) if role not in _names() or not name]
        problems = [f"{', '.join(map(repr, odd))} is none"] if odd else []
        roles, fields = zip(*pairs, strict=True) if pairs else ((), ())
        problems += [f"several fields for {role}" for role, n in Counter(roles).items() if role and n > 1]
        problems += [f"{name!r} for several roles" for name, n in Counter(fields).items() if name and n > 1]
        if problems:
            advice = f"Give ROLE=NAME, where ROLE is one of {', '.join(_names())}"
            raise UsageError("--field", "; ".join(problems), advice)
        return cls(dict(pairs))

    def of(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The names for each role, the surest first: the one that was named, else the usual ones."""
        folded: dict[str, list[str]] = {}
        for name in names:
            folded.setdefault(_fold(name), []).append(name)
        there = frozenset(names)
        reserved = frozenset(map(_fold, self.given.values()))
        found = {}
        for role, usual in _names().items():
            wanted = [self.given[role]] if role in self.given else [n for n in usual if _fold(n) not in reserved]
            exact = [name for name in wanted if name in there]
            similar = [name for one in wanted for name in folded.get(_fold(one), ())]
            found[role] = tuple(dict.fromkeys((*exact, *similar)))
        return found

    def lacking(self, names: Sequence[str], kind: str) -> tuple[str, str] | None:
        """The problem and the advice where fields that were named, but for the text's, are not there; else None.

        kind: "column" or "field".
        """
        found = self.of(names)
        lost = [f"{cut(n, 80)!r} for {role}" for role, n in self.given.items() if role != "text" and not found[role]]
        if not lost:
            return None
        return f"no {kind} {', '.join(lost)}, but {_listed(names)}", "Give --field ROLE=NAME with one of these"

    def no_text(self, names: Sequence[str], kind: str) -> tuple[str, str]:
        """The problem and the advice where none of the names is the text's."""
        wanted = repr(self.given["text"]) if "text" in self.given else " or ".join(_names()["text"][:3])
        return f"no {kind} {wanted}, but {_listed(names)}", "Name the one of the text with --field text=NAME"


def documents(file: Opened, records: Iterator[Record | InputError]) -> Iterator[Document | InputError]:
    """A document a record, one at a time; with `lines` one of all of them, a sentence a record.

    A title is the first paragraph. What else a record says goes with its document. A record that is no document is an
    InputError in its place. Raises InputError: no records; the first one has not the fields that were named.
    """
    roles = Roles.parse(file.config.fields)
    reading = _Reading(file, roles)
    empty, checked = True, False
    for number, record in enumerate(records, 1):
        empty = False
        if isinstance(record, Record) and not checked:
            checked = True
            if problem := roles.lacking(tuple(record.fields), "field"):
                raise InputError(f"{file.name}, {record.place}", *problem)
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
        self._names_for = lru_cache(maxsize=64)(roles.of)  # records mostly have the same fields
        self._slugs = Slugs()
        self._lines: list[str] = []
        self._size = 0

    def document(self, record: Record, number: int) -> Document:
        """The document of a record. Raises InputError."""
        names_for = self._names_for(tuple(record.fields))
        name_of = {"text": self._text(record)}
        for role, names in names_for.items():
            free = [name for name in names if name not in name_of.values()]
            if role != "text" and free:
                name_of[role] = next((name for name in free if record.fields[name].strip()), free[0])
        by_role = {role: record.fields[name] for role, name in name_of.items()}
        if (title := name_of.get("title", "")) in record.odd and not by_role["title"]:
            raise self._wrong(record, title)
        id = f"{self._file.id}/{self._slugs(by_role.get('id', ''), number)}"
        meta = {role: value for role, value in by_role.items() if role not in ("text", "title")}
        rest = [name for name in record.fields if name not in name_of.values() and name not in meta]
        meta |= {name: record.fields[name] for name in rest}
        return self._file.document(paragraphs(by_role["text"]), by_role.get("title"), meta, id=id, place=record.place)

    def add(self, record: Record) -> None:
        """Take a record as a sentence. Raises InputError: no text, or more than a file may have."""
        line = tidy(record.fields[self._text(record)])
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

    def _text(self, record: Record) -> str:
        """The name of the field with a record's text: of those for it the first that is not blank.

        Raises InputError when there is none, or it has something else than text.
        """
        names = self._names_for(tuple(record.fields))["text"]
        for name in names:
            if name in record.odd:
                raise self._wrong(record, name)
            if record.fields[name].strip():
                return name
        if names:
            return names[0]
        raise InputError(self._where(record), *self._roles.no_text(tuple(record.fields), "field"))

    def _wrong(self, record: Record, name: str) -> InputError:
        problem = f"its field {cut(name, 80)!r} is {record.odd[name]}, no text"
        return InputError(self._where(record), problem, "Give a string or a list of strings, or name another field")

    def _where(self, record: Record) -> str:
        return f"{self._file.name}, {record.place}"


@cache
def _names() -> dict[str, list[str]]:
    """The usual names of each role."""
    return tomllib.loads((files("tarjoman.translate.readers") / "fields.toml").read_text(encoding="utf-8"))


def _listed(names: Sequence[str]) -> str:
    """The names that are there, as many as a message has room for."""
    return (", ".join(repr(cut(name, 80)) for name in names[:20]) or "none at all") + (", …" if len(names) > 20 else "")


def _fold(name: str) -> str:
    return re.sub(r"[\s_\u200c-]+", "", name).casefold()
