"""How right an alignment of sentences is, against one that is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Block = tuple[tuple[int, ...], tuple[int, ...]]  # numbers of source sentences and of target sentences, either may be ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Of documents, which add up.

    found: blocks of an alignment, those without a side too; strict: those that are right, sentence for sentence; lax:
    those that share a sentence of both sides with a right one. known: right blocks with both sides; strict_known,
    lax_known: those that were found so.
    """

    found: int = 0
    strict: int = 0
    lax: int = 0
    known: int = 0
    strict_known: int = 0
    lax_known: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.found + other.found,
            self.strict + other.strict,
            self.lax + other.lax,
            self.known + other.known,
            self.strict_known + other.strict_known,
            self.lax_known + other.lax_known,
        )

    @property
    def strict_f1(self) -> float:
        """0 to 1; 0 where nothing is right."""
        return _f1(self.strict, self.found, self.strict_known, self.known)

    @property
    def lax_f1(self) -> float:
        """0 to 1; 0 where nothing is right."""
        return _f1(self.lax, self.found, self.lax_known, self.known)


def _f1(right: int, found: int, recalled: int, known: int) -> float:
    precision, recall = right / max(1, found), recalled / max(1, known)
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def count(known: Sequence[Block], found: Sequence[Block]) -> Counts:
    """As Vecalign does (Thompson and Koehn 2019, aclanthology.org/D19-1136): precision is that of all blocks that were
    found, recall that of known ones with both sides. A block without a side is right where it is known.
    """
    both = [block for block in known if all(block)]
    pairs = [block for block in found if all(block)]
    return Counts(
        len(found),
        *_right(found, known),
        len(both),
        *_right(both, pairs),
    )


def _right(some: Iterable[Block], others: Sequence[Block]) -> tuple[int, int]:
    """How many of some blocks are among others, and how many share sentences with them."""
    every = set(others)
    sources: dict[int, set[Block]] = {}
    for block in every:
        for number in block[0]:
            sources.setdefault(number, set()).add(block)
    strict = lax = 0
    for block in some:
        strict += block in every
        near = {other for number in block[0] for other in sources.get(number, ())}
        lax += block in every or any(not set(block[1]).isdisjoint(other[1]) for other in near)
    return strict, lax
