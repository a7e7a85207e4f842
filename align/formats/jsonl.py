"""JSON Lines, one object per pair, version 1. `pair.schema.json` beside this module and docs/jsonl.md describe it."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tarjoman.align.formats.jsontext import loads
from tarjoman.align.formats.rows import VERSION, bitexts, each
from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, display, unpacked

LONGEST = 10_000_000  # bytes of a line that is read; one of ours has a few thousand


# How our lines begin, also after another program has written them again
_OURS = re.compile(rb'\s*\{\s*"version"\s*:\s*\d+\s*,\s*"id"\s*:\s*"(?:[^"\\]|\\.)*#\d+"\s*,\s*"document"\s*:')


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so holds pairs of this format."""
    return _OURS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """What an audit needs of a pair in a file.

    document: its document's id. pair: its number there, from 0. source: raw, white space and all. target: the English.
    line: where it stands in the file, from 1. confidence: 0 to 1; None where it is not known.
    """

    document: str
    pair: int
    source: str
    target: str
    line: int
    confidence: float | None = None


def render(bitexts: Iterable[Bitext]) -> str:
    """A line for each pair, in order. Joining the `source` fields of a document gives its raw text back."""
    found = (row for bitext in bitexts for row in each(bitext))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a file, as they were written. Raises InputError as `read` does, and for pairs that cannot be."""
    try:
        yield from bitexts(row for _, row in _objects(path))
    except ValueError as error:
        raise InputError(display(path), str(error), _ADVICE) from error


def read(path: Path) -> Iterator[Row]:
    """The rows of a file, in order; of several files one after the other too.

    path: may be packed, .gz or .xz. Read a line at a time, none of more than `LONGEST` bytes, so that memory does not
    grow with the file; lines of white space are passed over. Raises InputError, with the line, when it gets there: not
    readable, not UTF-8, not an object a line, another version, a field that is missing or of another type; or when the
    file has no row at all.
    """
    for line, row in _objects(path):
        yield Row(row["document"], row["pair"], row["source"], row["target"], line, row.get("confidence"))


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number and the object of each line that has something in it. Raises InputError."""
    where, found = display(path), False
    try:
        with unpacked(path) as stream:
            number = 0
            while line := stream.readline(LONGEST + 1):
                number += 1
                if len(line) > LONGEST:
                    raise InputError(where, f"line {number} has more than {LONGEST:,} bytes", _ADVICE)
                if line.strip():
                    found = True
                    yield number, _read(line.rstrip(b"\r\n"), number, where)
    except UNREADABLE as error:
        raise InputError(where, f"cannot be read ({error})", "Check the path, and that the file is whole") from error
    if not found:
        raise InputError(where, "is empty", "Name a file that `tarjoman translate -f jsonl` has written")


_ADVICE = "Give it one object a line, as `tarjoman translate -f jsonl` writes them (docs/jsonl.md)"
_FIELDS = {"document": "a string", "pair": "an integer from 0", "source": "a string", "target": "a string"}


def _read(line: bytes, number: int, where: str) -> dict[str, Any]:
    """A line that has something in it. Raises InputError."""
    try:
        row = loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        problem = f"line {number} is not UTF-8 (its byte {error.start + 1})"
        raise InputError(where, problem, "Save it as UTF-8") from error
    except json.JSONDecodeError as error:
        problem = f"line {number} is not JSON ({error.msg} at its character {error.pos + 1})"
        raise InputError(where, problem, _ADVICE) from error
    except ValueError as error:
        raise InputError(where, f"line {number} cannot be read ({error})", _ADVICE) from error
    if not isinstance(row, dict):
        raise InputError(where, f"line {number} is not an object", _ADVICE)
    version = row.get("version")
    if type(version) is int and version != VERSION:
        problem = f"line {number} is of version {version}, not {VERSION}"
        raise InputError(where, problem, "Read it with the tarjoman that wrote it, or translate again with this one")
    problems = [] if type(version) is int else [f"`version` must be {VERSION}"]
    problems += [f"`{name}` must be {kind}" for name, kind in _FIELDS.items() if not _is(kind, row.get(name))]
    confidence = row.get("confidence")
    if confidence is not None and not (type(confidence) in (int, float) and 0 <= confidence <= 1):
        problems.append("`confidence` must be a number from 0 to 1, or null")
    if problems:
        raise InputError(where, f"line {number}: {', '.join(problems)}", _ADVICE)
    return row


def _is(kind: str, value: object) -> bool:
    """Whether a value is what a field must be."""
    if kind == "a string":
        return isinstance(value, str)
    return type(value) is int and value >= 0
