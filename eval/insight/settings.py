"""The figures of insight.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> dict[str, Any]:
    """How many of what is shown, and where buckets end."""
    return tomllib.loads((files("tarjoman.eval.insight") / "insight.toml").read_text(encoding="utf-8"))
