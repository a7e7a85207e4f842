"""A source that is open, and what every reader does: read no more than it may, and make documents that hold a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.files import bounded
from tarjoman.translate.script import has_persian

LONGEST_META = 1000  # characters of a value; what is longer is no date or address, but a text
_LONGEST_KEY = 80  # characters of a value's name
_MOST_META = 50  # values
_LONGEST_TOLD = 120  # characters of what another library says
_BYTES = re.compile(r"""\bb(['"]).*?\1""")  # as Python quotes them
_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that a reader is given.

    id: what its one document is called, or the folder of its many. name: what to call it in messages. stream: its
    bytes, unpacked. lines: every line, row or object is a sentence, and all of them are one document. persian: whether
    a text without a Persian letter is refused.
    """

    id: str
    name: str
    stream: IO[bytes]
    config: TranslateConfig
    lines: bool = False
    persian: bool = True

    def whole(self) -> bytes:
        """All of it. Raises InputError when that is more than `max_file` bytes."""
        limit = self.config.max_file
        raw = bounded(self.stream, limit)
        if len(raw) > limit:
            raise InputError(self.name, f"more than {limit:,} bytes", "Divide it, or raise the limit with --max-file")
        return raw

    def no_lines(self) -> None:
        """Raise InputError when sentences a line were asked for of a format that has no lines."""
        if self.lines:
            problem = "this format has no lines that could be sentences"
            raise InputError(self.name, problem, "Leave out --lines, or give it a .txt, .jsonl, .csv or .tsv")

    def document(
        self,
        parts: Iterable[str],
        title: str | None = None,
        meta: Mapping[str, str] | None = None,
        *,
        id: str = "",
        place: str = "",
    ) -> Document:
        """A document whose title, where it has one, is its first paragraph.

        parts: paragraphs; "\\n" is put after those without line end. title: put before them, unless they begin with it.
        id, place: of an entry among others, what its document is called, and what to call it in messages.

        Raises InputError: nothing in it, no Persian in it, a paragraph that is too long, half a character.
        """
        where = f"{self.name}, {place}" if place else self.name
        found = [part if part.splitlines() != [part] else part + "\n" for part in parts if part.strip()]
        if title := tidy(title or ""):
            if not found or tidy(found[0]) != title:
                found.insert(0, title + "\n")
            title = found[0].strip()
        if not found:
            raise InputError(where, "no text in it", "Give it a text, or leave it out")
        if (longest := max(map(len, found)) - 1) > self.config.max_line:
            problem = f"a paragraph has {longest:,} characters, the limit is {self.config.max_line:,}"
            raise InputError(where, problem, "Break it into paragraphs, or raise the limit with --max-line")
        text = "".join(found)
        if bad := re.search("[\0\ud800-\udfff]", text):
            problem = f"U+{ord(bad[0]):04X} in its text, which is no character"
            raise InputError(where, problem, "Take it out, or export the text again in UTF-8")
        if self.persian and not has_persian(text):
            raise InputError(
                where, "no Persian letters in it", "Check that this is the Persian side, then leave it out"
            )
        return Document(id or self.id, tuple(found), title or None, _kept(meta or {}))


def _kept(meta: Mapping[str, str]) -> dict[str, str]:
    """Metadata within bounds, the first ones, without those that say nothing. What is cut ends in "…"."""
    kept: dict[str, str] = {}
    more = 0
    for key, value in ((cut(key, _LONGEST_KEY), cut(value, LONGEST_META)) for key, value in meta.items()):
        if not key or not value or key in kept:
            continue
        if len(kept) < _MOST_META:
            kept[key] = value
        else:
            more += 1
    return kept | ({"…": f"{more:,} more"} if more else {})


def cut(text: str, longest: int) -> str:
    """A text on one line of so many characters."""
    text = tidy(text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def told(error: object) -> str:
    """What another library says went wrong, short and as any terminal can show it, without bytes of the file in it."""
    return cut(tidy(_BYTES.sub("...", str(error))).encode("ascii", "backslashreplace").decode(), _LONGEST_TOLD)


def tidy(text: str) -> str:
    """A text on one line, without what no terminal or page can show."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
