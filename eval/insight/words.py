"""How well words come back, by how often they stand in a corpus: what a system was never told it seldom says."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tarjoman.errors import InputError
from tarjoman.eval.insight.buckets import Bucket, Cell, Table, ranges
from tarjoman.eval.insight.settings import settings
from tarjoman.eval.material import Material
from tarjoman.files import UNREADABLE, display, unpacked

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_LONGEST = 1 << 20  # bytes of a line


def frequencies(corpus: Path, wanted: Iterable[str]) -> Counter[str]:
    """How often words, in small letters, stand in an English corpus, which is read as a stream. Raises InputError."""
    known = frozenset(wanted)
    counts: Counter[str] = Counter()
    try:
        with unpacked(corpus) as stream:
            while line := stream.readline(_LONGEST):
                counts.update(word for word in _words(line.decode("utf-8", "replace")) if word in known)
    except UNREADABLE as error:
        problem = f"cannot be read ({error})"
        raise InputError(display(corpus), problem, "Check the path, and that the file is whole") from error
    return counts


def table(material: Material, corpus: Path) -> Table:
    """The F1 of words, 0 to 100, by their frequency in a corpus. Each word counts as often as both sides have it.

    Neubig et al. (2019), https://aclanthology.org/N19-4007.
    """
    references = [Counter(_words(text)) for text in material.references[0]]
    outputs = [[Counter(_words(text)) for text in system.outputs] for system in material.systems]
    counts = frequencies(corpus, (word for some in (references, *outputs) for words in some for word in words))
    spans = list(ranges(settings()["frequencies"], 0))
    place = {
        word: next(label for label, end in spans if counts[word] <= end) for some in outputs for c in some for word in c
    }
    place |= {word: next(label for label, end in spans if counts[word] <= end) for c in references for word in c}
    asked: Counter[str] = Counter()
    for words in references:
        asked.update({label: 0 for label, _ in spans})
        for word, count in words.items():
            asked[place[word]] += count
    cells: dict[str, list[Cell]] = {label: [] for label, _ in spans}
    for some in outputs:
        given, right = Counter[str](), Counter[str]()
        for ours, theirs in zip(some, references, strict=True):
            for word, count in ours.items():
                given[place[word]] += count
                right[place[word]] += min(count, theirs[word])
        for label, row in cells.items():
            both = given[label] + asked[label]
            row.append(Cell(200 * right[label] / both if both else None))
    buckets = (Bucket(label, asked[label], tuple(row)) for label, row in cells.items() if asked[label])
    return Table("frequency", f"Words by their count in {display(corpus)}", "words", "F1", tuple(buckets))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
