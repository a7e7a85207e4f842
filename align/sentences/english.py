"""Where English sentences end.

Spans tile the text: the first starts at 0, each ends where the next begins, the last ends at `len(text)`; white space
belongs to the sentence before it. Time is linear.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from tarjoman.document import Span

_STOP = re.compile(
    r"(?<![.!?…])(?P<marks>[.!?…]++)(?P<closers>[\"'”’)\]»]*+)(?:\[\d{1,3}\])*+\s++(?=\S)"
    r"|(?<=[a-z]{2})(?P<missed>[.!?])(?=[A-Z][a-z'’]*\s)"
)
_BEFORE = re.compile(r"[A-Za-z][\w.'’-]*\Z")
_AFTER = re.compile(r"[\"'“‘(\[«]*(?P<word>[\w][\w'’-]*)?")
_LETTERS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")  # U.S, a.m, J
_NUMBERING = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\s*\Z")
_NO_DOMAIN = 3  # letters that a name on the web ends in, at most: Booking.Com
_LONGEST = 40  # characters of a word that is looked at


@dataclass(frozen=True, slots=True)
class _Words:
    """As english.toml says."""

    titles: frozenset[str]
    numbered: frozenset[str]
    ending: frozenset[str]
    openers: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads((files("tarjoman.align.sentences") / "english.toml").read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(listed) for name, listed in data.items()})


def split(text: str) -> list[Span]:
    """The sentences of a text, those inside quotations too; [] for an empty one."""
    ends = [0]
    for stop in _STOP.finditer(text):
        if _ends(text, ends[-1], stop):
            ends.append(stop.end())
    return [Span(a, b) for a, b in pairwise([*ends, len(text)]) if a < b]


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a sentence that begins at `begin` ends with a stop."""
    after = _AFTER.match(text, stop.end())
    word = (after["word"] or "") if after else ""
    if stop["missed"]:
        return word in _words().openers or (len(word) > _NO_DOMAIN and not _is_short(_before(text, begin, stop)))
    if word[:1].islower() or (not word and text[stop.end()] in "-–—,;:/&"):
        return False
    if stop["marks"] != "." or stop["closers"]:
        return True
    if _NUMBERING.fullmatch(text, begin, stop.start()):
        return False
    before = _before(text, begin, stop)
    if before in _words().titles:
        return False
    if before in _words().numbered and word[:1].isdecimal():
        return False
    if before in _words().ending or (_LETTERS.fullmatch(before) and before != "I"):
        return word in _words().openers
    return True


def _before(text: str, begin: int, stop: re.Match[str]) -> str:
    """The word before a stop, "" where there is none."""
    found = _BEFORE.search(text, max(begin, stop.start() - _LONGEST), stop.start())
    return found[0] if found else ""


def _is_short(word: str) -> bool:
    """Whether a word is one that is written with a full stop."""
    words = _words()
    return word in words.titles or word in words.numbered or word in words.ending
