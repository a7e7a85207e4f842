"""Markdown with a table, Persian on the right: to read on GitHub, or wherever Markdown is shown."""

import re
from collections.abc import Sequence

from tarjoman.bitext import Bitext, Pair
from tarjoman.review import State

# What has a meaning within a line: CommonMark, GitHub's tables, mathematics, emoji, mentions and addresses
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$#@]|:(?=\S)|(?<=www)\.", re.IGNORECASE)

_FIRST = re.compile(r"^(\d*)([-+=.)])")  # what would begin a list or underline a heading


_OURS = "<!-- a translation by tarjoman -->"


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so was written here."""
    return head.startswith(_OURS.encode())


def encode(some: Sequence[Bitext]) -> bytes:
    """A heading and a table for each document, a row a pair; what a person should look at stands in a column."""
    return "".join(map(_document, some)).encode("utf-8", "replace")


def _document(bitext: Bitext) -> str:
    document = bitext.document
    notes = [_notes(pair) for pair in bitext.pairs]
    columns = ["#", "To look at", "English", _rtl("فارسی")] if any(notes) else ["#", "English", _rtl("فارسی")]
    aligned = ["--:", *[":--"] * (len(columns) - 2), "--:"]
    lines = [_OURS, "", f"# {_rtl(escaped(document.title or document.id))}", ""]
    lines += [f"- {escaped(name)}: {escaped(value)}" for name, value in document.meta.items()]
    if bitext.provenance.model:
        lines.append(f"- translated by {escaped(bitext.provenance.model)} ({escaped(bitext.provenance.license)})")
    lines += ["", _table_row(columns), _table_row(aligned)]
    for number, (pair, note) in enumerate(zip(bitext.pairs, notes, strict=True), 1):
        texts = [escaped(pair.target), _rtl(escaped(pair.source))]
        lines.append(_table_row([str(number), *([note] if len(columns) == 4 else []), *texts]))
    return "\n".join(lines) + "\n\n"


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    return _FIRST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", " ".join(text.split())))


def _rtl(text: str) -> str:
    return f'<div dir="rtl">{text}</div>' if text else ""


def _table_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _notes(pair: Pair) -> str:
    """Why to look at a pair, and what a person said of it."""
    said = [f"*{flag}*" for flag in pair.flags]
    if review := pair.review:
        said += [str(review.state)] if review.state is not State.UNTOUCHED else []
        said += [f"{error.category} ({error.severity}) {escaped(error.note)}".strip() for error in review.errors]
        said += [escaped(line) for line in review.comment.splitlines() if line.strip()]
    return "<br>".join(said)
