"""A page's rows as data inside of it: what its script works on, and what is read back of it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.files import content, display

LARGEST = 512 << 20  # bytes of a page that is read; one of 5,000 sentences has some 20 million
_BEGIN, _END = b'<script type="application/json" id="rows">', b"</script>"
_UNSAFE = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}  # nothing inside then ends or hides the element
_ADVICE = "Name a page as `tarjoman translate -f html` writes it; one that was saved from a browser may have changed"


def embed(some: Sequence[Bitext]) -> tuple[str, str]:
    """The rows of some bitexts as JSON that may stand in a page, and what tells them from another version's.

    The version is of the texts and of what was said of them: how and when they were made does not change it.
    """
    from tarjoman.align.formats.rows import rows  # the formats know this module: they are not asked at import

    found: list[dict[str, Any]] = []
    for bitext in some:
        own = rows(bitext)
        for first in own[:1]:
            first["provenance"]["created"] = bitext.provenance.created
        found += own
    said = [(row["id"], row["source"], row["target"], row["review"]) for row in found]
    version = hashlib.sha256(_json(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    text = _json(found)
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return text, version


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a page, as they were written. Raises InputError: no page of ours, or one that was changed.

    path: may be packed, .gz or .xz. What a person did in a browser is not in it: that is in what they send back.
    """
    yield from _read(content(path, LARGEST, "Write pages of fewer documents"), display(path))


def _read(raw: bytes, where: str) -> Iterator[Bitext]:
    """The bitexts in the content of a page."""
    from tarjoman.align.formats.jsontext import loads
    from tarjoman.align.formats.rows import bitexts

    start = raw.find(_BEGIN)
    end = raw.find(_END, start)
    if start < 0 or end < 0:
        raise InputError(where, "has no rows of tarjoman in it", _ADVICE)
    try:
        found = loads(raw[start + len(_BEGIN) : end].decode("utf-8"))
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise ValueError("no list of rows")
        yield from bitexts(found)
    except KeyError as error:
        raise InputError(where, f"a row lacks {error}", _ADVICE) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(where, f"its rows cannot be read ({error})", _ADVICE) from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
