"""Measure word alignment against links made by hand.

    python benchmarks/links.py WORD-ALIGN.tsv [--others PAIRS.tsv]

Reads     WORD-ALIGN.tsv  columns id, fa_tokens, en_tokens, sure, possible; links `i-j`, Persian first, from 0
          PAIRS.tsv       columns fa, en: more text for the aligners that learn from text, which is all they know
Prints    a Markdown table: precision (of links that are possible), recall (of those that are sure), F1, and the
          alignment error rate (Och and Ney 2003, aclanthology.org/J03-1002), of
          - attention with what is known of words, in each way of making links of weights;
          - attention alone, and what is known alone;
          - an IBM model 2 of our own (Dyer, Chahuneau and Smith 2013, as fast_align), grow-diag-final-and;
          - eflomal, where a program `eflomal-align` is on the path: it is GPL, and run as a program only.
          Each learns from the pairs of both files, and is judged on the first.
"""

import argparse
import csv
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from tarjoman.align import aligner
from tarjoman.align.formats import pharaoh
from tarjoman.align.links import attention
from tarjoman.align.links.attention import AttentionAligner
from tarjoman.align.links.side import Side
from tarjoman.align.links.symmetry import WAYS, Weights
from tarjoman.align.words import Link, words
from tarjoman.config import DEFAULT
from tarjoman.translate.engines import load_engine

Pair = tuple[Side, Side]


def main() -> None:
    """Read, align, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--others", type=Path)
    arguments = parser.parse_args()
    rows = read(arguments.gold)
    others = [(row["fa"], row["en"]) for row in read(arguments.others)] if arguments.others else []
    pairs = [(Side.tokenized(row["fa_tokens"].split()), Side.tokenized(row["en_tokens"].split())) for row in rows]
    sure = [parse(row["sure"]) for row in rows]
    possible = [parse(row["possible"]) | parse(row["sure"]) for row in rows]
    print("| aligner | precision | recall | F1 | AER |\n| --- | --- | --- | --- | --- |")

    def say(name: str, links: Iterable[Iterable[Link]]) -> None:
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in scores(links, sure, possible)) + " |", flush=True)

    weights = weigh(pairs)
    for way, symmetric in WAYS.items():
        say(f"attention and known words, {way}", map(symmetric, weights))
    for name, part, nothing in (
        ("attention alone", "known", lambda *sides: np.zeros([len(side.places) for side in sides])),
        ("known words alone", "shared", np.zeros_like),
    ):
        with patch.object(attention, part, nothing):
            say(name, map(WAYS["agreed"], weigh(pairs)))
    learned = [*[(" ".join(s.tokens), " ".join(t.tokens)) for s, t in pairs], *others]
    say("IBM model 2", projected(pairs, aligner.align(*map(list, zip(*learned, strict=True)))))
    if program := shutil.which("eflomal-align"):
        say("eflomal", projected(pairs, eflomal(program, learned)))


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def parse(links: str) -> set[Link]:
    """Links of a cell."""
    return {(int(s), int(t)) for s, t in (link.split("-") for link in links.split())}


def weigh(pairs: Sequence[Pair]) -> list[Weights]:
    """The weights of all pairs, in order."""
    found = dict(AttentionAligner(load_engine(DEFAULT)).weigh(pairs))
    return [found[n] for n in range(len(pairs))]


def projected(pairs: Sequence[Pair], links: Sequence[Iterable[Link]]) -> list[set[Link]]:
    """Links between the `words` of tokens joined by spaces, as links between the tokens."""
    found = []
    for pair, some in zip(pairs, links, strict=False):
        owners = [[n for n, token in enumerate(side.tokens) for _ in words(token)] for side in pair]
        found.append({(owners[0][s], owners[1][t]) for s, t in some})
    return found


def eflomal(program: str, pairs: Sequence[tuple[str, str]]) -> list[Iterable[Link]]:
    """The links of eflomal, both directions made one."""
    sources, targets = [s for s, _ in pairs], [t for _, t in pairs]
    with tempfile.TemporaryDirectory() as folder:
        text, there, back = (Path(folder) / name for name in ("text", "there", "back"))
        text.write_bytes(pharaoh.sentences(sources, targets))
        subprocess.run([program, "-i", text, "-f", there, "-r", back], check=True)  # noqa: S603
        both = zip(*(pharaoh.read(path, sources, targets) for path in (there, back)), strict=True)
        return [aligner.symmetric(set(forward), set(backward)) for forward, backward in both]


def scores(
    links: Iterable[Iterable[Link]], sure: Sequence[set[Link]], possible: Sequence[set[Link]]
) -> tuple[float, ...]:
    """Precision, recall, F1 and the alignment error rate."""
    made = list(map(set, links))
    total, wanted = sum(map(len, made)), sum(map(len, sure))
    hits = sum(len(m & s) for m, s in zip(made, sure, strict=True))
    fair = sum(len(m & p) for m, p in zip(made, possible, strict=True))
    precision, recall = fair / max(1, total), hits / wanted
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return precision, recall, f1, 1 - (hits + fair) / (total + wanted)


if __name__ == "__main__":
    main()
