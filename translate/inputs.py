"""Which files a command line means, and what their outputs are called."""

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tarjoman.errors import InputError, UsageError
from tarjoman.files import display

STDIN = "-"
TEXT = ".txt"
ENGLISH = ".en.txt"  # the English side of a text beside it, ours or a person's: never a source


@dataclass(frozen=True, slots=True)
class Source:
    """One text to translate. id: what its outputs are called, a relative path. path: None for standard input."""

    id: str
    path: Path | None

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return display(self.path) if self.path else "standard input"

    def size(self) -> int:
        """Bytes, for a progress bar; 0 where that is not known before reading."""
        try:
            return self.path.stat().st_size if self.path else 0
        except OSError:
            return 0

    def read(self, stdin: Iterator[bytes] | None, limit: int) -> bytes:
        """All of it. Raises InputError: cannot be read, or more than `limit` bytes."""
        try:
            if self.path:
                with self.path.open("rb") as stream:
                    raw = stream.read(limit + 1)
            else:
                raw = b"".join(stdin or ())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(self.name, f"cannot be read ({reason})", "Check the path and its permissions") from error
        if len(raw) > limit:
            raise InputError(
                self.name, f"more than {limit:,} bytes", "Divide it, or raise max_file in a configuration (--config)"
            )
        return raw


@dataclass(slots=True)
class Found:
    """What was found: sources in order, each once; what could not be; English sides that were passed over."""

    sources: list[Source] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    english: list[Path] = field(default_factory=list)


def find(arguments: Sequence[str], out: Path | None) -> Found:
    """The sources that file names, folders, glob patterns and "-" stand for.

    Folders are walked for *.txt, but for hidden files, *.en.txt and the output folder; links to folders are not
    followed. Raises UsageError when outputs would land among the sources.
    """
    found = Found()
    files: dict[Path, Path] = {}  # file → the folder that its id is relative to
    for argument in arguments:
        path = Path(argument)
        if argument == STDIN:
            if all(s.path for s in found.sources):
                found.sources.append(Source("stdin", None))
        elif os.path.lexists(path):
            _take(path, out, files, found)
        elif glob.has_magic(argument) and (matches := sorted(glob.glob(argument, recursive=True))):
            for match in matches:
                if not match.endswith(ENGLISH):
                    _take(Path(match), out, files, found)
        else:
            problem = "matches no file" if glob.has_magic(argument) else "no such file or folder"
            found.failures.append(InputError(display(path), problem, "Check the path"))
    if out is not None:
        for path, root in files.items():
            if out.resolve() in (root.resolve(), path.parent.resolve()):
                raise UsageError(
                    display(out),
                    f"holds the source {display(path)}",
                    "Name another folder with -o, so that none is lost",
                )
    found.sources += [Source(id, path) for path, id in _ids(files).items()]
    return found


def _take(path: Path, out: Path | None, files: dict[Path, Path], found: Found) -> None:
    """Add a file, or the texts of a folder."""
    if not path.is_dir():
        files.setdefault(path, path.parent)
        return
    before = len(files)
    refused: list[OSError] = []
    skip = out.resolve() if out else None
    for folder, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (Path(folder) / f).resolve() != skip)
        for name in sorted(names):
            file = Path(folder) / name
            if name.startswith(".") or not name.endswith(TEXT):
                continue
            if name.endswith(ENGLISH):
                found.english.append(file)
            elif file.is_file() or not file.exists():  # no pipes or devices; a broken link is said to be one
                files.setdefault(file, path)
    for error in refused:
        reason = (error.strerror or str(error)).lower()
        found.failures.append(
            InputError(display(error.filename), f"cannot be read ({reason})", "Check its permissions")
        )
    if len(files) == before and not refused:
        found.failures.append(
            InputError(display(path), f"no {TEXT} files in it", f"Texts are files ending in {TEXT}, not {ENGLISH}")
        )


def _ids(files: dict[Path, Path]) -> dict[Path, str]:
    """An id for each file: its path below what was named, without .txt; more of the path where two would be the same.

    A file that is named twice, or found again in a folder, counts once.
    """
    unique = {os.path.realpath(p.parent) + os.sep + p.name: (p, root) for p, root in reversed(files.items())}
    kept = dict(reversed(unique.values()))
    short = {p: _bare(display(p.relative_to(root) if root != Path() else p)) for p, root in kept.items()}
    twice = {id for id, n in Counter(short.values()).items() if n > 1}
    if not twice:
        return short
    long = [p for p, id in short.items() if id in twice]
    base = Path(os.path.commonpath([os.path.abspath(p.parent) for p in long]))
    ids = short | {p: display(Path(os.path.abspath(p)).relative_to(base)) for p in long}
    if clash := [id for id, n in Counter(ids.values()).items() if n > 1]:
        raise UsageError(clash[0], "two sources would have this name", "Translate them into folders of their own")
    return ids


def _bare(name: str) -> str:
    """A file's name without .txt and .fa, unless nothing is left."""
    return name.removesuffix(TEXT).removesuffix(".fa") or name
