import pytest

from tarjoman.translate.check.omission import omission, widest_gap

SOURCE = "رئیس جمهور روز دوشنبه در تهران با وزیر خارجه روسیه دیدار کرد و درباره جنگ اوکراین و بازار نفت گفتگو کرد."
TARGET = (
    "The president met with Russia's foreign minister in Tehran on Monday and talked about the war in "
    "Ukraine and the oil market."
)
SHORT = "The president met with Russia's foreign minister in Tehran on Monday."


def test_a_clause_that_is_missing() -> None:
    assert omission(SOURCE, TARGET) < 0.1 and omission(SOURCE, SHORT) > 0.9


def test_links_tell_it_too() -> None:
    every = tuple((n, n) for n in range(21))
    assert omission(SOURCE, TARGET, every) < 0.1
    assert omission(SOURCE, SHORT, every[:10]) > 0.9


def test_what_was_said_otherwise_is_not_missing() -> None:
    assert omission(SOURCE, SHORT + " Their talks centred on Kyiv, on the fighting there and on crude prices.") < 0.8


@pytest.mark.parametrize(("source", "target"), [("سلام", "x"), ("", ""), ("بله، درست است.", "Yes.")])
def test_short_sources_are_not_judged(source: str, target: str) -> None:
    assert omission(source, target) == 0


def test_nothing_is_too_long_or_too_strange() -> None:
    assert omission("؟" * 1000, "") > 0.9
    assert 0 <= omission(SOURCE * 500, "x" * 100_000) <= 1
    assert 0 <= omission(SOURCE, "") <= 1


@pytest.mark.parametrize(
    ("found", "gap"), [([], 0), ([-1, -2], 0), ([1, 2, -1, 3, -9, 4], 5), ([-3, 2, 2, -1], 4), ([1, -2, 1.5], 1.5)]
)
def test_the_widest_gap(found: list[float], gap: float) -> None:
    assert widest_gap(found) == gap
