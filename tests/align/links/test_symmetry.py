import numpy as np
import pytest

from tarjoman.align.links.symmetry import WAYS, agreed, grown, intersection, shared

W = np.array([[1.0, 0.2, 0.0], [0.0, 0.5, 0.6], [0.0, 0.95, 0.1]])


def test_each_way() -> None:
    assert intersection(W) == ((0, 0), (1, 2), (2, 1))
    assert agreed(np.array([[1.0, 0.95], [0.0, 0.5]])) == ((0, 0), (0, 1))
    assert grown(np.array([[1.0, 0.4], [0.0, 0.3]])) == ((0, 0), (0, 1), (1, 1))


@pytest.mark.parametrize("way", WAYS)
def test_where_nothing_weighs_anything_nothing_is_linked(way: str) -> None:
    assert WAYS[way](np.zeros((2, 3))) == () == WAYS[way](np.zeros((0, 3))) == WAYS[way](np.zeros((2, 0)))


def test_shares() -> None:
    assert shared(np.array([[4.0, 0.0], [0.0, 0.0]])).tolist() == [[1.0, 0.0], [0.0, 0.0]]
    assert shared(np.array([[1.0, 1.0]])).round(3).tolist() == [[0.707, 0.707]]
