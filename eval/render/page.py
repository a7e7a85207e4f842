"""The report as a page: one HTML file that needs no network, with a script of its own that sorts tables."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import jinja2

from tarjoman.eval.render import charts, wording
from tarjoman.eval.report import Report


def render(report: Report) -> str:
    """The page. Every text is escaped, and the page's own policy refuses all styles and scripts but these two."""
    template, style, script = _parts()
    report = wording.clean(report)
    return template.render(
        report=report,
        verdicts=list(wording.verdicts(report)),
        kinds={measure.kind.key: measure.kind for measure in report.metrics},
        histogram=charts.histogram(report),
        scatters=[charts.scatter(one, [s.name for s in report.systems]) for one in report.scatters],
        best=_best(report),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        wording=wording,
    )


def _best(report: Report) -> Sequence[frozenset[int]]:
    """Of each metric, the systems than which none is shown to be better; none where that holds of all."""
    found = []
    for measure in report.metrics:
        beaten = {
            c.first if wording.is_better(c, measure.kind) else c.second
            for c in report.comparisons
            if c.metric == measure.kind.key and measure.kind.better != "near" and wording.shown(report, c)
        }
        best = frozenset(n for n, system in enumerate(report.systems) if system.name not in beaten)
        found.append(best if beaten else frozenset())
    return found


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _parts() -> tuple[jinja2.Template, str, str]:
    """The template, its style sheet and its script; both are the package's own, so they may stand there as they are."""
    folder = files("tarjoman.eval.render")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["isolated"] = wording.isolated
    template, style, script = (
        (folder / name).read_text(encoding="utf-8") for name in ("report.html.jinja", "report.css", "report.js")
    )
    return environment.from_string(template), style, script
