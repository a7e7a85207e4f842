"""Where Persian sentences end.

Every function returns spans that tile the text: the first starts at 0, each ends where the next begins, the last ends
at `len(text)`; white space belongs to the sentence before it. So nothing is lost, whatever the text. Time is linear.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from tarjoman.document import Span
from tarjoman.translate.script import has_persian

OPENING, CLOSING = "«“([{", "»”)]}"
_PARTNER = dict(zip(CLOSING, OPENING, strict=True))
_MARK = re.compile(r"[«»“”\"()\[\]{}]")
# a run of sentence marks and the closing quotation marks and brackets that belong to it, spaced or not
_END = re.compile(r"[.!?؟۔…]+(?:\s?[»”)\]}]|\")*")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_WORD_AFTER = re.compile(r"[«“\"(\[]*([^\W_][\w\u200c]*)")
_LIST_NUMBER = re.compile(r"\(?\d{1,3}\.\Z")

# A quotation or bracket up to this many characters keeps its sentences together with the words that introduce it;
# a longer one is cut at its inner sentence ends. About 130 words: three full lines of a newspaper's page.
LONGEST_QUOTATION = 700


@dataclass(frozen=True, slots=True)
class _Words:
    abbreviations: frozenset[str]
    continuations: frozenset[str]
    cut_after: tuple[str, ...]
    cut_before: tuple[str, ...]


@cache
def _words() -> _Words:
    data = tomllib.loads((files("tarjoman.translate") / "splitting.toml").read_text(encoding="utf-8"))
    return _Words(
        frozenset(map(_plain, data["abbreviations"])),
        frozenset(map(_plain, data["continuations"])),
        tuple(data["cut_after"]),
        tuple(data["cut_before"]),
    )


def _plain(word: str) -> str:
    return word.replace("\u200c", "").replace("ي", "ی").replace("ك", "ک").lower()


def split(text: str) -> list[Span]:
    """The sentences of a paragraph. A quotation stays whole, up to `LONGEST_QUOTATION` characters.

    [] for the empty text; one span for a text without a sentence mark.
    """
    held = _enclosed(text)
    starts = [s.start for s in held]

    def inside(at: int) -> bool:
        k = bisect_right(starts, at) - 1
        return k >= 0 and held[k].start < at < held[k].end

    return _tile(text, (at for at in _ends(text) if not inside(at)))


def split_all(text: str) -> list[Span]:
    """The sentences of a paragraph, those inside quotations and brackets too: what a model is given one by one."""
    return _tile(text, _ends(text))


def cut(text: str, size: Callable[[str], int], limit: int) -> list[Span]:
    """Parts of a sentence of at most `limit` tokens each, cut at the best places there are.

    size: tokens of a text, ≥ 0. limit: tokens, ≥ 1. One span when the text fits. A part is longer than the limit only
    where it cannot be cut: a single character, or parts that take fewer tokens apart than together.
    """
    if size(text) <= limit:
        return [Span(0, len(text))] if text else []
    for places in _cut_places(text):
        if places:
            break
    parts = _tile(text, places)
    merged: list[Span] = []
    room = 0
    for part in parts:
        tokens = size(text[part.start : part.end])
        if merged and tokens <= room:
            merged[-1] = Span(merged[-1].start, part.end)
            room -= tokens
        else:
            merged.append(part)
            room = limit - tokens
    if len(merged) == 1:  # there is nowhere to cut
        return merged
    return [Span(m.start + s.start, m.start + s.end) for m in merged for s in cut(text[m.start : m.end], size, limit)]


def _cut_places(text: str) -> Iterator[list[int]]:
    """Offsets to cut at, in the order of preference: marks, conjunctions, spaces, the middle."""
    words = _words()
    for mark in words.cut_after:
        yield [m.end() for m in re.finditer(re.escape(mark) + r"\s+(?=\S)", text)]
    yield [m.start(1) for m in re.finditer(rf"\s({'|'.join(words.cut_before)})\s", text)]
    yield [m.end() for m in re.finditer(r"\S\s+(?=\S)", text)]
    yield [len(text) // 2] if len(text) > 1 else []


def _tile(text: str, places: Iterator[int] | list[int]) -> list[Span]:
    """The spans between the places, which rise and lie in the text."""
    return [Span(a, b) for a, b in pairwise([0, *places, len(text)]) if a < b]


def _enclosed(text: str) -> list[Span]:
    """The outermost quotations and brackets of at most `LONGEST_QUOTATION` characters that open and close in the text.

    In order, none in another. A mark without its partner is passed over: a stray « must not hold an article together.
    """
    stack: list[tuple[str, int]] = []
    found: list[Span] = []
    depth = dict.fromkeys([*OPENING, '"'], 0)  # how many of each are open, so that a stray closer costs nothing
    for m in _MARK.finditer(text):
        mark, at = m[0], m.start()
        opener = _PARTNER.get(mark, mark)
        if mark in OPENING or (mark == '"' and not depth['"']):
            stack.append((mark, at))
            depth[mark] += 1
        elif depth[opener]:
            while stack[-1][0] != opener:
                depth[stack.pop()[0]] -= 1
            depth[opener] -= 1
            start = stack.pop()[1]
            if m.end() - start <= LONGEST_QUOTATION:
                while found and found[-1].start > start:
                    found.pop()
                found.append(Span(start, m.end()))
    return found


def _ends(text: str) -> Iterator[int]:
    """Offsets where a sentence ends and another begins, after the white space between them."""
    begin = len(text) - len(text.lstrip())
    for m in _END.finditer(text):
        after = m.end()
        while after < len(text) and text[after].isspace():
            after += 1
        if after < len(text) and _is_end(text, begin, m, after):
            yield after
            begin = after


def _is_end(text: str, begin: int, m: re.Match[str], after: int) -> bool:
    """Whether a run of sentence marks ends the sentence whose first letter is at `begin`; the next is at `after`."""
    words = _words()
    marks = m[0].rstrip('»”")]} \t\u00a0')
    before = _WORD_BEFORE.search(text, max(begin, m.start() - 40), m.start())
    next_word = _WORD_AFTER.match(text, after)
    if after == m.end() and not _misses_space(text, m, before):
        return False
    if marks == ".":
        if before and (len(before[0]) == 1 or _plain(before[0]) in words.abbreviations):
            return False  # an initial or an abbreviation
        if _LIST_NUMBER.match(text, begin, m.start() + 1):
            return False  # "1. …" at the head of a list item
    trails_off = marks.endswith(("..", "…"))
    if trails_off and before and before[0] == "و":
        return False  # "و …", and so on
    closers = m[0][len(marks) :].split()
    if closers and closers[-1][-1] in ")]}":  # (… .) ends a sentence only where the bracket began one
        opening = text.rfind(_PARTNER[closers[-1][-1]], max(0, m.start() - LONGEST_QUOTATION), m.start())
        if opening >= 0 and (outside := text[max(0, opening - 9) : opening].rstrip()) and outside[-1] not in ".!?؟۔…":
            return False
    if (trails_off or closers) and next_word and _plain(next_word[1]) in words.continuations:
        return False  # «…!» گفت
    return text[after] not in CLOSING + ".!?؟۔…،؛:,;"


def _misses_space(text: str, m: re.Match[str], before: re.Match[str] | None) -> bool:
    """A sentence mark that should have a space after it, as in «شد.خوشبختانه»: words of two letters on both sides."""
    after = _WORD_AFTER.match(text, m.end())
    if not after or not (has_persian(after[1][0]) or after[1].isdecimal()):
        return False
    if m[0][-1] in CLOSING + '"':
        return True
    return bool(before and len(before[0]) > 1 and has_persian(before[0][0])) and (
        len(after[1]) > 1 or after[1].isdecimal()
    )
