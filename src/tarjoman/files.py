"""Writing so that a reader never sees half a file, and naming files in messages."""

import contextlib
import os
import tempfile
from pathlib import Path

from tarjoman.errors import OutputError


def display(path: str | os.PathLike[str]) -> str:
    """The path as text that any terminal or JSON file can hold: bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def reason(error: OSError) -> str:
    """What the system says went wrong, in lower case, to stand in a message."""
    return (error.strerror or str(error)).lower()


def prepare_folder(folder: Path) -> None:
    """Create the output folder and make sure that files can be written there. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            display(folder), f"cannot write here ({reason(error)})", "Name a folder that can be written with -o"
        ) from error


def write(path: Path, content: bytes) -> None:
    """Write under a temporary name beside `path`, then rename: `path` is whole, or as it was before.

    Raises OutputError; the temporary file is removed.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".tarjoman-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())  # mkstemp makes files private; a newsroom shares its output
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise OutputError(
            display(path), f"cannot be written ({reason(error)})", "Free some space or name another folder with -o"
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _umask() -> int:
    """The process's file-creation mask; the system has no call that only reads it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
