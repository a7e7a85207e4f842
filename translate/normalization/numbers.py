"""Decimal and thousands marks of Persian numbers as English writes them."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from tarjoman.translate.normalization.edits import Change

_DECIMAL = re.compile(r"(?<=\d)\u066b(?=\d)")  # ARABIC DECIMAL SEPARATOR
_THOUSANDS = re.compile(r"(?<=\d)\u066c(?=\d)")  # ARABIC THOUSANDS SEPARATOR
_COMMAS = re.compile(r"(?<![\d،])(?![0۰٠])\d{1,3}(?:،\d{3})+(?![\d،])")
# «۲/۵ درصد» is 2.5 percent, but «۱/۲» a half, «۹۸/۹۹» a season and «۵/۳» a date: only before what is measured so. In
# ASCII digits the order of the two sides is not known (5/69 درصد stands for 69.5 in old texts).
_SLASH = re.compile(r"(?<![\d/.])[۰-۹]{1,4}(/)[۰-۹]{1,3}(?![\d/.])\s*(?P<unit>٪|%|[^\W\d_]+)")


@cache
def _measured() -> tuple[str, ...]:
    """Beginnings of the words before which a number has decimals."""
    return tuple(tomllib.loads((files(__package__) / "numbers.toml").read_text(encoding="utf-8"))["measured"])


def decimals(text: str) -> Iterator[Change]:
    """٫ and the slash of «۲/۵ درصد» become a full stop, ٬ and the ، of «۱،۲۰۰» a comma."""
    found: list[Change] = [(m.start(), m.end(), ".") for m in _DECIMAL.finditer(text)]
    found += [(m.start(), m.end(), ",") for m in _THOUSANDS.finditer(text)]
    found += [(m.start(1), m.end(1), ".") for m in _SLASH.finditer(text) if m["unit"].startswith(_measured())]
    found += [
        (m.start() + i, m.start() + i + 1, ",") for m in _COMMAS.finditer(text) for i, c in enumerate(m[0]) if c == "،"
    ]
    yield from sorted(found)
