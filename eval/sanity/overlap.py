"""Whether a system may have seen the test set: its sentences in lists of training sentences."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from tarjoman.align.formats import jsonl, tmx
from tarjoman.errors import InputError
from tarjoman.eval.material import Material
from tarjoman.eval.sanity.finding import Example, Finding
from tarjoman.eval.sanity.side import settings
from tarjoman.files import UNREADABLE, display, kind, unpacked

_WORD = re.compile(r"\w+")
_SAME = str.maketrans("يكىة", "یکیه", "\u200c\u0640")  # letters of other keyboards; half-spaces and tatweel don't count
_LONGEST = 1 << 20  # bytes of a line


def overlap(material: Material, lists: Sequence[Path]) -> Iterator[Finding]:
    """Segments that stand in a list, source or reference, whatever their case, marks and spacing.

    lists: texts with a sentence a line, TSV of which every column counts, .tmx or .jsonl, packed or not; read as a
    stream. Segments of a few words are not looked for: they are alike by chance. Raises InputError.
    """
    wanted: dict[str, set[int]] = {}
    for side in (*material.references, material.sources or ()):
        for number, text in enumerate(side):
            if len(words := key(text)) >= settings()["words"]:
                wanted.setdefault(" ".join(words), set()).add(number)
    for path in lists:
        found: set[int] = set()
        for text in _texts(path):
            found |= wanted.get(" ".join(key(text)), set())
        if found:
            some = sorted(found)
            yield Finding(
                "overlap",
                "wrong",
                display(path),
                "sentences of the test set stand in this training list",
                len(some),
                len(material),
                "Take them out of the training data, or out of the test set, before you believe a score",
                tuple(
                    Example(material.place(n), material.references[0][n][:120]) for n in some[: settings()["examples"]]
                ),
            )


def key(text: str) -> list[str]:
    """The words of a text, whatever their case, marks, spacing and keyboard."""
    folded: list[str] = _WORD.findall(unicodedata.normalize("NFKC", text).translate(_SAME).casefold())
    return folded


def _texts(path: Path) -> Iterator[str]:
    if kind(path) == ".tmx":
        yield from (text for unit in tmx.read_units(path) for text in (unit.source, unit.target))
        return
    if kind(path) == ".jsonl":
        yield from (text for row in jsonl.read(path) for text in (row.source, row.target))
        return
    where = display(path)
    try:
        with unpacked(path) as stream:
            number = 0
            while line := stream.readline(_LONGEST + 1):
                number += 1
                if len(line) > _LONGEST:
                    raise InputError(where, f"line {number} has more than {_LONGEST:,} bytes", "Give a sentence a line")
                yield from line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise InputError(where, f"line {number} is not UTF-8", "Save it as UTF-8") from error
    except UNREADABLE as error:
        raise InputError(where, f"cannot be read ({error})", "Check the path, and that the file is whole") from error
