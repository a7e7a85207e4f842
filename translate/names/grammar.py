"""Words by what they say of an English name that stands beside them, or that they are of: grammar.toml."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def lists() -> dict[str, frozenset[str]]:
    """The lists, by name."""
    data = tomllib.loads((files("tarjoman.translate.names") / "grammar.toml").read_text(encoding="utf-8"))
    return {name: frozenset(listed) for name, listed in data.items()}
