"""Score the embedded model on the development sets, at its own settings.

    python benchmarks/quality.py DEV [--model NAME_OR_FOLDER] [--card MODEL_CARD.md]

Reads     DEV/news-dev.tsv, DEV/ntrex-dev.tsv   columns fa, en
          DEV/flores/flores-dev.fa, .en         one sentence a line
Prints    a Markdown table: BLEU and chrF++ with sacreBLEU's signatures, sentences per second, flags.
With      --card FILE, puts the table between the file's <!-- scores --> marks as well.
A line is one sentence of the set, as it stands; it goes through all of `Translator` behind the splitter.
"""

import argparse
import re
import time
from pathlib import Path

import tarjoman
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.eval import corpus_scores, testset
from tarjoman.files import write
from tarjoman.translate import Translator
from tarjoman.translate.pipeline import whole

MARKS = re.compile(r"(<!-- scores -->\n).*?(<!-- /scores -->)", re.DOTALL)


SETS = {"news-dev": "news-dev.tsv", "flores-dev": "flores/flores-dev", "ntrex-dev": "ntrex-dev.tsv"}


def measure(translator: Translator, dev: Path) -> str:
    """The Markdown table."""
    rows = [
        "| set | sentences | BLEU | chrF++ | to look at | sentences per second |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    signatures: dict[str, str] = {}
    for name, path in SETS.items():
        sources, references = testset.read(dev / path)
        begin = time.perf_counter()
        (bitext,) = translator.translate([Document(name, tuple(s + "\n" for s in sources))])
        rate = len(sources) / (time.perf_counter() - begin)
        scores = corpus_scores([p.target for p in bitext.pairs], references)
        signatures |= {s.name: s.signature for s in scores}
        bleu, chrf = (f"{s.value:.2f}" for s in scores)
        rows.append(f"| {name} | {len(sources)} | {bleu} | {chrf} | {len(bitext.flagged())} | {rate:.0f} |")
    engine = translator.engine
    settings = ", ".join(f"{k} {v}" for k, v in engine.settings.items())
    notes = [f"- {name}: `{signature}`" for name, signature in signatures.items()]
    made = f"- Model `{engine.model.id}`, tarjoman {tarjoman.__version__}, {settings}."
    return "\n".join([*rows, "", made, *notes, ""])


def main() -> None:
    """Measure, print, and update the card if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--model", default=TranslateConfig().model)
    parser.add_argument("--card", type=Path)
    arguments = parser.parse_args()
    translator = Translator.load(TranslateConfig(model=arguments.model), splitter=whole)
    scores = measure(translator, arguments.dev)
    print(scores)
    if arguments.card:
        card = arguments.card.read_text(encoding="utf-8")
        if not MARKS.search(card):
            parser.error(f"{arguments.card} has no <!-- scores --> … <!-- /scores --> to fill")
        write({arguments.card: MARKS.sub(lambda m: m[1] + scores + m[2], card).encode()})


if __name__ == "__main__":
    main()
