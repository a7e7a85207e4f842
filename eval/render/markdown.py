"""A report as Markdown, for a pull request: findings, scores, comparisons, signatures; the rest is on the page."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tarjoman.eval.render import wording
from tarjoman.eval.report import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#&~$])")
_LINK = re.compile(r"(?i)(?<=@)(?=\w)|(?<=\bwww)(?=\.)|(?<=\bgh)(?=-\d)|(?<=\bhttp)(?=s?://)|(?<=\bftp)(?=://)")


def render(report: Report) -> str:
    """GitHub's Markdown. Texts are escaped, and stay on their line."""
    return "\n".join(_lines(wording.clean(report))) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"## Evaluation of {_text(wording.isolated(report.systems[0].name))}"
    yield ""
    for note in report.notes:
        yield f"> **Note** {_text(note)}."
        yield ""
    for finding in report.findings:
        mark = "**Wrong**" if finding.severity == "wrong" else "**Doubtful**"
        costs = "".join(f" {_text(wording.effect(report, one))}." for one in finding.effects)
        yield f"> {mark} {_text(wording.headline(finding))}.{costs} {_text(finding.advice)}."
        yield from (f"> - {_text(one.place)}: {_code(one.text)}" for one in finding.examples)
        yield ""
    if not (report.findings or report.notes):
        yield "Nothing was found to be wrong with the files."
        yield ""
    yield from (f"- {_text(verdict)}" for verdict in wording.verdicts(report))
    yield ""
    yield from _table(
        ["metric", *(system.name for system in report.systems), "reference"],
        (
            [
                f"{measure.kind.name} {dict(higher='↑', lower='↓', near='≈ 1')[measure.kind.better]}",
                *(
                    " ".join(filter(None, (wording.number(r.value, measure.kind), span and f"({span})")))
                    for system in report.systems
                    for r in [system.results[n]]
                    for span in [wording.around(r, measure.kind)]
                ),
                wording.number(measure.ceiling, measure.kind) if measure.ceiling is not None else "",
            ]
            for n, measure in enumerate(report.metrics)
        ),
    )
    yield from _comparisons(report)
    yield from _parts(report)
    yield "<details><summary>Signatures, and how to get these numbers again</summary>"
    yield ""
    for m in report.metrics:
        again = f", {_code(m.command)}" if m.command != report.command else ""
        yield f"- {_text(m.kind.name)}: {_code(m.signature)}{again}"
    yield f"- All: {_code(report.command)} ({_text(report.tool)}, {report.created})"
    yield from (f"- {file.role} {_code(file.name)}, SHA-256 {_code(file.sha256)}" for file in report.files)
    yield ""
    yield "</details>"


def _comparisons(report: Report) -> Iterator[str]:
    kinds = {measure.kind.key: measure.kind for measure in report.metrics}
    if report.comparisons:
        yield from _table(
            ["first", "second", "metric", "second − first", "p, bootstrap", "p, randomization", "second higher"],
            (
                [
                    c.first,
                    c.second,
                    kinds[c.metric].name,
                    wording.difference(c.difference, kinds[c.metric]),
                    wording.p(c.bootstrap),
                    wording.p(c.randomization),
                    f"{100 * c.wins:.0f} %",
                ]
                for c in report.comparisons
            ),
        )


def _parts(report: Report) -> Iterator[str]:
    kinds = {measure.kind.key: measure.kind for measure in report.metrics}
    for table in report.tables:
        kind = kinds.get(table.metric) or kinds["chrf"]
        yield from _table(
            [
                f"{table.title}",
                table.unit,
                *(f"{s.name}, {kind.name if table.metric in kinds else table.metric}" for s in report.systems),
            ],
            ([b.label, f"{b.count:,}", *(wording.number(c.value, kind) for c in b.cells)] for b in table.buckets),
        )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(map(_text, head)) + " |"
    yield "|" + " --- |" * len(head)
    yield from ("| " + " | ".join(map(_text, row)) + " |" for row in rows)
    yield ""


def _text(text: str) -> str:
    """A text that is nothing else in Markdown; an empty comment keeps GitHub from making links and mentions of it."""
    return _LINK.sub("<!-- -->", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _code(text: str) -> str:
    """A text as code, between more backticks than are in it."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " * (len(fence) > 1)
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"
