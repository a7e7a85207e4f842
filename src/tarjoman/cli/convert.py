"""`tarjoman convert`."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tarjoman.cli.reading import put
from tarjoman.config import FORMATS as NAMES
from tarjoman.errors import InputError, UsageError
from tarjoman.files import bare, display, kind, write

if TYPE_CHECKING:
    from tarjoman.align.formats import Format
    from tarjoman.bitext import Bitext

STDOUT = "-"
_NAMES = ", ".join(NAMES)


def convert(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="BITEXT", help="Files, packed or not, and folders with what `tarjoman translate` wrote."
        ),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT", help="What to write; its ending says in which format.")
    ],
    source: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="What the files are, whatever their endings.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help=f"What to write, whatever OUT ends with: {_NAMES}.")
    ] = None,
) -> None:
    """Write bitexts in another format.

    tarjoman convert out/*.jsonl -o article.tmx makes one file of all documents; a folder stands for the .jsonl files
    below it. Files of translators' programs (TMX, XLIFF, tables) are read as well as our own, and what was changed in
    one of our own is known as a person's edit.

    tarjoman convert desk.xlf -o - --to jsonl writes to standard output. Where OUT ends in .gz or .xz it is packed.
    moses is two files, whichever of them is named: OUT.fa and OUT.en.

    What the format has no place for is told. docs/formats.md says what each holds.

    Exit status: 0; 1 when a file cannot be read or written, 2 when the command cannot be followed.
    """
    from tarjoman.align.formats import FORMATS

    for option, name in (("--from", source), ("--to", target)):
        if name is not None and name not in FORMATS:
            raise UsageError(option, f"{name!r} is no format", f"Give one of {_NAMES}")
    if source is not None and FORMATS[source].decode is None:
        known = ", ".join(name for name, format in FORMATS.items() if format.decode)
        raise UsageError("--from", f"{source} cannot be read back: too little is in it", f"Give one of {known}")
    to, paths = outputs(output, target)
    format = FORMATS[to]
    found = list(_found(files))
    _keep_clear(paths.values(), found)
    bitexts = _read(found, source)
    where = "standard output" if output == STDOUT else display(output)
    contents = format.files(bitexts)
    if lost := ", ".join(f"{name} ({count:,})" for name, count in format.lost(bitexts).items()):
        print(f"tarjoman: {where}: {to} has no place for {lost}; left out", file=sys.stderr)
    if not paths:
        if sys.stdout is None:
            raise UsageError("-", "standard output is closed", "Name a file with -o")
        sys.stdout.buffer.write(contents[format.suffix])
        return
    write({path: packed(path, contents[suffix]) for suffix, path in paths.items()})
    pairs = sum(len(bitext.pairs) for bitext in bitexts)
    named = " and ".join(display(path) for path in paths.values())
    put(f"{named}: {count(pairs, 'pair')} of {count(len(bitexts), 'document')}")


def outputs(
    output: str, target: str | None, known: "Mapping[str, Format] | None" = None, option: str = "--to"
) -> tuple[str, dict[str, Path]]:
    """The format of what to write, and its files by their suffixes; none for standard output. Raises UsageError.

    known: the formats there are, where not all that are convert's. option: what the format is told by.
    """
    from tarjoman.align.formats import FORMATS
    from tarjoman.align.formats.recognition import by_name

    known = FORMATS if known is None else known
    names = ", ".join(known)
    if not output:
        raise UsageError("-o", "an empty name", "Name a file; is a variable empty?")
    if output == STDOUT:
        if target is None:
            raise UsageError("-o -", "standard output has no ending that says the format", f"Add {option}: {names}")
        if known[target].beside:
            raise UsageError(option, f"{target} is several files", "Name one of them with -o")
        return target, {}
    path = Path(output)
    named = by_name(path, known)
    if target is None and named is None:
        problem = "its ending says no format"
        raise UsageError(display(output), problem, f"Add {option}, or let it end as one of {names} does")
    to = target or (named[0] if named else "")
    format = known[to]
    if not format.beside:
        return to, {format.suffix: path}
    ending = named[1] if named and named[0] == to else ""
    name, packing = bare(path).name.removesuffix(ending), path.name.removeprefix(bare(path).name)
    ends = {suffix: suffix if ending.lower() in format.suffixes else Path(suffix).suffix for suffix in format.suffixes}
    return to, {suffix: path.with_name(name + end + packing) for suffix, end in ends.items()}


def _found(files: Sequence[Path]) -> Iterator[Path]:
    """Files, and for folders the JSON Lines of ours below them, in order. Raises InputError for one without any."""
    from tarjoman.align.formats import FORMATS

    for path in files:
        if not path.is_dir():
            yield path
            continue
        below = sorted(p for p in path.rglob("*") if kind(p) == FORMATS["jsonl"].suffix and p.is_file())
        ours = [p for p in below if not p.name.startswith(".") and _is_ours(p)]
        if not ours:
            raise InputError(display(path), "has no .jsonl that tarjoman wrote", "Name files, or another folder")
        yield from ours


def _is_ours(path: Path) -> bool:
    """Whether a file begins as our JSON Lines do; one that cannot be read is taken to, and told of when it is read."""
    from tarjoman.align.formats import jsonl
    from tarjoman.files import UNREADABLE, unpacked

    try:
        with unpacked(path) as stream:
            return jsonl.is_ours(stream.read(4096))
    except UNREADABLE:
        return True


def _keep_clear(outputs: Iterable[Path], inputs: Sequence[Path]) -> None:
    """Raise UsageError where a file would be written that is read; of two files that belong together either."""
    taken = {os.path.realpath(side) for path in inputs for side in (path, *_sides(path))}
    for path in outputs:
        if os.path.realpath(path) in taken:
            raise UsageError(display(path), "is one of the files to read", "Name another with -o, so nothing is lost")


def _sides(path: Path) -> Iterator[Path]:
    """The other files that are read with one: the two sides of Moses."""
    plain, packing = bare(path), path.name.removeprefix(bare(path).name)
    if plain.suffix.lower() in (".fa", ".en"):
        yield from (plain.with_name(plain.stem + side + packing) for side in (".fa", ".en"))


def _read(files: Sequence[Path], source: str | None) -> "list[Bitext]":
    """The bitexts of files. Raises InputError: what cannot be read; two documents of the same name."""
    from tarjoman.align.formats import FORMATS
    from tarjoman.align.formats.recognition import readable

    bitexts: list[Bitext] = []
    known: dict[str, Path] = {}
    for path in files:
        decode = FORMATS[source or readable(path)].decode
        for bitext in decode(path) if decode else ():
            id = bitext.document.id
            if id in known:
                problem = f"has a document {id!r}, and so has {display(known[id])}"
                raise InputError(display(path), problem, "Convert them into files of their own")
            known[id] = path
            bitexts.append(bitext)
    return bitexts


def packed(path: Path, content: bytes) -> bytes:
    """The content as the ending of its name says."""
    if path.suffix.lower() == ".gz":
        import gzip

        return gzip.compress(content, mtime=0)
    if path.suffix.lower() == ".xz":
        import lzma

        return lzma.compress(content)
    return content


def count(n: int, noun: str) -> str:
    """How many there are of something, in words of English: 1 pair, 1,200 pairs."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
