"""Decimal and thousands marks of Persian numbers as English writes them; ٫ and ٬ are characters like others."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tarjoman.translate.normalization.edits import Change

# «۲۰۶،۲۰۷» is a list: two groups of three are one number only in round figures
_COMMAS = re.compile(r"(?<![\d،])(?![0۰٠])(?:\d{1,2}(?:،\d{3})+|\d{3}(?:،\d{3}){2,}|\d{3}،\d[0۰٠]{2})(?![\d،])")
# «۲/۵ درصد» is 2.5 percent, but «۱/۲» a half, «۹۸/۹۹» a season and «۵/۳» a date: only before what is measured so. In
# ASCII digits the order of the two sides is not known (5/69 درصد stands for 69.5 in old texts).
_DIGIT = "[۰-۹٠-٩]"
_SLASH = re.compile(
    rf"(?<![\d/.]){_DIGIT}{{1,4}}(/)({_DIGIT}{{1,3}})(?![\d/.])"
    rf"(?=\s*(?:(?:تا|الی|[-–])\s*{_DIGIT}{{1,4}}(?:/{_DIGIT}{{1,3}})?\s*)?(?P<unit>٪|%|[^\W\d_][\w\u200c]*))"
)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a number stands before: where it has decimals, and where three digits behind a slash are thousands."""

    units: re.Pattern[str]
    currencies: re.Pattern[str]


@cache
def _measured() -> _Measured:
    data = tomllib.loads((files(__package__) / "numbers.toml").read_text(encoding="utf-8"))
    units, currencies = ("|".join(map(re.escape, data[name])) for name in ("units", "currencies"))
    return _Measured(
        re.compile(rf"(?:{units}|{currencies})ی?|(?:{'|'.join(data['prefixes'])})\u200c?\w+"),
        re.compile(rf"(?:{currencies})ی?"),
    )


def decimals(text: str) -> Iterator[Change]:
    """The slash of «۲/۵ درصد» becomes a full stop, that of «۴۲/۵۰۰ تومان» and the ، of «۱،۲۰۰» a comma."""
    found: list[Change] = []
    for m in _SLASH.finditer(text):
        if len(m[2]) == 3 and _measured().currencies.fullmatch(m["unit"]):
            found.append((m.start(1), m.end(1), ","))
        elif _measured().units.fullmatch(m["unit"]):
            found.append((m.start(1), m.end(1), "."))
    for m in _COMMAS.finditer(text):
        found += [(m.start() + i, m.start() + i + 1, ",") for i, c in enumerate(m[0]) if c == "،"]
    yield from sorted(found)
