"""COMET's library is not installed where the tests run: a module with its interface stands in its place."""

import sys
import types
from pathlib import Path
from typing import Any, ClassVar

import pytest

from evaluating import make_material
from tarjoman.errors import ModelError, UsageError
from tarjoman.eval.metrics.choice import choose
from tarjoman.eval.metrics.comet import Comet
from tarjoman.eval.metrics.metric import total


class Model:
    """Scores by length, and remembers how it was asked."""

    asked: ClassVar[dict[str, Any]] = {}
    scores: list[float] | None = None

    def predict(self, samples: list[dict[str, str]], **options: Any) -> Any:
        Model.asked = {"samples": samples, **options}
        scores = [len(one["mt"]) / 100 for one in samples] if self.scores is None else self.scores
        return types.SimpleNamespace(scores=scores, system_score=0.0)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    calls: list[tuple[str, dict[str, Any]]] = []

    def load_from_checkpoint(path: str, **options: Any) -> Model:
        calls.append((path, options))
        if Path(path).read_bytes() == b"broken":
            raise RuntimeError("invalid magic number")
        return Model()

    monkeypatch.setitem(sys.modules, "comet", types.SimpleNamespace(load_from_checkpoint=load_from_checkpoint))
    torch = types.SimpleNamespace(cuda=types.SimpleNamespace(is_available=lambda: False))
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setattr(Model, "scores", None)
    return calls


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    path = tmp_path / "models--Unbabel--wmt22-comet-da" / "snapshots" / "0" / "checkpoints" / "model.ckpt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"weights")
    return path


def test_scores_are_means_and_nothing_is_fetched(loaded: list[Any], checkpoint: Path) -> None:
    metric = Comet(checkpoint, ["آ", "ب"], [["r1", "r2"], ["other", "other"]])
    assert total(metric, metric.statistics(["x" * 80, "y" * 90])) == pytest.approx(0.85)
    assert loaded == [(str(checkpoint), {"local_files_only": True})]
    assert Model.asked["samples"][0] == {"src": "آ", "mt": "x" * 80, "ref": "r1"}
    assert Model.asked["gpus"] == 0 and Model.asked["progress_bar"] is False
    assert metric.signature.startswith("model:wmt22-comet-da|sha256:") and "|scale:own|" in metric.signature


def test_a_checkpoint_outside_of_the_cache_is_called_after_its_folder(loaded: list[Any], tmp_path: Path) -> None:
    (tmp_path / "mine" / "checkpoints").mkdir(parents=True)
    path = tmp_path / "mine" / "checkpoints" / "model.ckpt"
    path.write_bytes(b"weights")
    assert Comet(path, ["آ"], [["r"]]).name == "mine"


@pytest.mark.parametrize(("scores", "problem"), [([0.5], "1 scores for 2"), ([0.5, float("nan")], "no numbers")])
def test_scores_that_are_none(
    loaded: list[Any], checkpoint: Path, monkeypatch: pytest.MonkeyPatch, scores: list[float], problem: str
) -> None:
    monkeypatch.setattr(Model, "scores", scores)
    with pytest.raises(ModelError, match=problem):
        Comet(checkpoint, ["آ", "ب"], [["r", "r"]]).statistics(["x", "y"])


def test_what_cannot_be_loaded(loaded: list[Any], checkpoint: Path) -> None:
    with pytest.raises(ModelError, match="is no file. .*none is downloaded"):
        Comet(Path("Unbabel/wmt22-comet-da"), ["آ"], [["r"]])
    checkpoint.write_bytes(b"broken")
    with pytest.raises(ModelError, match="cannot be loaded .invalid magic number."):
        Comet(checkpoint, ["آ"], [["r"]])


def test_without_the_library(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "comet", None)
    with pytest.raises(ModelError, match="unbabel-comet is not installed"):
        Comet(checkpoint, ["آ"], [["r"]])


def test_it_is_chosen_with_a_checkpoint_and_sources(loaded: list[Any], checkpoint: Path) -> None:
    material = make_material(["x"], references=[["x"]], sources=["آ"])
    assert [m.kind.key for m in choose(material, ["comet"], comet=checkpoint).metrics] == ["chrf", "comet"]
    with pytest.raises(UsageError, match="without the sources"):
        choose(make_material(["x"], references=[["x"]]), comet=checkpoint)
