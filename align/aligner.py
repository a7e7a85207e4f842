"""Which words of a sentence and of its translation answer each other, learnt from the pairs themselves.

The model is that of Dyer, Chahuneau and Smith (2013, aclanthology.org/N13-1073): a lexicon, and a liking for words in
like places, fitted by expectation maximisation with a sparse prior on the lexicon. It runs in both directions, which
are made one by grow-diag-final-and (Koehn, Och and Marcu 2003, aclanthology.org/N03-1017).

Against the links that eflomal finds in 144,000 pairs of news, those found in 20,000 of them alone have a precision of
0.77 and a recall of 0.73.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tarjoman.align.words import LONGEST, WORD, Link, Links

# Chosen by agreement with eflomal on 20,000 pairs.
_PREFIX = 4  # characters by which words are told apart: stemming, for both languages
_TENSION = 3.0  # how fast a link's likelihood falls with distance, places in a sentence being 0 to 1
_UNLINKED = 0.2  # share of the words that answer nothing
_SPARSITY = 0.01  # of the Dirichlet prior: small, so that a word has few translations
_ROUNDS = 5  # of expectation maximisation, in the first two of which places do not count
_CELLS = 1_000_000  # cells looked at at once: some 70 MB
_BITS = 25  # of the hash that finds two words in the lexicon, at most: two tables of 134 MB, but no words to sort

_Array = npt.NDArray[Any]


def align(sources: Sequence[str], targets: Sequence[str]) -> list[Links]:
    """Links between the `words` of each source and its target. The more pairs, the surer: from some thousands on.

    A pair of more than `LONGEST` words on a side gets none. Time grows with the words of each source times those of its
    target: about 1 s a thousand pairs of news on one core. It takes 400 MB at most, beside the words themselves.
    """
    pairs = [pair if _is_short(pair) else ("", "") for pair in zip(sources, targets, strict=True)]
    source, target = _Side.read([source for source, _ in pairs]), _Side.read([target for _, target in pairs])
    forward, backward = _answers(source, target), _answers(target, source)
    links = []
    for i in range(len(source.lengths)):
        there = {(int(s), t) for t, s in enumerate(forward[target.of(i)]) if s >= 0}
        back = {(s, int(t)) for s, t in enumerate(backward[source.of(i)]) if t >= 0}
        links.append(symmetric(there, back))
    return links


def _is_short(pair: tuple[str, str]) -> bool:
    return all(len(WORD.findall(side)) <= LONGEST for side in pair)


def symmetric(forward: set[Link], backward: set[Link]) -> Links:
    """The links of both directions, those next to them that link one more word, and those of words not linked yet."""
    links, either = forward & backward, forward | backward
    sources, targets = {s for s, _ in links}, {t for _, t in links}

    def add(link: Link) -> None:
        links.add(link)
        sources.add(link[0])
        targets.add(link[1])

    queue = sorted(links)
    for s, t in queue:  # grows while it is gone through
        for near in ((s + ds, t + dt) for ds in (-1, 0, 1) for dt in (-1, 0, 1)):
            if near in either and near not in links and (near[0] not in sources or near[1] not in targets):
                add(near)
                queue.append(near)
    for direction in (forward, backward):
        for s, t in sorted(direction - links):
            if s not in sources and t not in targets:
                add((s, t))
    return tuple(sorted(links))


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of all pairs, its words as numbers, one sentence after the other. 0 is the empty word."""

    numbers: _Array  # (1 + words,): 0 first
    lengths: _Array  # (sentences,)
    starts: _Array  # (sentences + 1,): how many words are before each sentence
    vocabulary: int

    @classmethod
    def read(cls, texts: Sequence[str]) -> "_Side":
        known: dict[str, int] = {"": 0}
        sentences = [[word.lower()[:_PREFIX] for word in WORD.findall(text)] for text in texts]
        numbers = np.array([0, *(known.setdefault(word, len(known)) for s in sentences for word in s)], np.int32)
        lengths = np.array([len(s) for s in sentences], np.int64)
        return cls(numbers, lengths, np.concatenate([[0], np.cumsum(lengths)]), len(known))

    def of(self, sentence: int) -> slice:
        """Where a sentence is in an array of one element a word."""
        return slice(self.starts[sentence], self.starts[sentence + 1])


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every target word of some pairs with every word of its source, the empty one first: a row a target word.

    All arrays but `starts` have an element a cell. prior: likelihood of the link by its place, 1 in sum over a row.
    """

    starts: _Array  # (rows,): first cell of each row
    row: _Array
    place: _Array  # of the source word, from 1; 0: the empty word
    source: _Array
    target: _Array
    prior: _Array

    @classmethod
    def of(cls, source: _Side, target: _Side, first: int, last: int, tension: float) -> "_Cells":
        """The cells of the pairs from `first` to before `last`."""
        pair = np.repeat(np.arange(first, last), target.lengths[first:last])  # (rows,)
        width = source.lengths[pair] + 1
        starts = np.cumsum(width) - width
        row = np.repeat(np.arange(len(pair)), width)
        place = np.arange(len(row)) - starts[row]
        within = np.arange(target.starts[first], target.starts[last]) - target.starts[pair] + 0.5
        at = (within / target.lengths[pair]).astype(np.float32)  # (rows,)
        distance = np.abs((place - 0.5) / np.maximum(width[row] - 1, 1) - at[row]).astype(np.float32)
        prior = np.exp(-tension * distance)
        prior[starts] = 0
        prior *= ((1 - _UNLINKED) / np.maximum(np.add.reduceat(prior, starts), 1e-9))[row]
        prior[starts] = _UNLINKED
        said = source.numbers[source.starts[pair][row] + place]
        said[starts] = 0
        answer = target.numbers[target.starts[first] + 1 : target.starts[last] + 1][row]
        return cls(starts, row, place, said, answer, prior)

    def bucket(self, bits: int) -> _Array:
        """Where in a lexicon of 2 ** bits entries each cell's two words are; few share a place, and rare ones."""
        mixed = self.source.astype(np.uint32) * np.uint32(2654435761) ^ self.target.astype(np.uint32) * np.uint32(40503)
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(2246822519)
        return mixed >> np.uint32(32 - bits)


def _chunks(source: _Side, target: _Side) -> Iterator[tuple[int, int]]:
    """Runs of pairs, first and behind the last, that have some `_CELLS` cells, none without a word on either side."""
    cells = np.cumsum((source.lengths + 1) * target.lengths)
    first = 0
    while first < len(cells):
        seen = cells[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(cells, seen + _CELLS)))
        if cells[last - 1] > seen:
            yield first, last
        first = last


def _answers(source: _Side, target: _Side) -> _Array:
    """(words,): the place in its sentence of the source word that each target word answers, from 0; -1: none."""
    bits = min(_BITS, int(np.dot(source.lengths + 1, target.lengths)).bit_length() + 1)
    lexicon, total = np.ones(1 << bits, np.float32), np.ones(source.vocabulary, np.float32)
    for done in range(_ROUNDS):
        counts = np.zeros(1 << bits, np.float32)
        totals = np.zeros(source.vocabulary)
        for first, last in _chunks(source, target):
            cells = _Cells.of(source, target, first, last, _TENSION if done > 1 else 0.0)
            bucket = cells.bucket(bits)
            weight = cells.prior * lexicon[bucket] * total[cells.source]
            weight /= np.maximum(np.add.reduceat(weight, cells.starts), 1e-30)[cells.row]
            np.add.at(counts, bucket, weight)
            totals += np.bincount(cells.source, weights=weight, minlength=source.vocabulary)
        # The mean of a Dirichlet posterior's logarithm, in the place of the mean: rare words then share less. Slice by
        # slice, since the steps between would take five more tables.
        for start in range(0, len(counts), _CELLS):
            some = counts[start : start + _CELLS]
            some[:] = np.exp(_digamma(some + np.float32(_SPARSITY)))
        lexicon = counts
        total = np.exp(np.minimum(-_digamma(totals + _SPARSITY * target.vocabulary), 80)).astype(np.float32)
    answers = [np.zeros(0, np.int64)]
    for first, last in _chunks(source, target):
        cells = _Cells.of(source, target, first, last, _TENSION)
        weight = cells.prior * lexicon[cells.bucket(bits)] * total[cells.source]
        best = np.flatnonzero(weight == np.maximum.reduceat(weight, cells.starts)[cells.row])
        _, one = np.unique(cells.row[best], return_index=True)
        answers.append(cells.place[best[one]] - 1)
    return np.concatenate(answers)


def _digamma(x: _Array) -> _Array:
    """ψ(x) for x > 0, to six digits: recurrence up to 4, then the asymptotic series (Abramowitz and Stegun 6.3.18)."""
    y = x + 4
    result: _Array = np.log(y) - 0.5 / y - (1 / 12 - (1 / 120 - 1 / 252 / y**2) / y**2) / y**2
    for k in range(4):
        result -= 1 / (x + k)
    return result
