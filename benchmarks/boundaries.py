"""What the sentences of a splitter are worth beside the right ones, whatever it does to the text.

Texts are compared without white space, so a boundary is the number of other characters before it; the beginning and
the end of a text do not count. A sentence is right when it is returned as it stands, a text when all of it is.
Characters that a splitter drops, adds or changes are counted as lost; what it drops belongs to the sentence before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

AROUND = 40  # characters shown on each side of a wrong boundary


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its sentences, these without white space."""

    raw: str
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, raw: str, sentences: Iterable[str]) -> "Text":
        """A text of sentences; those of white space alone are none."""
        return cls(raw, tuple(filter(None, map(bare, sentences))))


@dataclass(frozen=True, slots=True)
class Score:
    """Counts that add up over texts.

    Boundaries: right, of those found and of those expected. Sentences: whole, of `sentences`. Texts: exact, of `texts`.
    Characters: lost.
    """

    right: int = 0
    found: int = 0
    expected: int = 0
    whole: int = 0
    sentences: int = 0
    exact: int = 0
    texts: int = 0
    lost: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def rates(self) -> dict[str, float]:
        """Of the boundaries, 0 to 1; 0 where nothing was found or expected."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.expected)
        return {"precision": precision, "recall": recall, "f1": 2 * self.right / max(1, self.found + self.expected)}


@dataclass(frozen=True, slots=True)
class Error:
    """A boundary that was missed, or found where none is. around: the text, with | at the boundary."""

    kind: str
    around: str


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def place(whole: str, parts: Sequence[str]) -> tuple[list[tuple[int, str]], int]:
    """Where in the whole the parts begin, in order, each with its part; and the characters dropped, added or changed.

    The whole and the parts have no white space. A part of which nothing stands in the whole is left out.
    """
    joined = "".join(parts)
    begins = list(accumulate(map(len, parts), initial=0))
    if joined == whole:
        return list(zip(begins, parts, strict=False)), 0
    places: dict[int, int] = {}
    for block in SequenceMatcher(None, whole, joined, autojunk=False).get_matching_blocks():
        places |= {block.b + i: block.a + i for i in range(block.size)}
    placed = []
    for (begin, end), part in zip(pairwise(begins), parts, strict=True):
        found = [places[i] for i in range(begin, end) if i in places]
        placed += [(found[0], part)] if found else []
    return placed, max(len(whole), len(joined)) - len(places)


def compare(text: Text, sentences: Iterable[str]) -> tuple[Score, list[Error]]:
    """What a splitter's sentences are worth, and its wrong boundaries in the order of the text."""
    whole = "".join(text.sentences)
    placed, lost = place(whole, list(filter(None, map(bare, sentences))))
    expected = list(zip(accumulate(map(len, text.sentences), initial=0), text.sentences, strict=False))
    inner, found = ({at for at, _ in some if at} for some in (expected, placed))
    score = Score(
        right=len(inner & found),
        found=len(found),
        expected=len(inner),
        whole=len(set(expected) & set(placed)),
        sentences=len(expected),
        exact=expected == placed and not lost,
        texts=1,
        lost=lost,
    )
    positions = [i for i, c in enumerate(text.raw) if not c.isspace()]
    errors = []
    for at in sorted(inner ^ found):
        i = positions[at]
        around = f"{text.raw[max(0, i - AROUND) : i]}|{text.raw[i : i + AROUND]}"
        errors.append(Error("missed" if at in inner else "extra", around))
    return score, errors
