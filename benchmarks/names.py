"""Names with and without the stage that holds them to the table.

    python benchmarks/names.py DEV [--model NAME_OR_FOLDER] [--errors FILE]

Reads     DEV, as benchmarks/quality.py does; a set's documents are those of its column `doc`, else its sentences.
Prints    a Markdown table: for each set, the reference itself, the translation without the stage, and with it: the
          share of table names rendered as the table says, consistency within documents, of these and of other names,
          the share of the reference's name words that come back, doubled names, BLEU and chrF++, and speed as a
          multiple of that without the stage.
--errors  where to write each table name that the translation with the stage lacks, to be read.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import sets
from tarjoman.bitext import NameStatus, Pair
from tarjoman.config import DEFAULT
from tarjoman.eval import corpus_scores, testset
from tarjoman.eval.names import names
from tarjoman.translate import Translator
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.pipeline import whole

HEAD = (
    "set", "translation", "as the table", "consistent", "others consistent", "reference's words", "doubled", "BLEU",
    "chrF++", "speed",
)  # fmt: skip


def main() -> None:
    """Translate, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--model", default=DEFAULT.model)
    parser.add_argument("--errors", type=Path)
    arguments = parser.parse_args()
    config = replace(DEFAULT, model=arguments.model)
    reader = NameReader.load()
    without = Translator.load(replace(config, enforce=False), splitter=whole)
    held = Translator.load(config, splitter=whole)
    normalize = normalizer(without.engine.model.profile)
    print("|" + " | ".join(HEAD) + " |\n|" + " --- |" * len(HEAD))
    errors: list[str] = []
    for name, (sources, references) in sets.read(arguments.dev).items():
        documents = testset.documents(sets.path(arguments.dev, name))
        normal = [normalize(source) for source in sources]

        for translator in (without, held):  # what is loaded or learnt at first is not counted
            sets.documents(translator, sources[:50], documents[:50])
        times = []
        translations: list[list[Pair]] = []
        for translator in (without, held):
            begin = time.perf_counter()
            translations.append(sets.documents(translator, sources, documents))
            times.append(time.perf_counter() - begin)
        plain, with_names = ([pair.target for pair in pairs] for pairs in translations)
        speed = f"{times[0] / times[1]:.2f}"
        for kind, targets, rate in (
            ("reference", references, ""),
            ("without", plain, "1"),
            ("with", with_names, speed),
        ):
            found = names(normal, targets, references, documents, reader)
            counts = map(str, (found.table, found.consistent, found.others, found.reference, found.doubled))
            scores = [f"{score.value:.2f}" for score in corpus_scores(targets, references)]
            print("| " + " | ".join([name, kind, *counts, *scores, rate]) + " |", flush=True)
        errors += [
            f"{name}\t{missing.english}\t{pair.normalized}\t{pair.target}"
            for pair in translations[1]
            for missing in pair.names
            if missing.status is NameStatus.MISSING
        ]
    if arguments.errors:
        arguments.errors.write_text("\n".join([*errors, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
