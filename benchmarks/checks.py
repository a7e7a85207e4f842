"""What the checks of a translation find, what retrying mends, and how well confidence foretells quality.

    python benchmarks/checks.py DEV [--model NAME_OR_FOLDER] [--errors FILE] [--doc docs/checks.md]

Reads     DEV, as benchmarks/quality.py does, and DEV/../mono/news.fa.xz, of which 2,000 sentences are drawn
Prints    Markdown tables:
          found: good pairs of each set, broken in known ways (tarjoman.eval.breaking), and whether the check for it
          says so: recall; precision, with as many good pairs beside the broken ones; how many. Good pairs are the
          references, of which no links are known, and the model's own translations as they come, faulty ones too.
          retried: how many sentences a check stops, how many of them are mended, BLEU and chrF++ before and after, and
          the time of the processor that it takes.
          confidence: rank correlation (Spearman) with sentence chrF; chrF of what is flagged `unsure`, and of the rest.
--doc     puts the tables between the <!-- found -->, <!-- retried --> and <!-- confidence --> marks of a file as well.
--errors  where to write each broken pair that was not found, and each good one that was flagged, to be read.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sacrebleu.metrics.chrf import CHRF

import card
import sets
from quality import read_news
from tarjoman.bitext import Flag, Pair
from tarjoman.config import DEFAULT
from tarjoman.eval import breaking, corpus_scores
from tarjoman.eval.behaviour import TestSet
from tarjoman.eval.breaking import Target
from tarjoman.translate import Translator
from tarjoman.translate.check import examine
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.pipeline import whole
from tarjoman.translate.script import has_persian

RUNS = 3  # of the news without retries and with them, the fastest of which count
UNSCORED = -0.5  # of a hypothesis whose score does not matter


@dataclass(frozen=True, slots=True)
class Good:
    """A normalised source and a good translation of it."""

    source: str
    target: Target


def flags(good: Good, target: Target) -> set[Flag]:
    """What is flagged of a translation of a good pair's source."""
    return set(examine(good.source, Hypothesis(target.text, UNSCORED, links=target.links)).flags())


def found(kind: breaking.Kind, pairs: Sequence[Good], errors: list[str]) -> tuple[int, int, int]:
    """How many pairs can be broken so, how many of these are found, and how many are flagged unbroken."""
    chance = random.Random(kind.name)  # noqa: S311  (nothing secret)
    broken = [(good, kind.apply(good.source, good.target, chance)) for good in pairs]
    able = [(good, target) for good, target in broken if target and target.text != good.target.text]
    missed = [(good, target) for good, target in able if kind.flag not in flags(good, target)]
    false = [good for good, _ in able if kind.flag in flags(good, good.target)]
    errors += [f"{kind.name}, not found\t{good.source}\t{good.target.text}\t{target.text}" for good, target in missed]
    errors += [f"{kind.name}, flagged\t{good.source}\t{good.target.text}\t" for good in false]
    return len(able), len(able) - len(missed), len(false)


def good_pairs(
    translator: Translator, sources: Sequence[str], references: Sequence[str]
) -> Iterator[tuple[str, list[Good]]]:
    """The sets of good pairs that are broken."""
    normalize = normalizer(translator.engine.model.profile)
    rows = [(normalize(source), reference) for source, reference in zip(sources, references, strict=True)]
    yield "references", [Good(source, Target(reference)) for source, reference in rows if has_persian(source)]
    engine = translator.engine
    fit = [s for s, _ in rows if has_persian(s) and engine.size(s) <= engine.model.max_tokens]
    made = {index: hypotheses[0] for index, hypotheses in engine.translate(fit)}
    yield "translations", [Good(s, Target(made[n].text, made[n].links)) for n, s in enumerate(fit)]
    yield "translations, no links", [Good(s, Target(made[n].text)) for n, s in enumerate(fit)]


def pairs_and_cost(
    once: Translator, again: Translator, sentences: Sequence[str], runs: int
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], str]:
    """Pairs made without retries and with them, and how much more of the processor's time these take; "" for no run."""
    seconds: dict[Translator, list[float]] = {once: [], again: []}
    for _ in range(runs):
        for translator in (once, again):
            begin = time.process_time()
            sets.pairs(translator, sentences)
            seconds[translator].append(time.process_time() - begin)
    cost = f"{min(seconds[again]) / min(seconds[once]) - 1:+.1%}" if runs else ""
    return sets.pairs(once, sentences), sets.pairs(again, sentences), cost


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Rank correlation; equal values share their rank."""

    def ranks(values: Sequence[float]) -> np.ndarray:
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        return (np.cumsum(counts) - (counts - 1) / 2)[inverse]

    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def found_table(translator: Translator, data: Mapping[str, TestSet], errors: list[str]) -> str:
    """What is found: a row for each kind of breaking and of good pairs, a column for each set."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for name, (sources, references) in data.items():
        for which, pairs in good_pairs(translator, sources, references):
            for kind in breaking.KINDS:
                if "no links" in which and kind.flag is not Flag.OMISSION:
                    continue  # the others do not look at links
                able, right, false = found(kind, pairs, errors)
                text = f"{right / able:.3f} / {right / max(1, right + false):.3f} of {able}" if able else ""
                cells.setdefault((kind.name, which), {})[name] = text
    rows = [" | ".join([*key, *(row.get(name, "") for name in data)]) for key, row in sorted(cells.items())]
    head = " | ".join(["broken", "good pairs", *data])
    return "".join(f"| {row} |\n" for row in [head, " | ".join(["---"] * (2 + len(data))), *rows])


def is_stopped(pair: Pair) -> bool:
    """Whether a check found something to be wrong."""
    return bool(set(pair.flags) - {Flag.UNSURE, Flag.COPIED, Flag.CUT})


def main() -> None:
    """Break, retry, correlate, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--model", default=DEFAULT.model)
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--doc", type=Path)
    arguments = parser.parse_args()
    config = replace(DEFAULT, model=arguments.model, enforce=False)
    once = Translator.load(replace(config, retry=False), splitter=whole)
    again = Translator.load(config, splitter=whole)
    data = sets.read(arguments.dev)
    errors: list[str] = []
    breaks = found_table(once, data, errors)
    print(breaks, flush=True)

    retried = "| set | sentences | stopped | mended | still flagged | BLEU | chrF++ | time |\n|" + " --- |" * 8 + "\n"
    every: list[tuple[str, float, float, bool]] = []
    metric = CHRF()
    for name, (sources, references) in {
        "news": (read_news(arguments.dev.parent / "mono/news.fa.xz"), []),
        **data,
    }.items():
        first, second, cost = pairs_and_cost(once, again, sources, 0 if references else RUNS)
        stopped = [pair for pair in zip(first, second, strict=True) if is_stopped(pair[0])]
        mended = sum(not is_stopped(after) for _, after in stopped)
        scores = ["", ""]
        if references:
            both = [corpus_scores([p.target for p in some], references) for some in (first, second)]
            scores = [f"{a.value:.2f} → {b.value:.2f}" for a, b in zip(*both, strict=True)]
            every += [
                (name, p.confidence, metric.sentence_score(p.target, [r]).score, Flag.UNSURE in p.flags)
                for p, r in zip(second, references, strict=True)
                if p.confidence is not None
            ]
        counts = Counter(flag for pair in second for flag in pair.flags)
        told = ", ".join(f"{count} {flag}" for flag, count in counts.most_common())
        row = [name, f"{len(sources):,}", len(stopped), mended, told, *scores, cost]
        retried += "| " + " | ".join(map(str, row)) + " |\n"
    print(retried, flush=True)

    sure = "| set | Spearman | unsure | their chrF | chrF of the rest |\n| --- | --- | --- | --- | --- |\n"
    for name in [*data, "all"]:
        rows = [row for row in every if name in (row[0], "all")]
        parts = [[chrf for _, _, chrf, unsure in rows if unsure is wanted] for wanted in (True, False)]
        means = [f"{np.mean(part):.1f}" if part else "" for part in parts]
        value = spearman([row[1] for row in rows], [row[2] for row in rows])
        sure += f"| {name} | {value:.3f} | {len(parts[0])} of {len(rows):,} | {means[0]} | {means[1]} |\n"
    begin = time.process_time()
    for sources, references in data.values():
        for source, reference in zip(sources, references, strict=True):
            examine(source, Hypothesis(reference, UNSCORED))
    spent = (time.process_time() - begin) / sum(len(sources) for sources, _ in data.values())
    sure += f"\nAll checks and the confidence of a sentence take {1000 * spent:.2f} ms.\n"
    print(sure)
    if arguments.errors:
        arguments.errors.write_text("\n".join([*errors, ""]), encoding="utf-8")
    if arguments.doc:
        card.fill(arguments.doc, found=breaks, retried=retried, confidence=sure)


if __name__ == "__main__":
    main()
