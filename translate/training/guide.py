"""Word links made into links between the pieces that a network sees, for one of its attention heads to learn."""

from bisect import bisect_right
from collections import defaultdict

import sentencepiece

from tarjoman.align.words import Link, Links, words


class Guide:
    """Knows where the pieces of a vocabulary begin in a text."""

    def __init__(self, pieces: sentencepiece.SentencePieceProcessor) -> None:
        """Remember each piece's length and whether it begins with the mark of a space."""
        every = [pieces.id_to_piece(i) for i in range(len(pieces))]
        self._lengths = [0 if pieces.is_byte(i) or pieces.is_unknown(i) else len(p) for i, p in enumerate(every)]
        self._spaced = [p.startswith("\u2581") for p in every]

    def links(self, source: str, target: str, sides: tuple[list[int], list[int]], links: Links) -> list[Link]:
        """Links (target piece, source piece) for links of the `words` of source and target.

        source, target: normalised. sides: their pieces, each ending in the end marker; the end markers are linked too.
        [] without word links, or when a side has pieces that are bytes, whose places are not known.
        """
        if not links:
            return []
        from_source, from_target = self._by_word(source, sides[0][:-1]), self._by_word(target, sides[1][:-1])
        if from_source is None or from_target is None:
            return []
        found = [(t, s) for i, j in links for t in from_target[j] for s in from_source[i]]
        return [*found, (len(sides[1]) - 1, len(sides[0]) - 1)]

    def _by_word(self, text: str, ids: list[int]) -> dict[int, list[int]] | None:
        """The pieces of each word: those that begin in it, or in the space before it."""
        if sum(self._lengths[i] for i in ids) != len(text) + 1:  # SentencePiece puts a space before the text
            return None
        starts = [start for start, _ in words(text)]
        found: dict[int, list[int]] = defaultdict(list)
        at = -1
        for place, i in enumerate(ids):
            first = min(at + self._spaced[i], len(text) - 1)  # its first character that is no space
            found[bisect_right(starts, first) - 1].append(place)
            at += self._lengths[i]
        return found
