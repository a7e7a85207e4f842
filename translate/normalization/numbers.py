"""Decimal and thousands marks of Persian numbers as English writes them; ٫ and ٬ are characters like others."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from tarjoman.translate.normalization.edits import Change

_COMMAS = re.compile(r"(?<![\d،])(?![0۰٠])\d{1,3}(?:،\d{3})+(?![\d،])")
# «۲/۵ درصد» is 2.5 percent, but «۱/۲» a half, «۹۸/۹۹» a season and «۵/۳» a date: only before what is measured so. In
# ASCII digits the order of the two sides is not known (5/69 درصد stands for 69.5 in old texts).
_SLASH = re.compile(r"(?<![\d/.])[۰-۹]{1,4}(/)[۰-۹]{1,3}(?![\d/.])\s*(?P<unit>٪|%|[^\W\d_][\w\u200c]*)")


@cache
def _measured() -> re.Pattern[str]:
    """The signs and words before which a number has decimals."""
    data = tomllib.loads((files(__package__) / "numbers.toml").read_text(encoding="utf-8"))
    units = "|".join(map(re.escape, data["units"]))
    return re.compile(rf"(?:{units})(?:ی|\u200c(?:ها|های|هایی))?|(?:{'|'.join(data['prefixes'])})\u200c?\w+")


def decimals(text: str) -> Iterator[Change]:
    """The slash of «۲/۵ درصد» becomes a full stop, the ، of «۱،۲۰۰» a comma."""
    found: list[Change] = [
        (m.start(1), m.end(1), ".") for m in _SLASH.finditer(text) if _measured().fullmatch(m["unit"])
    ]
    for m in _COMMAS.finditer(text):
        found += [(m.start() + i, m.start() + i + 1, ",") for i, c in enumerate(m[0]) if c == "،"]
    yield from sorted(found)
