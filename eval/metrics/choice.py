"""Which metrics a report has: all that what is given allows, or those that were asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tarjoman.errors import UsageError
from tarjoman.eval.material import Material
from tarjoman.eval.metrics import content, strings
from tarjoman.eval.metrics.metric import Metric, kinds
from tarjoman.eval.metrics.names import AsTheTable, InOneWay, Mentioned, NameWords
from tarjoman.eval.sanity.size import long
from tarjoman.translate.normalization.profile import normalizer


@dataclass(frozen=True, slots=True)
class Chosen:
    """Metrics in the order of a report. mentioned: the names of the sources, where these are known."""

    metrics: tuple[Metric, ...]
    mentioned: Mentioned | None


def choose(
    material: Material, wanted: Sequence[str] = (), *, tables: Sequence[Path] = (), comet: Path | None = None
) -> Chosen:
    """The metrics of a report; chrF2++, by which sentences are ordered, is always among them.

    wanted: keys; none: all that can be computed, spBLEU only where its model is on this machine. tables: of names, over
    the shipped one. comet: a checkpoint. Raises UsageError, for all that cannot be computed at once; InputError for
    tables, ModelError for a checkpoint.
    """
    references = [list(side) for side in material.references]
    raw = material.sources
    sources = [normalizer("embedded")(text) for text in raw] if raw else None
    mentioned: Mentioned | None = None
    if sources and (not wanted or {"names", "consistency"} & set(wanted)):
        from tarjoman.translate.names.reading import NameReader

        mentioned = Mentioned(sources, material.documents, NameReader.load(tables))

    def of_names(make: Callable[[Mentioned], Metric]) -> list[Metric]:
        return [make(mentioned)] if mentioned else []

    def neural() -> list[Metric]:
        from tarjoman.eval.metrics.comet import Comet

        return [Comet(comet, raw, references)] if comet and raw else []

    bleu = cache(lambda: strings.bleu(references))
    makers: dict[str, Callable[[], list[Metric]]] = {
        "bleu": lambda: [bleu()],
        "chrf": lambda: [strings.chrf(references)],
        "ter": lambda: [] if long(material) else [strings.ter(references)],
        "spbleu": lambda: [strings.spbleu(references)] if strings.spbleu_model().is_file() else [],
        "length": lambda: [strings.Length(bleu())],
        "names": lambda: of_names(AsTheTable),
        "name-words": lambda: [NameWords(references)],
        "consistency": lambda: of_names(InOneWay) if material.documents else [],
        "numbers": lambda: [content.Numbers(references, sources)],
        "omissions": lambda: [content.Omissions(sources)] if sources else [],
        "untranslated": lambda: [content.Untranslated()],
        "comet": neural,
    }
    if unknown := [key for key in wanted if key not in makers]:
        raise UsageError("--metric", f"{', '.join(unknown)}: not known", f"There are: {', '.join(kinds())}")
    every = {key: makers[key]() for key in kinds() if not wanted or key in wanted or key == "chrf"}
    if missing := [f"{key} ({_needs(key)})" for key in wanted if not every[key]]:
        raise UsageError("--metric", f"{', '.join(missing)}", "Give it that, or leave the metric out")
    if tables and not mentioned:
        problem = "has no effect without the sources, and a metric of names"
        raise UsageError("--names", problem, "Name them with --source, or leave it out")
    if comet and not every.get("comet"):
        raise UsageError("--comet", "has no effect without the sources", "Name them with --source, or leave it out")
    return Chosen(tuple(metric for some in every.values() for metric in some), mentioned)


def _needs(key: str) -> str:
    """What a metric cannot do without."""
    return {
        "ter": "takes too long of segments with hundreds of words; needs a sentence a line",
        "spbleu": f"needs {strings.spbleu_model()}, which `sacrebleu -tok flores200` downloads",
        "consistency": "needs --source, and documents: --doc-ids",
        "comet": "needs --source and --comet CHECKPOINT",
    }.get(key, "needs --source")
