"""Which memory a command uses."""

from collections.abc import Callable
from pathlib import Path

from tarjoman.errors import MemoryFileError
from tarjoman.home import home
from tarjoman.translate.memory.store import Memory

OWN, NONE = "auto", "off"  # in place of a file's name


def place(name: str) -> Path:
    """The file of a memory: the user's own for `OWN`."""
    return home() / "memory.sqlite" if name == OWN else Path(name)


def opened(name: str, warn: Callable[[str], None]) -> Memory | None:
    """The memory of a name; None for `NONE`. Raises MemoryFileError.

    Where nobody chose it and it cannot be used, the run goes on without one, and `warn` is told.
    """
    if name in (NONE, ""):
        return None
    try:
        return Memory(place(name))
    except MemoryFileError as error:
        if name != OWN:
            raise
        warn(f"{error.where}: {error.problem}; nothing is remembered in this run. Use --memory FILE, or --no-memory")
        return None
