"""Rules that turn single characters into others, read from `characters.toml`."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from tarjoman.translate.normalization.edits import Change


@cache
def tables() -> dict[str, dict[str, str]]:
    """The rules by name: what each character becomes."""
    data = tomllib.loads((files(__package__) / "characters.toml").read_text(encoding="utf-8"))
    return {name: dict(_pairs(table)) for name, table in data.items()}


def _pairs(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if len(key) == 1:
            yield key, value
            continue
        old, new = _range(key), _range(value) if value else None
        yield from zip(old, new or [""] * len(old), strict=True)


def _range(text: str) -> list[str]:
    """The characters of "first-last"."""
    if len(text) != 3 or text[1] != "-":
        raise ValueError(f"{text!r} is neither a character nor a range")
    return [chr(n) for n in range(ord(text[0]), ord(text[2]) + 1)]


class Characters:
    """The rule that a table of characters describes."""

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table
        self._any = re.compile("[" + "".join(map(re.escape, table)) + "]")

    def __call__(self, text: str) -> Iterator[Change]:
        """A change for each character of the table."""
        for m in self._any.finditer(text):
            yield m.start(), m.end(), self._table[m[0]]
