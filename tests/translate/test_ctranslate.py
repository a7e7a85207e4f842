import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import ctranslate2
import pytest

from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.model import Decoding, Model, revision

EMBEDDED = Model.find("fa-en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EMBEDDED.folder, tmp_path / "model")
    return tmp_path / "model"


@pytest.mark.parametrize("name", ["model.bin", "source.spm"])
def test_damaged_files(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"damaged")
    if name == "model.bin":
        path = folder / "model.toml"
        path.write_text(path.read_text().replace(EMBEDDED.revision, revision(folder)))
    with pytest.raises(ModelError, match="model: cannot be loaded"):
        model = Model.find(str(folder))
        next(CTranslate2Engine(model, TranslateConfig(device="cpu")).translate(["سلام"]))


def test_a_device_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **options: object) -> None:
        raise RuntimeError(f"no driver for {options['device']}")

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "Translator", fail)
    with pytest.raises(ModelError, match=r"cannot be loaded \(no driver for cuda\).*try --device cpu"):
        next(CTranslate2Engine(EMBEDDED, TranslateConfig(device="cuda")).translate(["سلام"]))


def test_a_device_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    with pytest.raises(UsageError, match="--device: cuda was asked for, but there is no CUDA GPU. Use cpu or auto"):
        CTranslate2Engine(EMBEDDED, TranslateConfig(device="cuda"))


def test_text_that_spells_a_training_marker_does_not_become_it() -> None:
    engine = CTranslate2Engine(EMBEDDED, TranslateConfig(device="cpu"))
    assert not {"<bt>", "<2fa>"} & set(engine._pieces.encode("<2fa> <bt>خبر<bt><2fa>رسید."))


def test_a_device_that_fails_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("no driver")

    engine = CTranslate2Engine(EMBEDDED, TranslateConfig(device="cpu"))
    monkeypatch.setattr(ctranslate2.AsyncTranslationResult, "result", fail)
    with pytest.raises(ModelError, match=r"stopped translating \(no driver\)\. Lower batch_tokens"):
        next(engine.translate(["سلام"]))


@pytest.mark.parametrize(("penalty", "coverage"), [(0.0, 0.0), (0.6, 0.0), (1.0, 0.0), (1.0, 0.2)])
def test_the_score_is_the_mean_whatever_the_penalty(penalty: float, coverage: float) -> None:
    """Golden: the sum of CTranslate2's score_batch over 9 tokens, the end marker included."""
    decoding = replace(EMBEDDED.decoding, length_penalty=penalty, coverage_penalty=coverage)
    model = replace(EMBEDDED, decoding=decoding)
    engine = CTranslate2Engine(model, TranslateConfig(device="cpu"), compute_type="float32")
    ((_, (hypothesis,)),) = engine.translate(["وزیر خارجه روسیه وارد تهران شد."])
    scores = ctranslate2.Translator(str(EMBEDDED.folder), compute_type="float32").score_batch(
        [[*engine._pieces.encode("وزیر خارجه روسیه وارد تهران شد."), "</s>"]],
        [engine._pieces.encode(hypothesis.text)],
    )
    assert hypothesis.tokens == len(scores[0].tokens)
    assert hypothesis.score == pytest.approx(sum(scores[0].log_probs) / hypothesis.tokens, abs=1e-4)


def test_no_ngram_comes_twice() -> None:
    said = "او گفت که دولت و مجلس و دولت و مجلس و دولت و مجلس با هم کار می‌کنند."
    found = {}
    for size in (0, 2):
        model = replace(EMBEDDED, decoding=replace(EMBEDDED.decoding, no_repeat_ngram=size))
        engine = CTranslate2Engine(model, TranslateConfig(device="cpu"))
        assert engine.settings["no_repeat_ngram"] == str(size)
        ((_, (hypothesis,)),) = engine.translate([said])
        tokens = engine._pieces.encode(hypothesis.text)
        found[size] = len(pairs := list(pairwise(tokens))) - len(set(pairs))
    assert found[0] > 0 == found[2]


def test_several_hypotheses_come_best_first_and_the_first_is_the_one_that_comes_alone() -> None:
    model = replace(EMBEDDED, decoding=replace(EMBEDDED.decoding, length_penalty=0.0))
    engine = CTranslate2Engine(model, TranslateConfig(device="cpu"))
    sentences = ["وزیر خارجه وارد تهران شد.", "خبر رسید."]
    several = dict(engine.translate(sentences, 4))
    assert [len(several[i]) for i in (0, 1)] == [4, 4]
    assert all(len({h.text for h in hypotheses}) > 1 for hypotheses in several.values())
    sums = [[h.score * h.tokens for h in several[i]] for i in (0, 1)]
    assert all(row == sorted(row, reverse=True) for row in sums)
    assert dict(engine.translate(sentences)) == {i: several[i][:1] for i in (0, 1)}


class _Full:
    """A result that there was no memory for."""

    def result(self) -> None:
        raise RuntimeError("CUDA out of memory")


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> tuple[CTranslate2Engine, list[int]]:
    """An engine with memory for 30 tokens at once, and the sizes of the batches that it tries."""
    engine = CTranslate2Engine(EMBEDDED, TranslateConfig(device="cpu", batch_tokens=256, threads=1))
    submit, sizes = engine._submit, []

    def limited(batch: list[list[str]], number: int, decoding: Decoding) -> Any:
        sizes.append(len(batch))
        return [_Full()] * len(batch) if len(batch) * max(map(len, batch)) > 30 else submit(batch, number, decoding)

    monkeypatch.setattr(engine, "_submit", limited)
    return engine, sizes


def test_where_memory_runs_out_batches_are_halved(crowded: tuple[CTranslate2Engine, list[int]]) -> None:
    engine, sizes = crowded
    sentences = ["خبر رسید."] * 40
    assert sorted(index for index, _ in engine.translate(sentences)) == list(range(40))
    assert max(sizes) > 20 and engine._batches.tokens <= 30
    sizes.clear()
    assert len(dict(engine.translate(sentences))) == 40
    assert max(sizes) * len(engine._pieces.around(engine._pieces.encode(sentences[0]))) <= 30


def test_a_sentence_that_memory_is_too_small_for(crowded: tuple[CTranslate2Engine, list[int]]) -> None:
    engine, _ = crowded
    with pytest.raises(
        ModelError, match=r"memory ran out at one sentence of 41 tokens, .*batch_tokens .*fewer --threads"
    ):
        dict(engine.translate(["خبر رسید.", "خبر " * 40]))


def test_numbers_that_the_device_does_not_have() -> None:
    with pytest.raises(
        UsageError, match=r"compute_type: int8_float16 cannot be computed on this CPU. Use auto, or one of"
    ):
        CTranslate2Engine(EMBEDDED, TranslateConfig(device="cpu", compute_type="int8_float16"))
    engine = CTranslate2Engine(EMBEDDED, TranslateConfig(device="cpu", compute_type="float32"))
    assert engine.settings["compute_type"] == "float32"


def test_links_do_not_depend_on_the_batch() -> None:
    engine = CTranslate2Engine(EMBEDDED, TranslateConfig(device="cpu"))
    sentences = ["وزیر خارجه روسیه وارد تهران شد.", "دولت گفت.", "رئیس مجلس در نیویورک گفت که گفتگو ادامه دارد."]
    together = dict(engine.translate(sentences))
    assert [together[i][0].links for i in range(3)] == [dict(engine.translate([s]))[0][0].links for s in sentences]


def test_scores_that_are_made_anew_are_of_the_whole_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """CTranslate2 cuts what it scores off at 1024 tokens where it is not told otherwise."""
    model = replace(EMBEDDED, decoding=replace(EMBEDDED.decoding, coverage_penalty=0.2))
    engine = CTranslate2Engine(model, TranslateConfig(device="cpu"))
    score = ctranslate2.Translator.score_batch
    asked: list[dict[str, object]] = []

    def told(self: object, *given: object, **options: object) -> object:
        asked.append(options)
        return score(self, *given, **options)

    monkeypatch.setattr(ctranslate2.Translator, "score_batch", told)
    list(engine.translate(["سلام"]))
    assert [options["max_input_length"] for options in asked] == [0]
