"""A report: a value, which renderers print."""

from dataclasses import dataclass, field

from tarjoman.config import EvalConfig
from tarjoman.eval.insight.buckets import Table
from tarjoman.eval.insight.ngrams import Ngram
from tarjoman.eval.insight.sentences import Duel, Sentence
from tarjoman.eval.insight.spread import Scatter
from tarjoman.eval.insight.wrong_names import WrongName
from tarjoman.eval.material import File
from tarjoman.eval.metrics.metric import Kind
from tarjoman.eval.sanity import Finding

VERSION = 1  # of the JSON; a changed or dropped field raises it, a new one does not


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric of a report.

    signature: of its scores and intervals, as sacreBLEU's command with --confidence prints it. command: what prints the
    scores again. ceiling: what the first reference itself has, of metrics that don't compare with it; None of others.
    """

    kind: Kind
    signature: str
    command: str
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A score of a system, and where it lies in 95 of 100 resamples; all None where there is nothing to score."""

    metric: str
    value: float | None
    mean: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class SystemReport:
    """What is told of one system: results in the order of the report's metrics, then what is behind them."""

    name: str
    results: tuple[Result, ...]
    best: tuple[Sentence, ...] = ()
    worst: tuple[Sentence, ...] = ()
    over: tuple[Ngram, ...] = ()
    under: tuple[Ngram, ...] = ()
    names: tuple[WrongName, ...] = ()
    histogram: tuple[int, ...] = ()

    def result(self, metric: str) -> Result | None:
        """Its result in a metric, by the metric's key."""
        return next((result for result in self.results if result.metric == metric), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two systems in one metric. difference: the second's less the first's score; else as `Test`."""

    first: str
    second: str
    metric: str
    difference: float
    bootstrap: float
    randomization: float
    wins: float


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. The first system is the one that is evaluated, the others are what it is compared with.

    command: makes it again. created: ISO 8601, UTC. segments: how many; references: how many sets of them.
    notes, findings: what to know before any number.
    """

    tool: str
    created: str
    command: str
    settings: EvalConfig
    segments: int
    references: int
    files: tuple[File, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    metrics: tuple[Measure, ...]
    systems: tuple[SystemReport, ...]
    comparisons: tuple[Comparison, ...] = ()
    tables: tuple[Table, ...] = ()
    duels: tuple[Duel, ...] = ()
    scatters: tuple[Scatter, ...] = field(default=())

    def measure(self, metric: str) -> Measure | None:
        """A metric by its key."""
        return next((measure for measure in self.metrics if measure.kind.key == metric), None)
