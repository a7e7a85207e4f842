"""Score the embedded model on the development sets, and measure its behaviours, at its own settings.

    python benchmarks/quality.py DEV [--model NAME_OR_FOLDER] [--card MODEL_CARD.md]

Reads     DEV/news-dev.tsv, DEV/ntrex-dev.tsv   columns fa, en
          DEV/flores/flores-dev.fa, .en         one sentence a line
          DEV/../names/dev.tsv                  columns fa, en, sentence: names, each with a sentence that has it
          DEV/../mono/news.fa.xz                source, tab, sentence: news, of which 2,000 are drawn
Prints    two Markdown tables, scores (BLEU and chrF++ with sacreBLEU's signatures, sentences per second, flags) and
          behaviours; then what fell short of each behaviour, to be read.
With      --card FILE, puts the tables between the file's <!-- scores --> and <!-- behaviour --> marks as well.
A line is one sentence of the set, as it stands; it goes through all of `Translator` behind the splitter, but for
names: these are left to the model.
"""

import argparse
import csv
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import card
import sets
import tarjoman
from tarjoman.bitext import Pair
from tarjoman.config import TranslateConfig
from tarjoman.errors import InputError
from tarjoman.eval import behaviour, corpus_scores
from tarjoman.eval.behaviour import Measurement, TestSet
from tarjoman.files import UNREADABLE, display, unpacked
from tarjoman.translate import Translator
from tarjoman.translate.engine import Engine, Hint, Hypothesis
from tarjoman.translate.model import Decoding
from tarjoman.translate.pipeline import whole

NEWS = 2000  # sentences looked through for loops


class Remembering:
    """An engine that is not asked for the same normalised sentence twice: much of the noise is gone by then."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.model, self.settings, self.size = engine, engine.model, engine.settings, engine.size
        self.heeds, self.exact = False, engine.exact
        self._known: dict[str, list[Hypothesis]] = {}

    def translate(
        self, sentences: Sequence[str], number: int = 1, *, decoding: Decoding | None = None, hints: Sequence[Hint] = ()
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """As the engine does; always with its own decoding, one hypothesis each."""
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in self._known]
        for index, hypotheses in self.engine.translate(new):
            self._known[new[index]] = hypotheses
        yield from ((index, self._known[sentence]) for index, sentence in enumerate(sentences))


def score(translator: Translator, data: Mapping[str, TestSet]) -> str:
    """The table of scores."""
    rows = [
        "| set | sentences | BLEU | chrF++ | to look at | sentences per second |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    signatures: dict[str, str] = {}
    for name, (sources, references) in data.items():
        begin = time.perf_counter()
        pairs = sets.pairs(translator, sources)
        rate = len(sources) / (time.perf_counter() - begin)
        scores = corpus_scores([p.target for p in pairs], references)
        signatures |= {s.name: s.signature for s in scores}
        bleu, chrf = (f"{s.value:.2f}" for s in scores)
        rows.append(f"| {name} | {len(sources)} | {bleu} | {chrf} | {sum(bool(p.flags) for p in pairs)} | {rate:.0f} |")
    engine = translator.engine
    settings = ", ".join(f"{k} {v}" for k, v in engine.settings.items())
    notes = [f"- {name}: `{signature}`" for name, signature in signatures.items()]
    made = f"- Model `{engine.model.id}`, tarjoman {tarjoman.__version__}, {settings}."
    return "\n".join([*rows, "", made, *notes, ""])


def measure(translator: Translator, data: Mapping[str, TestSet], dev: Path) -> Iterator[Measurement]:
    """The rows of the table of behaviours."""

    def translate(sentences: Sequence[str]) -> Sequence[Pair]:
        return sets.pairs(translator, sentences)

    sources = [source for some, _ in data.values() for source in some]
    names = read_names(dev.parent / "names/dev.tsv")
    news = read_news(dev.parent / "mono/news.fa.xz")
    cases = [case for fa, en, sentence in names for case in behaviour.with_names([(fa, en)], [sentence])]
    cases += behaviour.with_names([(fa, en) for fa, en, _ in names], sources)
    yield behaviour.names_copied(translate, cases)
    yield behaviour.digits_unified(translate, sources)
    yield behaviour.numbers_kept(translate, list(data.values()))
    yield from behaviour.noise(translate, data)
    yield behaviour.headlines(translate, list(data.values()))
    yield behaviour.loops(translate, news)
    yield behaviour.nothing(translator.text)


def read_names(path: Path) -> list[tuple[str, str, str]]:
    """Persian and English form of names, and a sentence with the Persian one."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
        return [(row["fa"], row["en"], row["sentence"]) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        raise InputError(display(path), f"no names ({error})", "See what this benchmark reads: --help") from error


def read_news(path: Path) -> list[str]:
    """`NEWS` sentences, evenly drawn from all of the file."""
    try:
        with io.TextIOWrapper(unpacked(path), encoding="utf-8", newline="\n") as stream:
            lines = [line.rstrip("\n").split("\t", 1)[1] for line in stream]
    except (*UNREADABLE, UnicodeDecodeError, IndexError) as error:
        raise InputError(display(path), f"no news ({error})", "See what this benchmark reads: --help") from error
    return lines[:: max(1, len(lines) // NEWS)][:NEWS]


def main() -> None:
    """Measure, print, and update the card if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--model", default=TranslateConfig().model)
    parser.add_argument("--card", type=Path)
    arguments = parser.parse_args()
    data = sets.read(arguments.dev)
    translator = Translator.load(TranslateConfig(model=arguments.model, enforce=False), splitter=whole)
    translator.engine = Remembering(translator.engine)
    scores = score(translator, data)
    print(scores, flush=True)
    rows = list(measure(translator, data, arguments.dev))
    table = "".join(
        ["| behaviour | measured | aim |\n| --- | --- | --- |\n"]
        + [f"| {row.behaviour} | {row.measured} | {row.aim} |\n" for row in rows]
    )
    print(table)
    for row in rows:
        print(
            "".join([f"{row.behaviour}, short of it:\n", *(f"  {line}\n" for line in row.short)]) if row.short else ""
        )
    if arguments.card:
        card.fill(arguments.card, scores=scores, behaviour=table)


if __name__ == "__main__":
    main()
