"""A training of seconds, on the language of conftest.py."""

import os
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from tarjoman.cli import main
from tarjoman.errors import InputError, UsageError
from tarjoman.eval import Score
from tarjoman.translate.training.batches import Stream
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import examples, prepare

pytestmark = [pytest.mark.hf, pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")]


def make_stream(config: TrainConfig) -> Stream:
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=f"{config.work}/pieces.model")
    return Stream(config, examples(config), pieces)


def test_it_learns_and_the_checkpoint_translates(config: TrainConfig, tmp_path: Path) -> None:
    from transformers import MarianMTModel, MarianTokenizer

    from tarjoman.translate.training.run import Progress, train

    config = replace(config, steps=250)
    prepare(config)
    losses: list[float] = []
    scored: list[list[Score]] = []
    progress = train(config, lambda p: losses.append(p.loss), lambda _, scores: scored.append(scores))
    assert isinstance(progress, Progress) and progress.step == len(losses) == 250
    assert losses[-1] < losses[0] / 2 and scored[-1][-1].value == progress.best > 60
    network = MarianMTModel.from_pretrained(config.checkpoint)
    tokenizer = MarianTokenizer.from_pretrained(config.checkpoint)
    output = network.generate(**tokenizer("سفیر وارد باکو شد.", return_tensors="pt"), num_beams=1, max_new_tokens=30)
    assert tokenizer.decode(output[0], skip_special_tokens=True) == "The ambassador arrived in Baku."
    assert (network.model.shared.weight[network.config.pad_token_id] == 0).all()


def test_it_goes_on_where_it_stopped(config: TrainConfig) -> None:
    from tarjoman.translate.training.run import Progress, train

    prepare(config)
    steps: list[int] = []
    seen: list[tuple[int, int]] = []

    def watch(progress: Progress) -> None:
        steps.append(progress.step)
        seen.append((progress.chunk, progress.batch))

    first = train(replace(config, steps=6), watch)
    assert steps == [1, 2, 3, 4, 5, 6]
    second = train(replace(config, steps=9), watch)
    assert steps[6:] == [7, 8, 9] and second.seconds > first.seconds
    assert seen == [(0, place) for place in range(1, 10)]  # none twice, none left out
    assert train(replace(config, steps=9), watch).step == 9 and len(steps) == 9  # it was over


def test_the_guided_head_learns_the_links(config: TrainConfig) -> None:
    from transformers import MarianMTModel

    from tarjoman.translate.training.network import losses
    from tarjoman.translate.training.run import _tensors, train

    prepare(config)
    found = {}
    for guiding in (0.0, 0.3):
        train(replace(config, guiding=guiding, steps=150))
        (Path(config.work) / "state.pt").unlink()
        network = MarianMTModel.from_pretrained(config.checkpoint).eval()
        batch = make_stream(config).chunk(0)[0]
        found[guiding] = losses(network, *_tensors(batch, "cpu"), 0.0)[1].item()
    assert found[0.3] < found[0.0] / 2


def test_what_is_trained_further_is_kept_until_there_is_a_better_one(config: TrainConfig, tmp_path: Path) -> None:
    from tarjoman.translate.training.run import train

    prepare(config)
    train(replace(config, steps=200))
    start = tmp_path / "start"
    config.checkpoint.rename(start)
    further = replace(config, init=str(start), steps=5, learning_rate=0.1, warmup=1, average=0.0)  # to spoil it
    prepare(further)
    with pytest.raises(InputError, match="it is of another training, to go by: prepare"):
        train(further)
    (Path(config.work) / "state.pt").unlink()
    scored: list[tuple[int, float]] = []
    progress = train(further, on_score=lambda p, scores: scored.append((p.step, scores[-1].value)))
    assert [step for step, _ in scored] == [0, 5] and scored[1][1] < scored[0][1] == progress.best
    names = ("model.safetensors",)
    assert all((config.checkpoint / name).read_bytes() == (start / name).read_bytes() for name in names)


def test_a_checkpoint_that_was_taken_away(config: TrainConfig) -> None:
    from tarjoman.translate.training.run import train

    prepare(config)
    train(replace(config, steps=1))
    config.checkpoint.rename(f"{config.checkpoint}.gone")
    with pytest.raises(InputError, match=r"checkpoint: missing, though .*Delete .*state\.pt to start anew"):
        train(replace(config, steps=2))


def test_sentences_that_are_all_too_long(config: TrainConfig) -> None:
    from tarjoman.translate.training.run import train

    config = replace(config, longest_pieces=8)
    corpus = Path(next(iter(config.corpora)))
    pairs = (line.split("\t") for line in corpus.read_text(encoding="utf-8").splitlines())
    corpus.write_text("".join(f"{5 * (a + ' ')}\t{5 * (b + ' ')}\n" for a, b in pairs), encoding="utf-8")
    prepare(config)
    with pytest.raises(UsageError, match="longest_pieces: no sentence drawn has 8 pieces or fewer. Raise it"):
        train(config)


@pytest.mark.parametrize("workers", [0, 2])
def test_batches_come_in_order(config: TrainConfig, workers: int) -> None:
    from tarjoman.translate.training.run import Progress, _batches

    prepare(config)
    stream = make_stream(config)
    every = [(n, place, b.source.tolist()) for n in (3, 4, 5) for place, b in enumerate(stream.chunk(n), 1)]
    for seen, progress in ((0, Progress(chunk=3)), (2, Progress(chunk=3, batch=2))):
        batches = islice(_batches(stream, progress, workers), len(every) - seen)
        assert [(number, place, batch.source.tolist()) for number, place, batch in batches] == every[seen:]


def test_patience(config: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    from tarjoman.translate.training import run

    monkeypatch.setattr(run, "_score", lambda *_: [Score("chrF++", 10.0, "")])
    prepare(config)
    progress = run.train(replace(config, steps=1000, every=0.01, patience=2))
    assert progress.step < 1000 and progress.without == 2 and progress.best == 10.0


def test_without_a_test_set_the_last_weights_are_kept(config: TrainConfig) -> None:
    from tarjoman.translate.training.run import train

    config = replace(config, dev=(), steps=3)
    prepare(config)
    train(config)
    assert (config.checkpoint / "model.safetensors").is_file()


def test_before_prepare(config: TrainConfig) -> None:
    from tarjoman.translate.training.run import train

    with pytest.raises(InputError, match="prepared.json: missing. Run `tarjoman train prepare` first"):
        train(config)


@pytest.mark.parametrize("content", [b"", b"not a state", None])
def test_a_state_that_cannot_be_gone_on_from(config: TrainConfig, content: bytes | None) -> None:
    from tarjoman.translate.training.run import train

    prepare(config)
    if content is None:
        train(replace(config, steps=1))
        config = replace(config, width=64)
    else:
        (Path(config.work) / "state.pt").write_bytes(content)
    with pytest.raises(InputError, match="state.pt: cannot go on from it .*Delete it to start anew"):
        train(config)


def test_another_vocabulary_is_not_gone_on_with(config: TrainConfig) -> None:
    from tarjoman.translate.training.run import train

    prepare(config)
    train(replace(config, steps=1))
    corpus = Path(next(iter(config.corpora)))
    corpus.write_text(corpus.read_text("utf-8").replace("minister", "bishop"), encoding="utf-8")
    prepare(config)
    with pytest.raises(InputError, match=r"it is of another training, to go by: prepare\). Delete it"):
        train(config)


@pytest.mark.parametrize(
    ("change", "name"),
    [({"batch_tokens": 1024}, "batch_tokens"), ({"seed": 2}, "seed"), ({"noise": 0.5}, "noise")],
)
def test_other_settings_are_not_gone_on_with(config: TrainConfig, change: dict[str, float], name: str) -> None:
    from tarjoman.translate.training.run import train

    prepare(config)
    train(replace(config, steps=1))
    with pytest.raises(InputError, match=f"it is of another training, to go by: {name}"):
        train(replace(config, **change))  # type: ignore[arg-type]
    train(replace(config, steps=2, learning_rate=1e-4))


def test_a_gpu_that_is_not_there(config: TrainConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from tarjoman.translate.training.run import train

    prepare(config)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(UsageError, match="device: cuda was asked for, but there is no CUDA GPU"):
        train(replace(config, device="cuda"))


def test_the_commands(tmp_path: Path, config: TrainConfig, capfd: pytest.CaptureFixture[str]) -> None:
    small = {name: getattr(config, name) for name in ("pieces", "width", "inner", "heads", "encoder", "decoder")}
    lines = [f"{name} = {value}" for name, value in small.items()]
    lines += [
        'corpora = {"pairs.tsv" = 1}',
        'dev = ["dev.tsv"]',
        'license = "MIT"',
        "steps = 2",
        'device = "cpu"',
        "longest_pieces = 90",
    ]
    (tmp_path / "c.toml").write_text("\n".join(["[train]", *lines]))
    path = os.fspath(tmp_path / "c.toml")
    assert main(["train", "prepare", path]) == 0 and "| pairs.tsv | 66 |" in capfd.readouterr().out
    assert main(["train", "run", path]) == 0 and "chrF++" in capfd.readouterr().out
    assert main(["train", "export", path, os.fspath(tmp_path / "model")]) == 0
    assert main(["train", "run", path]) == 0
    assert "This training was over already: raise minutes or steps, or delete" in capfd.readouterr().err
    (tmp_path / "other.toml").write_text((tmp_path / "c.toml").read_text().replace("= 90", "= 500"))
    assert main(["train", "export", os.fspath(tmp_path / "other.toml"), os.fspath(tmp_path / "other")]) == 1
    assert "made with other settings (longest_pieces)" in capfd.readouterr().err
    described = (tmp_path / "model/model.toml").read_text()
    assert 'license = "MIT"' in described and "max_tokens = 90" in described
    (tmp_path / "f.toml").write_text(
        "\n".join(["[train]", *lines, 'init = "work/checkpoint"', 'work = "f"', "warmup = 9"])
    )
    path = os.fspath(tmp_path / "f.toml")
    assert main(["train", "prepare", path]) == main(["train", "run", path]) == 0
    assert "No score beat that of the model it started from" in capfd.readouterr().err
    (tmp_path / "in.txt").write_text("وزیر وارد تهران شد.", encoding="utf-8")
    assert main(["translate", os.fspath(tmp_path / "in.txt"), "--model", os.fspath(tmp_path / "model")]) == 0
