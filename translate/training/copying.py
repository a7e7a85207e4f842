"""Names of the English put into the Persian of training pairs: what teaches a network to copy the names it is given."""

import random
from collections import Counter
from collections.abc import Iterable

from tarjoman.align.words import Links, words

_RARELY = 0.15  # a name's words stand in lower case at most so often as they are capitalised


class Copier:
    """Knows the names of a corpus by how their words are written in it."""

    def __init__(self, targets: Iterable[str]) -> None:
        """Count capitals, but for words that begin a sentence."""
        upper: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        for target in targets:
            for start, end in words(target)[1:]:
                word = target[start:end]
                (upper if word[0].isupper() else lower)[word.lower()] += 1
        self._names = {word for word, n in upper.items() if lower[word] < _RARELY * n}

    def _is_name(self, word: str) -> bool:
        return len(word) > 2 and word[0].isupper() and not word.isupper() and word.lower() in self._names

    def copy(self, source: str, target: str, links: Links, draw: random.Random) -> str:
        """The source with about two thirds of the names that it shares with the target as they are spelt there."""
        heard = words(source)
        for (first, last), text in reversed(self.names(source, target, links)):
            if draw.random() < 2 / 3:
                source = source[: heard[first][0]] + text + source[heard[last][1] :]
        return source

    def names(self, source: str, target: str, links: Links) -> list[tuple[tuple[int, int], str]]:
        """The names in a pair: the first and last word of each in the source, and its form in the target; by place.

        A name is a run of capitalised words after the first word, linked with a run of source words, and these with
        nothing else; of those at most one more than it has words.
        """
        said = [(target[start:end], start, end) for start, end in words(target)]
        found, first = [], 1
        while first < len(said):
            last = first
            while last < len(said) and self._is_name(said[last][0]):
                last += 1
            mine = {s for s, t in links if first <= t < last}
            others = {s for s, t in links if not first <= t < last}
            run = bool(mine) and max(mine) - min(mine) < len(mine) <= last - first + 1
            if run and not mine & others:
                found.append(((min(mine), max(mine)), target[said[first][1] : said[last - 1][2]]))
            first = last + 1
        return sorted(found)
