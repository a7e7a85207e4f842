"""What training the embedded model further gives: on one half of a small corpus, scored on the other.

    python benchmarks/finetune.py CORPUS [--minutes 8] [--work FOLDER]

Reads     CORPUS, a translation memory or SOURCE<TAB>TARGET a line, and the settings of configs/finetune.toml
Prints    BLEU and chrF++ on the second half before and after, default decoding
Of the first half, every tenth pair is watched and not trained on; pairs that share eight words with the second half go.
"""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import sets
from tarjoman.config import TranslateConfig, load
from tarjoman.eval import corpus_scores
from tarjoman.translate import Translator
from tarjoman.translate.pipeline import whole
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import prepare, read_pairs
from tarjoman.translate.training.export import export
from tarjoman.translate.training.run import train

HEAD = "fa\ten\n"
SETTINGS = Path(__file__).parent.parent / "configs/finetune.toml"


def score(model: str, pairs: list[tuple[str, str]]) -> str:
    """A row of the table."""
    translator = Translator.load(TranslateConfig(model=model, enforce=False), splitter=whole)
    found = sets.pairs(translator, [source for source, _ in pairs])
    scores = corpus_scores([pair.target for pair in found], [target for _, target in pairs])
    return " | ".join(f"{s.value:.2f}" for s in scores)


def tsv(path: Path, pairs: list[tuple[str, str]], head: str = "") -> str:
    """Write pairs, below a head if they are to be a test set; the path."""
    path.write_text(head + "".join(f"{source}\t{target}\n" for source, target in pairs), encoding="utf-8")
    return str(path)


def measure(corpus: Path, minutes: float, work: Path) -> str:
    """Split, train, and the table."""
    pairs = [(" ".join(a.split()), " ".join(b.split())) for a, b in dict.fromkeys(read_pairs(corpus))]
    half = len(pairs) // 2
    known, held = pairs[:half], pairs[half:]
    config = replace(
        TrainConfig(**load(SETTINGS, "train", TrainConfig)),
        work=str(work),
        corpora={tsv(work / "train.tsv", [p for i, p in enumerate(known) if i % 10]): 1.0},
        dev=(tsv(work / "dev.tsv", known[::10], HEAD), tsv(work / "test.tsv", held, HEAD)),
        minutes=minutes,
    )
    print(prepare(config), flush=True)
    train(config, on_score=lambda p, scores: print(f"{p.seconds / 60:.1f} min, step {p.step}:", *scores, flush=True))
    model = export(config.checkpoint, work / "model", license="none", **config.described)
    rows = [
        f"{corpus.name}: {len(known)} pairs to train on, {len(held)} to score.\n",
        "| model | BLEU | chrF++ |\n| --- | --- | --- |",
        f"| embedded | {score(TranslateConfig().model, held)} |",
        f"| after {minutes:g} minutes | {score(str(model.folder), held)} |",
    ]
    return "\n".join(rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--work", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = arguments.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        print(measure(arguments.corpus, arguments.minutes, work))


if __name__ == "__main__":
    sys.exit(main())
