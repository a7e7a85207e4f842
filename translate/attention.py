"""Which words of a sentence a translation's words come from, read off the attention of the network that made it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from tarjoman.align.words import Links, words

_SPACE = "\u2581"  # begins a word, in SentencePiece's notation
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")  # of a character that is no piece
# A word answers those that get this share of its attention: at most three, mostly one.
_LEAST = 0.3


def links(
    sentence: str, pieces: Sequence[str], text: str, tokens: Sequence[str], attention: Sequence[Sequence[float]]
) -> Links:
    """Links between the `words` of a sentence and of its translation.

    pieces, tokens: what the sentence and the translation were made of, an end marker may follow. attention: a row a
    token, with a weight for each piece, ≥ 0. A word whose attention goes to nothing, or to the end marker, has no link.
    """
    source, target = _words(sentence, pieces), _words(text, tokens)
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


def _words(text: str, pieces: Sequence[str]) -> list[int]:
    """The number of the word of the text in which each piece has its first letter; -1 for a piece without any."""
    owner: list[int] = []  # of each character that is not white space
    places = iter([*enumerate(words(text)), (-1, (len(text) + 1, len(text) + 1))])
    number, (start, end) = next(places)
    for at, character in enumerate(text):
        if at >= end:
            number, (start, end) = next(places)
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
