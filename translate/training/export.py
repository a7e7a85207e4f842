"""A Hugging Face Marian checkpoint into a model folder: CTranslate2 network, pieces and `model.toml`."""

import json
import os
import shutil
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path

from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, OutputError, UsageError
from tarjoman.files import display, reason, swap_folder
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.model import Model
from tarjoman.translate.training.initial import CHECKPOINT

_HEAD = "What this folder holds. Written by `tarjoman train export`, which keeps all but the revision."
QUANTIZATIONS = ("int8", "int8_float16", "float16", "float32")


def export(
    checkpoint: Path,
    folder: Path,
    *,
    license: str | None = None,
    profile: str | None = None,
    max_tokens: int | None = None,
    quantization: str = QUANTIZATIONS[0],
) -> Model:
    """Convert a checkpoint and put it in the place of the model in `folder`; the new model.

    checkpoint: what `MarianMTModel.save_pretrained` writes (safetensors), its tokenizer's files beside it.
    folder: replaced as a whole, once the new model has been loaded and run. What is in it beside the model's own files
    (MODEL_CARD.md) is kept, and so is what its model.toml says, but for the revision.
    license: SPDX identifier, needed for a new folder, which is otherwise described as the embedded model is: trained
    by the same recipe, with the same normalisation. profile, max_tokens: what model.toml is to say instead, where a
    training knows it. quantization: one of `QUANTIZATIONS`.

    Raises UsageError: no licence, an unknown quantisation, the extra not installed; ModelError when the checkpoint is
    not one; OutputError. The old model stays where it is then.
    """
    if quantization not in QUANTIZATIONS:
        raise UsageError("--quantization", f"{quantization} is none of {', '.join(QUANTIZATIONS)}", "Name one of them")
    if missing := [name for name in CHECKPOINT if not os.path.isfile(checkpoint / name)]:
        raise ModelError(display(checkpoint), f"{', '.join(missing)} missing", "Name the folder of a Marian checkpoint")
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise UsageError(display(folder), "is no folder", "Name a model's folder, or one that does not exist")
    folder = Path(os.path.realpath(folder))  # a link stays one, and "." is renamed by its name
    described = _described(folder, license)
    described = replace(described, profile=profile or described.profile, max_tokens=max_tokens or described.max_tokens)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".tarjoman-", dir=folder.parent) as work:
            new = Path(work) / "new"
            _convert(checkpoint, Path(work) / "float32", new, quantization)
            shutil.copyfile(checkpoint / "source.spm", new / "source.spm")
            model = described.write(new, _HEAD)
            _try_out(model)
            if folder.is_dir():
                made = [path.name for path in new.iterdir()]
                shutil.copytree(
                    folder, new, dirs_exist_ok=True, ignore=lambda at, _: made if Path(at) == folder else []
                )
            old = folder.with_name(f".replaced-{folder.name}")  # not in `work`, which goes whatever happens
            shutil.rmtree(old, ignore_errors=True)
            swap_folder(new, folder, old)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            display(folder), f"cannot be written ({reason(error)})", "Name a folder that can be written"
        ) from error
    return replace(model, folder=folder)


def _described(folder: Path, license: str | None) -> Model:
    """What model.toml shall say, but for the revision: as it did, or as the embedded model's does, but for licence."""
    if (folder / "model.toml").is_file():
        model = Model.read(folder)
        return replace(model, license=license or model.license)
    if license is None:
        raise UsageError(
            "--license",
            f"{display(folder)} is new, and every output will state its licence",
            "Give it, as MIT or CC-BY-4.0",
        )
    return replace(Model.find("fa-en"), name=folder.name, license=license)


def _convert(checkpoint: Path, float32: Path, new: Path, quantization: str) -> None:
    """Checkpoint → float32 copy → CTranslate2. From float16 the converter would round the constants as well."""
    try:
        from ctranslate2.converters import TransformersConverter

        from tarjoman.translate.training.network import load

        kind = json.loads((checkpoint / "config.json").read_text(encoding="utf-8"))["model_type"]
        if kind != "marian":
            raise ValueError(f"its model_type is {kind}, not marian")
        load(checkpoint).save_pretrained(float32)
        for path in checkpoint.iterdir():
            if path.is_file() and not (float32 / path.name).exists():
                shutil.copyfile(path, float32 / path.name)
        with warnings.catch_warnings():  # the tokenizer asks for sacremoses, which SentencePiece input does not need
            warnings.filterwarnings("ignore", message=".*sacremoses")
            TransformersConverter(str(float32)).convert(str(new), quantization=quantization)
    except ImportError as error:
        raise UsageError("train export", f"{error.name} is not installed", "pip install 'tarjoman[hf]'") from error
    except Exception as error:  # a damaged checkpoint can fail anywhere in three libraries
        raise ModelError(
            display(checkpoint), f"cannot be converted ({error})", "Only Marian checkpoints are supported"
        ) from error


def _try_out(model: Model) -> None:
    """Load the new model and translate a sentence with it, before it takes the old one's place."""
    _, (hypothesis,) = next(CTranslate2Engine(model, TranslateConfig(threads=1, device="cpu")).translate(["سلام دنیا"]))
    if hypothesis.score != hypothesis.score:  # NaN
        raise ModelError(model.id, "gives scores that are not numbers", "The checkpoint is damaged; train it again")
