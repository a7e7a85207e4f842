from dataclasses import replace
from pathlib import Path

import pytest

from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.model import Model
from tarjoman.translate.training import initial
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import prepare

EMBEDDED = Model.find("fa-en").folder


def test_the_embedded_models_pieces_are_kept(config: TrainConfig) -> None:
    assert initial.folder(replace(config, init="embedded")) == EMBEDDED
    prepare(replace(config, init="embedded"))
    assert (Path(config.work) / "pieces.model").read_bytes() == (EMBEDDED / "source.spm").read_bytes()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "neither a model folder nor a Marian checkpoint .config.json, .*. Set init to one, to .embedded."),
        ({"config.json": "{}", "model.safetensors": ""}, "neither a model folder"),
    ],
)
def test_other_folders(config: TrainConfig, tmp_path: Path, files: dict[str, str], message: str) -> None:
    folder = tmp_path / "start"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content)
    with pytest.raises(UsageError, match=message):
        initial.folder(replace(config, init=str(folder)))


def test_another_normalisation(config: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarjoman.translate.training.config.profiles", lambda: ["embedded", "other"])
    with pytest.raises(UsageError, match=r'fa-en: its profile is embedded, not other. Set profile = "embedded"'):
        initial.folder(replace(config, init="embedded", profile="other"))


@pytest.mark.hf
def test_the_embedded_network_goes_on_from_where_it_is(config: TrainConfig) -> None:
    import torch

    network = initial.network(replace(config, init="embedded", dropout=0.25), 12_000)
    assert network.config.d_model == 512 and network.model.encoder.layers[0].dropout == 0.25
    assert (network.config.encoder_layers, network.config.decoder_layers, network.config.encoder_ffn_dim) == (
        6,
        3,
        1536,
    )
    assert torch.equal(network.model.shared.weight[-1], torch.zeros(512))


@pytest.mark.hf
def test_a_checkpoint_goes_on(config: TrainConfig, tmp_path: Path) -> None:
    """Trained, trained further with another seed: it begins at the loss where it was, not where a new one begins."""
    from tarjoman.translate.training.run import train

    prepare(config)
    losses: list[float] = []
    train(replace(config, steps=150, average=0.0), lambda p: losses.append(p.loss))
    further = replace(config, init=str(config.checkpoint), work=str(tmp_path / "further"), steps=10, seed=2)
    prepare(further)
    assert (tmp_path / "further/pieces.model").read_bytes() == (Path(config.work) / "pieces.model").read_bytes()
    train(replace(further, learning_rate=1e-4), lambda p: losses.append(p.loss))
    assert losses[150] < losses[0] - 1


@pytest.mark.hf
def test_a_damaged_checkpoint(config: TrainConfig) -> None:
    from tarjoman.translate.training.run import train

    prepare(config)
    train(replace(config, steps=2))
    (config.checkpoint / "model.safetensors").write_bytes(b"x" * 100)
    with pytest.raises(ModelError, match=r"checkpoint: cannot be loaded .*Name a Marian checkpoint"):
        initial.network(replace(config, init=str(config.checkpoint)), 360)


@pytest.mark.hf
def test_another_vocabulary(config: TrainConfig) -> None:
    with pytest.raises(ModelError, match="its pieces, padding, start and end are .12000, 11999, 11999, 0., not .360,"):
        initial.network(replace(config, init="embedded"), 360)
