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


def _best(report: Report) -> Sequence[int | None]:
    """Of each metric, the number of the system that has the best score, where there are several."""
    found: list[int | None] = []
    for n, measure in enumerate(report.metrics):
        values = [(system.results[n].value, k) for k, system in enumerate(report.systems)]
        known = [(value, k) for value, k in values if value is not None]
        if len({wording.number(value, measure.kind) for value, _ in known}) < 2 or measure.kind.better == "near":
            found.append(None)
            continue
        sign = 1 if measure.kind.better == "higher" else -1
        found.append(max(known, key=lambda row: (sign * row[0], -row[1]))[1])
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
    template, style, script = (
        (folder / name).read_text(encoding="utf-8") for name in ("report.html.jinja", "report.css", "report.js")
    )
    return environment.from_string(template), style, script
