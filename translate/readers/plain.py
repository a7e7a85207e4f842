"""Plain text: a paragraph a line, or with `lines` a sentence a line."""

from collections.abc import Iterator

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.reader import decode, headline, line_end, paragraphs
from tarjoman.translate.readers.opened import Opened
from tarjoman.translate.script import has_persian


def read(file: Opened) -> Iterator[Document]:
    """The article of a file. Raises InputError."""
    config = file.config
    yield read_text(
        file.whole(), id=file.id, name=file.name, max_line=config.max_line, lines=file.lines, persian=file.persian
    )


def read_text(raw: bytes, *, id: str, name: str, max_line: int, lines: bool = False, persian: bool = True) -> Document:
    """A plain-text article. Its title is its first line, where more follows and it is short enough for a headline.

    name: what to call it in messages. max_line: longest line accepted, in characters. lines: every line is a sentence.
    persian: whether a text without a Persian letter is refused.

    Raises InputError: not UTF-8, nothing in it, no Persian in it, a line that is too long.
    """
    text = decode(raw, name)
    parts = paragraphs(text, lines=lines)
    if not parts:
        problem = "empty" if not raw else "nothing but white space"
        raise InputError(name, problem, "Give it a text, or leave it out")
    for number, line in enumerate(line_end(lines=lines).split(text), 1):
        if len(line) > max_line:
            raise InputError(
                name,
                f"line {number} has {len(line):,} characters, the limit is {max_line:,}",
                "Break it into paragraphs, or raise the limit with --max-line",
            )
    if persian and not has_persian(text):
        raise InputError(name, "no Persian letters in it", "Check that this is the Persian side, then leave it out")
    return Document(id, parts, None if lines else headline(parts))
