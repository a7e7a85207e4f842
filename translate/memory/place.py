"""Which memory a command uses."""

from collections.abc import Callable
from pathlib import Path

from tarjoman.errors import MemoryFileError
from tarjoman.files import display, reason
from tarjoman.home import home
from tarjoman.translate.memory.forgiving import ForgivingMemory
from tarjoman.translate.memory.remembers import Remembers
from tarjoman.translate.memory.store import Memory

OWN, NONE = "auto", "off"  # in place of a file's name


def place(name: str) -> Path:
    """The file of a memory: the user's own for `OWN`."""
    return home() / "memory.sqlite" if name == OWN else Path(name)


def own() -> Memory:
    """The user's own, which nobody else may read: it has what was translated. Raises MemoryFileError."""
    path = place(OWN)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise MemoryFileError(
            display(path), f"cannot be made ({reason(error)})", "Name another file with --memory"
        ) from error
    return Memory(path)


def opened(name: str, warn: Callable[[str], None]) -> Remembers | None:
    """The memory of a name; None for `NONE`. Raises MemoryFileError.

    Where nobody chose it and it cannot be used, or fails on the way, the run goes on without one, and `warn` is told.
    """
    if name in (NONE, ""):
        return None
    if name != OWN:
        return Memory(Path(name))
    try:
        return ForgivingMemory(own(), warn)
    except MemoryFileError as error:
        warn(f"{error.where}: {error.problem}; nothing is remembered in this run. Use --memory FILE, or --no-memory")
        return None
