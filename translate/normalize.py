"""Bring Persian text to the form that a model was trained on. Each form is a profile, data in `profiles/NAME.toml`."""

import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

Normalizer = Callable[[str], str]


def profiles() -> list[str]:
    """The names of the profiles that there are."""
    folder = files("tarjoman.translate") / "profiles"
    return sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))


@cache
def normalizer(profile: str) -> Normalizer:
    """The function that a profile describes: text in, normalised text out, on one line and without outer spaces.

    profile: a file's name in `tarjoman.translate/profiles`, without its ending. Raises LookupError for any other.

    Characters are composed (Unicode NFC), each becomes others or goes, then white space is folded. Idempotent.
    """
    if profile not in profiles():
        raise LookupError(f"no normalisation profile {profile!r}; there are: {', '.join(profiles())}")
    path = files("tarjoman.translate") / "profiles" / f"{profile}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table: dict[int, str] = {ord(a): b for a, b in data["replace"].items()}
    table |= {ord(c): "" for c in data["remove"]["characters"]}
    table |= {n: "" for n in _ranges(data["remove"]["ranges"])}
    for digits in data["digits"]["from"]:
        table |= {ord(a): b for a, b in zip(digits, data["digits"]["to"], strict=True)}
    for n in _ranges(data["compatible"]["ranges"]):
        table[n] = unicodedata.normalize("NFKC", chr(n)).translate(table)

    def normalize(text: str) -> str:
        return " ".join(unicodedata.normalize("NFC", text).translate(table).split())

    return normalize


def _ranges(ranges: list[list[str]]) -> Iterator[int]:
    """The code points of closed ranges, each given as its first and last character."""
    for first, last in ranges:
        yield from range(ord(first), ord(last) + 1)
