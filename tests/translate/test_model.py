import hashlib
import shutil
from pathlib import Path

import pytest

from tarjoman.errors import ModelError
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.model import Model

EMBEDDED = Model.find("fa-en")


def test_the_revision_is_that_of_the_weights() -> None:
    assert hashlib.sha256((EMBEDDED.folder / "model.bin").read_bytes()).hexdigest()[:12] == EMBEDDED.revision
    assert EMBEDDED.id == f"fa-en@{EMBEDDED.revision}"


def test_the_model_card_speaks_of_these_weights() -> None:
    assert f"Model `{EMBEDDED.id}`" in (EMBEDDED.folder / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_all_weights_take_at_most_40_mb() -> None:
    assert sum(p.stat().st_size for p in EMBEDDED.folder.parent.rglob("*") if p.is_file()) <= 40_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EMBEDDED.folder, tmp_path / "model")
    return tmp_path / "model"


def test_a_folder_is_found_by_its_path(folder: Path) -> None:
    assert Model.find(str(folder)).revision == EMBEDDED.revision


def test_an_unknown_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nllb: no such model. Embedded: fa-en. Or name the folder"):
        Model.find("nllb")


def test_missing_files(folder: Path) -> None:
    (folder / "source.spm").unlink()
    (folder / "model.bin").unlink()
    with pytest.raises(ModelError, match=r"model.bin, source.spm missing. Make the folder with `tarjoman train export"):
        Model.find(str(folder))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('license = "Apache-2.0"', "", "license is missing"),
        ("max_tokens = 100", 'max_tokens = "100"\nx = 1', "unknown key 'x'; max_tokens must be int, not '100'"),
        ("beam = 4", "beams = 4", "unknown key 'beams'"),
        ("beam = 4", "beam =", "cannot be read as TOML"),
    ],
)
def test_a_description_with_mistakes(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "model.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(ModelError, match=message):
        Model.find(str(folder))


@pytest.mark.parametrize("name", ["model.bin", "source.spm"])
def test_damaged_files(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"damaged")
    with pytest.raises(ModelError, match="model: cannot be loaded"):
        CTranslate2Engine(Model.find(str(folder)), device="cpu")


def test_a_gpu_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.fail("this test is for machines without a GPU; deselect it on others")
    with pytest.raises(ModelError, match="cannot be loaded .*try --device cpu"):
        CTranslate2Engine(EMBEDDED, device="cuda")
