"""Which files are the two sides of a text, and what is in them."""

import io
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from tarjoman.config import ALIGN, DEFAULT, AlignConfig
from tarjoman.document import Document
from tarjoman.errors import InputError, UsageError
from tarjoman.files import bare, display, kind
from tarjoman.translate import readers
from tarjoman.translate.inputs import ENGLISH, Source, is_output

_LANGUAGES = (".fa", ".en", ".fas", ".eng", "_fa", "_en", "-fa", "-en")  # at the end of a name: of no text's own


@dataclass(slots=True)
class Partners:
    """Files by the name that they share, in its order, and what is said of those without a partner.

    texts: all files that were found, those without a partner too.
    """

    pairs: list[tuple[str, Path, Path]] = field(default_factory=list)
    alone: list[InputError] = field(default_factory=list)
    texts: list[Path] = field(default_factory=list)


def partners(source: Path, target: Path) -> Partners:
    """The pairs of two files, or of two folders.

    In folders a file's partner has the same path below the other one, without the endings of packing and format and
    without .fa or .en. Passed over are hidden files, those that no reader is for, and bitexts that we wrote. Raises
    UsageError: neither two files nor two folders. InputError: not there, or one twice.
    """
    for path in (source, target):
        if not os.path.lexists(path):
            raise InputError(display(path), "no such file or folder", "Check the path")
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(source, target):
        raise InputError(display(target), "is the same as the Persian side", "Name its English version second")
    if source.is_dir() != target.is_dir():
        raise UsageError(display(target), "a file and a folder have no pairs", "Name two files, or two folders")
    if not source.is_dir():
        return Partners([(stem(source.name) or source.name, source, target)], texts=[source, target])
    found = Partners()
    here, there = _files(source, found), _files(target, found)
    for files, folder in ((here, source), (there, target)):
        if not files:
            found.alone.append(InputError(display(folder), "no texts in it", "Name the folder of the texts"))
    for files, others, language in ((here, there, "English"), (there, here, "Persian")):
        for name in files.keys() - others.keys():
            advice = f"Call its {language} text {display(name)} too, but for the ending"
            found.alone.append(InputError(display(files[name]), f"no {language} text has its name", advice))
    found.alone.sort(key=str)
    found.pairs = [(name, here[name], there[name]) for name in sorted(here.keys() & there.keys())]
    return found


def _files(folder: Path, found: Partners) -> dict[str, Path]:
    """The texts of a folder by what partners share."""
    files: dict[str, Path] = {}
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(top, name) for name in sorted(names) if not name.startswith(".")):
            if (readers.format_of(path) is None and kind(path) not in (".fa", ".en")) or _is_made(path):
                continue
            found.texts.append(path)
            name = stem(str(path.relative_to(folder)))
            if name in files:
                problem = f"{display(files[name])} has the same name but for its ending"
                found.alone.append(InputError(display(path), problem, "Rename one of them"))
            else:
                files[name] = path
    return files


def _is_made(path: Path) -> bool:
    """Whether a file is a bitext that we wrote; an English side, NAME.en.txt, may be anybody's."""
    return not bare(path).name.lower().endswith(ENGLISH) and is_output(path)


def stem(name: str) -> str:
    """A file's name without the endings of packing and format, and without that of its language."""
    path = bare(Path(name))
    if readers.format_of(path) is not None:
        path = path.with_suffix("")
    for ending in _LANGUAGES:
        if path.name.lower().endswith(ending) and len(path.name) > len(ending):
            return str(path)[: -len(ending)]
    return str(path)


def read(path: Path, id: str, config: AlignConfig = ALIGN, *, lines: bool = False, persian: bool = True) -> Document:
    """The one document of a file. lines: every line is a sentence. persian: whether it must have Persian letters.

    Raises InputError: as its reader does, or for a file of several documents.
    """
    source = Source(id, path, format=readers.format_of(path) or readers.PLAIN)
    limits = replace(DEFAULT, max_line=config.max_line, max_file=config.max_file)
    documents: list[Document] = []
    for found in readers.read(source, limits, io.BytesIO(), lines=lines, persian=persian):
        if isinstance(found, InputError):
            raise found
        documents.append(found)
        if len(documents) > 1:
            raise InputError(source.name, "holds several documents", "Give each a file of its own")
    if not documents:
        raise InputError(source.name, "nothing in it", "Give it a text")
    return replace(documents[0], id=id)
