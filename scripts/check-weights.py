"""Fit what the checks of a translation know of the embedded model: translate/check/omission.toml and confidence.toml.

    python scripts/check-weights.py NEWS.xz VALID.tsv.xz translate/check

Reads     NEWS.xz        source, tab, sentence: Persian news, of which 12,000 are drawn that benchmarks/ do not look at
          VALID.tsv.xz   group, fa, en, ...: pairs that the model was not trained on
Writes    OUT/omission.toml     from the model's translations of the news, each once whole and once without a clause
          OUT/confidence.toml   from its translations of the pairs, by their chrF
Prints    how well both fit. It takes some five minutes on two cores.
"""

import argparse
import lzma
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.chrf import CHRF

from tarjoman.align.words import words
from tarjoman.eval.breaking import Target, clause
from tarjoman.files import write
from tarjoman.translate.check.confidence import features
from tarjoman.translate.check.numbers import difference
from tarjoman.translate.check.omission import JUDGED_FROM, Evidence, Weights, evidence, omission
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.model import Model
from tarjoman.translate.normalization.profile import normalizer

NEWS, EVERY = 12_000, 60  # sentences drawn; one in so many is looked at by benchmarks/checks.py and left to it
SEEN, PRIOR = 30, 8.0  # times that a word is seen to have a rate of its own; how many of the others' it is mixed with
RIDGE = 10.0

_Array = npt.NDArray[np.float64]


def main() -> None:
    """Translate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("valid", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    engine = CTranslate2Engine(Model.embedded("fa-en"))
    normalize = normalizer(engine.model.profile)

    def translated(sentences: Sequence[str]) -> list[tuple[int, str, Hypothesis]]:
        normal = [(n, normalize(s)) for n, s in enumerate(sentences)]
        normal = [(n, s) for n, s in normal if s and engine.size(s) <= engine.model.max_tokens]
        found = engine.translate([s for _, s in normal])
        return sorted((*normal[index], best) for index, (best, *_) in found)

    with lzma.open(arguments.news, "rt", encoding="utf-8") as stream:
        lines = [line.rstrip("\n").split("\t", 1)[1] for line in stream]
    lines = [line for n, line in enumerate(lines) if n % EVERY]
    Random(1).shuffle(lines)  # noqa: S311  (nothing secret)
    weights = _fit_omission([(s, h) for _, s, h in translated(lines[:NEWS])])
    write({arguments.out / "omission.toml": _omission_toml(weights).encode()})
    with lzma.open(arguments.valid, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in stream]
    found = [(s, h, rows[n][2]) for n, s, h in translated([row[1] for row in rows])]
    write({arguments.out / "confidence.toml": _fit_confidence(found, weights).encode()})


def _fit_omission(made: Sequence[tuple[str, Hypothesis]]) -> Weights:
    """Rates of words, the expected length, and the two regressions."""
    seen, without = Counter[str](), Counter[str]()
    for source, hypothesis in made:
        linked = {word for word, _ in hypothesis.links}
        for number, (start, end) in enumerate(words(source)):
            if source[start].isalnum():
                seen[source[start:end]] += 1
                without[source[start:end]] += number not in linked
    rare = [word for word, count in seen.items() if count < SEEN]
    other = sum(without[word] for word in rare) / sum(seen[word] for word in rare)
    mixed = {word: (without[word] + PRIOR * other) / (seen[word] + PRIOR) for word in seen if seen[word] >= SEEN}
    rates = {word: round(min(max(rate, 0.01), 0.99), 2) for word, rate in mixed.items()}
    rates = {word: rate for word, rate in rates.items() if not 0.5 * other < rate < 2 * other}
    judged = [(s, h) for s, h in made if len(s) >= JUDGED_FROM and h.text]
    ratio = np.array([np.log(len(h.text) / len(s)) for s, h in judged])
    length, root = float(np.median(ratio)), np.array([1 / np.sqrt(len(s)) for s, _ in judged])
    # the mean absolute deviation of a Gaussian is 0.8 of the standard one; it does not mind what is wrong anyway
    spread = np.linalg.lstsq(np.stack([np.ones_like(root), root], 1), np.abs(ratio - length) / 0.8, rcond=None)[0]
    weights = Weights(length, (float(spread[0]), float(spread[1])), rates, other, (), ())
    return replace(weights, linked=_regression(judged, weights, True), lexical=_regression(judged, weights, False))


def _regression(judged: Sequence[tuple[str, Hypothesis]], weights: Weights, with_links: bool) -> Evidence:
    """Logistic regression on translations as they are and without a clause."""
    random = Random(2)  # noqa: S311  (nothing secret)
    rows, answers = [], []
    for source, hypothesis in judged:
        whole = Target(hypothesis.text, hypothesis.links)
        if whole.links and (broken := clause(source, whole, random)):
            rows += [evidence(source, t.text, t.links if with_links else (), weights) for t in (whole, broken)]
            answers += [0.0, 1.0]
    x, y = np.array(rows), np.array(answers)
    found = _logistic(x, y)
    print(
        f"omission, {'with' if with_links else 'without'} links: {((x @ found > 0) == y).mean():.1%} of {len(y):,} told"
    )
    return tuple(map(float, found))


def _logistic(x: _Array, y: _Array) -> _Array:
    """Logistic regression by Newton's method. x: (rows, columns), a column of ones among them; y: (rows,), 0 or 1."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(x.shape[1])
        weights += np.linalg.solve(hessian, x.T @ (y - p) - 1e-3 * weights)
    return weights


def _fit_confidence(found: Sequence[tuple[str, Hypothesis, str]], weights: Weights) -> str:
    """The file of the regression."""
    metric = CHRF()
    rows: list[dict[str, float]] = []
    scores = []
    for source, hypothesis, reference in found:
        missing = omission(source, hypothesis.text, hypothesis.links, weights)
        rows.append(features(source, hypothesis, missing, difference(source, hypothesis.text).count))
        scores.append(metric.sentence_score(hypothesis.text, [reference]).score / 100)
    x, y = np.array([list(row.values()) for row in rows]), np.array(scores)
    mean, scale = x.mean(0), np.maximum(x.std(0), 1e-9)
    z = (x - mean) / scale
    found_ = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1]), z.T @ (y - y.mean())) / scale
    bias = float(y.mean() - mean @ found_)
    print(f"confidence: correlation with chrF {np.corrcoef(bias + x @ found_, y)[0, 1]:.3f} on {len(y)} pairs")
    lines = [f"{name} = {value:.4g}" for name, value in zip(rows[0], found_, strict=True)]
    head = (
        "# Made by scripts/check-weights.py: a sentence's chrF, over 100; of what, translate/check/confidence.py says."
    )
    return "\n".join([head, f"bias = {bias:.4g}", *lines, ""])


def _omission_toml(weights: Weights) -> str:
    """The file of the weights."""

    def numbers(values: Sequence[float]) -> str:
        return f"[{', '.join(f'{value:.4g}' for value in values)}]"

    return "\n".join(
        [
            "# Made by scripts/check-weights.py; translate/check/omission.py says what each is.",
            f"length = {weights.length:.4g}",
            f"spread = {numbers(weights.spread)}",
            f"other = {weights.other:.4g}",
            f"linked = {numbers(weights.linked)}",
            f"lexical = {numbers(weights.lexical)}",
            "",
            "[unlinked]",
            *(f'"{word}" = {rate:.2f}' for word, rate in sorted(weights.unlinked.items())),
            "",
        ]
    )


if __name__ == "__main__":
    main()
