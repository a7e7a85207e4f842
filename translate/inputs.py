"""Which files a command line means, and what their outputs are called."""

import glob
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import IO, BinaryIO

from tarjoman.align.formats import FORMATS
from tarjoman.errors import InputError, UsageError
from tarjoman.files import UNREADABLE, bare, bounded, display, printable, reason, unpacked
from tarjoman.translate.manifest import NAME as RUN
from tarjoman.translate.readers import PLAIN, READERS, format_of
from tarjoman.translate.readers.slugs import LONGEST_NAME, shortened

STDIN = "-"
HOUSE = "names.tsv"  # beside texts: the name table of the house
TO_CHECK = "names-to-check.tsv"  # beside outputs: names that no table has
ENGLISH = FORMATS["txt"].suffix  # NAME.en.txt is the English side of NAME.txt: in a folder it is no source
_OWN = (TO_CHECK, RUN)  # what a run writes into the folder of its outputs beside these
_SUFFIXES = tuple(suffix for f in FORMATS.values() for suffix in f.suffixes)
_HEAD = 4096  # bytes of a file that say whether it is an output
_ENDINGS = tuple(suffix for reader in READERS.values() for suffix in reader.suffixes)
_TEXTS = f"Texts are files ending in {', '.join(_ENDINGS)}, also packed (.gz, .xz), not in {ENGLISH}"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to translate, or standard input.

    id: what its outputs are called, a relative path; where it is `many`, a folder for those of its documents. path:
    None for standard input. tables: the name tables beside it, and in the folders above it down from the one that was
    named, this one's first. format: what reads it, a name in READERS.
    """

    id: str
    path: Path | None
    tables: tuple[Path, ...] = ()
    format: str = PLAIN

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return display(self.path) if self.path else "standard input"

    @property
    def many(self) -> bool:
        """Whether it may hold several documents."""
        return READERS[self.format].many

    def size(self) -> int:
        """Bytes, for a progress bar; 0 where that is not known before reading."""
        try:
            return self.path.stat().st_size if self.path else 0
        except OSError:
            return 0

    @contextmanager
    def open(self, stdin: BinaryIO) -> Iterator[IO[bytes]]:
        """Its bytes, unpacked; `stdin` where it has no path. Raises InputError: it cannot be opened."""
        if self.path is None:
            yield stdin
            return
        try:
            stream = unpacked(self.path)
        except OSError as error:
            raise self._unreadable(reason(error)) from error
        with stream:
            yield stream

    def read(self, stdin: BinaryIO, limit: int) -> bytes:
        """All of it, from `stdin` where it has no path. Raises InputError: unreadable, or more than `limit` bytes."""
        try:
            with self.open(stdin) as stream:
                raw = bounded(stream, limit)
        except UNREADABLE as error:
            raise self._unreadable(reason(error) if isinstance(error, OSError) else str(error)) from error
        if len(raw) > limit:
            raise InputError(self.name, f"more than {limit:,} bytes", "Divide it, or raise the limit with --max-file")
        return raw

    def _unreadable(self, why: str) -> InputError:
        return InputError(self.name, f"cannot be read ({why})", "Check the path and its permissions")


@dataclass(slots=True)
class Found:
    """What was found: sources in order, each once; what could not be; English sides, outputs, tables, passed over."""

    sources: list[Source] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    english: list[Path] = field(default_factory=list)
    outputs: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)


def find(arguments: Sequence[str], out: Path | None, format: str | None = None) -> Found:
    """The sources that file names, folders, glob patterns and "-" stand for.

    Folders are walked for files that a reader is for, but for hidden ones, *.en.txt, name tables and what we wrote
    ourselves; links to folders are not followed, nor is the folder that a browser keeps beside a page. An id is the
    path below the folder, or below the fixed part of the pattern, that was named; else the name. format: of standard
    input and of files that are named or matched, whatever their endings.

    Raises UsageError: an empty argument, outputs that would take the place of a text or stand beside a source.
    """
    search = _Search(format)
    for argument in arguments:
        search.add(argument)
    found = search.found
    files = list(search.files.values())
    places = _Places()
    tables = cache(_tables)
    for id, file in zip(_ids(files), files, strict=True):
        if problem := places.take(id, many=file.many):
            search.fail(file.path or STDIN, problem, "Translate it into a folder of its own")
            continue
        beside = tables(file.path.parent, file.root) if file.path else ()
        found.sources.append(Source(id, file.path, beside, file.format))
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
    names = cache(_names)
    for source in sources:
        path = out / source.id
        replaced = [out / (source.id + suffix) for suffix in _SUFFIXES]
        held = [p for p in replaced if _canonical(p) in taken]
        held += [text for text in names(path.parent).get(_bare(path.name), ()) if not is_output(text)]
        if source.many:  # what its documents will be called is not known, so none of their folder may be a text
            below = (text for texts in names(path).values() for text in texts)
            held += [text for text in below if format_of(text) and not is_output(text)]
        if held:
            raise UsageError(
                display(out),
                f"holds the text {display(held[0])}",
                "Name another folder with -o, so that nothing is lost",
            )


def _names(folder: Path) -> dict[str, list[Path]]:
    """The files in a folder, by what their outputs would be called."""
    found: dict[str, list[Path]] = {}
    try:
        paths = [folder / name for name in os.listdir(folder)]
    except OSError:
        return {}  # not there yet, or an error when it is written to
    for path in paths:
        if path.is_file() and path.name not in (HOUSE, TO_CHECK):
            found.setdefault(_bare(path.name), []).append(path)
    return found


def is_output(path: Path) -> bool:
    """Whether a file is one that we write, by its ending and how it begins."""
    name = bare(path).name.lower()
    made = [f.made for f in FORMATS.values() if name.endswith(f.suffixes)]
    try:
        head = _head(path) if made and path.is_file() else b""
    except UNREADABLE:
        return False  # it is said when it is read
    return any(is_ours(head) for is_ours in made)


def _head(path: Path) -> bytes:
    with unpacked(path) as stream:
        return stream.read(_HEAD)


def _canonical(path: Path) -> str:
    """One name for a file however it was reached; the last link is kept, as two links may be two sources."""
    return os.path.join(os.path.realpath(path.parent), path.name)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was found, and the folder that its id is relative to; path: None for standard input."""

    path: Path | None
    root: Path
    format: str

    @property
    def many(self) -> bool:
        return READERS[self.format].many


class _Search:
    """Gathers files, each under its canonical path. format: of those that are named or matched; None: as they end."""

    def __init__(self, format: str | None) -> None:
        self.found = Found()
        self.files: dict[str, _File] = {}
        self._format = format

    def add(self, argument: str) -> None:
        """What one argument stands for. Raises UsageError when it is empty."""
        path = Path(argument)
        if not argument:
            raise UsageError("INPUT", "an empty name", "Name a file, a folder or a pattern; is a variable empty?")
        if argument == STDIN:
            self.files.setdefault(STDIN, _File(None, Path(), self._format or PLAIN))
        elif os.path.isdir(path):
            if not self._walk(path, path):
                self.fail(path, "no texts in it", _TEXTS)
        elif os.path.lexists(path) and path.name not in (HOUSE, TO_CHECK):
            self._take(path, path.parent, self._format)
        elif os.path.lexists(path):  # the shell's pattern says so, for one
            self.found.tables.append(path)
        elif glob.has_magic(argument):
            self._match(argument)
        else:
            self.fail(path, "no such file or folder", "Check the path")

    def fail(self, path: str | Path, problem: str, advice: str) -> None:
        """Note what cannot be translated; the rest can."""
        self.found.failures.append(InputError(display(path), problem, advice))

    def _take(self, path: Path, root: Path, format: str | None) -> None:
        self.files.setdefault(_canonical(path), _File(path, root, format or format_of(path) or PLAIN))

    def _passed_over(self, path: Path) -> bool:
        """Whether a file is an English side or an output of ours."""
        if bare(path).name.lower().endswith(ENGLISH):
            self.found.english.append(path)
        elif is_output(path):
            self.found.outputs.append(path)
        else:
            return False
        return True

    def _match(self, pattern: str) -> None:
        """What a pattern matches, files and folders."""
        root = Path(*takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))
        seen = 0
        for match in map(Path, sorted(glob.glob(pattern, recursive=True))):
            if os.path.isdir(match):
                seen += self._walk(match, root)
            elif match.name not in (HOUSE, TO_CHECK) and not self._passed_over(match):
                self._take(match, root, self._format)
                seen += 1
        if not seen:
            problem = f"Check the pattern; files ending in {ENGLISH} and outputs of tarjoman are passed over"
            self.fail(pattern, "matches no text", problem)

    def _walk(self, top: Path, root: Path) -> int:
        """The texts below a folder; how many, whether or not they were known. What cannot be listed counts too."""
        seen = 0
        refused: list[OSError] = []
        for folder, folders, names in os.walk(top, onerror=refused.append):
            pages = {f"{name.rpartition('.')[0]}_files" for name in names if name.lower().endswith((".html", ".htm"))}
            folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in pages)
            for path in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
                if format_of(path) is None or path.name in (HOUSE, TO_CHECK):
                    continue
                is_pipe = os.path.exists(path) and not os.path.isfile(path)  # a broken link is said to be one
                if not is_pipe and not self._passed_over(path):
                    self._take(path, root, None)
                    seen += 1
        for error in refused:
            self.fail(error.filename, f"cannot be listed ({reason(error)})", "Check its permissions")
        return seen + len(refused)


class _Places:
    """The files and folders of outputs, as disks see them that take capitals and small letters for the same."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}  # as they are written, by what such a disk sees
        self._many: set[str] = set()  # the folders of those of many documents
        self._folders: set[str] = set()  # those that outputs are in
        self._files = set(map(_seen, _OWN))

    def take(self, id: str, *, many: bool) -> str:
        """Why an id cannot be had beside those before it; "" when it is taken."""
        seen = _seen(id)
        above = {str(parent) for parent in Path(seen).parents}
        files = set() if many else {seen + _seen(suffix) for suffix in _SUFFIXES}
        folders = above | {seen} if many else above
        if seen in self._ids or above & self._many or (many and seen in self._folders):
            known = self._ids.get(seen, id)
            differs = " but for capitals, which not every disk tells apart" if known != id and seen in self._ids else ""
            return f"another source is called {known}{differs}"
        if clash := folders & self._files or files & self._folders:
            kind = "folder" if folders & clash else "file"
            return f"its outputs need a {kind} called {min(clash)}, and something else of the run has that name"
        self._ids[seen] = id
        self._many |= {seen} if many else set()
        self._folders |= folders
        self._files |= files
        return ""


def _seen(id: str) -> str:
    return unicodedata.normalize("NFC", id).casefold()


def _ids(files: list[_File]) -> list[str]:
    """The id of each file: its path below its root without its ending and .fa, with them where two would have the same.

    Files that were named one by one and have the same name get the path below the folder that all files share.
    """
    ids = [_bare(printable(f.path.relative_to(f.root))) if f.path else "stdin" for f in files]
    if twice := _twice(ids, files):
        below = [f.path.relative_to(f.root) if f.path else None for f in files]
        ids = [printable(p) if p and _seen(id) in twice else id for id, p in zip(ids, below, strict=True)]
    if twice := _twice(ids, files):
        paths = [Path(os.path.abspath(f.path)) if f.path else None for f in files]
        shared = os.path.commonpath([p.parent for p in paths if p])
        ids = [
            printable(p.relative_to(shared)) if p and _seen(id) in twice else id
            for id, p in zip(ids, paths, strict=True)
        ]
    return list(map(_fitting, ids))


def _fitting(id: str) -> str:
    """An id whose outputs have names that a disk takes: their endings may be longer than that of their source."""
    *folders, name = id.split("/")
    most = LONGEST_NAME - max(map(len, _SUFFIXES))
    return "/".join([*(shortened(folder, LONGEST_NAME) for folder in folders), shortened(name, most)])


def _twice(ids: list[str], files: list[_File]) -> set[str]:
    """The ids that cannot stay, as disks see them.

    Those that several files have, those of files of many documents that are also folders of other files, and those
    whose outputs have the name of a folder, or of a file that a run writes.
    """
    seen = list(map(_seen, ids))
    above = {str(parent) for id in seen for parent in Path(id).parents}
    many = {id for id, file in zip(seen, files, strict=True) if file.many}
    outputs = {
        id + _seen(suffix): id for id, file in zip(seen, files, strict=True) for suffix in _SUFFIXES if not file.many
    }
    taken = set(map(_seen, _OWN))
    shared = many & (above | outputs.keys() | taken)
    shared |= {outputs[folder] for folder in (above | many) & outputs.keys()}
    return shared | {id for id, n in Counter(seen).items() if n > 1}


def _bare(name: str) -> str:
    """A file's name without the endings of packing, of its format and .fa, unless nothing is left."""
    for endings in ((".gz", ".xz"), _ENDINGS, (".fa",)):
        ending = next((e for e in endings if name.lower().endswith(e)), "")
        stem = name[: len(name) - len(ending)]
        name = name if not stem or stem.endswith("/") else stem
    return name
