"""The documents of a folder: a run of `tarjoman translate`, or a reference for each document of one."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tarjoman.align.formats import FORMATS, plain
from tarjoman.errors import InputError
from tarjoman.eval.side import Part, Side
from tarjoman.eval.single import bitexts, content_of, lines, part
from tarjoman.files import display
from tarjoman.translate.inputs import TO_CHECK

RUN = "run.json"
_NONE = (RUN, TO_CHECK)  # of a run's files, those that are no bitexts whatever their endings


def run(folder: Path) -> Side:
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
        digest.update(bytes.fromhex(content_of(path)[1]))
        parts += (replace(part(bitext), file=display(path)) for bitext in decode(path))
    name = display(folder)
    return Side(name, display(folder.resolve().name), tuple(parts), sha256=digest.hexdigest(), notes=_told(folder))


def _told(folder: Path) -> tuple[str, ...]:
    """What a run says of itself that a reader must know."""
    path = folder / RUN
    if not path.exists():
        return ()
    try:
        told = json.loads(content_of(path)[0])
        complete, failures = told["complete"], len(told["failures"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InputError(display(path), f"is no record of a run ({error})", "Translate again, or remove it") from error
    notes = [] if complete else [f"{display(folder)}: the run did not come to its end, documents may be missing"]
    return (*notes, *([f"{display(folder)}: {failures} of the run's sources failed"] if failures else []))


def references(folder: Path, ids: Sequence[str]) -> Side:
    """The reference of each document, from a folder. Raises InputError: some have none."""
    digest = hashlib.sha256()
    parts, missing = list[Part](), list[str]()
    for id in ids:
        path = next((p for p in _candidates(folder, id) if p.is_file()), None)
        if path is None:
            missing.append(id)
            continue
        content, hashed = content_of(path)
        digest.update(bytes.fromhex(hashed))
        if (decoded := bitexts(path)) is None:
            texts = tuple(line for line in lines(content, display(path)) if line)  # blank lines are the source's
            parts.append(Part(id, texts, file=display(path)))
            continue
        every = [part(bitext) for bitext in decoded]
        one = next((p for p in every if p.id == id), every[0] if len(every) == 1 else None)
        if one is None:
            problem = f"has {len(every)} documents, none of which is {display(id)}"
            raise InputError(display(path), problem, "Give it that document, under its name")
        parts.append(replace(one, id=id, documents=(id,) * len(one.texts), file=display(path)))
    if missing:
        few = ", ".join(map(display, missing[:5])) + (" …" if len(missing) > 5 else "")
        problem = f"no reference for {len(missing)} of {len(ids)} documents: {few}"
        raise InputError(display(folder), problem, f"Put one there for each, such as {missing[0]}{plain.SUFFIX}")
    name = display(folder)
    there = {
        path.relative_to(folder).as_posix().removesuffix(plain.SUFFIX) for path in folder.rglob(f"*{plain.SUFFIX}")
    }
    notes = lacking("what is evaluated", sorted(there - set(ids)), name)
    return Side(name, display(folder.resolve().name), tuple(parts), sha256=digest.hexdigest(), notes=notes)


def lacking(name: str, ids: Sequence[str], other: str) -> tuple[str, ...]:
    """A note of documents that are not scored, as one side lacks them; none where there are none."""
    few = ", ".join(map(display, ids[:5])) + (" …" if len(ids) > 5 else "")
    told = f"{name} lacks {len(ids):,} document{'s' * (len(ids) > 1)} that {other} has, which are not scored: {few}"
    return (told,) if ids else ()


def _candidates(folder: Path, id: str) -> Iterator[Path]:
    """Where the reference of a document may be; nowhere but in the folder, whatever a document calls itself."""
    if Path(id).is_absolute() or ".." in Path(id).parts:
        return
    decoded = [format.suffix for format in FORMATS.values() if format.decode and not format.beside]
    for suffix in (plain.SUFFIX, *decoded, ".txt"):
        yield folder / f"{id}{suffix}"
