"""Which files a command line means, and what their outputs are called."""

import glob
import os
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from tarjoman.align.formats import FORMATS
from tarjoman.errors import InputError, UsageError
from tarjoman.files import display, printable, reason

STDIN = "-"
TEXT = ".txt"
HOUSE = "names.tsv"  # beside texts: the name table of the house
TO_CHECK = "names-to-check.tsv"  # beside outputs: names that no table has
ENGLISH = FORMATS["txt"].suffix  # NAME.en.txt is the English side of NAME.txt: in a folder it is no source
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Source:
    """One text to translate.

    id: what its outputs are called, a relative path. path: None for standard input. tables: the name tables beside it,
    and in the folders above it down from the one that was named, this one's first.
    """

    id: str
    path: Path | None
    tables: tuple[Path, ...] = ()

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

    def read(self, stdin: BinaryIO, limit: int) -> bytes:
        """All of it, from `stdin` where it has no path. Raises InputError: unreadable, or more than `limit` bytes."""
        try:
            if self.path is None:
                raw = _read(stdin, limit)
            else:
                with self.path.open("rb") as stream:
                    raw = _read(stream, limit)
        except OSError as error:
            raise InputError(
                self.name, f"cannot be read ({reason(error)})", "Check the path and its permissions"
            ) from error
        if len(raw) > limit:
            raise InputError(self.name, f"more than {limit:,} bytes", "Divide it, or raise the limit with --max-file")
        return raw


def _read(stream: BinaryIO, limit: int) -> bytes:
    """At most `limit` + 1 bytes, in pieces: a size that a file only claims is not reserved beforehand."""
    pieces, left = [], limit + 1
    while left > 0 and (piece := stream.read(min(left, _CHUNK))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


@dataclass(slots=True)
class Found:
    """What was found: sources in order, each once; what could not be; English sides and tables, passed over."""

    sources: list[Source] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    english: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)


def find(arguments: Sequence[str], out: Path | None) -> Found:
    """The sources that file names, folders, glob patterns and "-" stand for.

    Folders are walked for *.txt, but for hidden files and *.en.txt; links to folders are not followed. An id is the
    path below the folder, or below the fixed part of the pattern, that was named; else the name.

    Raises UsageError: an empty argument, outputs that would take the place of a text or stand beside a source.
    """
    search = _Search()
    for argument in arguments:
        search.add(argument)
    found = search.found
    taken: set[str] = set()
    tables = cache(_tables)
    for (path, id), (_, root) in zip(_ids(list(search.files.values())), search.files.values(), strict=True):
        if id in taken:
            search.fail(path or STDIN, f"another source is called {id}", "Translate it into a folder of its own")
        else:
            taken.add(id)
            found.sources.append(Source(id, path, tables(path.parent, root) if path else ()))
    for table in search.found.tables if not search.files else ():
        search.fail(table, "is no text, but a table of names for those beside it", "Name texts, or their folder")
    if out is not None:
        _keep_clear(out, found.sources, search.files.keys())
    return found


def _tables(folder: Path, root: Path) -> tuple[Path, ...]:
    """The name tables of the folders from a root down to one in it."""
    folders = [folder, *folder.parents]
    inside = folders[: folders.index(root) + 1] if root in folders else folders[:1]
    return tuple(f / HOUSE for f in reversed(inside) if os.path.lexists(f / HOUSE))  # one that is broken is told of


def _keep_clear(out: Path, sources: Sequence[Source], taken: Set[str]) -> None:
    """Raise UsageError where outputs would replace a source (`taken`: their canonical paths), or stand beside one.

    Beside one they could replace its English side, which a person may have written. Outputs alone in a folder are ours.
    """
    beside: dict[Path, dict[str, str]] = {}  # folder → the texts in it, by what their outputs would be called
    for source in sources:
        path = out / source.id
        if path.parent not in beside:
            beside[path.parent] = {_bare(name): name for name in _texts(path.parent)}
        replaced = [out / (source.id + f.suffix) for f in FORMATS.values()]
        held = [p for p in replaced if _canonical(p) in taken]
        if name := beside[path.parent].get(_bare(path.name)):
            held.append(path.parent / name)
        if held:
            raise UsageError(
                display(out),
                f"holds the text {display(held[0])}",
                "Name another folder with -o, so that nothing is lost",
            )


def _texts(folder: Path) -> list[str]:
    """The names in a folder that sources can have, and outputs cannot."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []  # not there yet, or an error when it is written to
    outputs = tuple(f.suffix for f in FORMATS.values())
    return [n for n in names if not n.lower().endswith(outputs) and os.path.isfile(folder / n)]


def _canonical(path: Path) -> str:
    """One name for a file however it was reached; the last link is kept, as two links may be two sources."""
    return os.path.join(os.path.realpath(path.parent), path.name)


class _Search:
    """Gathers files, each under its canonical path, with the folder that its id is relative to."""

    def __init__(self) -> None:
        self.found = Found()
        self.files: dict[str, tuple[Path | None, Path]] = {}

    def add(self, argument: str) -> None:
        """What one argument stands for. Raises UsageError when it is empty."""
        path = Path(argument)
        if not argument:
            raise UsageError("INPUT", "an empty name", "Name a file, a folder or a pattern; is a variable empty?")
        if argument == STDIN:
            self.files.setdefault(STDIN, (None, Path()))
        elif os.path.isdir(path):
            if not self._walk(path, path):
                self.fail(path, f"no {TEXT} files in it", f"Texts are files ending in {TEXT}, not {ENGLISH}")
        elif os.path.lexists(path) and path.name not in (HOUSE, TO_CHECK):
            self._take(path, path.parent)
        elif os.path.lexists(path):  # the shell's pattern says so, for one
            self.found.tables.append(path)
        elif glob.has_magic(argument):
            self._match(argument)
        else:
            self.fail(path, "no such file or folder", "Check the path")

    def fail(self, path: str | Path, problem: str, advice: str) -> None:
        """Note what cannot be translated; the rest can."""
        self.found.failures.append(InputError(display(path), problem, advice))

    def _take(self, path: Path, root: Path) -> None:
        self.files.setdefault(_canonical(path), (path, root))

    def _match(self, pattern: str) -> None:
        """What a pattern matches, files and folders."""
        root = Path(*takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))
        seen = 0
        for match in map(Path, sorted(glob.glob(pattern, recursive=True))):
            if os.path.isdir(match):
                seen += self._walk(match, root)
            elif match.name.lower().endswith(ENGLISH):
                self.found.english.append(match)
            elif match.name not in (HOUSE, TO_CHECK):
                self._take(match, root)
                seen += 1
        if not seen:
            self.fail(pattern, "matches no text", f"Check the pattern; files ending in {ENGLISH} are passed over")

    def _walk(self, top: Path, root: Path) -> int:
        """The texts below a folder; how many, whether or not they were known. What cannot be listed counts too."""
        seen = 0
        refused: list[OSError] = []
        for folder, folders, names in os.walk(top, onerror=refused.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(n for n in names if n.lower().endswith(TEXT) and not n.startswith(".")):
                path = Path(folder, name)
                if name.lower().endswith(ENGLISH):
                    self.found.english.append(path)
                elif os.path.isfile(path) or not os.path.exists(path):  # no pipe; a broken link is said to be one
                    self._take(path, root)
                    seen += 1
        for error in refused:
            self.fail(error.filename, f"cannot be listed ({reason(error)})", "Check its permissions")
        return seen + len(refused)


def _ids(files: list[tuple[Path | None, Path]]) -> list[tuple[Path | None, str]]:
    """The id of each file: its path below its root without .txt and .fa, with them where two would have the same id.

    Files that were named one by one and have the same name get the path below the folder that all files share.
    """
    ids = [_bare(printable(path.relative_to(root))) if path else "stdin" for path, root in files]
    if twice := _twice(ids):
        below = [path.relative_to(root) if path else None for path, root in files]
        ids = [printable(p) if p and id in twice else id for id, p in zip(ids, below, strict=True)]
    if twice := _twice(ids):
        paths = [Path(os.path.abspath(p)) if p else None for p, _ in files]
        shared = os.path.commonpath([p.parent for p in paths if p])
        ids = [printable(p.relative_to(shared)) if p and id in twice else id for id, p in zip(ids, paths, strict=True)]
    return [(path, id) for id, (path, _) in zip(ids, files, strict=True)]


def _twice(ids: list[str]) -> set[str]:
    return {id for id, n in Counter(ids).items() if n > 1}


def _bare(name: str) -> str:
    """A file's name without .txt and .fa, unless nothing is left."""
    for ending in (TEXT, ".fa"):
        if name.lower().endswith(ending):
            name = name[: -len(ending)] or name
    return name
