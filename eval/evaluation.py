"""From material to a report."""

import hashlib
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from operator import gt, lt
from pathlib import Path

import tarjoman
from tarjoman import clock
from tarjoman.config import EVAL, EvalConfig
from tarjoman.eval.insight import buckets, ngrams, sentences, spread, words
from tarjoman.eval.insight.wrong_names import wrong_names
from tarjoman.eval.material import File, Material
from tarjoman.eval.metrics.choice import Chosen
from tarjoman.eval.metrics.metric import Floats, Metric, kinds, total
from tarjoman.eval.names import name_words
from tarjoman.eval.report import Comparison, Measure, Report, Result, SystemReport
from tarjoman.eval.sanity import Effect, Finding
from tarjoman.eval.sanity.overlap import overlap
from tarjoman.eval.sanity.side import settings as figures
from tarjoman.eval.sanity.size import size
from tarjoman.eval.sanity.texts import look
from tarjoman.eval.significance import compare, interval, resampled
from tarjoman.files import display

MAIN = "chrf"  # by which sentences are ordered and parts are scored: it says something of one sentence, BLEU does not
_STRINGS = {  # what sacreBLEU's own command needs for a metric
    "bleu": "-m bleu",
    "length": "-m bleu",
    "chrf": "-m chrf --chrf-word-order 2",
    "ter": "-m ter",
    "spbleu": "-m bleu --tokenize flores200",
}
_PAIRS = 6  # of systems that are compared sentence by sentence; all are compared as a whole


def evaluate(
    material: Material,
    chosen: Chosen,
    command: str,
    settings: EvalConfig = EVAL,
    *,
    training: Sequence[Path] = (),
    corpus: Path | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Report:
    """The report. command: what the user typed. training, corpus: see `overlap` and `insight.words`. told: is given
    what is being done, in words.

    Raises InputError for these two.
    """
    metrics = chosen.metrics
    statistics: list[list[Floats]] = []
    for system in material.systems:
        statistics.append([])
        for metric in metrics:
            told(f"{system.name}: {metric.kind.name}")
            statistics[-1].append(metric.statistics(system.outputs))
    told("Looking at the texts")
    main = next(n for n, metric in enumerate(metrics) if metric.kind.key == MAIN)
    scores = [metrics[main].score(some[main]) for some in statistics]
    systems = range(len(material.systems))

    def rescore(texts: Sequence[str], others: Sequence[str], how: str) -> tuple[Effect, ...]:
        some = [metric for metric in metrics if metric.kind.key in ("bleu", "chrf", "numbers")]
        before, after = ([total(metric, metric.statistics(side)) or 0.0 for metric in some] for side in (texts, others))
        return tuple(Effect(m.kind.key, a, b, how) for m, a, b in zip(some, before, after, strict=True))

    findings = (*size(material), *look(material, rescore), *overlap(material, training))
    ceilings = {metric.kind.key: _ceiling(metric, material) for metric in metrics}
    measures = tuple(_measure(metric, ceilings[metric.kind.key], material, command, settings) for metric in metrics)
    findings += tuple(_other_source(material, ceilings))
    tables = buckets.tables(
        material,
        metrics[main],
        [some[main] for some in statistics],
        _has_name(material, chosen),
        samples=settings.samples,
        seed=settings.seed,
    )
    tables += [words.table(material, corpus)] if corpus else []
    told("Intervals and tests")
    pairs = list(combinations(systems, 2))
    return Report(
        f"tarjoman {tarjoman.__version__}",
        clock.now(),
        command,
        settings,
        len(material),
        len(material.references),
        (*material.files, *_lists("training", training), *_lists("corpus", [corpus] if corpus else [])),
        material.notes,
        findings,
        measures,
        tuple(_system(material, chosen, n, statistics[n], scores[n], settings) for n in systems),
        tuple(_comparisons(material, metrics, statistics, pairs, settings)),
        tuple(tables),
        tuple(sentences.duel(material, *order, scores) for pair in pairs[:_PAIRS] for order in (pair, pair[::-1])),
        tuple(
            spread.scatter(material.systems[a].name, material.systems[b].name, scores[a], scores[b])
            for a, b in pairs[:_PAIRS]
        ),
    )


def _system(
    material: Material, chosen: Chosen, number: int, statistics: Sequence[Floats], scores: Floats, settings: EvalConfig
) -> SystemReport:
    """What is told of a system. statistics: one a metric; scores: of its sentences."""
    system = material.systems[number]
    drawn = resampled(statistics, settings.samples, settings.seed)
    results = []
    for metric, some, sums in zip(chosen.metrics, statistics, drawn, strict=True):
        value = total(metric, some)
        around = interval(metric.score(sums)) if value is not None else None
        row = (around.mean, around.low, around.high) if around else (None, None, None)
        results.append(Result(metric.kind.key, value, *row))
    best, worst = sentences.extremes(material, number, scores)
    over, under = ngrams.habits(system.outputs, material.references[0])
    names = wrong_names(material, chosen.mentioned, system.outputs) if chosen.mentioned else ()
    return SystemReport(system.name, tuple(results), best, worst, over, under, names, spread.histogram(scores))


def _comparisons(
    material: Material,
    metrics: Sequence[Metric],
    statistics: Sequence[Sequence[Floats]],
    pairs: Sequence[tuple[int, int]],
    settings: EvalConfig,
) -> list[Comparison]:
    found = []
    for a, b in pairs:
        tests = compare(
            metrics,
            statistics[a],
            statistics[b],
            samples=settings.samples,
            trials=settings.trials,
            seed=settings.seed,
        )
        names = material.systems[a].name, material.systems[b].name
        found += [
            Comparison(*names, metric.kind.key, test.difference, test.bootstrap, test.randomization, test.wins)
            for metric, test in zip(metrics, tests, strict=True)
            if test
        ]
    return found


def _lists(role: str, paths: Iterable[Path]) -> list[File]:
    """Files that were read as a stream."""
    files = []
    for path in paths:
        with path.open("rb") as stream:
            files.append(File(role, display(path), False, hashlib.file_digest(stream, "sha256").hexdigest()))
    return files


def _ceiling(metric: Metric, material: Material) -> Floats | None:
    """The statistics of the first reference itself, unless the metric compares with it. Shape: (segments, k)."""
    key = metric.kind.key
    compared = key in _STRINGS or key in ("name-words", "comet") or (key == "numbers" and material.sources is None)
    return None if compared else metric.statistics(material.references[0])


def _measure(metric: Metric, ceiling: Floats | None, material: Material, command: str, settings: EvalConfig) -> Measure:
    """A metric, how to get its numbers again, and what the reference has of it. ceiling: of `_ceiling`."""
    key = metric.kind.key
    drawn = f"bs:{settings.samples}|seed:{settings.seed}"
    references, mark, rest = metric.signature.partition("|")
    signature = (
        f"{references}|{drawn}{mark}{rest}" if references.startswith("nrefs:") else f"{drawn}|{metric.signature}"
    )
    again = _again(key, material, settings) or command
    return Measure(metric.kind, signature, again, None if ceiling is None else total(metric, ceiling))


def _other_source(material: Material, ceilings: Mapping[str, Floats | None]) -> Iterator[Finding]:
    """Whether the reference itself fails the source so much that this is the source of other sentences."""
    far = []
    for key, worse in (("numbers", lt), ("omissions", gt)):
        rows = ceilings.get(key)
        part, whole = rows.sum(axis=0) if rows is not None else (0, 0)
        if whole >= figures()["least"] and worse(share := 100 * part / whole, figures()[key]):
            far.append(f"{kinds()[key].name} {share:.0f}")
    if far:
        what = f"the reference itself does not fit it: {', '.join(far)}"
        advice = "See that it is the source of these sentences, in their order; what is compared with it says nothing"
        yield Finding("source", "wrong", "source", what, len(material), len(material), advice)


def _again(key: str, material: Material, settings: EvalConfig) -> str:
    """The command of sacreBLEU for a metric of its, where it can read the files; else ""."""
    texts = [file for file in material.files if file.role in ("hypothesis", "reference")]
    if key not in _STRINGS or not texts or not all(file.plain for file in texts):
        return ""
    references, hypotheses = (
        shlex.join(file.name for file in texts if file.role == role) for role in ("reference", "hypothesis")
    )
    seed = "" if settings.seed == EVAL.seed else f"SACREBLEU_SEED={settings.seed} "
    several = sum(file.role == "hypothesis" for file in texts) > 1  # of which it tells intervals by comparing them
    how = (
        f"--paired-bs --paired-bs-n {settings.samples}"
        if several
        else f"--confidence --confidence-n {settings.samples}"
    )
    return f"{seed}sacrebleu {references} -i {hypotheses} {_STRINGS[key]} -w 2 -f text {how}"


def _has_name(material: Material, chosen: Chosen) -> list[bool]:
    """Of each segment, whether it mentions a name: in the source, else, by its capitals, in the reference."""
    if chosen.mentioned:
        return [bool(found) for found in chosen.mentioned.mentions]
    return [name_words("", reference).whole > 0 for reference in material.references[0]]
