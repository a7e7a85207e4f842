"""From a Hugging Face checkpoint to a model folder, with a tiny network made here."""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, OutputError, UsageError
from tarjoman.eval import corpus_scores
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.model import Model
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import prepare
from tarjoman.translate.training.export import export

pytestmark = [
    pytest.mark.hf,
    pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses"),
]

SENTENCES = ["سلام دنیا", "وزیر خارجه روسیه وارد تهران شد.", "خبر", "این خبر در سال 1402 منتشر شد و بازتاب داشت."]


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random Marian network over the embedded model's pieces, as save_pretrained writes it."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder = tmp_path_factory.mktemp("checkpoint")
    spm = Model.find("fa-en").folder / "source.spm"
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    pad = len(pieces)
    torch.manual_seed(3)
    sizes: dict[str, Any] = {
        f"{side}_{name}": n
        for side in ("encoder", "decoder")
        for name, n in {"layers": 1, "ffn_dim": 32, "attention_heads": 2}.items()
    }
    network = MarianMTModel(
        MarianConfig(
            vocab_size=pad + 1,
            decoder_vocab_size=pad + 1,
            d_model=16,
            pad_token_id=pad,
            eos_token_id=0,
            decoder_start_token_id=pad,
            forced_eos_token_id=None,
            activation_function="swish",
            scale_embedding=True,
            static_position_embeddings=True,
            **sizes,
        )
    )
    with torch.no_grad():
        for name, tensor in network.named_parameters():
            if "layer_norm" not in name and "embed_positions" not in name:  # large enough to depend on the input
                tensor.normal_(0, 0.5)
        network.model.shared.weight[pad].zero_()
    network.half().save_pretrained(folder)
    vocabulary = {pieces.id_to_piece(i): i for i in range(pad)} | {"<pad>": pad}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(spm, folder / name)
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "MarianTokenizer", "source_lang": "fa", "target_lang": "en"})
    )
    return folder


def test_ctranslate2_gives_what_transformers_gives(checkpoint: Path, tmp_path: Path) -> None:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    model = export(checkpoint, tmp_path / "tiny", license="MIT", quantization="float32")
    assert (model.name, model.license, model.folder) == ("tiny", "MIT", tmp_path / "tiny")
    engine = CTranslate2Engine(model, TranslateConfig(device="cpu", beam=1), compute_type="float32")
    ours = [h.text for _, (h,) in sorted(engine.translate(SENTENCES), key=lambda answer: answer[0])]

    tokenizer = MarianTokenizer.from_pretrained(checkpoint)
    network = MarianMTModel.from_pretrained(checkpoint, dtype=torch.float32)
    never = [[tokenizer.convert_tokens_to_ids(p)] for p in ("<2fa>", "<bt>", "<unk>", "<pad>")]
    theirs = []
    for sentence in SENTENCES:
        output = network.generate(
            **tokenizer(sentence, return_tensors="pt"), num_beams=1, max_new_tokens=256, bad_words_ids=never
        )
        theirs.append(" ".join(tokenizer.decode(output[0], skip_special_tokens=True).split()))
    assert ours == theirs and len(set(ours)) == len(ours)


def test_int8_loses_next_to_nothing(config: TrainConfig, tmp_path: Path) -> None:
    """On what a tiny network was trained on. Weights of seven steps, which lose much, show that it could be seen."""
    import torch
    from safetensors.torch import load_file, save_file

    from tarjoman.translate.training.run import train

    config = replace(config, steps=400)
    prepare(config)
    train(config)

    coarse = tmp_path / "coarse"
    shutil.copytree(config.checkpoint, coarse)
    tensors = load_file(coarse / "model.safetensors")
    for name, tensor in tensors.items():
        step = tensor.abs().amax() / 3
        if tensor.dim() == 2 and step > 0:
            tensors[name] = torch.round(tensor / step) * step
    save_file(tensors, coarse / "model.safetensors", metadata={"format": "pt"})

    corpus = Path(next(iter(config.corpora))).read_text(encoding="utf-8")
    sources, references = zip(*(line.split("\t") for line in corpus.splitlines()), strict=True)

    def chrf(checkpoint: Path, quantization: str) -> float:
        folder = tmp_path / f"{checkpoint.name}-{quantization}"
        model = export(checkpoint, folder, license="MIT", quantization=quantization)
        engine = CTranslate2Engine(model, TranslateConfig(device="cpu"), compute_type=quantization)
        normalize = normalizer(model.profile)
        answers = dict(engine.translate([normalize(source) for source in sources]))
        _, score = corpus_scores([answers[i][0].text for i in range(len(sources))], references)
        return score.value

    full = chrf(config.checkpoint, "float32")
    assert full > 80
    assert chrf(config.checkpoint, "int8") > full - 0.5
    assert chrf(coarse, "float32") < full - 5


def test_a_model_is_replaced_and_what_else_is_in_its_folder_kept(checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fa-en"
    shutil.copytree(Model.find("fa-en").folder, folder)
    old = Model.read(folder)
    new = export(checkpoint, folder)
    assert Model.read(folder) == new
    assert (new.name, new.decoding, new.max_tokens) == (old.name, old.decoding, old.max_tokens)
    assert new.revision != old.revision
    assert (folder / "MODEL_CARD.md").is_file() and sorted(p.name for p in tmp_path.iterdir()) == ["fa-en"]


def test_exporting_twice_gives_the_same(checkpoint: Path, tmp_path: Path) -> None:
    first, second = (export(checkpoint, tmp_path / name, license="MIT") for name in "ab")
    assert first.revision == second.revision


def test_a_failure_at_the_last_step_brings_the_old_model_back(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "fa-en"
    shutil.copytree(Model.find("fa-en").folder, folder)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match=r"fa-en: cannot be written \(input/output error\)"):
        export(checkpoint, folder)
    assert Model.read(folder).revision == Model.find("fa-en").revision
    assert [p.name for p in tmp_path.iterdir()] == ["fa-en"]


def test_a_new_folder_needs_a_licence(checkpoint: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--license: .*new is new, and every output will state its licence"):
        export(checkpoint, tmp_path / "new")


def test_a_file_is_not_replaced(checkpoint: Path, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    with pytest.raises(UsageError, match="precious.txt: is no folder"):
        export(checkpoint, tmp_path / "precious.txt", license="MIT")


def test_a_link_stays_one(checkpoint: Path, tmp_path: Path) -> None:
    shutil.copytree(Model.find("fa-en").folder, tmp_path / "fa-en")
    (tmp_path / "link").symlink_to("fa-en")
    model = export(checkpoint, tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and Model.read(tmp_path / "fa-en").revision == model.revision


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.safetensors", b""),
        ("model.safetensors", b"\xff" * 100),
        ("config.json", b"[]"),
        ("config.json", b"{"),
        ("config.json", b'{"model_type": "bert"}'),
        ("vocab.json", b"{"),
    ],
)
def test_damaged_checkpoints(checkpoint: Path, tmp_path: Path, name: str, content: bytes) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(checkpoint, broken)
    (broken / name).write_bytes(content)
    with pytest.raises(ModelError, match=r"broken: cannot be converted .*Only Marian"):
        export(broken, tmp_path / "model", license="MIT")
    assert [p.name for p in tmp_path.iterdir()] == ["broken"]


def test_an_unknown_quantization(checkpoint: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--quantization: int4 is none of int8, int8_float16"):
        export(checkpoint, tmp_path / "new", license="MIT", quantization="int4")


def test_without_the_extra(checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(UsageError, match=r"torch is not installed. pip install 'tarjoman\[hf\]'"):
        export(checkpoint, tmp_path / "new", license="MIT")


def test_weights_that_are_not_numbers(checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = (0, [Hypothesis("x", float("nan"))])
    monkeypatch.setattr(CTranslate2Engine, "translate", lambda self, sentences: iter([answer]))
    with pytest.raises(ModelError, match="new@.*: gives scores that are not numbers"):
        export(checkpoint, tmp_path / "new", license="MIT")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "source.spm"])
def test_what_is_no_checkpoint_leaves_the_old_model(checkpoint: Path, tmp_path: Path, name: str) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(checkpoint, broken)
    (broken / name).unlink()
    with pytest.raises(ModelError, match=f"broken: {name} missing. Name the folder of a Marian checkpoint"):
        export(broken, tmp_path / "model", license="MIT")
    assert not (tmp_path / "model").exists()


def test_another_architecture(checkpoint: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(checkpoint, broken)
    (broken / "model.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{}      ")
    with pytest.raises(ModelError, match=r"broken: cannot be converted \(.* tensors missing"):
        export(broken, tmp_path / "model", license="MIT")
    assert [p.name for p in tmp_path.iterdir()] == ["broken"]
