"""Which words of a sentence a translation's words come from, read off the attention of the network that made it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from tarjoman.align.words import Links, words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_SPACE = "\u2581"  # begins a word, in SentencePiece's notation
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")  # of a character that is no piece
# A word answers those that get this share of its attention: at most three, mostly one.
_LEAST = 0.3

Places = Sequence[tuple[int, int]]  # start and end of words, in order


@dataclass(frozen=True, slots=True)
class Attention:
    """What a network looked at while it wrote a translation.

    pieces, tokens: what the sentence and the translation are made of. rows: a row a token, a weight a piece, ≥ 0.
    """

    pieces: Sequence[str]
    tokens: Sequence[str]
    rows: Sequence[Sequence[float]]


def links(
    sentence: str, pieces: Sequence[str], text: str, tokens: Sequence[str], attention: Sequence[Sequence[float]]
) -> Links:
    """Links between the `words` of a sentence and of its translation.

    pieces, tokens: what the sentence and the translation were made of, an end marker may follow. attention: a row a
    token, with a weight for each piece, ≥ 0. A word whose attention goes to nothing, or to the end marker, has no link.
    """
    source, target = _words(sentence, pieces, words(sentence)), _words(text, tokens, words(text))
    weights: dict[int, dict[int, float]] = {}
    for word, row in zip(target, attention, strict=False):
        if word < 0:
            continue
        sums = weights.setdefault(word, {})
        for answered, weight in zip(source, row, strict=False):
            sums[answered] = sums.get(answered, 0.0) + weight
    found = []
    for word, sums in weights.items():
        least = _LEAST * sum(sums.values())
        found += [(answered, word) for answered, weight in sums.items() if answered >= 0 and weight > least]
    return tuple(sorted(found))


def summed(
    sentence: str, sources: Places, text: str, targets: Places, attention: Attention
) -> "npt.NDArray[np.float64]":
    """The attention that each word of a translation pays to each of its sentence. Shape: (len(sources), len(targets)).

    sources, targets: places of the words of the sentence and of its translation. What is paid to the end marker is left
    out.
    """
    import numpy as np

    found = np.zeros((len(sources), len(targets)))
    rows, columns = _words(sentence, attention.pieces, sources), _words(text, attention.tokens, targets)
    for target, row in zip(columns, attention.rows, strict=True):
        for source, weight in zip(rows, row, strict=True):
            if target >= 0 and source >= 0:
                found[source, target] += weight
    return found


def _words(text: str, pieces: Sequence[str], places: Places) -> list[int]:
    """The number of the word of the text in which each piece has its first letter; -1 for a piece without any."""
    owner: list[int] = []  # of each character that is not white space
    numbered = iter([*enumerate(places), (-1, (len(text) + 1, len(text) + 1))])
    number, (start, end) = next(numbered)
    for at, character in enumerate(text):
        while at >= end:
            number, (start, end) = next(numbered)
        if not character.isspace():
            owner.append(number if at >= start else -1)
    at = 0
    found: list[int] = []
    for written in _spelt(pieces):
        length = sum(not c.isspace() for c in written or "")
        if written is None:  # goes on with the character before
            found.append(found[-1] if found else -1)
        else:
            found.append(owner[at] if length and at < len(owner) else -1)
        at += length
    return found


def _spelt(pieces: Sequence[str]) -> Iterator[str | None]:
    """What each piece writes: the first byte of a character all of it, None the others."""
    for number, piece in enumerate(pieces):
        if not (byte := _BYTE.fullmatch(piece)):
            yield piece.replace(_SPACE, " ")
        elif 0x80 <= int(byte[1], 16) < 0xC0:
            yield None
        else:
            found = map(_BYTE.fullmatch, pieces[number : number + 4])
            raw = bytes(int(match[1], 16) for match in takewhile(bool, found) if match)
            yield raw.decode("utf-8", "replace")[:1]
