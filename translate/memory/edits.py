"""Sentences as a person wrote them in English: how they are known again, and which are like another."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz, process

from tarjoman.bitext import Match
from tarjoman.translate.memory.store import Edit
from tarjoman.translate.normalization.profile import Normalizer, normalizer

LIKE = 0.85  # how much of its letters a sentence must share with another to be shown as like it
_SHOWN = 3


@cache
def _normalizer() -> Normalizer:
    return normalizer("embedded")


def edit_key(source: str) -> str:
    """What two sentences have in common that an edit of one holds for the other: all but how they are typed."""
    return " ".join(_normalizer()(source).split())


class Similar:
    """Finds edits of sentences that are like a sentence.

    edits: by their `edit_key`. A sentence itself is not like itself: its edit is no suggestion, but its translation.
    """

    def __init__(self, edits: Iterable[tuple[str, Edit]]) -> None:
        self._edits = sorted(edits, key=lambda row: len(row[0]))
        self._keys = [key for key, _ in self._edits]
        self._lengths = [len(key) for key in self._keys]

    def find(self, source: str) -> tuple[Match, ...]:
        """Up to three, the most alike first: rapidfuzz's ratio, 2 · matching / (a + b) letters, of `LIKE` or more."""
        key = edit_key(source)
        # 2·min(a, b) / (a + b) bounds the ratio: only edits of like length can reach it
        first = bisect_left(self._lengths, len(key) * LIKE / (2 - LIKE))
        last = bisect_right(self._lengths, len(key) * (2 - LIKE) / LIKE)
        found = process.extract(
            key, self._keys[first:last], scorer=fuzz.ratio, processor=None, score_cutoff=100 * LIKE, limit=_SHOWN + 1
        )
        edits = [(score / 100, self._edits[first + at]) for text, score, at in found if text != key]
        return tuple(Match(edit.source, edit.target, round(score, 2)) for score, (_, edit) in edits[:_SHOWN])
