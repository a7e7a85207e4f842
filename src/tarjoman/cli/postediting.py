"""What `tarjoman review stats` says, as an object and as tables."""

import io
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tarjoman.cli.reading import shown

if TYPE_CHECKING:
    from tarjoman.eval.postediting import Group, PostEditing

_LONGEST = 50  # characters of a name in a table
_MOST = 20  # documents that are shown


def as_json(measured: "PostEditing") -> dict[str, Any]:
    """What was measured, as an object."""

    def group(one: "Group") -> dict[str, Any]:
        return {
            "sentences": one.sentences,
            "accepted": one.accepted,
            "edited": one.edited,
            "flagged": one.flagged,
            "edited_share": round(one.share, 4),
            "edited_share_95": [round(end, 4) for end in one.interval],
            **{score.name.lower(): round(score.value, 2) for score in one.scores},
        }

    return {
        "sentences": measured.sentences,
        "not_reviewed": measured.sentences - measured.reviewed.sentences,
        "states": {str(state): count for state, count in measured.states.items()},
        "reviewed": group(measured.reviewed),
        "by": {name: {part: group(one) for part, one in parts.items()} for name, parts in _axes(measured).items()},
        "errors": [
            {"category": str(category), "severity": str(severity), "count": count}
            for (category, severity), count in measured.errors.items()
        ],
        "penalty": measured.penalty,
        "source_words": measured.words,
        "penalty_per_100_words": round(measured.per_100_words, 2),
        "reviewers": list(measured.reviewers),
        "first": measured.first,
        "last": measured.last,
        "signatures": {score.name.lower(): score.signature for score in measured.reviewed.scores},
    }


def _axes(measured: "PostEditing") -> "Mapping[str, Mapping[str, Group]]":
    return {
        "document": measured.documents,
        "model": measured.models,
        "flag": measured.flags,
        "confidence": measured.confidence,
    }


def told(measured: "PostEditing") -> str:
    """What was measured, as tables."""
    from rich.console import Console

    from tarjoman.review import State

    out = io.StringIO()
    wide = Console().width if sys.stdout and sys.stdout.isatty() else 120
    console = Console(file=out, width=wide, highlight=False, markup=False, emoji=False, soft_wrap=False)
    seen = measured.reviewed.sentences
    console.print(f"{measured.sentences:,} sentences, {seen:,} reviewed, {measured.sentences - seen:,} not")
    counts, every = measured.states, max(measured.sentences, 1)
    shares = (f"{counts[state]:,} {state} ({counts[state] / every:.0%})" for state in State)
    console.print(", ".join(shares))
    if measured.first:
        console.print(f"{measured.first} to {measured.last}")
    if measured.reviewers:
        console.print(f"by {shown('; '.join(measured.reviewers))}")
    console.print(_groups(measured))
    for score in measured.reviewed.scores:
        console.print(f"{score.name}: {score.signature}")
    points, words = f"{measured.penalty:,} penalty points", f"{measured.words:,} source words"
    console.print(
        f"{points} for {words}, {measured.per_100_words:.1f} for 100" if measured.errors else "no error marked"
    )
    console.print(_errors(measured) if measured.errors else "", end="")
    return out.getvalue()


def _short(name: str) -> str:
    """A name whose end fits into a table."""
    return name if len(name) <= _LONGEST else "…" + name[1 - _LONGEST :]


def _groups(measured: "PostEditing") -> Any:
    """The table of what was reviewed, in all and parted."""
    from rich.table import Table

    from tarjoman.eval.postediting import FEW

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    for heading in ("reviewed", "accepted", "edited", "flagged", "edited, 95 %", "TER", "chrF"):
        table.add_column(heading, justify="right", no_wrap=True)

    def row(name: str, one: "Group") -> None:
        settled = one.accepted + one.edited
        low, high = one.interval
        scores = [f"{score.value:.1f}" for score in one.scores] or ["", ""]
        share = f"{one.share:.0%} ({low:.0%}–{high:.0%})" if settled else ""
        counts = (one.sentences, one.accepted, one.edited, one.flagged)
        table.add_row(name + (" *" if settled < FEW else ""), *(f"{n:,}" for n in counts), share, *scores)

    row("all", measured.reviewed)
    for axis, parts in _axes(measured).items():
        table.add_row(f"by {axis}")
        for name, one in list(parts.items())[:_MOST]:
            row(f"  {_short(shown(name))}", one)
        if len(parts) > _MOST:
            table.add_row(f"  and {len(parts) - _MOST:,} more: --json")
    table.caption = f"* fewer than {FEW} accepted or edited: little to go by"
    table.caption_justify = "left"
    return table


def _errors(measured: "PostEditing") -> Any:
    """The table of the errors that were marked."""
    from rich.table import Table

    from tarjoman.review import Category, Severity

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("errors")
    for severity in Severity:
        table.add_column(str(severity), justify="right")
    for category in Category:
        counts = [measured.errors.get((category, severity), 0) for severity in Severity]
        if any(counts):
            table.add_row(str(category), *(f"{count:,}" if count else "" for count in counts))
    return table
