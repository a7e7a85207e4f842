"""The texts of a file or folder, whatever they are in: lines, a column, a bitext, a run of `tarjoman translate`."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Literal

from tarjoman.align.formats import FORMATS, plain, tsv
from tarjoman.align.formats.recognition import by_name
from tarjoman.bitext import Bitext
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, bounded, display, kind, unpacked
from tarjoman.translate.inputs import TO_CHECK

LARGEST = 1 << 28  # bytes of a file, unpacked
_TABLES = {".tsv": "\t", ".csv": ","}
_QUOTED: dict[str, Literal[0, 3]] = {"\t": csv.QUOTE_NONE, ",": csv.QUOTE_MINIMAL}
_RUN = "run.json"
_NONE = (_RUN, TO_CHECK)  # of a run's files, those that are no bitexts whatever their endings
_TEXT_ADVICE = "Save it as plain text in UTF-8, a sentence a line"


@dataclass(frozen=True, slots=True)
class Part:
    """The texts of a document, or of a file that does not say what is of which document.

    id: the document's; None where it is not known. texts: English, one a segment. sources: Persian. paragraphs: what
    paragraph each segment is of. documents: of each segment.
    """

    id: str | None
    texts: tuple[str, ...]
    sources: tuple[str, ...] | None = None
    paragraphs: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None

    def by_paragraph(self) -> "Part | None":
        """A segment a paragraph; None where paragraphs are not known, or segments are paragraphs already."""
        if self.paragraphs is None or len(set(self.paragraphs)) == len(self.texts):
            return None
        groups = [[n for n, _ in rows] for _, rows in groupby(enumerate(self.paragraphs), key=lambda row: row[1])]

        def joined(side: Sequence[str] | None) -> tuple[str, ...] | None:
            return None if side is None else tuple(" ".join(filter(None, (side[n] for n in some))) for some in groups)

        documents = self.documents and tuple(self.documents[some[0]] for some in groups)
        return Part(self.id, joined(self.texts) or (), joined(self.sources), None, documents)


@dataclass(frozen=True, slots=True)
class Side:
    """What was read under one name.

    label: a short name. plain: whether it is a file of lines. sha256: of what was read. notes: what to know of it.
    """

    name: str
    label: str
    parts: tuple[Part, ...]
    plain: bool = False
    sha256: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def documented(self) -> bool:
        """Whether its parts are documents with names."""
        return all(part.id is not None for part in self.parts)

    def whole(self) -> Part:
        """All parts as one."""
        if len(self.parts) == 1:
            return self.parts[0]

        def all_of(name: str) -> tuple[str, ...] | None:
            sides = [getattr(part, name) for part in self.parts]
            return None if any(side is None for side in sides) else tuple(text for side in sides for text in side)

        paragraphs = tuple(f"{part.id}#{p}" for part in self.parts for p in part.paragraphs or ())
        texts = all_of("texts") or ()
        return Part(
            None, texts, all_of("sources"), paragraphs if len(paragraphs) == len(texts) else None, all_of("documents")
        )


def read(given: str, ids: Sequence[str] = ()) -> Side:
    """What stands under a name.

    given: FILE with a sentence a line; FILE:COLUMN of a .tsv or .csv, its name in the header or its number from 1 where
    there is none; a .tsv or .csv with the columns fa and en; a bitext (.jsonl, .tmx …); the folder of a run; or a
    folder with a reference for each document of a run, ID.en.txt or ID.txt or a bitext. All files may be packed, .gz
    or .xz. ids: of the documents that a folder of references must have; without them a folder is a run.
    Raises InputError.
    """
    path = Path(given)
    if path.is_dir():
        if ids and not (path / _RUN).exists():
            return _references(path, ids)
        return _run(path)
    column = ""
    if not path.exists() and ":" in given:
        name, column = given.rsplit(":", 1)
        path = Path(name)
    content, digest = _content(path)
    if column or kind(path) in _TABLES:
        if not column and tsv.is_ours(content):
            return Side(given, _stem(path), tuple(map(_part, tsv.decode(path))), sha256=digest)
        return Side(given, column or _stem(path), (_table(path, content, column),), sha256=digest)
    if (found := _bitexts(path)) is not None:
        return Side(given, _stem(path), tuple(map(_part, found)), sha256=digest)
    return Side(given, _stem(path), (Part(None, tuple(lines(content, display(path)))),), plain=True, sha256=digest)


def lines(content: bytes, where: str) -> list[str]:
    """The lines of a text; only "\\n" ends one, white space at its end does not count. Raises InputError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(where, f"line {line} is not UTF-8", _TEXT_ADVICE) from error
    return [line.rstrip() for line in text.removesuffix("\n").split("\n")] if text else []


def _content(path: Path) -> tuple[bytes, str]:
    """What is in a file, and the hash of it. Raises InputError."""
    try:
        with unpacked(path) as stream:
            content = bounded(stream, LARGEST)
    except UNREADABLE as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(display(path), f"cannot be read ({reason})", "Check the path, and that it is whole") from error
    if len(content) > LARGEST:
        raise InputError(display(path), f"has more than {LARGEST:,} bytes", "Evaluate a part of it")
    return content, hashlib.sha256(content).hexdigest()


def _stem(path: Path) -> str:
    return display(path.name.removesuffix(".gz").removesuffix(".xz").rpartition(".")[0] or path.name)


def _table(path: Path, content: bytes, column: str) -> Part:
    """A column of a table; without one named, its columns fa and en. Raises InputError."""
    where = display(path)
    text = "\n".join(lines(content, where)) if content else ""
    delimiter = _TABLES.get(kind(path), "\t")
    try:
        stream = io.StringIO(text, newline="")
        rows = list(csv.reader(stream, delimiter=delimiter, quoting=_QUOTED[delimiter], strict=True))
    except csv.Error as error:
        raise InputError(where, f"no table ({error})", "Save it as TSV, without quoting") from error
    header = rows[0] if rows else []
    if column.isdecimal() and column not in header:
        number, body = int(column) - 1, rows
        if not 0 <= number < len(header):
            raise InputError(where, f"has {len(header)} columns", f"Name one of them, {where}:1 the first")
        return Part(None, _cells(body, number))
    if column and column not in header:
        raise InputError(where, f"has no column {column!r}", f"It has: {', '.join(header) or 'none'}")
    if not column and "en" not in header:
        advice = f"Name a column, {where}:COLUMN, or call the columns fa and en"
        raise InputError(where, f"has no column en, but {', '.join(header) or 'none'}", advice)
    places = {name: number for number, name in enumerate(header)}
    body = rows[1:]
    sides = {name: _cells(body, places[name]) for name in ("fa", "doc") if name in places}
    return Part(None, _cells(body, places[column or "en"]), sides.get("fa"), documents=sides.get("doc"))


def _cells(rows: Sequence[Sequence[str]], number: int) -> tuple[str, ...]:
    return tuple(" ".join(row[number].split()) if number < len(row) else "" for row in rows)


def _bitexts(path: Path) -> list[Bitext] | None:
    """The bitexts of a file whose name says that it is one; None for other files. Raises InputError.

    What two files are together is a text for us, a side of it, and so is what cannot be read back.
    """
    named = by_name(path)
    format = FORMATS[named[0]] if named else None
    if format and format.decode and not format.beside and kind(path) not in _TABLES:
        return list(format.decode(path))
    return None


def _part(bitext: Bitext) -> Part:
    """The pairs of a document. An addition is of the paragraph that it follows."""
    numbers: list[str] = []
    for pair in bitext.pairs:
        numbers.append(str(pair.sources[0].paragraph) if pair.sources else (numbers[-1] if numbers else "0"))
    return Part(
        bitext.document.id,
        tuple(" ".join(pair.target.split()) for pair in bitext.pairs),
        tuple(" ".join(pair.source.split()) for pair in bitext.pairs),
        tuple(numbers),
        (bitext.document.id,) * len(bitext.pairs),
    )


def _run(folder: Path) -> Side:
    """The documents of a run of `tarjoman translate`, or of a folder of bitexts. Raises InputError."""
    formats = [format for format in (FORMATS["jsonl"], *FORMATS.values()) if format.decode and not format.beside]
    files = ([p for p in sorted(folder.rglob(f"*{f.suffix}")) if p.is_file() and p.name not in _NONE] for f in formats)
    decode, paths = next(((f.decode, some) for f, some in zip(formats, files, strict=True) if some), (None, []))
    if decode is None:
        advice = "Name the folder of a run of `tarjoman translate -o`, whose formats have jsonl among them"
        raise InputError(display(folder), "has no bitexts", advice)
    digest = hashlib.sha256()
    parts: list[Part] = []
    for path in paths:
        digest.update(bytes.fromhex(_content(path)[1]))
        parts += map(_part, decode(path))
    name = display(folder)
    return Side(name, display(folder.resolve().name), tuple(parts), sha256=digest.hexdigest(), notes=_told(folder))


def _told(folder: Path) -> tuple[str, ...]:
    """What a run says of itself that a reader must know."""
    path = folder / _RUN
    if not path.exists():
        return ()
    try:
        told = json.loads(_content(path)[0])
        complete, failures = told["complete"], len(told["failures"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InputError(display(path), f"is no record of a run ({error})", "Translate again, or remove it") from error
    notes = [] if complete else [f"{display(folder)}: the run did not come to its end, documents may be missing"]
    return (*notes, *([f"{display(folder)}: {failures} of the run's sources failed"] if failures else []))


def _references(folder: Path, ids: Sequence[str]) -> Side:
    """The reference of each document, from a folder. Raises InputError: some have none."""
    digest = hashlib.sha256()
    parts, missing = list[Part](), list[str]()
    for id in ids:
        path = next((p for p in _candidates(folder, id) if p.is_file()), None)
        if path is None:
            missing.append(id)
            continue
        content, hashed = _content(path)
        digest.update(bytes.fromhex(hashed))
        if (decoded := _bitexts(path)) is None:
            texts = tuple(line for line in lines(content, display(path)) if line)  # blank lines are the source's
            parts.append(Part(id, texts))
            continue
        every = [_part(bitext) for bitext in decoded]
        one = next((part for part in every if part.id == id), every[0] if len(every) == 1 else None)
        if one is None:
            problem = f"has {len(every)} documents, none of which is {display(id)}"
            raise InputError(display(path), problem, "Give it that document, under its name")
        parts.append(replace(one, id=id, documents=(id,) * len(one.texts)))
    if missing:
        few = ", ".join(map(display, missing[:5])) + (" …" if len(missing) > 5 else "")
        problem = f"no reference for {len(missing)} of {len(ids)} documents: {few}"
        raise InputError(display(folder), problem, f"Put one there for each, such as {missing[0]}{plain.SUFFIX}")
    return Side(display(folder), display(folder.resolve().name), tuple(parts), sha256=digest.hexdigest())


def _candidates(folder: Path, id: str) -> Iterator[Path]:
    """Where the reference of a document may be; nowhere but in the folder, whatever a document calls itself."""
    if Path(id).is_absolute() or ".." in Path(id).parts:
        return
    decoded = [format.suffix for format in FORMATS.values() if format.decode and not format.beside]
    for suffix in (plain.SUFFIX, *decoded, ".txt"):
        yield folder / f"{id}{suffix}"
