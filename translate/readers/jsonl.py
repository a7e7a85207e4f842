"""JSON Lines: an object a line, an article or a sentence each."""

import json
from collections import Counter
from collections.abc import Iterator

from tarjoman.align.formats.jsonl import is_ours
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.readers.opened import Opened, told
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
                yield _record(line, f"line {number}", where, first=number == 1)
            except InputError as error:
                yield error


def _record(line: bytes, place: str, where: str, *, first: bool) -> Record:
    """An object's values as text; lists of strings are lines. Raises InputError."""
    try:
        row = json.loads(line.decode("utf-8-sig" if first else "utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise InputError(where, f"not UTF-8 (its byte {error.start + 1})", "Save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise InputError(where, f"not JSON ({error.msg} at its character {error.pos + 1})", _ADVICE) from error
    except (ValueError, RecursionError) as error:  # JSON, but with a name twice, or of lists in lists without end
        raise InputError(where, f"cannot be read ({told(error)})", _ADVICE) from error
    if not isinstance(row, dict):
        raise InputError(where, "not an object", _ADVICE)
    return Record(
        {name: _text(value) for name, value in row.items()},
        place,
        {name: kind for name, value in row.items() if (kind := _kind(value))},
    )


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object. Raises ValueError where a name comes twice: one of the two would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        (twice, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the field {twice!r} comes twice")
    return found


def _text(value: object) -> str:
    """A value as text; "" for what is none."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else ""


def _kind(value: object) -> str:
    """What a value is that is neither text nor missing, to be told; "" for these."""
    if isinstance(value, list):
        return "" if all(isinstance(part, str) for part in value) else "a list of other things than strings"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, bool):
        return "true or false"
    return "a number" if isinstance(value, int | float) else ""
