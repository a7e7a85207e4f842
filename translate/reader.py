"""Bytes into text, and text into paragraphs. Everything that can be wrong with a text file is said here, by name."""

import re
from collections.abc import Sequence

from tarjoman.errors import InputError

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a]")
_BEYOND, _LATIN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[A-Za-z]")
_NEWLINE = re.compile("\n")
_LINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
LONGEST_TITLE = 200  # characters; a first line longer than this is no headline


def line_end(*, lines: bool = False) -> re.Pattern[str]:
    """What ends a line. lines: only "\\n" does, as the tools of the shell count them."""
    return _NEWLINE if lines else _LINE


def paragraphs(text: str, *, lines: bool = False) -> tuple[str, ...]:
    """The paragraphs of a text: its lines, each with its line end and the blank lines after it; () when all is blank.

    Joining them gives the text back. Blank lines at the head belong to the first paragraph. lines: only "\\n" ends a
    line.
    """
    found: list[str] = []
    start, end = 0, 0
    pattern = line_end(lines=lines)
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


def headline(parts: Sequence[str]) -> str | None:
    """The first of some paragraphs, where more follows and it is short enough for a headline."""
    first = parts[0].strip()
    return first if len(parts) > 1 and len(first) <= LONGEST_TITLE else None


def check_binary(raw: bytes, name: str) -> None:
    """Raise InputError for what is not a text, or one in UTF-16: control characters say so."""
    if raw.startswith(_UTF16):
        raise InputError(name, "not UTF-8 but UTF-16", "Save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE")
    controls = len(_CONTROL.findall(raw))
    if b"\0" in raw or controls > 5 + len(raw) / 100:  # UTF-16 without a mark is valid UTF-8, a control a letter
        raise InputError(
            name,
            f"not a text file in UTF-8 ({controls:,} control characters)",
            "If it is a text, save it as UTF-8; from UTF-16: iconv -f UTF-16LE (or BE) -t UTF-8 FILE",
        )


def decode(raw: bytes, name: str) -> str:
    """The text of a UTF-8 file, without its byte order mark. Raises InputError, naming the likely encoding."""
    check_binary(raw, name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            name,
            f"not UTF-8 (byte 0x{raw[error.start]:02x} at {error.start}, line {line})",
            _advice(raw),
        ) from error


def _advice(raw: bytes) -> str:
    """What to do with bytes that are not UTF-8.

    Of Persian in Windows-1256 most letters are beyond ASCII, of English in Windows-1252 only quotation marks and a few.
    """
    beyond, letters = len(_BEYOND.findall(raw)), len(_LATIN.findall(raw))
    language, number = ("English", 1252) if 4 * beyond < letters else ("Persian", 1256)
    return f"Save it as UTF-8; {language} files are often Windows-{number}: iconv -f WINDOWS-{number} -t UTF-8 FILE"
