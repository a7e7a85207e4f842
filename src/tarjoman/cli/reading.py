"""The one text that a command works on, and how its results are printed."""

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from tarjoman.config import DEFAULT, TranslateConfig
from tarjoman.errors import InputError, OutputError, UsageError

File = Annotated[str, typer.Argument(metavar="FILE", help="A text, or - for standard input (plain, in UTF-8).")]
_LIMIT = f"{TranslateConfig.help('max_file')} Default: {DEFAULT.max_file:,}."
MaxFile = Annotated[int, typer.Option("--max-file", min=1, help=_LIMIT, show_default=False)]
_ZWNJ = "\u200c"
# Characters that end a line for some reader and not for another; in JSON they are escaped.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def read(file: str, limit: int) -> str:
    """The text of a file or of standard input, without a byte order mark. Raises InputError, UsageError.

    Of a page, a Word document and all else that is no plain text it is that of the articles, one after the other.
    """
    from tarjoman.translate import readers
    from tarjoman.translate.inputs import STDIN, Source
    from tarjoman.translate.reader import decode

    if not file:
        raise UsageError("FILE", "an empty name", "Name a file, or - for standard input")
    if file == STDIN and sys.stdin is None:
        raise UsageError("-", "standard input is closed", "Name a file, or send a text in")
    path = None if file == STDIN else Path(file)
    source = Source(file, path, format=(path and readers.format_of(path)) or readers.PLAIN)
    if file == STDIN and sys.stdin and sys.stdin.isatty():
        print("Reading standard input; Ctrl-D ends it.", file=sys.stderr)
    stdin = sys.stdin.buffer if sys.stdin else io.BytesIO()
    if source.format == readers.PLAIN:
        return decode(source.read(stdin, limit), source.name)
    texts = []
    for found in readers.read(source, replace(DEFAULT, max_file=limit), stdin):
        if isinstance(found, InputError):
            raise found
        texts.append(found.text)
    return "".join(texts)


def put(text: str, end: str = "\n") -> None:
    """Print in UTF-8, whatever the terminal's encoding, without translating line ends. Raises OutputError."""
    if sys.stdout is None:
        raise OutputError("standard output", "closed", "Send it to a file or a pipe")
    sys.stdout.buffer.write((text + end).encode())


def put_json(data: Mapping[str, Any]) -> None:
    """Print an object on a line of its own."""
    put(json.dumps(data, ensure_ascii=False).translate(_LINE_ENDS))


def shown(text: str) -> str:
    """A text on one line, without what could play tricks with a terminal or with the order of its letters."""
    return " ".join("".join(c if c.isprintable() or c == _ZWNJ else " " for c in text).split())
