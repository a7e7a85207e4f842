"""Intervals and paired tests beside sacreBLEU's own: the same numbers, and how long they take.

    python benchmarks/significance.py DEV [--sentences 2000] [--resamples 1000]

Reads     DEV/flores/flores-dev.en                                    references, a sentence a line
          DEV/flores/flores-dev.google.en, .microsoft.en, .bergamot-tiny.en   three systems' outputs
Prints    three Markdown tables: the scores of the systems as they are, and un-escaped where that is another text; what
          both programs say of each pair of systems, BLEU and chrF2++; and the seconds of the processor that each took,
          counting n-grams and drawing. The sentences are said again until there are as many as are wanted.

One should see: BLEU 42.0 for Google, 43.9 un-escaped, 36.5 for Microsoft, 32.8 for Firefox's model; equal p values.
"""

import argparse
import html
import os
import time
from collections.abc import Callable, Sequence
from itertools import combinations, cycle, islice
from pathlib import Path

import numpy as np

from tarjoman.config import EVAL
from tarjoman.eval.metrics import corpus_scores, strings
from tarjoman.eval.sides import read
from tarjoman.eval.significance import compare, interval, resampled

SYSTEMS = {"Google": "google", "Microsoft": "microsoft", "Firefox": "bergamot-tiny"}
Row = tuple[str, str, float, float, float]  # pair, metric, p of bootstrap and randomization, half of an interval


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--resamples", type=int, default=EVAL.samples)
    arguments = parser.parse_args()
    folder = arguments.dev / "flores"
    references = read(str(folder / "flores-dev.en")).whole().texts
    systems = {name: read(str(folder / f"flores-dev.{file}.en")).whole().texts for name, file in SYSTEMS.items()}
    print(scores(systems, references))
    many = {name: list(islice(cycle(texts), arguments.sentences)) for name, texts in systems.items()}
    wanted = list(islice(cycle(references), arguments.sentences))
    ours, our_seconds = timed(lambda: tarjoman(many, wanted, arguments.resamples))
    theirs, their_seconds = timed(lambda: sacrebleu(many, wanted, arguments.resamples))
    print("| pair | metric | p, bootstrap | p, randomization | ± of the second | sacreBLEU's | equal |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (pair, metric, *mine), (_, _, *other) in zip(ours, theirs, strict=True):
        told, said = (" | ".join(f"{x:.6f}" for x in row) for row in (mine, other))
        same = np.allclose(mine[:2], other[:2], rtol=0, atol=1e-12) and np.isclose(mine[2], other[2], rtol=1e-5)
        print(f"| {pair} | {metric} | {told} | {said.replace(' | ', ', ')} | {'yes' if same else 'no'} |")
    print(
        f"\n{len(many)} systems, {arguments.sentences:,} sentences, {arguments.resamples:,} resamples and as many "
        f"swaps, BLEU and chrF2++:\n\n| program | seconds |\n| --- | --- |\n| tarjoman | {our_seconds:.1f} |\n"
        f"| sacreBLEU | {their_seconds:.1f} |"
    )


def scores(systems: dict[str, Sequence[str]], references: Sequence[str]) -> str:
    """The table of scores, and the signatures."""
    rows = ["| system | lines with entities | BLEU | chrF2++ |", "| --- | --- | --- | --- |"]
    signatures: dict[str, str] = {}
    for name, texts in systems.items():
        plain = [html.unescape(text) for text in texts]
        changed = sum(a != b for a, b in zip(texts, plain, strict=True))
        for label, side in ((name, texts), (f"{name}, un-escaped", plain))[: 1 + bool(changed)]:
            found = corpus_scores(side, references)
            signatures |= {score.name: score.signature for score in found}
            rows.append(f"| {label} | {changed} of {len(texts)} | {' | '.join(f'{s.value:.1f}' for s in found)} |")
    return "\n".join([*rows, "", *(f"- {name}: `{signature}`" for name, signature in signatures.items()), ""])


def tarjoman(systems: dict[str, list[str]], references: list[str], resamples: int) -> list[Row]:
    """What we say of each pair."""
    metrics = [strings.bleu([references]), strings.chrf([references])]
    statistics = {name: [metric.statistics(texts) for metric in metrics] for name, texts in systems.items()}
    half = {}
    for name, some in statistics.items():
        for metric, sums in zip(metrics, resampled(some, resamples, EVAL.seed), strict=True):
            around = interval(metric.score(sums))
            half[name, metric.kind.name] = around.half if around else float("nan")
    rows: list[Row] = []
    for a, b in combinations(systems, 2):
        tests = compare(metrics, statistics[a], statistics[b], samples=resamples, trials=resamples, seed=EVAL.seed)
        for metric, test in zip(metrics, tests, strict=True):
            if test:
                name = metric.kind.name
                rows.append((f"{a}, {b}", name, test.bootstrap, test.randomization, half[b, name]))
    return rows


def sacrebleu(systems: dict[str, list[str]], references: list[str], resamples: int) -> list[Row]:
    """What sacreBLEU says: it compares all systems with the first, so it runs once for each but the last."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.significance import PairedTest, Result

    os.environ["SACREBLEU_SEED"] = str(EVAL.seed)
    named = list(systems.items())
    rows: list[Row] = []
    for number in range(len(named) - 1):
        some = named[number:]
        metrics = {"BLEU": BLEU(references=[references]), "chrF2++": CHRF(word_order=2, references=[references])}
        found = [PairedTest(some, metrics, None, kind, resamples)()[1] for kind in ("bs", "ar")]
        for n, (other, _) in enumerate(some[1:], 1):
            for metric in metrics:
                bootstrap, randomization = (told[metric][n] for told in found)
                if isinstance(bootstrap, Result) and isinstance(randomization, Result):
                    ps = float(bootstrap.p_value or 0), float(randomization.p_value or 0)
                    rows.append((f"{some[0][0]}, {other}", metric, *ps, float(bootstrap.ci or 0)))
    return rows


def timed(work: Callable[[], list[Row]]) -> tuple[list[Row], float]:
    """What comes out, and the seconds of the processor."""
    begin = time.process_time()
    found = work()
    return found, time.process_time() - begin


if __name__ == "__main__":
    main()
