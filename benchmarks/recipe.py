"""What the recipe gives from scratch on a CPU: `tarjoman train`, a small network, one corpus.

    python benchmarks/recipe.py CORPUS DEV [--minutes 30] [--work FOLDER]

Reads     CORPUS, SOURCE<TAB>TARGET a line (.tsv, .tsv.gz, .tsv.xz); DEV as benchmarks/quality.py does
Prints    the score on news-dev after every five minutes, greedy; then the table of benchmarks/quality.py, beam 4
Leaves    in FOLDER, if one is named, what a training leaves: run again, it goes on
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import quality
import sets
from tarjoman.config import TranslateConfig
from tarjoman.errors import InputError
from tarjoman.translate import Translator
from tarjoman.translate.pipeline import whole
from tarjoman.translate.training import record
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import prepare
from tarjoman.translate.training.export import export
from tarjoman.translate.training.run import train

# The settings of configs/train.toml for two CPU cores.
SMALL = {
    "pieces": 4000,
    "width": 256,
    "inner": 768,
    "heads": 4,
    "encoder": 3,
    "decoder": 1,
    "dropout": 0.0,
    "batch_tokens": 1024,
    "learning_rate": 1.2e-3,
    "sampling": 0.0,
    "noise": 0.0,
    "copying": 0.0,
    "longest_pieces": 90,
}


def measure(corpus: Path, dev: Path, minutes: float, work: Path) -> str:
    """Prepare, unless that is done; train, export, and the scores as a Markdown table."""
    config = TrainConfig(
        work=str(work),
        corpora={str(corpus): 1.0},
        dev=tuple(map(str, sets.paths(dev))),
        minutes=minutes,
        **SMALL,
    )
    try:
        record.check(config)
    except InputError:
        begin = time.perf_counter()
        print(prepare(config), flush=True)
        print(f"Prepared in {time.perf_counter() - begin:.0f} s.", flush=True)
    train(config, on_score=lambda p, scores: print(f"{p.seconds / 60:.1f} min, step {p.step}:", *scores, flush=True))
    model = export(config.checkpoint, work / "model", license="none", **config.described)
    return quality.score(
        Translator.load(TranslateConfig(model=str(model.folder), enforce=False), splitter=whole), sets.read(dev)
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--work", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(measure(arguments.corpus, arguments.dev, arguments.minutes, arguments.work or Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
