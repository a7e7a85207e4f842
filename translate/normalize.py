"""Bring Persian text to the form that a model was trained on. Each form is a profile, data in `profiles/NAME.toml`."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

Normalizer = Callable[[str], str]


@cache
def normalizer(profile: str) -> Normalizer:
    """The function that a profile describes: text in, normalised text out, on one line and without outer spaces.

    profile: a file's name in `tarjoman.translate/profiles`, without its ending. Raises LookupError for any other.

    A profile may remove characters and map one to several; it never adds or removes words. Idempotent.
    """
    path = files("tarjoman.translate") / "profiles" / f"{profile}.toml"
    if not profile.isidentifier() or not path.is_file():
        raise LookupError(f"no normalisation profile {profile!r}")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table: dict[int, str] = {ord(a): b for a, b in data["replace"].items()}
    table |= {ord(c): "" for c in data["remove"]["characters"]}
    table |= {n: "" for first, last in data["remove"]["ranges"] for n in range(ord(first), ord(last) + 1)}
    for digits in data["digits"]["from"]:
        table |= {ord(a): b for a, b in zip(digits, data["digits"]["to"], strict=True)}

    def normalize(text: str) -> str:
        return " ".join(text.translate(table).split())

    return normalize
