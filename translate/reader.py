"""Bytes into documents. Everything that can be wrong with a file is said here, by name."""

import re

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.script import has_persian

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a]")
_NEWLINE = re.compile("\n")
_LINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
LONGEST_TITLE = 200  # characters; a first line longer than this is no headline


def paragraphs(text: str, *, lines: bool = False) -> tuple[str, ...]:
    """The paragraphs of a text: its lines, each with its line end and the blank lines after it; () when all is blank.

    Joining them gives the text back. Blank lines at the head belong to the first paragraph. lines: only "\\n" ends a
    line, as the tools of the shell count them.
    """
    found: list[str] = []
    start, end = 0, 0
    pattern = _NEWLINE if lines else _LINE
    while end < len(text):
        m = pattern.search(text, end)
        stop = m.end() if m else len(text)
        if text[end:stop].strip() and text[start:end].strip():
            found.append(text[start:end])
            start = end
        end = stop
    if text[start:].strip():
        found.append(text[start:])
    return tuple(found)


def decode(raw: bytes, name: str) -> str:
    """The text of a UTF-8 file, without its byte order mark. Raises InputError, naming the likely encoding."""
    if raw.startswith(_UTF16):
        raise InputError(name, "not UTF-8 but UTF-16", "Save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE")
    controls = len(_CONTROL.findall(raw))
    if b"\0" in raw or controls > 5 + len(raw) / 100:  # UTF-16 without a mark is valid UTF-8, a control a letter
        raise InputError(
            name,
            f"not a text file in UTF-8 ({controls:,} control characters)",
            "If it is a text, save it as UTF-8; from UTF-16: iconv -f UTF-16LE (or BE) -t UTF-8 FILE",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            name,
            f"not UTF-8 (byte 0x{raw[error.start]:02x} at {error.start}, line {line})",
            "Save it as UTF-8; Persian files are often Windows-1256: iconv -f WINDOWS-1256 -t UTF-8 FILE",
        ) from error


def read_text(raw: bytes, *, id: str, name: str, max_line: int, lines: bool = False) -> Document:
    """A plain-text article. Its title is its first line, where more follows and it is short enough for a headline.

    name: what to call it in messages. max_line: longest line accepted, in characters. lines: every line is a sentence.

    Raises InputError: not UTF-8, nothing in it, no Persian in it, a line that is too long.
    """
    text = decode(raw, name)
    parts = paragraphs(text, lines=lines)
    if not parts:
        problem = "empty" if not raw else "nothing but white space"
        raise InputError(name, problem, "Give it a text, or leave it out")
    for number, line in enumerate((_NEWLINE if lines else _LINE).split(text), 1):
        if len(line) > max_line:
            raise InputError(
                name,
                f"line {number} has {len(line):,} characters, the limit is {max_line:,}",
                "Break it into paragraphs, or raise the limit with --max-line",
            )
    if not has_persian(text):
        raise InputError(name, "no Persian letters in it", "Check that this is the Persian side, then leave it out")
    first = parts[0].strip()
    title = first if not lines and len(parts) > 1 and len(first) <= LONGEST_TITLE else None
    return Document(id, parts, title)
