"""A report on a terminal: what to know first, scores, comparisons, and always the signatures."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tarjoman.eval.render import wording
from tarjoman.eval.report import Report


def show(report: Report, console: Console) -> None:
    """Print it. Texts are printed as they are, none of them is markup."""
    report = wording.clean(report)
    for note in report.notes:
        console.print(_text(f"! {note}", style="yellow"))
    for finding in report.findings:
        console.print(_text(f"! {wording.headline(finding)}", style="red" if finding.severity == "wrong" else "yellow"))
        for one in finding.effects:
            console.print(_text(f"    {wording.effect(report, one)}"))
        for example in finding.examples:
            console.print(_text(f"    {example.place}: {example.text}", style="dim"), soft_wrap=True)
        console.print(_text(f"    {finding.advice}."), soft_wrap=True)
    for verdict in wording.verdicts(report):
        console.print(_text(verdict), soft_wrap=True)
    console.print(_scores(report))
    if report.comparisons:
        console.print(_comparisons(report))
    for measure in report.metrics:
        console.print(_text(f"{measure.kind.name}: {measure.signature}", style="dim"), soft_wrap=True)


def _scores(report: Report) -> Table:
    table = _table("", *(system.name for system in report.systems), *["reference"] * _has_ceiling(report))
    for n, measure in enumerate(report.metrics):
        cells = [_text(measure.kind.name)]
        for system in report.systems:
            result = system.results[n]
            text = _text(wording.number(result.value, measure.kind))
            if span := wording.around(result, measure.kind):
                text.append(f" ({span})", style="dim")
            cells.append(text)
        if _has_ceiling(report):
            cells.append(_text("" if measure.ceiling is None else wording.number(measure.ceiling, measure.kind)))
        table.add_row(*cells)
    return table


def _comparisons(report: Report) -> Table:
    kinds = {measure.kind.key: measure.kind for measure in report.metrics}
    table = _table("", "metric", "difference", "p, bootstrap", "p, swaps")
    for c in report.comparisons:
        kind = kinds[c.metric]
        cells = [
            f"{wording.isolated(c.second)} \u2212 {wording.isolated(c.first)}",
            kind.name,
            wording.difference(c.difference, kind),
        ]
        cells += [wording.p(c.bootstrap), wording.p(c.randomization)]
        table.add_row(*map(_text, cells), style="" if wording.shown(report, c) else "dim")
    return table


def _has_ceiling(report: Report) -> bool:
    return any(measure.ceiling is not None for measure in report.metrics)


def _table(*head: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for n, name in enumerate(head):
        table.add_column(_text(name), justify="left" if n == 0 else "right", overflow="fold")
    return table


def _text(text: str, style: str = "") -> Text:
    """A text as it is, no markup."""
    return Text(text, style=style)
