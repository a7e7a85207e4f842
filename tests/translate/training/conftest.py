"""A small language to learn: sentences of a subject, a place and a verb, all of them combined."""

from itertools import product
from pathlib import Path

import pytest

from tarjoman.translate.training.config import TrainConfig

SUBJECTS = {
    "وزیر": "The minister",
    "رئیس\u200cجمهور": "The president",
    "سفیر": "The ambassador",
    "نماینده": "The envoy",
}
PLACES = {"تهران": "Tehran", "مسکو": "Moscow", "بغداد": "Baghdad", "آنکارا": "Ankara", "باکو": "Baku", "کابل": "Kabul"}
VERBS = {"وارد {} شد.": "arrived in {}.", "از {} بازگشت.": "returned from {}.", "به {} می\u200cرود.": "is going to {}."}
PAIRS = [
    (f"{s} {v.format(p)}", f"{SUBJECTS[s]} {VERBS[v].format(PLACES[p])}")
    for s, p, v in product(SUBJECTS, PLACES, VERBS)
]


@pytest.fixture(autouse=True)
def one_thread(request: pytest.FixtureRequest) -> None:
    """The networks here are too small to be divided: threads that wait for each other take most of the time then."""
    if request.node.get_closest_marker("hf"):
        import torch

        torch.set_num_threads(1)


@pytest.fixture
def config(tmp_path: Path) -> TrainConfig:
    """A training of a tiny network on that language, with a few of its sentences as the test set."""
    (tmp_path / "pairs.tsv").write_text("".join(f"{a}\t{b}\n" for a, b in PAIRS[6:]), encoding="utf-8")
    (tmp_path / "dev.tsv").write_text("fa\ten\n" + "".join(f"{a}\t{b}\n" for a, b in PAIRS[:6]), encoding="utf-8")
    return TrainConfig(
        work=str(tmp_path / "work"),
        corpora={str(tmp_path / "pairs.tsv"): 1.0},
        dev=(str(tmp_path / "dev.tsv"),),
        pieces=360,
        width=32,
        inner=64,
        heads=2,
        encoder=1,
        decoder=1,
        dropout=0.0,
        steps=60,
        batch_tokens=512,
        learning_rate=5e-3,
        warmup=10,
        average=0.8,
        sampling=0.0,
        device="cpu",
    )
