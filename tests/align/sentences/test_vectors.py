from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarjoman.align.sentences.vectors import Dense, Side, Sparse, from_counts, ngrams

COUNTS = st.lists(st.dictionaries(st.sampled_from("abcdef"), st.floats(0.25, 4, width=16)), min_size=1, max_size=6)


def dense(side: Side, width: int) -> np.ndarray:
    found = np.zeros((side.count, width))
    found[side.rows, side.features] = side.weights
    return found


@settings(max_examples=40)
@given(COUNTS, COUNTS, st.data())
def test_sparse_products_are_those_of_dense_vectors(source: list, target: list, data: st.DataObject) -> None:
    numbers: dict[str, int] = {}
    kernel = Sparse.weighed("k", from_counts(source, numbers), from_counts(target, numbers))
    width = 1 + max([*kernel.source.features.tolist(), *kernel.target.features.tolist()], default=0)
    same = Dense("k", dense(kernel.source, width), dense(kernel.target, width))
    first = np.array([data.draw(st.integers(0, len(target))) for _ in source])
    last = np.array([data.draw(st.integers(int(low), len(target))) for low in first])
    assert np.allclose(kernel.products(first, last), same.products(first, last), rtol=1e-4)
    for side in (0, 1):
        assert np.allclose(kernel.gram(side, 3), same.gram(side, 3), rtol=1e-4)
    some = np.array(sorted(data.draw(st.sets(st.sampled_from(range(len(source))), min_size=1))))
    every = np.zeros(len(some), np.int64), np.full(len(some), len(target))
    targets = np.arange(len(target))
    assert np.allclose(
        kernel.some(some, targets).products(*every), same.some(some, targets).products(*every), rtol=1e-4
    )


def test_what_stands_everywhere_counts_for_least() -> None:
    numbers: dict[str, int] = {}
    texts = [{"the": 1.0, name: 1.0} for name in ("one", "two", "three", "four")]
    kernel = Sparse.weighed("k", from_counts(texts, numbers), from_counts(texts, numbers))
    row = kernel.source.weights[:2]
    assert row[0] < 0.2 < 1.4 < row[1]


@pytest.mark.parametrize("size", [1, 3, 4])
def test_ngrams_are_counted_within_a_text(size: int) -> None:
    side = ngrams(["abcabc", "", "ab", "xabc"], size)
    seen = [list(side.weights[side.rows == row]) for row in range(side.count)]
    runs = [
        ["".join(r) for r in zip(*(text[k:] for k in range(size)), strict=False)]
        for text in ("abcabc", "", "ab", "xabc")
    ]
    assert [sorted(s) for s in seen] == [sorted(float(r.count(x)) for x in set(r)) for r in runs]


def test_a_side_adds_up_what_comes_twice() -> None:
    side = Side.of(2, np.array([1, 0, 1]), np.array([5, 3, 5]), np.array([1.0, 2.0, 3.0]))
    assert (side.rows.tolist(), side.features.tolist(), side.weights.tolist()) == ([0, 1], [3, 5], [2.0, 4.0])
    assert list(pairwise(Side.of(3, np.zeros(0), np.zeros(0)).rows)) == []
