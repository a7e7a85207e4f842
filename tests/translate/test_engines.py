"""Which engine runs what `--model` names."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tarjoman.config import TranslateConfig
from tarjoman.errors import UsageError
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.engines import load_engine
from tarjoman.translate.model import Model

CONFIG = TranslateConfig(device="cpu", threads=1)


@pytest.fixture
def installed(place: Path) -> str:
    """The name of an installed model."""
    shutil.copytree(Model.find("fa-en").folder or "", place / "mine")
    return "mine"


@pytest.mark.parametrize("engine", ["auto", "ctranslate2"])
def test_models_run_on_ctranslate2(installed: str, place: Path, engine: str) -> None:
    for model in ("fa-en", installed, str(place / "mine")):
        assert isinstance(load_engine(replace(CONFIG, model=model, engine=engine)), CTranslate2Engine)


def test_an_installed_model_comes_before_a_folder_of_its_name(
    installed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / installed).mkdir()
    (tmp_path / installed / "config.json").touch()
    monkeypatch.chdir(tmp_path)
    assert isinstance(load_engine(replace(CONFIG, model=installed)), CTranslate2Engine)


@pytest.mark.parametrize(
    ("model", "engine", "message"),
    [
        ("nllb-600m", "auto", "--model nllb-600m: not installed. tarjoman models add nllb-600m"),
        ("facebook/nllb-200-3.3B", "auto", "not installed. tarjoman models add nllb-3.3b"),
        ("Helsinki-NLP/opus-mt-mul-en", "auto", "is useless for Persian"),
        ("", "auto", "--model '': no such model"),
        ("none", "auto", "--model none: no such model. Embedded: fa-en. .*`tarjoman models list` has more"),
        ("fa-en", "transformers", "--engine transformers: fa-en is not the folder of a checkpoint. Leave it out"),
    ],
)
def test_what_cannot_be_run(place: Path, model: str, engine: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_engine(replace(CONFIG, model=model, engine=engine))


def test_the_embedded_model_loads_nothing_that_other_models_need() -> None:
    program = (
        "import sys; from tarjoman.translate import Translator; Translator.load().text('سلام');"
        "print({'torch', 'transformers', 'huggingface_hub', 'platformdirs', 'yaml'} & set(sys.modules))"
    )
    environment = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert result.stdout == "set()\n", result.stderr


@pytest.mark.hf
def test_checkpoints_run_on_transformers(checkpoints: Callable[[str], Path]) -> None:
    from tarjoman.translate.transformers_engine import TransformersEngine

    folder = str(checkpoints("nllb"))
    for engine in ("auto", "transformers"):
        assert isinstance(load_engine(replace(CONFIG, model=folder, engine=engine)), TransformersEngine)
    with pytest.raises(UsageError, match="--engine ctranslate2: .*nllb is not converted. tarjoman models add NAME"):
        load_engine(replace(CONFIG, model=folder, engine="ctranslate2"))
