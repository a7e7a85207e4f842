"""How two texts differ, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_LONG = 2000  # pieces of a text from which on the commonest are not matched, as that takes their number squared
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: in both, in the translation alone ("added"), or in the reference alone ("missing")."""

    text: str
    kind: Literal["same", "added", "missing"]


def diff(output: str, reference: str) -> tuple[Piece, ...]:
    """A translation against its reference; what is not missing, joined, is the translation."""
    return tuple(_pieces(_TOKEN.findall(output), _TOKEN.findall(reference)))


def _pieces(ours: list[str], theirs: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(theirs) > _LONG)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("".join(ours[a:b]), "same")
            continue
        if c < d:
            yield Piece("".join(theirs[c:d]), "missing")
        if a < b:
            yield Piece("".join(ours[a:b]), "added")
