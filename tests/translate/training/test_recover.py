"""The embedded model read back, and what transformers makes of it beside what CTranslate2 does."""

from pathlib import Path
from typing import Any

import pytest

from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.model import Model
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.splitting import split_all
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.export import export

pytestmark = [pytest.mark.hf, pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")]

EMBEDDED = Model.find("fa-en")


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded model as a checkpoint of Hugging Face."""
    from tarjoman.translate.training.network import save
    from tarjoman.translate.training.recover import recover

    folder = tmp_path_factory.mktemp("recovered") / "checkpoint"
    save(recover(EMBEDDED.folder / "model.bin", TrainConfig()), EMBEDDED.folder / "source.spm", folder)
    return folder


def test_nothing_is_lost(checkpoint: Path, tmp_path: Path) -> None:
    again = export(checkpoint, tmp_path / "again", license="Apache-2.0")
    assert again.revision == EMBEDDED.revision


def test_beam_search_is_the_same_in_transformers_and_ctranslate2(checkpoint: Path, tmp_path: Path, seed: str) -> None:
    from transformers import MarianMTModel, MarianTokenizer

    normalize = normalizer("embedded")
    sentences = [normalize(line[a.start : a.end]) for line in seed.splitlines() for a in split_all(line)]
    sentences = [*sentences, "وزیر خارجه روسیه وارد تهران شد", "بارش برف راهها را بست.", "قیمت نفت 3 درصد گران شد."]
    model = export(checkpoint, tmp_path / "float32", license="Apache-2.0", quantization="float32")
    engine = CTranslate2Engine(model, TranslateConfig(device="cpu"), compute_type="float32")
    ours = {index: best for index, (best,) in engine.translate(sentences)}

    tokenizer = MarianTokenizer.from_pretrained(checkpoint)
    network: Any = MarianMTModel.from_pretrained(checkpoint)
    never = [[tokenizer.convert_tokens_to_ids(p)] for p in (*model.decoding.suppress, "<unk>", "<pad>")]
    for i, sentence in enumerate(sentences):
        output = network.generate(
            **tokenizer(sentence, return_tensors="pt"),
            num_beams=model.decoding.beam,
            length_penalty=model.decoding.length_penalty,
            early_stopping=True,
            max_new_tokens=model.decoding.max_length,
            bad_words_ids=never,
        )
        assert ours[i].text == " ".join(tokenizer.decode(output[0], skip_special_tokens=True).split())
    assert len(sentences) == 20


def test_a_network_just_built_comes_back(config: TrainConfig, tmp_path: Path) -> None:
    """Its biases are all zero: CTranslate2 stores one of them and says that the others are the same."""
    import torch

    from tarjoman.translate.training.network import build, save
    from tarjoman.translate.training.recover import recover

    network = build(config, 12_000)
    save(network, EMBEDDED.folder / "source.spm", tmp_path / "checkpoint")
    model = export(tmp_path / "checkpoint", tmp_path / "model", license="MIT", quantization="float32")
    again = recover(model.folder / "model.bin", config).state_dict()
    assert all(torch.equal(tensor, again[name]) for name, tensor in network.state_dict().items())


def test_a_network_that_has_more(config: TrainConfig, tmp_path: Path) -> None:
    from tarjoman.translate.training.network import build, save
    from tarjoman.translate.training.recover import recover

    network = build(config, 12_000)
    network.final_logits_bias.normal_()
    save(network, EMBEDDED.folder / "source.spm", tmp_path / "checkpoint")
    model = export(tmp_path / "checkpoint", tmp_path / "model", license="MIT", quantization="float32")
    with pytest.raises(ModelError, match="has 1 variables that such a network lacks, decoder/projection/bias among"):
        recover(model.folder / "model.bin", config)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda b: b"", "cannot be read back"),
        (lambda b: b[:1000], "cannot be read back"),
        (lambda b: b[:-100_000], "cannot be read back"),
        (lambda b: b"\x09" + b[1:], "its version is 9, not 6"),
        (lambda b: b.replace(b"fc", b"fd").replace(b"layer_2", b"layer_9"), "cannot be read back"),
    ],
)
def test_damaged_files(tmp_path: Path, change: Any, message: str) -> None:
    from tarjoman.translate.training.recover import recover

    path = tmp_path / "model.bin"
    path.write_bytes(change((EMBEDDED.folder / "model.bin").read_bytes()))
    with pytest.raises(ModelError, match=rf"model\.bin: .*{message}"):
        recover(path, TrainConfig())
