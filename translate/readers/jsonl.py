"""JSON Lines: an object a line, an article or a sentence each."""

import json
from collections.abc import Iterator

from tarjoman.align.formats.jsonl import is_ours
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.readers.opened import Opened
from tarjoman.translate.readers.records import Record, documents

_ADVICE = 'Give it one object a line, such as {"text": "…"}'


def read(file: Opened) -> Iterator[Document | InputError]:
    """The documents of a file, read a line at a time; `max_file` holds for each line.

    Raises InputError: tarjoman's own output, nothing in it.
    """
    yield from documents(file, _records(file))


def _records(file: Opened) -> Iterator[Record | InputError]:
    """A record for each line that is not blank. Raises InputError for tarjoman's own output."""
    limit = file.config.max_file
    number = 0
    while line := file.stream.readline(limit + 1):
        number += 1
        where = f"{file.name}, line {number}"
        if number == 1 and is_ours(line):
            problem = "is a translation that tarjoman wrote, not a source"
            raise InputError(file.name, problem, "Name the text that it was made from")
        if len(line) > limit:
            while not line.endswith(b"\n") and (line := file.stream.readline(limit)):
                pass
            yield InputError(where, f"more than {limit:,} bytes", "Shorten it, or raise the limit with --max-file")
        elif line.strip():
            try:
                yield Record(_fields(line, where, first=number == 1), f"line {number}")
            except InputError as error:
                yield error


def _fields(line: bytes, where: str, *, first: bool) -> dict[str, str]:
    """What an object says in words and numbers; lists of words are lines. Raises InputError."""
    try:
        row = json.loads(line.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(where, f"not UTF-8 (its byte {error.start + 1})", "Save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError(where, f"not JSON ({error.msg} at its character {error.pos + 1})", _ADVICE) from error
    except (ValueError, RecursionError) as error:  # JSON, but of numbers or lists in lists without end
        raise InputError(where, f"cannot be read ({error})", _ADVICE) from error
    if not isinstance(row, dict):
        raise InputError(where, "not an object", _ADVICE)
    return {name: text for name, value in row.items() if (text := _scalar(value)) is not None}


def _scalar(value: object) -> str | None:
    """A value as text; None for what is none."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    if isinstance(value, bool) or value is None:
        return None if value is None else str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None
