import json
from pathlib import Path
from typing import Any

import pytest

from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.models.architecture import architectures, is_checkpoint, recognise

NLLB = {"pes_Arab", "prs_Arab", "pbt_Arab", "eng_Latn", "▁the", "<unk>"}


def divide(text: str) -> list[str]:
    return [text]


def make(folder: Path, config: dict[str, Any], tokenizer: str = "", *others: str) -> Path:
    """A folder with a configuration and empty files."""
    (folder / "config.json").write_text(json.dumps(config))
    if tokenizer:
        (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": tokenizer}))
    for name in others:
        (folder / name).touch()
    return folder


@pytest.mark.parametrize(
    ("name", "vocabulary", "before", "begins"),
    [
        ("nllb", NLLB, ("pes_Arab",), ("eng_Latn",)),
        ("m2m100", {"__fa__", "__en__"}, ("__fa__",), ("__en__",)),
        ("madlad", {"<2en>", "<2fa>"}, ("<2en>",), ()),
        ("marian", {">>eng<<", ">>deu<<"}, (">>eng<<",), ()),
        ("marian", {"▁the"}, (), ()),
        ("opus", {"▁the", ">>"}, (), ()),
    ],
)
def test_what_stands_around_a_sentence(
    name: str, vocabulary: set[str], before: tuple[str, ...], begins: tuple[str, ...]
) -> None:
    tokens = architectures()[name].tokens(vocabulary, divide)
    assert (tokens.source_prefix, tokens.source_suffix, tokens.target_prefix) == (before, ("</s>",), begins)


@pytest.mark.parametrize(
    ("name", "vocabulary", "languages", "message"),
    [
        (
            "nllb",
            NLLB,
            {"source": "fa"},
            "--source-language: the model has no language 'fa' .*lacks fa.*Name another with --source-language: .*Arab",
        ),
        ("nllb", NLLB, {"source": "pes_Arb"}, "no language 'pes_Arb' .*--source-language: pes_Arab, "),
        ("nllb", {"<unk>"}, {}, r"no language 'pes_Arab' \(its vocabulary lacks pes_Arab\)\. It cannot be used"),
        ("m2m100", {"__fa__", "__en__"}, {"target": "eng"}, "--target-language: .*'eng' .*lacks __eng__.*: en"),
        ("marian", {">>deu<<", ">>dan<<"}, {}, "no language 'eng' .*lacks >>eng<<.*: deu|dan"),
        ("marian", {"▁the"}, {"target": "eng"}, "eng: this model is for one pair of languages and is told none"),
    ],
)
def test_languages_that_a_model_does_not_have(
    name: str, vocabulary: set[str], languages: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        architectures()[name].tokens(vocabulary, divide, **languages)


@pytest.mark.parametrize(
    ("config", "tokenizer", "files", "name"),
    [
        ({"model_type": "marian"}, "MarianTokenizer", ("source.spm", "target.spm"), "marian"),
        ({"model_type": "m2m_100"}, "NllbTokenizerFast", ("sentencepiece.bpe.model",), "nllb"),
        ({"model_type": "m2m_100"}, "", ("sentencepiece.bpe.model",), "nllb"),
        ({"model_type": "m2m_100"}, "M2M100Tokenizer", ("sentencepiece.bpe.model", "vocab.json"), "m2m100"),
        ({"model_type": "m2m_100"}, "", ("sentencepiece.bpe.model", "vocab.json"), "m2m100"),
        ({"model_type": "t5"}, "T5Tokenizer", ("spiece.model",), "madlad"),
        ({"model_type": "bert"}, "", ("decoder.yml", "source.spm", "target.spm"), "opus"),
    ],
)
def test_checkpoints_are_recognised(
    tmp_path: Path, config: dict[str, Any], tokenizer: str, files: tuple[str, ...], name: str
) -> None:
    folder = make(tmp_path, config, tokenizer, *files)
    assert recognise(folder).name == name and is_checkpoint(folder)


@pytest.mark.parametrize(
    ("config", "files", "message"),
    [
        ({"model_type": "bert"}, (), "its model_type is 'bert'. Known are m2m_100, marian, t5"),
        ({}, (), "its model_type is None"),
        ({"model_type": "t5"}, (), "spiece.model missing. Get the whole checkpoint"),
        ({"model_type": "marian"}, ("source.spm",), "target.spm missing"),
    ],
)
def test_what_is_none(tmp_path: Path, config: dict[str, Any], files: tuple[str, ...], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        recognise(make(tmp_path, config, "", *files))


@pytest.mark.parametrize("content", ["{", "[]", "\udcff"])
def test_damaged_descriptions(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError, match="config.json: cannot be read as JSON"):
        recognise(tmp_path)


def test_a_converted_model_is_no_checkpoint(tmp_path: Path) -> None:
    assert not is_checkpoint(tmp_path)
    folder = make(tmp_path, {"model_type": "t5"})
    assert is_checkpoint(folder)
    (folder / "model.bin").touch()
    assert not is_checkpoint(folder)
