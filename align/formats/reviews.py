"""What a person said of documents before them in a browser: NAME.review.json, version 1.

The button of the side-by-side page writes it: the rows as they are now, each with its review, and the names that were
spelt anew. docs/review.md describes it. It comes from wherever the page was opened, so nothing in it is taken on trust.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tarjoman import clock
from tarjoman.align.formats.rows import VERSION, as_name, as_row, bitexts, reviewed, rows
from tarjoman.align.formats.shapes import SPAN, TEXTS, problem
from tarjoman.align.names import find_again
from tarjoman.bitext import Bitext, Flag, NameStatus, Origin
from tarjoman.errors import InputError
from tarjoman.files import content, display
from tarjoman.review import Category, Severity, State

SUFFIX = ".review.json"
KIND = "tarjoman-review"
LARGEST = 300_000_000  # bytes, unpacked, of a file that is read: some 150,000 sentences
_OURS = re.compile(rb'\s*\{\s*"format"\s*:\s*"' + KIND.encode() + rb'"')
_ADVICE = "Export it again with the button of the page"

_ERROR = {"category": Category, "severity": Severity, "note?": str}
_REVIEW = {
    "state?": State,
    "machine?": str,
    "comment?": str,
    "errors?": [_ERROR],
    "reviewer?": str,
    "time?": str,
}
_NAME = {"source": SPAN, "target": (SPAN, None), "english": str, "status": NameStatus, "entry": str, "gloss": str}
_ROW = {
    "document": str,
    "source": str,
    "target": str,
    "pair?": int,
    "paragraph?": (int, None),
    "paragraphs?": [int],
    "source_spans?": [SPAN],
    "normalized?": str,
    "target_spans?": ([SPAN], None),
    "score?": (float, None),
    "confidence?": (float, None),
    "flags?": [Flag],
    "names?": [_NAME],
    "links?": [[int]],
    "origin?": Origin,
    "matches?": [{"source": str, "target": str, "likeness": float}],
    "review?": (_REVIEW, None),
    "model?": str,
    "license?": str,
    "title?": (str, None),
    "meta?": TEXTS,
    "provenance?": ({"tool?": str, "settings?": TEXTS, "created?": str}, None),
}
_FILE = {"format": str, "version": int, "rows": list, "names?": list, "exported?": str}


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name that a person spelt anew. fa: the Persian one. en: as they want it. was: as they found it; "" if not."""

    fa: str
    en: str
    was: str = ""


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is such a file."""
    return _OURS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def render(bitexts: Iterable[Bitext], names: Sequence[Renamed] = ()) -> str:
    """A file with some bitexts and the names that were spelt anew, a row on a line."""
    head = json.dumps({"format": KIND, "version": VERSION, "exported": clock.now()}, ensure_ascii=False)
    listed = json.dumps([asdict(name) for name in names], ensure_ascii=False)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for bitext in bitexts for row in rows(bitext))
    return f'{head[:-1]}, "names": {listed}, "rows": [\n{lines}\n]}}\n'


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a file, packed or not. A pair is `edited` where its target is not its machine's, and only there.

    Raises InputError, with the number of the row, from 1: a file that cannot be read, has more than `LARGEST` bytes, is
    of another kind or version, or a field of which is missing or cannot be what it is.
    """
    try:
        yield from bitexts(list(_rows(_read(path)["rows"])))
    except ValueError as error:
        raise InputError(display(path), str(error), _ADVICE) from error


def names(path: Path) -> list[Renamed]:
    """The names of a file that were spelt anew, in its order. Raises InputError as `decode` does."""
    found = []
    for number, name in enumerate(_read(path).get("names", ()), 1):
        if wrong := problem(name, {"fa": str, "en": str, "was?": str}, f"name {number}"):
            raise InputError(display(path), wrong, _ADVICE)
        found.append(Renamed(*(" ".join(name.get(field, "").split()) for field in ("fa", "en", "was"))))
    return found


def _read(path: Path) -> dict[str, Any]:
    """The object of a file. Raises InputError."""
    where = display(path)
    raw = content(path, LARGEST, "Review fewer documents at a time")
    try:
        found = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise InputError(where, f"is not UTF-8 (its byte {error.start + 1})", _ADVICE) from error
    except (ValueError, RecursionError) as error:  # no JSON, or of numbers or lists in lists without end
        raise InputError(where, f"is no JSON that can be read ({error})", _ADVICE) from error
    if not isinstance(found, dict) or found.get("format") != KIND:
        raise InputError(where, "is no review file", f'Its "format" is "{KIND}" where the page wrote it')
    if found.get("version") != VERSION:
        raise InputError(where, f"is not of version {VERSION}", "Read it with the tarjoman that made the page")
    if wrong := problem(found, _FILE, "the file"):
        raise InputError(where, wrong, _ADVICE)
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _rows(found: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The rows as `bitexts` reads them. Raises ValueError: one that cannot be, or is missing."""
    document, expected = None, 0
    for number, row in enumerate(found, 1):
        good = _row(row, f"row {number}")
        document, expected = good["document"], expected + 1 if good["document"] == document else 0
        if good.get("pair", expected) != expected:
            raise ValueError(f"row {number} is pair {good['pair']} of its document, where {expected} must stand")
        yield good


def _row(row: Any, where: str) -> dict[str, Any]:
    """A row as `bitexts` reads it. Raises ValueError."""
    if wrong := problem(row, _ROW, where):
        raise ValueError(wrong)
    if row.get("confidence") is not None and not 0 <= row["confidence"] <= 1:
        raise ValueError(f"{where}.confidence must be from 0 to 1")
    if (review := row.get("review")) is None:
        return dict(row)
    said = {name: review[name] for name in ("state", "comment", "errors", "reviewer") if name in review}
    said["reviewer"] = " ".join(said.get("reviewer", "").split())  # it stands before comments, on their line
    machine = review.get("machine", row["target"])
    found = reviewed(row, machine, **said, time=_time(review.get("time", ""), where))
    return found if found["review"] is None else found | _placed(row, found, machine)


def _placed(row: dict[str, Any], found: dict[str, Any], machine: str) -> dict[str, Any]:
    """What a row says of its target: as it was where it is that of an unchanged one, or of an edited one already."""
    if found["review"]["state"] != State.EDITED and _fits(row, row["target"]):
        return {"target": row["target"]}  # white space and all
    if _fits(row, found["target"]):
        return {}
    names = find_again([as_name(name) for name in row.get("names", ())], found["target"], machine)
    return {"target_spans": None, "names": [as_row(name) for name in names], "links": []}


def _fits(row: dict[str, Any], target: str) -> bool:
    """Whether the sentences of a row's target are those of a text, whole."""
    spans = row.get("target_spans") or [[0, 0]]
    return " ".join(target[a:b] for a, b in spans) == target and spans[-1][1] == len(target)


def _time(said: str, where: str) -> str:
    """A time in UTC, to the second, as `Review` has it; in UTC too where no zone stands. Raises ValueError."""
    if not said:
        return ""
    try:
        time = datetime.fromisoformat(said)
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{where}.review.time is no time ({display(said[:40])})") from error
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")
