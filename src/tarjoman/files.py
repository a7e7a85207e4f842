"""Writing so that a reader never sees half a file, unpacking, and naming files in messages."""

import contextlib
import errno
import gzip
import lzma
import os
import platform
import re
import tempfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from tarjoman.errors import InputError, OutputError


def printable(path: str | os.PathLike[str]) -> str:
    """The path as text that any file can hold: bytes that are not UTF-8 become %XX."""
    return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in os.fspath(path))


def display(path: str | os.PathLike[str]) -> str:
    """The path as a terminal can show it on one line: control characters are escaped too."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in printable(path))


_OPENERS: dict[str, Any] = {".xz": lzma.open, ".gz": gzip.open}
_CHUNK = 1 << 20  # bytes
UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error)  # what reading a file of `unpacked` may raise


def unpacked(path: Path) -> IO[bytes]:
    """A file opened for reading; one whose name ends with .gz or .xz, in any case, is unpacked."""
    stream: IO[bytes] = _OPENERS.get(path.suffix.lower(), open)(path, "rb")
    return stream


def bounded(stream: IO[bytes], limit: int) -> bytes:
    """At most `limit` + 1 bytes, in pieces: a size that a file only claims is not reserved beforehand."""
    pieces, left = [], limit + 1
    while left > 0 and (piece := stream.read(min(left, _CHUNK))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def content(path: Path, limit: int, smaller: str) -> bytes:
    """All of a file, unpacked. Raises InputError: unreadable, or more than `limit` bytes; smaller: what then to do."""
    try:
        with unpacked(path) as stream:
            raw = bounded(stream, limit)
    except UNREADABLE as error:
        why = getattr(error, "strerror", None) or error
        advice = "Check the path, and that the file is whole"
        raise InputError(display(path), f"cannot be read ({why})", advice) from error
    if len(raw) > limit:
        raise InputError(display(path), f"has more than {limit:,} bytes", smaller)
    return raw


def kind(path: Path) -> str:
    """The last suffix of a name in lower case, without that of `unpacked`: ".tmx" of A.TMX and a.tmx.gz."""
    return bare(path).suffix.lower()


def bare(path: Path) -> Path:
    """The path without the suffix of `unpacked`."""
    return path.with_suffix("") if path.suffix.lower() in _OPENERS else path


_ADVICE = {
    errno.ENOSPC: "Free some space, or name another folder with -o",
    errno.ENAMETOOLONG: "Give the source a shorter name",
    errno.EISDIR: "Remove that folder, or name another with -o",
}


def reason(error: OSError) -> str:
    """What the system says went wrong, in lower case, to stand in a message."""
    return (error.strerror or str(error)).lower()


def prepare_folder(folder: Path, advice: str = "Name a folder that can be written with -o") -> None:
    """Create the output folder and make sure that files can be written there. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(display(folder), f"cannot write here ({reason(error)})", advice) from error


def write(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together: all under temporary names beside their own, then rename them.

    A file is whole, or as it was before; so are all of them together, but for a failure between two renames. One that
    has its content already is left alone. Raises OutputError; no temporary file is left.
    """
    temporary: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            if _has(path, content):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            _sweep(path.parent)
            prefix = f"{_TEMPORARY}{_HOST}-{os.getpid()}-"
            descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=path.parent)
            temporary[path] = Path(name)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, 0o666 & ~_UMASK)  # mkstemp makes files private; a newsroom shares its output
        for path in list(temporary):
            os.replace(temporary[path], path)
            del temporary[path]
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "Name another folder with -o")
        raise OutputError(display(path), f"cannot be written ({reason(error)})", advice) from error
    finally:
        for name in map(str, temporary.values()):
            with contextlib.suppress(OSError):
                os.unlink(name)


@cache
def _sweep(folder: Path) -> None:
    """Remove, once for each folder, the temporary files of processes of this machine that were killed."""
    for entry in os.scandir(folder):
        match = _OF_PROCESS.fullmatch(entry.name)
        if match and match[1] == _HOST and not _is_alive(int(match[2])):
            with contextlib.suppress(OSError):
                os.unlink(entry)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is somebody else's
    return True


def _has(path: Path, content: bytes) -> bool:
    """Whether a file, no link to one, has this content."""
    try:
        return path.lstat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def swap_folder(new: Path, folder: Path, old: Path) -> None:
    """Put `new` in the place of `folder`, whose content goes to `old`, or comes back if that fails. Raises OSError.

    Where it cannot even come back it stays in `old`: whoever clears up must leave that while there is no `folder`.
    """
    if not folder.exists():
        new.rename(folder)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(folder)
        raise


_TEMPORARY = ".tarjoman-"
_HOST = re.sub(r"\W", "", platform.node())[:40] or "here"
_OF_PROCESS = re.compile(re.escape(_TEMPORARY) + r"(\w+)-(\d{1,9})-\w+\.tmp")


def _umask() -> int:
    """The process's file-creation mask; the system has no call that only reads it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_UMASK = _umask()  # read once, as another thread might make a file meanwhile
