"""Where added models are kept: a folder each, in the program's home."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tarjoman.home import home

NAME = re.compile(r"[A-Za-z0-9][\w.-]*")  # of an installed model: no path, nothing hidden


def folder() -> Path:
    """models/ in the program's home."""
    return home() / "models"


def installed(name: str) -> Path | None:
    """The folder of an installed model; None where there is none of that name."""
    found = folder() / name
    return found if NAME.fullmatch(name) and os.path.isfile(found / "model.toml") else None


def every() -> Iterator[Path]:
    """The folders of all installed models, by name."""
    if folder().is_dir():
        yield from (path for path in sorted(folder().iterdir()) if installed(path.name))
