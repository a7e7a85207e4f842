"""What is loaded of a checkpoint, and what is not."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.models.checkpoint import UNKNOWN, extra, fingerprint, load, stated_license

pytestmark = pytest.mark.hf


@pytest.fixture
def folder(checkpoints: Callable[[str], Path], tmp_path: Path) -> Path:
    """A checkpoint that may be changed."""
    shutil.copytree(checkpoints("nllb"), tmp_path / "nllb")
    return tmp_path / "nllb"


@pytest.mark.parametrize(
    ("name", "codes", "limit"),
    [("marian", ("fas", "eng"), 127), ("nllb", ("pes_Arab", "eng_Latn"), 126), ("m2m100", ("fa", "en"), 126)],
)
def test_what_is_known_of_one(
    checkpoints: Callable[[str], Path], name: str, codes: tuple[str, str], limit: int
) -> None:
    model = load(checkpoints(name)).model()
    assert (model.name, model.license, model.source, model.target) == (name, UNKNOWN, *codes)
    assert model.max_tokens == limit  # positions of the network, without what stands around a sentence


def test_the_vocabulary_has_the_languages_whatever_became_of_a_tokenizer(
    checkpoints: Callable[[str], Path], tmp_path: Path
) -> None:
    shutil.copytree(checkpoints("m2m100"), tmp_path / "m2m100")
    (tmp_path / "m2m100" / "special_tokens_map.json").unlink()
    assert load(tmp_path / "m2m100").vocabulary == load(checkpoints("m2m100")).vocabulary


def test_other_languages(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.model("prs_Arab").tokens.source_prefix == ("prs_Arab",)
    with pytest.raises(UsageError, match="no language 'fa_IR'"):
        loaded.model("fa_IR")


@pytest.mark.parametrize(
    ("card", "license"),
    [
        ("---\nlanguage: fa\nlicense: cc-by-nc-4.0\n---\n# Model", "CC-BY-NC-4.0"),
        ("---\nlicense: 'mit'\n---\n", "MIT"),
        ("---\nlicense: apache-2.0\n---\n", "Apache-2.0"),
        ("---\nlicense: other\n---\n", ""),
        ("# Model\nlicense: mit\n", ""),
        ("---\nlanguage: fa\n---\nlicense: mit\n", ""),
        ("", ""),
    ],
)
def test_the_licence_that_a_card_states(tmp_path: Path, card: str, license: str) -> None:
    (tmp_path / "README.md").write_text(card)
    assert stated_license(tmp_path) == license


def test_weights_that_could_run_code_are_not_loaded(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"weights are a pickle, pytorch_model.bin, .*any code.*--revision refs/pr/N"):
        load(folder)
    (folder / "pytorch_model.bin").unlink()
    with pytest.raises(ModelError, match="model.safetensors missing. Get the whole checkpoint"):
        load(folder)


def test_code_that_a_checkpoint_brings_is_not_run(folder: Path, tmp_path: Path) -> None:
    path = folder / "config.json"
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\nclass Evil: ...\n")
    config = json.loads(path.read_text())
    config["auto_map"] = {"AutoConfig": "evil.Evil", "AutoModelForSeq2SeqLM": "evil.Evil"}
    path.write_text(json.dumps(config))
    load(folder)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("content", [b"", b"\xff" * 100])
def test_damaged_weights(folder: Path, content: bytes) -> None:
    (folder / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=r"nllb: cannot be loaded \("):
        load(folder)


def test_tensors_that_are_missing_are_not_made_up(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    del tensors["model.encoder.layers.0.fc1.weight"]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="1 tensors missing, model.encoder.layers.0.fc1.weight among them"):
        load(folder)


def test_a_vocabulary_that_is_larger_than_the_network(folder: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_tokens(["a", "b", "c"] * 2 + ["xx1", "xx2", "xx3"])
    tokenizer.save_pretrained(folder)
    with pytest.raises(ModelError, match="its vocabulary has .* tokens, its network"):
        load(folder)


def test_a_model_of_marian(checkpoints: Callable[[str], Path]) -> None:
    with pytest.raises(UsageError, match="opus: is a model of Marian. tarjoman models add NAME --from .*opus"):
        load(checkpoints("opus"))


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(UsageError, match=r"models add: transformers is not installed. pip install 'tarjoman\[hf\]'"):
        extra("models add")


def test_the_fingerprint_is_that_of_all_that_decides_answers(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "README.md").write_text("x")
    assert fingerprint(folder) == before and len(before) == 12
    with (folder / "model.safetensors").open("ab") as stream:
        stream.write(b"x")
    weights = fingerprint(folder)
    assert weights != before
    for name in ("source.spm", "tokenizer_config.json", "config.json", "vocab.json"):
        last = fingerprint(folder)
        with (folder / name).open("ab") as stream:
            stream.write(b" ")
        assert fingerprint(folder) not in (last, before, weights)
