import tomllib
from pathlib import Path

import numpy as np
import pytest

from tarjoman.align.sentences.anywhere import Match, Run, runs
from tarjoman.align.sentences.blocks import NULLS, Blocks, Lengths, Texts, names
from tarjoman.align.sentences.lattice import Lattice
from tarjoman.align.sentences.methods import METHODS
from tarjoman.align.sentences.vectors import Dense
from tarjoman.align.sentences.weights import Weights
from tarjoman.config import METHODS as NAMES

TOML = Path(__file__).parents[3] / "align/sentences/weights.toml"


def test_every_method_has_its_weights() -> None:
    data = tomllib.loads(TOML.read_text("utf-8"))
    assert set(data) == {"lengths", *METHODS} and tuple(METHODS) == NAMES
    for method, kernels in METHODS.items():
        alone = {f"{side}.{name}" for side in ("source", "target") for name in NULLS}
        assert data[method].keys() == {*names(kernels), *alone}
        assert np.isfinite(Weights.of(method, kernels).blocks).all()


def test_features_are_those_of_the_sums_of_vectors() -> None:
    rng = np.random.default_rng(3)
    kernel = Dense("k", rng.random((6, 5)).astype(np.float32), rng.random((7, 5)).astype(np.float32))
    texts = [Texts.of(["x" * n for n in lengths]) for lengths in ((9, 20, 31, 12, 8, 40), (10, 22, 30, 9, 8, 41, 5))]
    blocks = Blocks(Lattice.full(6, 7), [kernel], *texts, Lengths(1.1, 3.0))
    keys = names(["k"])
    for a, b in ((1, 1), (2, 1), (1, 3), (4, 4), (2, 2)):
        found = dict(zip(keys, blocks.features(a, b)[:, Lattice.full(6, 7).node(5, 6)], strict=True))
        source, target = kernel.source[5 - a : 5], kernel.target[6 - b : 6]
        one, other = source.sum(axis=0), target.sum(axis=0)
        cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
        assert found["k.cosine"] == pytest.approx(cosine, abs=1e-5) and found["k.square"] == pytest.approx(
            cosine**2, abs=1e-5
        )
        parts = [row @ other / (row @ row) for row in source if a > 1] + [
            one @ row / (row @ row) for row in target if b > 1
        ]
        assert found["k.least"] == pytest.approx(min(1, *parts) if parts else 0, abs=1e-5)
        letters = texts[0].letters[5 - a : 5].sum() + texts[1].letters[6 - b : 6].sum()
        assert found["k.letters"] == pytest.approx(cosine * np.log(letters), abs=1e-4)
        assert sum(found[shape] for shape in keys[:7]) == 1


def test_paragraphs_that_open_and_end() -> None:
    texts = Texts.of(["x"] * 4, [True, False, True, False]), Texts.of(["x"] * 4, [True, True, False, False])
    lattice = Lattice.full(4, 4)
    blocks = Blocks(lattice, [], *texts, Lengths(1.0, 1.0))

    def at(a: int, b: int, i: int, j: int) -> list[float]:
        found = dict(zip(names([]), blocks.features(a, b)[:, lattice.node(i, j)], strict=True))
        return [float(found[name]) for name in ("merged", "opening", "opened")]

    assert at(1, 1, 1, 1) == [0, 1, 0] and at(1, 1, 2, 2) == [0, 0, 1] and at(1, 1, 4, 4) == [0, 0, 0]
    assert at(3, 2, 3, 2) == [2, 1, 0] and at(2, 2, 4, 3) == [0, 1, 0]
    none = Blocks(lattice, [], texts[0], Texts.of(["x"] * 4), Lengths(1.0, 1.0))
    assert not none.features(3, 3)[names([]).index("merged")].any()


def test_lengths() -> None:
    lengths = Lengths(1.0, 4.0)
    assert lengths.distance(np.array([100.0]), np.array([120.0]))[0] == pytest.approx(20 / np.sqrt(4 * 110))
    assert lengths.distance(np.array([50.0]), np.array([50.0]))[0] == 0


def test_matches_become_runs() -> None:
    found = [Match(1, 7, 1), Match(2, 8, 1), Match(4, 9, 1), Match(5, 3, 1), Match(9, 4, 1)]
    assert runs(found) == [
        Run(range(1, 5), range(7, 10)),
        Run(range(5, 6), range(3, 4)),
        Run(range(9, 10), range(4, 5)),
    ]
    assert runs([]) == []
