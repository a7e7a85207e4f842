"""Transformers and CTranslate2 say the same, of every architecture."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checkpoints import ENGLISH, PERSIAN
from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.models import checkpoint as checkpoint_module
from tarjoman.translate.models.conversion import convert

pytestmark = [pytest.mark.hf, pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")]

ARCHITECTURES = ["marian", "marian-multi", "nllb", "m2m100", "madlad"]
CONFIG = TranslateConfig(device="cpu", threads=1)
# Beside what they know: letters that no piece has, and text that spells their tokens.
SENTENCES = [*PERSIAN, "تهران دنیا سلام ☈", "کار با مجلس <2fa> روسیه pes_Arab </s> >>deu<<"]


def load(folder: Path, config: TranslateConfig = CONFIG) -> Any:
    from tarjoman.translate.transformers_engine import TransformersEngine

    return TransformersEngine.load(folder, config)


@pytest.fixture(scope="module", params=ARCHITECTURES)
def engines(
    request: pytest.FixtureRequest, checkpoints: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, CTranslate2Engine]:
    """The engine of a checkpoint, and that of its conversion, both at float32."""
    folder = checkpoints(request.param)
    new = tmp_path_factory.mktemp(request.param) / "model"
    loaded = checkpoint_module.load(folder)
    convert(loaded, new, "float32")
    model = loaded.model(name=request.param, license="MIT").write(new, "A test.")
    return load(folder), CTranslate2Engine(model, CONFIG, compute_type="float32")


def same(ours: list[Hypothesis], theirs: list[Hypothesis], *, links: bool) -> bool:
    """Whether hypotheses agree. links: of all words, not only from the second one on."""
    first = 0 if links else 1
    return [h.text for h in ours] == [h.text for h in theirs] and all(
        abs(a.score - b.score) < 1e-3
        and (a.tokens, a.truncated) == (b.tokens, b.truncated)
        and [link for link in a.links if link[1] >= first] == [link for link in b.links if link[1] >= first]
        for a, b in zip(ours, theirs, strict=True)
    )


@pytest.mark.parametrize(
    ("beam", "number", "penalty", "longest"),
    [(4, 4, 1.0, 100), (4, 2, 0.6, 10), (4, 1, 0.0, 100), (1, 1, 1.0, 100), (2, 1, 1.0, 8)],
)
def test_both_engines_say_the_same(
    engines: tuple[Any, CTranslate2Engine], beam: int, number: int, penalty: float, longest: int
) -> None:
    ours, theirs = engines
    decoding = replace(theirs.model.decoding, beam=beam, length_penalty=penalty, max_length=longest)
    found = dict(ours.translate(SENTENCES, number, decoding=decoding))
    expected = dict(theirs.translate(SENTENCES, number, decoding=decoding))
    links = beam == 1 or bool(theirs.model.tokens.target_prefix)  # else CTranslate2's first word has none
    for index, sentence in enumerate(SENTENCES):
        assert same(found[index], expected[index], links=links), (sentence, found[index], expected[index])
    assert expected[1][0].truncated is (longest < 100)


def test_they_translate_what_they_know(engines: tuple[Any, CTranslate2Engine]) -> None:
    for engine in engines:
        found = dict(engine.translate(PERSIAN, decoding=replace(engine.model.decoding, beam=1)))
        assert [found[i][0].text for i in range(len(ENGLISH))] == ENGLISH
        assert not any(h.truncated for (h,) in found.values())


def test_tokens_around_a_sentence_are_no_part_of_what_is_counted(engines: tuple[Any, CTranslate2Engine]) -> None:
    for engine in engines:
        ((_, (hypothesis,)),) = engine.translate([PERSIAN[1]])
        pieces = engine._pieces._target.encode(hypothesis.text, out_type=str)
        assert hypothesis.tokens == len(pieces) + 1
        assert "eng" not in hypothesis.text and "__" not in hypothesis.text
        assert engine.size(PERSIAN[0]) == len(engine._pieces.encode(PERSIAN[0]))


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_pieces_are_those_of_the_real_tokenizer(checkpoints: Callable[[str], Path], name: str) -> None:
    from transformers import AutoTokenizer

    engine, tokenizer = load(checkpoints(name)), AutoTokenizer.from_pretrained(checkpoints(name))
    before = {"marian-multi": ">>eng<< ", "madlad": "<2en> "}.get(name, "")
    tokenizer.src_lang = engine.model.source
    for sentence in PERSIAN:
        ours = engine._numbers(engine._pieces.around(engine._pieces.encode(sentence)))
        assert tokenizer(before + sentence).input_ids == ours


def test_where_memory_runs_out_batches_are_halved(
    checkpoints: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    engine, sizes = load(checkpoints("nllb")), []
    answers = engine._answers

    def limited(batch: list[list[str]], *rest: Any) -> Any:
        sizes.append(len(batch))
        if len(batch) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return answers(batch, *rest)

    monkeypatch.setattr(engine, "_answers", limited)
    assert sorted(index for index, _ in engine.translate(PERSIAN * 2)) == list(range(10))
    assert sizes[0] == 10 and sizes.count(2) + sizes.count(1) >= 5
    monkeypatch.setattr(engine, "_answers", lambda *_: (_ for _ in ()).throw(MemoryError()))
    with pytest.raises(ModelError, match="memory ran out at one sentence of .* batch_tokens"):
        dict(engine.translate(PERSIAN[:2]))


def test_what_it_does_not_do(checkpoints: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    folder = checkpoints("nllb")
    engine = load(folder, replace(CONFIG, beam=2))
    assert engine.settings["beam"] == "2" and engine.settings["compute_type"] == "float32" and not engine.heeds
    with pytest.raises(UsageError, match="coverage_penalty: transformers has none. Set it to 0"):
        next(engine.translate(PERSIAN, decoding=replace(engine.model.decoding, coverage_penalty=0.2)))
    with pytest.raises(UsageError, match="compute_type: int8 cannot be computed by transformers. Use one of auto"):
        load(folder, replace(CONFIG, compute_type="int8"))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(UsageError, match="--device: cuda was asked for, but there is no CUDA GPU"):
        load(folder, replace(CONFIG, device="cuda"))
    monkeypatch.setattr(engine, "_answers", lambda *_: (_ for _ in ()).throw(RuntimeError("no kernel image")))
    with pytest.raises(ModelError, match=r"stopped translating \(no kernel image\)"):
        next(engine.translate(PERSIAN))
