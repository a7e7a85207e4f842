"""A band beside the full lattice."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.align.sentences import band as banding
from tarjoman.align.sentences.aligner import search
from tarjoman.align.sentences.band import Apart, Place, band, chain, places, wider
from tarjoman.align.sentences.blocks import Texts
from tarjoman.align.sentences.lattice import Lattice
from tarjoman.align.sentences.methods import METHODS
from tarjoman.align.sentences.vectors import Array, Sparse, from_counts
from tarjoman.align.sentences.weights import Weights

WEIGHTS = Weights.of("lexical", METHODS["lexical"])


def texts(source: list[int], target: list[int], seed: int = 1) -> tuple[Sparse, Texts, Texts]:
    """Sentences of invented words: those with the same number say the same."""
    rng = np.random.default_rng(seed)
    said = {n: [f"w{int(w)}" for w in rng.zipf(1.3, 12) % 5000] + [f"name{n}"] for n in sorted({*source, *target})}
    numbers: dict[str, int] = {}
    sides = [from_counts([dict.fromkeys(said[n], 1.0) for n in side], numbers) for side in (source, target)]
    letters = {n: float(rng.integers(40, 160)) for n in said}
    known = [Texts(np.array([letters[n] for n in side]), np.zeros(len(side), bool)) for side in (source, target)]
    return Sparse.weighed("lexicon", *sides), known[0], known[1]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short texts have bands too."""
    monkeypatch.setattr(banding, "ALL", 1000)
    monkeypatch.setattr(banding, "_GAP", 100)


def is_lattice(lattice: Lattice, sources: int, targets: int) -> bool:
    return (
        (lattice.sources, lattice.targets) == (sources, targets)
        and lattice.lo[0] == 0
        and bool((np.diff(lattice.lo) >= 0).all() and (np.diff(lattice.hi) >= 0).all())
        and bool((lattice.lo[1:] < lattice.hi[:-1]).all())
    )


GAPS = [
    (list(range(120)), list(range(120))),
    (list(range(160)), [*range(30), *range(120, 160)]),
    ([*range(30), *range(130, 160)], list(range(160))),
    ([*range(50), *range(90, 120)], [*range(50), *range(200, 280), *range(90, 120)]),
    ([*range(70, 120), *range(70)], list(range(120))),
]


@pytest.mark.parametrize(("source", "target"), GAPS)
def test_a_band_finds_the_path_of_the_full_lattice(source: list[int], target: list[int]) -> None:
    kernel, *sides = texts(source, target)
    found = search(WEIGHTS, [kernel], *sides)
    full = search(WEIGHTS, [kernel], *sides, Lattice.full(len(source), len(target)))
    assert [(b.source, b.target) for b in found] == [(b.source, b.target) for b in full]
    assert [b.confidence for b in found] == pytest.approx([b.confidence for b in full], abs=1e-3)


def along(lattice: Lattice, offset: int, width: int) -> Lattice:
    """A band that is where the path is not."""
    middle: Array = np.clip(np.arange(lattice.sources + 1) + offset, 0, lattice.targets)
    lo, hi = np.maximum(middle - width, 0), np.minimum(middle + width, lattice.targets)
    lo[0], hi[-1] = 0, lattice.targets
    return Lattice(np.minimum.accumulate(lo[::-1])[::-1], np.maximum.accumulate(hi) + 1)


@pytest.mark.parametrize(("offset", "width"), [(0, 3), (-25, 4), (25, 4), (40, 10), (-40, 8)])
def test_a_band_in_the_wrong_place_grows_to_the_path(offset: int, width: int) -> None:
    kernel, *sides = texts(list(range(90)), [*range(30), *range(50, 90)])
    full = Lattice.full(90, 70)
    found = search(WEIGHTS, [kernel], *sides, along(full, offset, width))
    assert [(b.source, b.target) for b in found] == [
        (b.source, b.target) for b in search(WEIGHTS, [kernel], *sides, full)
    ]


@pytest.mark.parametrize("length", [1000, 4000])
def test_the_size_of_a_band_grows_with_the_length(length: int) -> None:
    kernel, *sides = texts(list(range(length)), list(range(length)))
    lattice = band([kernel], sides[0].letters, sides[1].letters)
    assert is_lattice(lattice, length, length) and lattice.size < 100 * length
    nowhere = band([], sides[0].letters, sides[1].letters)
    assert is_lattice(nowhere, length, length) and nowhere.size < 300 * length


def test_a_band_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(banding, "_FEWEST", 1000)
    assert banding.bounded(along(Lattice.full(90, 90), 0, 20)).size > 1000
    monkeypatch.setattr(banding, "_MOST", 10)
    with pytest.raises(Apart, match="too little in common"):
        banding.bounded(along(Lattice.full(90, 90), 0, 20))
    with pytest.raises(Apart):
        wider(along(Lattice.full(90, 90), 30, 5), [(n, n + 1, n, n + 1) for n in range(90)])


def test_small_texts_have_no_band() -> None:
    kernel, *sides = texts([0, 1], [0, 1, 2])
    lattice = band([kernel], sides[0].letters, sides[1].letters)
    assert lattice.size == 12 and wider(lattice, [(0, 1, 0, 1), (1, 2, 1, 3)]) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=9))
def test_the_chain_is_the_heaviest_that_rises(rows: list[tuple[int, int]]) -> None:
    found = [Place(number, target, float(weight)) for number, (target, weight) in enumerate(rows)]

    def heaviest(number: int, below: int) -> float:
        if number == len(found):
            return 0.0
        place = found[number]
        taken = place.weight + heaviest(number + 1, place.target) if place.target > below else 0.0
        return max(taken, heaviest(number + 1, below))

    kept = chain(found)
    assert sum(p.weight for p in kept) == heaviest(0, -1)
    assert all(a.source < b.source and a.target < b.target for a, b in pairwise(kept))


def test_places_are_mutual() -> None:
    kernel, *_ = texts([0, 1, 2, 3], [2, 0, 1, 9])
    assert [(p.source, p.target) for p in places([kernel])] == [(0, 1), (1, 2), (2, 0)]
