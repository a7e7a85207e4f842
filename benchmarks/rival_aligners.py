"""What sentence aligners did before there were encoders: by length, and by length and a dictionary."""

import math
from collections import Counter
from collections.abc import Callable, Sequence

from tarjoman.align.sentences.english_words import plain, words
from tarjoman.align.sentences.lexical import Dictionary
from tarjoman.align.words import WORD
from tarjoman.eval.alignment import Block
from tarjoman.translate.normalization.profile import normalizer

_VARIANCE = 6.8  # of target characters a source character, for any two languages (Gale and Church 1993)
_PRIORS = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}  # the same
_SKIP, _JOINED = -0.3, -0.02  # of a sentence alone, and of a pair with two on a side, in the manner of hunalign
Cost = Callable[[int, int, int, int], float]


def gale_church(source: Sequence[str], target: Sequence[str]) -> list[tuple[Block, float]]:
    """Gale and Church (1993), aclanthology.org/J93-1004: their priors and variance, the ratio that of the texts."""
    here, there = ([0, *_sums(map(len, side))] for side in (source, target))
    ratio = there[-1] / max(1, here[-1])

    def value(i: int, k: int, j: int, last: int) -> float:
        a, b = here[k] - here[i], there[last] - there[j]
        mean = (a + b / ratio) / 2
        delta = (ratio * a - b) / math.sqrt(_VARIANCE * max(mean, 1e-9))
        return math.log(max(math.erfc(abs(delta) / math.sqrt(2)), 1e-300)) + math.log(_PRIORS[k - i, last - j])

    return _best(len(source), len(target), list(_PRIORS), value)


def length_and_dictionary(source: Sequence[str], target: Sequence[str]) -> list[tuple[Block, float]]:
    """In the manner of Varga et al. (2005): the likeliest translation of each word, and the lengths."""
    normalize, dictionary = normalizer("embedded"), Dictionary.load()
    machine: list[Counter[str]] = []
    for text in source:
        found = Counter[str]()
        for word in WORD.findall(normalize(text).replace("\u200c", "")):
            stems = dictionary.get(word)
            found[max(stems, key=lambda stem: stems[stem]) if stems else plain(word)] += 1
        machine.append(found)
    english = [words(plain(text)) for text in target]

    def value(i: int, k: int, j: int, last: int) -> float:
        if i == k or j == last:
            return _SKIP
        own, other = sum(machine[i:k], Counter[str]()), sum(english[j:last], Counter[str]())
        shared = (own & other).total() / max(1, min(own.total(), other.total()))
        a, b = sum(map(len, source[i:k])) + 1, sum(map(len, target[j:last])) + 1
        return shared + min(a, b) / max(a, b) - 1 + (_JOINED if (k - i, last - j) != (1, 1) else 0)

    return _best(len(source), len(target), [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2)], value)


def _sums(numbers: "map[int]") -> list[int]:
    total, found = 0, []
    for number in numbers:
        total += number
        found.append(total)
    return found


def _best(sources: int, targets: int, moves: Sequence[tuple[int, int]], value: Cost) -> list[tuple[Block, float]]:
    """The path whose blocks have the greatest value together."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(sources + 1):
        for j in range(targets + 1):
            ways = [(best[i - a, j - b][0] + value(i - a, i, j - b, j), (a, b)) for a, b in moves if i >= a and j >= b]
            if ways:
                best[i, j] = max(ways)
    blocks: list[tuple[Block, float]] = []
    i, j = sources, targets
    while i or j:
        a, b = best[i, j][1]
        blocks.append(((tuple(range(i - a, i)), tuple(range(j - b, j))), 0.0))
        i, j = i - a, j - b
    return blocks[::-1]
