"""Where a sentence that is too long for a model may be cut."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from tarjoman.document import Span
from tarjoman.translate.splitting.enclosure import enclosed
from tarjoman.translate.splitting.words import words

# A number with the word it counts, and what is added to it: «۲ میلیون و ۳۰۰ هزار»
_DIGITS = r"\d+(?:[.,/:\u066b\u066c]\d+)*"
_NUMBER = re.compile(rf"{_DIGITS}(?:\s+[^\W\d_]{{2,}}(?:\s+و\s+{_DIGITS}\s+[^\W\d_]{{2,}})*)?")
_LONGEST_KEPT = 1000  # characters; no model takes a quotation of more

Size = Callable[[str], int]


def cut(text: str, size: Size, limit: int, keep: Sequence[Span] = ()) -> list[Span]:
    """Parts of a sentence of at most `limit` tokens each, cut at the best places: marks, conjunctions, spaces.

    size: tokens of a text, ≥ 0. limit: tokens, ≥ 1. keep: what to leave whole while there is another place: names.
    Quotations, brackets and numbers with what they count are left whole so too.

    One span when the text fits. A part is longer than the limit only where it cannot be cut: a single character, or
    parts that take fewer tokens apart than together.
    """
    if not text:
        return []

    def fits(span: Span) -> bool:
        return size(text[span.start : span.end]) <= limit

    whole = Span(0, len(text))
    if fits(whole):
        return [whole]
    kept = [*keep, *(Span(*m.span()) for m in _NUMBER.finditer(text))]
    kept += enclosed(text, lambda span: span.end - span.start <= _LONGEST_KEPT and fits(span))
    levels = list(_places(text))
    return list(_parts(text, whole, [*(_outside(places, kept) for places in levels), *levels], size, limit))


def _parts(text: str, span: Span, levels: Sequence[list[int]], size: Size, limit: int) -> Iterator[Span]:
    """The parts of a span that does not fit: cut at the first level with places in it, then joined while they fit."""
    places: list[int] = []
    for depth, level in enumerate(levels):
        places = level[bisect_right(level, span.start) : bisect_left(level, span.end)]
        if places:
            levels = levels[depth:]
            break
    if not places:
        if span.end - span.start < 2:
            yield span
            return
        places, levels = [(span.start + span.end) // 2], []
    merged: list[Span] = []
    room = 0
    for start, end in pairwise([span.start, *places, span.end]):
        tokens = size(text[start:end])
        if merged and tokens <= room:
            merged[-1] = Span(merged[-1].start, end)
            room -= tokens
        else:
            merged.append(Span(start, end))
            room = limit - tokens
    for part in merged:
        if part == span or size(text[part.start : part.end]) <= limit:
            yield part
        else:
            yield from _parts(text, part, levels, size, limit)


def _places(text: str) -> Iterator[list[int]]:
    """Offsets to cut at, in the order of preference: after each kind of mark, before each kind of word, at spaces."""
    for mark in words().cut_after:
        yield [m.end() for m in re.finditer(re.escape(mark) + r"\s+(?=\S)", text)]
    for listed in words().cut_before:
        yield [m.start(1) for m in re.finditer(rf"\s({'|'.join(listed)})\s", text)]
    yield [m.end() for m in re.finditer(r"\S\s+(?=\S)", text)]


def _outside(places: list[int], kept: Sequence[Span]) -> list[int]:
    """The places that lie in none of the spans."""
    inner = chain.from_iterable(places[bisect_right(places, a) : bisect_left(places, b)] for a, b in kept)
    forbidden = set(inner)
    return [p for p in places if p not in forbidden]
