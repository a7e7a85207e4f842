"""What a row says beside its two texts, as short texts by name.

TMX keeps them as properties, XLIFF as contexts or metadata, a table as columns. Only what says something is there. A
row that was read back is what it was, but for a target that a person has changed since: that is an edit of theirs.
"""

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import Any

from tarjoman.align.formats.jsontext import loads
from tarjoman.align.formats.rows import MOST, Row, reviewed
from tarjoman.bitext import Origin

NAMES = (
    "document",
    "pair",
    "paragraph",  # of the source's segments, where they are of several one for each
    "segments",  # lengths of several source segments, white space and all
    "sentences",  # lengths of several target sentences
    "before",  # white space around the source, `escaped`
    "after",
    "flags",
    "confidence",
    "score",
    "state",  # and what else a person said
    "errors",  # JSON
    "reviewer",
    "time",
    "origin",
    "model",
    "license",
    "title",  # of the document, in its first row; so is all that follows
    "meta",  # JSON
    "tool",
    "settings",  # JSON
    "pairs",  # how many there are
)
LARGEST = 500_000_000  # bytes, unpacked, of a file whose pairs are held until all are there to be put in order
_NUMBERS = ("confidence", "score")
_TOLD = 5  # numbers of missing pairs that are told
_TEXTS = ("origin", "model", "license")
# What a program may take for a line end, or that ends no line in one of text
_ESCAPED = re.compile("[\\\\\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]| (?= |$)|^ ")
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPE = re.compile(r"\\(?:([\\nrt])|u([0-9a-f]{4}))")


def escaped(text: str) -> str:
    r"""A text on one line without spaces at its ends or twice: `\n`, `\t`, `\\`, `\u2028` stand for others."""
    return _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04x}", text)


def unescaped(text: str) -> str:
    """The text that was escaped. A backslash that begins none of ours is itself. Raises ValueError: `\\ud800`."""
    long = {short[1]: char for char, short in _SHORT.items()}
    return _ESCAPE.sub(lambda m: long[m[1]] if m[1] else character(m[2]), text)


def character(code: str) -> str:
    """The character of a number in hexadecimal digits. Raises ValueError: there is none, or it is half of one."""
    number = int(code, 16)
    if number > sys.maxunicode or 0xD800 <= number <= 0xDFFF:
        raise ValueError(f"{code[:40]} is the number of no character")
    return chr(number)


def properties(row: Row, count: int) -> dict[str, str]:
    """Those of a row, in the order of `NAMES`. count: how many pairs its document has."""
    raw, review = row["source"], row["review"] or {}
    inner = raw.strip()
    begin = raw.index(inner) if inner else len(raw)
    paragraphs = row["paragraphs"] if len(set(row["paragraphs"])) > 1 else row["paragraphs"][:1]
    found: dict[str, Any] = {
        "document": row["document"],
        "pair": row["pair"],
        "paragraph": _listed(paragraphs),
        "segments": _listed(_lengths(row["source_spans"])),
        "sentences": _listed(_lengths(row["target_spans"])),
        "before": escaped(raw[:begin]),
        "after": escaped(raw[begin + len(inner) :]),
        "flags": " ".join(row["flags"]),
        **{name: row[name] for name in (*_NUMBERS, *_TEXTS)},
        "state": review.get("state"),
        "errors": _json(review.get("errors")),
        "reviewer": review.get("reviewer"),
        "time": review.get("time"),
    }
    if "provenance" in row:
        found |= {
            "title": row["title"],
            "meta": _json(row["meta"]),
            "tool": row["provenance"]["tool"],
            "settings": _json(row["provenance"]["settings"]),
            "pairs": count,
        }
    return {name: str(found[name]) for name in NAMES if found.get(name) not in (None, "")}


def machine(row: Row) -> str:
    """The target before the first edit."""
    return str(row["review"]["machine"] if row["review"] else row["target"])


def row(said: Mapping[str, str], source: str, target: str, machine: str | None, comment: str = "") -> Row:
    """The row of a pair that says so.

    source, target: as they are in the file now, without white space around the source. machine: the target before any
    edit; None where nobody told: of one of ours there was none, of another's it is the target. Without `document` in it
    it is a pair of another program. Raises ValueError: what is no number, JSON, state …
    """
    ours = "document" in said
    found: Row = {"source": source, "target": target, "origin": said.get("origin", Origin.ALIGNED)}
    if ours:
        found |= {"document": said["document"], **_structure(said, source)}
    found |= {name: int(said[name]) for name in ("pair", "pairs") if name in said}
    found |= {name: _number(said, name) for name in _NUMBERS if name in said}
    found |= {name: said[name] for name in ("model", "license", "title") if name in said}
    found |= {"flags": said.get("flags", "").split(), "meta": _object(said, "meta")}
    found["provenance"] = {"tool": said.get("tool", ""), "settings": _object(said, "settings")}
    told: dict[str, Any] = {
        "state": said.get("state", ""),
        "comment": comment,
        "errors": _loaded(said, "errors", "[]"),
        "reviewer": said.get("reviewer", ""),
        "time": said.get("time", ""),
    }
    found = reviewed(found, machine if machine is not None else "" if ours else target, **told)
    lengths = _numbers(said, "sentences")
    ends = list(accumulate(lengths, lambda end, length: end + 1 + length, initial=-1))
    if lengths and ends[-1] == len(found["target"]) and all(found["target"][end] == " " for end in ends[1:-1]):
        found["target_spans"] = [[a + 1, b] for a, b in pairwise(ends)]
    return found


def gathered(rows: Iterable[Row], *, whole: bool = True) -> list[Row]:
    """Rows by their documents, and in the order of these, however a program has moved them.

    Rows without `pair` keep their places. whole: none of a document may be missing. Raises ValueError: one that is, or
    is there twice, or more rows than `MOST`.
    """
    documents: dict[str, list[Row]] = {}
    for number, row in enumerate(rows, 1):
        documents.setdefault(row["document"], []).append(row)
        if number > MOST:
            raise ValueError(f"it has more than {MOST:,} pairs")
    for id, some in documents.items():
        numbers = [row["pair"] for row in some if "pair" in row]
        if len(numbers) < len(some):
            continue
        some.sort(key=lambda row: row["pair"])
        if twice := [number for number, n in Counter(numbers).items() if n > 1]:
            raise ValueError(f"pair {twice[0]} of {id} is there twice")
        count = next((row["pairs"] for row in some if "pairs" in row), max(numbers) + 1)
        if whole and (lost := sorted(set(range(min(count, len(some) + _TOLD))) - set(numbers))):
            missing = ", ".join(map(str, lost[:_TOLD])) + ("" if len(lost) <= _TOLD else ", …")
            raise ValueError(f"of {id} there are {len(some):,} pairs; missing: {missing}")
    return [row for some in documents.values() for row in some]


def _structure(said: Mapping[str, str], source: str) -> Row:
    """The raw source, its segments and their paragraphs. A source that was changed is one segment."""
    raw = unescaped(said.get("before", "")) + source + unescaped(said.get("after", ""))
    lengths, paragraphs = _numbers(said, "segments"), _numbers(said, "paragraph") or [0]
    if not lengths or sum(lengths) != len(raw):
        lengths = [len(raw)] if raw else []
    if len(paragraphs) != len(lengths):
        paragraphs = paragraphs[:1] * len(lengths)
    ends = list(accumulate(lengths, initial=0))
    return {
        "source": raw,
        "source_spans": [list(span) for span in pairwise(ends)],
        "paragraph": paragraphs[0] if lengths else None,
        "paragraphs": paragraphs,
    }


def _lengths(spans: list[list[int]]) -> list[int]:
    """Of several spans."""
    return [end - start for start, end in spans] if len(spans) > 1 else []


def _listed(numbers: list[int]) -> str:
    return " ".join(map(str, numbers))


def _numbers(said: Mapping[str, str], name: str) -> list[int]:
    return [int(number) for number in said.get(name, "").split()]


def _number(said: Mapping[str, str], name: str) -> float:
    """A finite number; a confidence is from 0 to 1. Raises ValueError."""
    number = float(said[name])
    if not math.isfinite(number) or (name == "confidence" and not 0 <= number <= 1):
        raise ValueError(f"`{name}` is {said[name][:40]}, which it cannot be")
    return number


def _loaded(said: Mapping[str, str], name: str, default: str) -> Any:
    """What is JSON in a text. Raises ValueError, with its name."""
    try:
        return loads(said.get(name, default))
    except ValueError as error:
        raise ValueError(f"`{name}` is no JSON that can be read ({error})") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=list) if value else ""


def _object(said: Mapping[str, str], name: str) -> dict[str, str]:
    """An object of texts. Raises ValueError."""
    value = _loaded(said, name, "{}")
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise ValueError(f"`{name}` is no object of texts")
    return value
