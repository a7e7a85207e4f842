"""`tarjoman normalize`."""

import io
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from tarjoman.cli.reading import File, MaxFile, put, put_json, read
from tarjoman.config import DEFAULT
from tarjoman.errors import OutputError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from tarjoman.translate.normalization.edits import Normalized

PROFILE = "nllb"  # the one that leaves a text as a person would write it


def normalize(
    file: File,
    profile: Annotated[str, typer.Option("--profile", help="The form to bring it to, one of those above.")] = PROFILE,
    diff: Annotated[bool, typer.Option("--diff", help="Show what changes, line by line, in colour.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="An object a line, with every edit.")] = False,
    max_file: MaxFile = DEFAULT.max_file,
) -> None:
    """Repair a Persian text: letters, lost half-spaces, spaces around marks, what is left of a web page.

    tarjoman normalize article.txt prints it, line by line.

    tarjoman normalize --diff article.txt prints each line that changes as it was and as it is, and by what rules;
    nothing where nothing does.

    tarjoman normalize --json article.txt prints {"raw": …, "text": …, "start": …, "end": …, "edits": [{"start": …,
    "end": …, "raw": …, "text": …, "rule": …}, …]} for each line that is not empty; offsets in characters of the input,
    less a byte order mark.

    Profiles: nllb and marian for models of those kinds (the default: little is changed, half-spaces come back),
    embedded for the model that tarjoman comes with (no half-spaces, ASCII digits), display for reading (only what is
    broken).

    Exit status: 0; 1 when the file cannot be read or is no text in UTF-8; 2 when the command cannot be followed.
    """
    from tarjoman.translate.normalization.profile import normalizer, profiles

    if profile not in profiles():
        raise UsageError("--profile", f"{profile!r} is not known", f"Give one of {', '.join(profiles())}")
    if diff and as_json:
        raise UsageError("normalize", "both --diff and --json", "Give one of them")
    normal = normalizer(profile)
    text = read(file, max_file)
    console = _console() if diff else None
    start = 0
    lines = zip(text.splitlines(), text.splitlines(keepends=True), strict=True)
    for number, (raw, line) in enumerate(lines, 1):
        if console:
            _show(console, number, normal.log(raw))
        elif not as_json:
            put(normal(raw), end=line[len(raw) :])
        elif raw:
            put_json(_object(normal.log(raw), start))
        start += len(line)


def _object(log: "Normalized", base: int) -> dict[str, object]:
    """The line as JSON has it; base: where it starts in the input."""
    return {
        "raw": log.raw,
        "text": log.text,
        "start": base,
        "end": base + len(log.raw),
        "edits": [
            {"start": base + a, "end": base + b, "raw": log.raw[a:b], "text": text, "rule": rule}
            for (a, b), text, rule in log.edits
        ],
    }


def _console() -> "Console":
    from rich.console import Console

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # as `put`, whatever the terminal's encoding
    elif sys.stdout is None:
        raise OutputError("standard output", "closed", "Send it to a file or a pipe")
    width = None if os.environ.get("COLUMNS", "1").lstrip("0") else 80  # a width of 0 would print nothing
    return Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=True)


def _show(console: "Console", number: int, log: "Normalized") -> None:
    """Both forms of a line that changed, the rules that changed it and how often."""
    from rich.text import Text

    if not log.edits:
        return
    before, after = Text("- ", "red"), Text("+ ", "green")
    at = 0
    for (start, end), new, _ in log.edits:
        for side in (before, after):
            side.append(log.raw[at:start], "default")
        before.append(_visible(log.raw[start:end]), "bold white on red")
        after.append(_visible(new), "bold white on green")
        at = end
    for side in (before, after):
        side.append(log.raw[at:], "default")
    counts = Counter(rule for edit in log.edits for rule in edit.rule.split("+"))
    console.print(Text(f"line {number}: " + ", ".join(f"{rule} {n}" for rule, n in counts.most_common()), "cyan"))
    console.print(before)
    console.print(after)


def _visible(text: str) -> str:
    """A changed piece with a sign for each character that cannot be seen."""
    return "".join(_SIGNS.get(c) or (c if c.isprintable() else f"<{ord(c):04X}>") for c in text)


_SIGNS = {" ": "␣", "\u200c": "<ZWNJ>", "\u200d": "<ZWJ>", "\u200e": "<LRM>", "\u200f": "<RLM>", "\u0640": "<tatweel>"}
