"""Where added models are kept: a folder each, in the program's home."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tarjoman.errors import ModelError
from tarjoman.files import display
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


@contextmanager
def held(place: Path) -> Iterator[None]:
    """Make a folder that no other process is to work in meanwhile. Raises ModelError when one does; OSError.

    The lock is on the folder itself and ends with the process. Where the system has none (Windows), nothing is held.
    """
    place.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # pragma: no cover
        yield
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours = os.path.samestat(os.fstat(descriptor), os.stat(place))  # no one removed it before it was held
        except (BlockingIOError, FileNotFoundError):
            ours = False
        if not ours:
            raise ModelError(display(place), "another process works there", "Let it finish, then run the command again")
        yield
    finally:
        os.close(descriptor)
