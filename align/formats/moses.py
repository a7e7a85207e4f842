"""Two plain files, line by line translations of one another, as Moses had them and corpora are shared."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tarjoman.align.formats.rows import bitexts
from tarjoman.bitext import Bitext, Origin
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, bare, display, unpacked

_SIDES = (".fa", ".en")  # what the names of the two end in
LONGEST = 10_000_000  # bytes of a line that is read


def sources(some: Sequence[Bitext]) -> bytes:
    """The Persian side: a line a pair, white space as single spaces; empty where the pair has none."""
    return "".join(_line(pair.source) for bitext in some for pair in bitext.pairs).encode("utf-8", "replace")


def targets(some: Sequence[Bitext]) -> bytes:
    """The English side, as many lines."""
    return "".join(_line(pair.target) for bitext in some for pair in bitext.pairs).encode("utf-8", "replace")


def _line(text: str) -> str:
    return " ".join(text.split()) + "\n"


def decode(path: Path) -> Iterator[Bitext]:
    """The pairs of two files as one document, each a paragraph; a line that is empty in both is none.

    path: of either, NAME.fa or NAME.en, also packed, .gz or .xz; the other is beside it, packed in the same way. Raises
    InputError: a side that is missing or cannot be read, more lines in one than in the other, nothing in them.
    """
    plain, packing = bare(path), path.name.removeprefix(bare(path).name)
    if plain.suffix.lower() not in _SIDES:
        raise InputError(display(path), "ends neither in .fa nor in .en", "Call the two sides NAME.fa and NAME.en")
    fa, en = (plain if plain.suffix.lower() == s else plain.with_suffix(s) for s in _SIDES)
    sides = [_lines(side.with_name(side.name + packing)) for side in (fa, en)]
    if len(sides[0]) != len(sides[1]):
        problem = f"has {len(sides[0]):,} lines, and {en.name} beside it {len(sides[1]):,}"
        raise InputError(display(fa), problem, "Both need as many: line by line they are translations of one another")
    found = [
        {
            "document": fa.stem.removesuffix(".fa-en") or fa.stem,
            "source": source,
            "target": target,
            "paragraph": number,
            "origin": Origin.ALIGNED,
        }
        for number, (source, target) in enumerate(zip(*sides, strict=True))
        if source.strip() or target.strip()
    ]
    if not found:
        raise InputError(display(path), "is empty", "Name two files with a sentence a line")
    yield from bitexts(found)


def _lines(path: Path) -> list[str]:
    """The lines of one side; only "\\n" ends one. Raises InputError."""
    found: list[str] = []
    try:
        with unpacked(path) as stream:
            while line := stream.readline(LONGEST + 1):
                if len(line) > LONGEST:
                    problem = f"line {len(found) + 1} has more than {LONGEST:,} bytes"
                    raise InputError(display(path), problem, "Give it a sentence a line")
                found.append(line.decode("utf-8" if found else "utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        raise InputError(display(path), f"line {len(found) + 1} is not UTF-8", "Save it as UTF-8") from error
    except UNREADABLE as error:
        raise InputError(display(path), f"cannot be read ({error})", "Check that both sides are there") from error
    return found
