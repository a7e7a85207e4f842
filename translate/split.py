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

ENDS = ".!?؟۔…"
OPENING, CLOSING = "«“‹‘([{", "»”›’)]}"
BRACKETS = ")]}"
_PARTNER = dict(zip(CLOSING, OPENING, strict=True)) | {'"': '"'}
_MARK = re.compile(r"[«»“”‹›‘’\"()\[\]{}]")
# a run of sentence marks, with the closing quotation marks, brackets and footnote numbers that belong to it
_END = re.compile(r"[.!?؟۔…]+(?:\s?[»”›’)\]}]|\")*(?:\s?\[\d{1,3}\])?")
_GAP = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_WORD_AFTER = re.compile(r"[«“‹‘\"(\[]*([^\W_][\w\u200c]*)")
_LIST_NUMBER = re.compile(r"\(?\d{1,3}\.\Z")

# A quotation or bracket up to this many characters keeps its sentences together with the words that introduce it;
# a longer one is cut at its inner sentence ends. About 130 words: three full lines of a newspaper's page.
LONGEST_QUOTATION = 700


@dataclass(frozen=True, slots=True)
class _Words:
    abbreviations: frozenset[str]
    letter_names: frozenset[str]
    initials: frozenset[str]
    speech: frozenset[str]
    continuations: frozenset[str]
    cut_after: tuple[str, ...]
    cut_before: tuple[str, ...]


@cache
def _words() -> _Words:
    data = tomllib.loads((files("tarjoman.translate") / "splitting.toml").read_text(encoding="utf-8"))
    return _Words(
        **{name: frozenset(map(_plain, words)) for name, words in data["words"].items()},
        cut_after=tuple(data["cut_after"]),
        cut_before=tuple(data["cut_before"]),
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
        gap = _GAP.match(text, m.end())
        after = gap.end() if gap else m.end()
        if after < len(text) and _is_end(text, begin, m, after):
            yield after
            begin = after


def _is_end(text: str, begin: int, m: re.Match[str], after: int) -> bool:
    """Whether a run of sentence marks ends the sentence whose first letter is at `begin`; the next is at `after`."""
    words = _words()
    at = m.start()
    marks = m[0][: len(m[0]) - len(m[0].lstrip(ENDS))]
    closers = [c for c in m[0][len(marks) :] if c in _PARTNER]
    before = _word_before(text, begin, at)
    next_word = _WORD_AFTER.match(text, after)
    following = _plain(next_word[1]) if next_word else ""
    if text[after] in CLOSING + ENDS + "،؛:,;":
        return False
    if marks == "." and (_is_abbreviated(text, at, before, next_word) or _LIST_NUMBER.match(text, begin, at + 1)):
        return False
    spaced = any(c.isspace() for c in text[m.end() : after])
    if not spaced and not _misses_space(text, at, closers, before, following):
        return False
    trails_off = marks.endswith(("..", "…"))
    if trails_off and before == "و":
        return False  # "و …", and so on
    if closers and not _ends_outside(text, at, closers[-1]):
        return False
    return not ((trails_off or closers) and following in words.continuations)


def _word_before(text: str, begin: int, at: int) -> str:
    """The word that ends at an offset, white space and ZWNJ passed over, in the plain form; "" where none does."""
    while at > begin and (text[at - 1].isspace() or text[at - 1] == "\u200c"):
        at -= 1
    word = _WORD_BEFORE.search(text, max(begin, at - 40), at)
    return _plain(word[0]) if word else ""


def _is_abbreviated(text: str, at: int, before: str, following: re.Match[str] | None) -> bool:
    """Whether the full stop at `at` belongs to the word before it: an abbreviation or an initial.

    The name of a letter is an initial where another with a full stop follows, or stands before it.
    """
    words = _words()
    if len(before) == 1 or before in words.abbreviations or before in words.initials:
        return True
    if before not in words.letter_names:
        return False
    if following and _plain(following[1]) in words.letter_names and text[following.end() : following.end() + 1] == ".":
        return True
    head = text[max(0, at - 20) : at].rstrip(" \u200c")[: -len(before)].rstrip()
    return head.endswith(".") and _word_before(head, 0, len(head) - 1) in words.letter_names


def _ends_outside(text: str, at: int, closer: str) -> bool:
    """Whether a quotation or bracket that ends with the sentence mark at `at` ends the sentence around it too.

    A bracket does where it began a sentence; a quotation also where it is a speech: after a colon, a comma or a verb of
    saying. «مرگ بر …!» in the middle of a clause does not.
    """
    opening = text.rfind(_PARTNER[closer], max(0, at - LONGEST_QUOTATION), at)
    if opening < 0:
        return True
    outside = text[max(0, opening - 40) : opening].rstrip()
    if not outside or outside[-1] in ENDS:
        return True
    if closer in BRACKETS:
        return False
    return outside[-1] in ":،؛,;" or _word_before(outside, 0, len(outside)) in _words().speech


def _misses_space(text: str, at: int, closers: list[str], before: str, following: str) -> bool:
    """Whether a sentence mark at `at` should have a space after it, as in «شد.خوشبختانه».

    So it is between Persian words of two letters or more; after a closing mark, a number, a Latin word or a space of
    its own, where a Persian word of two letters follows; and before a number, where a Persian word stands before.
    """
    if not following:
        return False
    if following[0].isdecimal():
        return not closers and len(before) > 1 and has_persian(before[0]) and text[at - 1].isalpha()
    last = text[at - 1 : at]
    return has_persian(following[0]) and len(following) > 1 and bool(closers or len(before) > 1 or not last.isalpha())
