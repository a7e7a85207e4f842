"""The search beside all paths there are, one by one."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarjoman.align.sentences.lattice import MOVES, Lattice
from tarjoman.align.sentences.search import Paths

Block = tuple[int, int, int, int]


def some_paths(sources: int, targets: int, seed: int) -> Paths:
    rng = np.random.default_rng(seed)
    lattice = Lattice.full(sources, targets)
    return Paths(lattice, rng.normal(size=(len(MOVES), lattice.size)), rng.normal(size=targets))


def every(paths: Paths, i: int, j: int) -> Iterator[tuple[float, list[Block]]]:
    """All paths to a node, and what each adds up to."""
    if i == j == 0:
        yield 0.0, []
    for number, (a, b) in enumerate(MOVES):
        if a <= i and b <= j:
            added = paths.moves[number, paths.lattice.node(i, j)]
            yield from ((sum_ + added, [*way, (i - a, i, j - b, j)]) for sum_, way in every(paths, i - a, j - b))
    if j:
        yield from ((sum_ + paths.inserts[j - 1], [*way, (i, i, j - 1, j)]) for sum_, way in every(paths, i, j - 1))


@settings(max_examples=40)
@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 1000))
def test_the_best_path_and_the_probabilities_are_those_of_all_paths(sources: int, targets: int, seed: int) -> None:
    if sources * targets > 9:
        sources = 2  # there are thousands of paths else
    paths = some_paths(sources, targets, seed)
    ways = list(every(paths, sources, targets))
    best = paths.best()
    assert best == max(ways)[1]
    assert paths.whole == pytest.approx(np.logaddexp.reduce([sum_ for sum_, _ in ways]))
    for block in best:
        share = sum(np.exp(sum_ - paths.whole) for sum_, way in ways if block in way)
        assert paths.probability(block) == pytest.approx(share)
    shares, inserted = paths.expected()
    for target in range(targets):
        share = sum(
            np.exp(sum_ - paths.whole) for sum_, way in ways if any(b[0] == b[1] and b[2] == target for b in way)
        )
        assert inserted[target] == pytest.approx(share)
    sentences = sum(a * shares[number].sum() for number, (a, _) in enumerate(MOVES))
    assert sentences == pytest.approx(sources, abs=1e-6)  # each source is in one block of every path


@settings(max_examples=40)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 1000))
def test_every_sentence_is_in_one_block_in_order(sources: int, targets: int, seed: int) -> None:
    blocks = some_paths(sources, targets, seed).best()
    assert [n for i, k, _, _ in blocks for n in range(i, k)] == list(range(sources))
    assert [n for _, _, j, last in blocks for n in range(j, last)] == list(range(targets))
