"""BLEU, chrF and TER against sacreBLEU itself, run as a program."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluating import BAD, GOOD, REFERENCE, texts
from tarjoman.eval.metrics import strings
from tarjoman.eval.metrics.metric import Metric, total

ASKED = {
    "bleu": (strings.bleu, ["-m", "bleu"]),
    "chrf": (strings.chrf, ["-m", "chrf", "--chrf-word-order", "2"]),
    "ter": (strings.ter, ["-m", "ter"]),
}
MORE = texts(GOOD)[::-1]  # another set of references


def sacrebleu(
    folder: Path, outputs: Sequence[str], references: Sequence[Sequence[str]], *options: str
) -> dict[str, str]:
    """What the program says of one system."""
    sides = [outputs, *references]
    for number, side in enumerate(sides):
        (folder / str(number)).write_text("".join(line + "\n" for line in side), encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", *map(str, range(1, len(sides))), "-i", "0", "-w", "8", *options]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


@pytest.mark.parametrize("key", ASKED)
@pytest.mark.parametrize(
    ("outputs", "references"),
    [
        (texts(BAD), [texts(REFERENCE)]),
        (texts(BAD), [texts(REFERENCE), MORE]),
        (["", *texts(BAD)[1:]], [texts(REFERENCE)]),
        (["One sentence  of it ."], [["One other sentence, of it."]]),
    ],
    ids=["one reference", "two references", "an empty line", "one sentence"],
)
def test_scores_and_signatures_are_those_of_the_program(
    tmp_path: Path, key: str, outputs: list[str], references: list[list[str]]
) -> None:
    make, options = ASKED[key]
    metric = make(references)
    told = sacrebleu(tmp_path, outputs, references, *options)
    assert total(metric, metric.statistics(outputs)) == pytest.approx(told["score"], abs=1e-8)
    assert metric.signature == told["signature"]


COUNT = st.integers(0, 30)


@given(st.lists(st.lists(COUNT, min_size=10, max_size=10), min_size=1, max_size=5))
def test_bleu_of_any_sums(rows: list[list[int]]) -> None:
    for row in rows:
        row[2:6] = [min(a, b) for a, b in zip(row[2:6], row[6:], strict=True)]  # no more matches than n-grams
    found = strings.bleu_score(np.array(rows, dtype=np.float64))
    from sacrebleu.metrics.bleu import BLEU

    wanted = [BLEU()._compute_score_from_stats(list(row)).score for row in rows]
    assert found.tolist() == pytest.approx(wanted, abs=1e-9)


@given(st.lists(st.lists(COUNT, min_size=24, max_size=24), min_size=1, max_size=5))
def test_chrf_of_any_sums(rows: list[list[int]]) -> None:
    for row in rows:
        row[2::3] = [min(a, b, c) for a, b, c in zip(row[::3], row[1::3], row[2::3], strict=True)]
    from sacrebleu.metrics.chrf import CHRF

    wanted = [CHRF(word_order=2)._compute_score_from_stats(list(row)).score for row in rows]
    assert strings.chrf_score(np.array(rows, dtype=np.float64)).tolist() == pytest.approx(wanted, abs=1e-9)


@given(st.lists(st.tuples(COUNT, COUNT), min_size=1))
def test_ter_of_any_sums(rows: list[tuple[int, int]]) -> None:
    from sacrebleu.metrics.ter import TER

    wanted = [TER()._compute_score_from_stats(list(row)).score for row in rows]
    assert strings.ter_score(np.array(rows, dtype=np.float64)).tolist() == pytest.approx(wanted)


def test_length_ratio_is_the_one_told_beside_bleu() -> None:
    from sacrebleu.metrics.bleu import BLEU

    length: Metric = strings.Length(strings.bleu([texts(REFERENCE)]))
    ratio = BLEU().corpus_score(texts(BAD), [texts(REFERENCE)]).ratio
    assert total(length, length.statistics(texts(BAD))) == pytest.approx(ratio)
    empty: Metric = strings.Length(strings.bleu([[""]]))
    assert total(empty, empty.statistics(["words"])) is None


def test_spbleu_looks_where_sacrebleu_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the embedded model's pieces in place of FLORES-200's: a file there is used, nothing is fetched."""
    from sacrebleu import utils
    from sacrebleu.tokenizers import tokenizer_spm

    import tarjoman.translate

    monkeypatch.setattr(utils, "SACREBLEU_DIR", str(tmp_path))
    monkeypatch.setattr(tokenizer_spm, "SACREBLEU_DIR", str(tmp_path))
    place = strings.spbleu_model()
    assert place.parent == tmp_path / "models" and not place.exists()
    place.parent.mkdir()
    weights = Path(tarjoman.translate.__file__).parent / "weights" / "fa-en" / "source.spm"
    place.symlink_to(weights.resolve())
    metric = strings.spbleu([texts(REFERENCE)])
    assert total(metric, metric.statistics(texts(REFERENCE))) == pytest.approx(100)
    assert "|tok:flores200|" in metric.signature
