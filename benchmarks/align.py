"""Sentence alignment against alignments that are known, beside what others do.

    python benchmarks/align.py FOLDER… [--memory FILE] [--methods mt lexical length] [--doc docs/alignment.md]

Reads     FOLDER   documents NAME.fa and NAME.en, a sentence a line, and NAME.ladder, `[0, 1]:[0]` a line: which of
                   their lines say the same, from 0; an empty list where nothing does
          FILE     a memory of translations, made if missing
Prints    Markdown tables. Folders whose names are the same but for the number behind the last "-" (ntrex-1, ntrex-2)
          are seeds of one set; where there are several, a cell has the mean, and the least and the most in brackets.
          alignment: strict and lax F1 (tarjoman.eval.alignment), and sentences of both sides in a second of the
          processor, by what was translated before, so that it is looked up.
          confidence: pairs by confidence, and how many of them are right, of the first method and all folders.
--doc     puts the tables between the <!-- alignment --> and <!-- confidence --> marks of a file as well.

The rivals, benchmarks/rival_aligners.py: Gale and Church's program of 1993, by length; and one in the manner of
hunalign, by length and the dictionary that comes with the program.
"""

import argparse
import ast
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import mean

import card
from rival_aligners import gale_church, length_and_dictionary
from tarjoman.align.sentences.aligner import Aligner, Sentences
from tarjoman.align.sentences.lexical import Lexical
from tarjoman.align.sentences.machine import Machine
from tarjoman.align.sentences.methods import METHODS
from tarjoman.config import TranslateConfig
from tarjoman.eval.alignment import Block, Counts, count
from tarjoman.translate import Translator
from tarjoman.translate.memory import opened
from tarjoman.translate.pipeline import whole

BINS = (0.0, 0.5, 0.7, 0.9, 0.97, 1.01)
Document = tuple[list[str], list[str], list[Block]]
Way = Callable[[Sequence[str], Sequence[str]], list[tuple[Block, float]]]


@dataclass
class Result:
    """Of one way on one folder. sure: the confidence of each pair, and whether it is right."""

    counts: Counts = field(default_factory=Counts)
    seconds: float = 0.0
    sentences: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)


def read(folder: Path) -> list[Document]:
    """The documents of a folder that have something on both sides."""
    found: list[Document] = []
    for ladder in sorted(folder.glob("*.ladder")):
        source, target = (ladder.with_suffix(end).read_text("utf-8").split("\n")[:-1] for end in (".fa", ".en"))
        blocks: list[Block] = []
        for line in ladder.read_text("utf-8").splitlines():
            one, other = line.split(":")
            blocks.append((tuple(ast.literal_eval(one)), tuple(ast.literal_eval(other))))
        if any(source) and any(target):
            found.append((source, target, blocks))
    return found


def ours(aligner: Aligner) -> Way:
    """A method of the program."""

    def way(source: Sequence[str], target: Sequence[str]) -> list[tuple[Block, float]]:
        blocks = aligner.align(Sentences(source), Sentences(target))
        return [((tuple(b.source), tuple(b.target)), b.confidence or 0.0) for b in blocks]

    return way


def measure(way: Way, documents: Sequence[Document]) -> Result:
    """A way on the documents of a folder, the second time, when its translations are known."""
    result = Result()
    for source, target, known in documents:
        way(source, target)
        begin = time.process_time()
        found = way(source, target)
        result.seconds += time.process_time() - begin
        result.sentences += len(source) + len(target)
        result.counts += count(known, [block for block, _ in found])
        right = set(known)
        result.sure += [(confidence, block in right) for block, confidence in found if all(block)]
    return result


def ways(methods: Sequence[str], memory: str) -> dict[str, Way]:
    """Everything that is compared, by name."""
    lexical = Lexical()
    found: dict[str, Way] = {}
    for method in methods:
        similarities: list[Lexical | Machine] = [lexical] if "lexicon" in METHODS[method] else []
        if method == "mt":
            config = TranslateConfig(retry=False, threads=1)
            translator = Translator.load(config, splitter=whole, memory=opened(memory, print))
            similarities.append(Machine(translator))
        found[method] = ours(Aligner(method, similarities))
    return found | {"Gale and Church": gale_church, "length and dictionary": length_and_dictionary}


def cell(values: Sequence[float], form: str) -> str:
    """The mean, and the least and the most where there are several."""
    text = format(mean(values), form)
    return text if len(values) == 1 else f"{text} ({min(values):{form}}–{max(values):{form}})"


def main() -> None:
    """Measure, print, put into a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--memory", default="off")
    parser.add_argument("--methods", nargs="+", choices=list(METHODS), default=["mt", "lexical", "length"])
    parser.add_argument("--doc", type=Path)
    arguments = parser.parse_args()
    compared = ways(arguments.methods, arguments.memory)
    sets: dict[str, list[Path]] = {}
    for folder in arguments.folders:
        sets.setdefault(re.sub(r"-\d+$", "", folder.resolve().name), []).append(folder)
    rows = ["| set | way | strict F1 | lax F1 | sentences/s |", "| --- |" + " --- |" * 4]
    sure: list[tuple[float, bool]] = []
    for name, folders in sets.items():
        documents = [read(folder) for folder in folders]
        for number, (title, way) in enumerate(compared.items()):
            results = [measure(way, some) for some in documents]
            rates = sum(r.sentences for r in results) / sum(r.seconds for r in results)
            strict, lax = (cell([getattr(r.counts, f) for r in results], ".3f") for f in ("strict_f1", "lax_f1"))
            rows.append(f"| {name} | {title} | {strict} | {lax} | {rates:,.0f} |")
            print(rows[-1], flush=True)
            if number == 0:
                sure += [one for result in results for one in result.sure]
    bins = ["| confidence | pairs | right |", "| --- | --- | --- |"]
    for low, high in pairwise(BINS):
        some = [right for confidence, right in sure if low <= confidence < high]
        if some:
            bins.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(some):,} | {mean(some):.1%} |")
    tables = {"alignment": "\n".join(rows), "confidence": "\n".join(bins)}
    print("\n" + "\n\n".join(tables.values()))
    if arguments.doc:
        card.fill(arguments.doc, **{mark: table + "\n" for mark, table in tables.items()})


if __name__ == "__main__":
    main()
