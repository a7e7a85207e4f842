"""Compare decoding settings on the development sets, in quality and in speed.

    python benchmarks/decoding.py DEV [--model NAME_OR_FOLDER]

Reads     DEV, as benchmarks/quality.py does.
Prints    a Markdown table: one setting after the other is changed, the others staying as the model's model.toml has
          them; then the best values together. For each, BLEU / chrF++ on each set, their means over the sets, and
          sentences per second as a multiple of beam 1's in the same run. It takes as long as scoring 20 times does.
A value counts as better when BLEU and chrF++ together, means over the sets, gain more than 0.1 over the model's own
(NOISE); of values within NOISE of the best, the one nearest to the model's own is taken. What is chosen goes into the
table [decoding] of model.toml.
"""

import argparse
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import sets
from tarjoman.config import TranslateConfig
from tarjoman.eval import corpus_scores
from tarjoman.eval.behaviour import TestSet
from tarjoman.translate import Translator
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.model import Decoding, Model
from tarjoman.translate.pipeline import whole

GRID: dict[str, tuple[Any, ...]] = {
    "beam": (1, 2, 3, 4, 5, 6, 8),
    "length_penalty": (0.0, 0.6, 1.0, 1.2, 1.5),
    "coverage_penalty": (0.0, 0.1, 0.2),
    "no_repeat_ngram": (0, 3, 4, 5),
}
NOISE = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """One setting measured. scores: BLEU and chrF++ of each set; rate: sentences per second."""

    decoding: Decoding
    scores: tuple[tuple[float, float], ...]
    rate: float

    @property
    def means(self) -> tuple[float, float]:
        """BLEU and chrF++, means over the sets."""
        return sum(b for b, _ in self.scores) / len(self.scores), sum(c for _, c in self.scores) / len(self.scores)


def measure(model: Model, decoding: Decoding, data: Mapping[str, TestSet]) -> Run:
    """Translate the sets with a setting."""
    engine = CTranslate2Engine(replace(model, decoding=decoding))
    translator = Translator(engine, splitter=whole)
    scores, seconds = [], 0.0
    for sources, references in data.values():
        begin = time.perf_counter()
        pairs = sets.pairs(translator, sources)
        seconds += time.perf_counter() - begin
        bleu, chrf = corpus_scores([p.target for p in pairs], references)
        scores.append((bleu.value, chrf.value))
    return Run(decoding, tuple(scores), sum(len(sources) for sources, _ in data.values()) / seconds)


def runs(model: Model, data: Mapping[str, TestSet]) -> Iterator[Run]:
    """Beam 1 first, for the rates; then the model's own setting, those of the grid and the best together."""
    yield measure(model, replace(model.decoding, beam=1), data)
    own = measure(model, model.decoding, data)
    yield own
    best = model.decoding
    for name, values in GRID.items():
        default = asdict(model.decoding)[name]
        found = {default: own}
        for value in values:
            if value != default:
                found[value] = measure(model, replace(model.decoding, **{name: value}), data)
                if (name, value) != ("beam", 1):
                    yield found[value]
        best = replace(best, **{name: _chosen(found, default)})
    if sum(asdict(best)[name] != asdict(model.decoding)[name] for name in GRID) > 1:
        yield measure(model, best, data)


def _chosen(found: dict[Any, Run], default: Any) -> Any:
    """The value to take: of those within NOISE of the best, the one nearest to the default."""
    most = max(sum(run.means) for run in found.values())
    return min((v for v, run in found.items() if sum(run.means) > most - NOISE), key=lambda value: abs(value - default))


def main() -> None:
    """Measure and print, row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--model", default=TranslateConfig().model)
    arguments = parser.parse_args()
    data = sets.read(arguments.dev)
    model = Model.find(arguments.model)
    columns = [*(name.replace("_", " ") for name in GRID), *data, "mean", "speed"]
    print(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}")
    greedy = 0.0
    for run in runs(model, data):
        greedy = greedy or run.rate
        settings = [f"{asdict(run.decoding)[name]}" for name in GRID]
        scores = [f"{bleu:.2f} / {chrf:.2f}" for bleu, chrf in (*run.scores, run.means)]
        mark = " (now)" if run.decoding == model.decoding else ""
        print(f"| {' | '.join([settings[0] + mark, *settings[1:], *scores])} | {run.rate / greedy:.2f} |", flush=True)
    print(f"\nModel `{model.id}`, BLEU / chrF++; speed as a multiple of beam 1's {greedy:.0f} sentences per second.")


if __name__ == "__main__":
    main()
