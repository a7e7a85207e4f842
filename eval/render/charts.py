"""Charts as shapes, which the page draws as SVG: how sentences' scores lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from tarjoman.eval.insight.spread import Scatter
from tarjoman.eval.render.wording import isolated
from tarjoman.eval.report import Report

WIDTH, HEIGHT, MARGIN = 640, 220, 36  # of a histogram, and what its axes take
SIDE = 320  # of a scatter
EVEN = -1  # no system's: both are as good


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle. series: number of the system, from 0, or `EVEN`. title: what it says when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    series: int
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Shapes between two axes. label: what it is, for who does not see it. first, second: of a scatter, its axes."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    label: str
    first: str = ""
    second: str = ""


def histogram(report: Report) -> Chart:
    """Bars side by side: how many sentences of each system have a score from 0 to 5, from 5 to 10 …"""
    series = [system.histogram for system in report.systems]
    bins, most = len(series[0]), max(max(counts) for counts in series) or 1
    step = (WIDTH - 2 * MARGIN) / bins
    wide = step * 0.86 / len(series)
    shapes = []
    for number, counts in enumerate(series):
        for n, count in enumerate(counts):
            high = (HEIGHT - 2 * MARGIN) * count / most
            start, end = 100 * n // bins, 100 * (n + 1) // bins
            title = f"{isolated(report.systems[number].name)}: {count:,} from {start} to {end}"
            x = MARGIN + n * step + number * wide
            shapes.append(Shape(_r(x), _r(HEIGHT - MARGIN - high), _r(wide), _r(high), number, title))
    across = tuple(Tick(_r(MARGIN + (WIDTH - 2 * MARGIN) * t / 100), str(t)) for t in range(0, 101, 20))
    up = (Tick(HEIGHT - MARGIN, "0"), Tick(MARGIN, f"{most:,}"))
    names = ", ".join(isolated(system.name) for system in report.systems)
    return Chart(WIDTH, HEIGHT, tuple(shapes), across, up, f"Sentences by chrF2++: {names}")


def scatter(found: Scatter, systems: Sequence[str]) -> Chart:
    """Squares as large as there are sentences, in the colour of the better system; systems: all names, in order."""
    cell = (SIDE - 2 * MARGIN) / found.size
    most = max(count for _, _, count in found.cells)
    shapes = []
    first, second = systems.index(found.first), systems.index(found.second)
    for a, b, count in found.cells:
        wide = cell * (0.35 + 0.65 * sqrt(count / most))
        x, y = MARGIN + (a + 0.5) * cell - wide / 2, SIDE - MARGIN - (b + 0.5) * cell - wide / 2
        series = first if a > b else second if b > a else EVEN
        shapes.append(Shape(_r(x), _r(y), _r(wide), _r(wide), series, f"{count:,}"))
    ticks: Sequence[int] = range(0, 101, 25)
    across = tuple(Tick(_r(MARGIN + (SIDE - 2 * MARGIN) * t / 100), str(t)) for t in ticks)
    up = tuple(Tick(_r(SIDE - MARGIN - (SIDE - 2 * MARGIN) * t / 100), str(t)) for t in ticks)
    label = f"Sentences by chrF2++ of {isolated(found.first)}, across, and of {isolated(found.second)}, up"
    return Chart(SIDE, SIDE, tuple(shapes), across, up, label, found.first, found.second)


def _r(value: float) -> float:
    return round(value, 2)
