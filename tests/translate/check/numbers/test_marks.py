"""Plurals of no number in particular."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("صدها نفر", "hundreds of people"),
        ("ده\u200cها هزار نفر", "tens of thousands of people"),
        ("ده\u200cها نفر", "dozens of people"),
        ("هزاران نفر", "many people"),
        ("بیش از هزاران گاو", "more than a thousand cows"),
        ("صدها میلیون دلار", "hundreds of millions of dollars"),
        ("صدها نفر از میلیون\u200cها نفر", "hundreds of millions"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("صدها نفر", "thousands of people"),
        ("میلیون\u200cها نفر", "billions of people"),
        ("ده\u200cها هزار نفر", "hundreds of thousands of people"),
        ("هزاران تن", "dozens of people"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
