"""The sentences of a text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from tarjoman.document import Span
from tarjoman.translate.splitting.enclosure import enclosed
from tarjoman.translate.splitting.rules import ends_sentence
from tarjoman.translate.splitting.stops import Stop, candidates, first_character
from tarjoman.translate.splitting.words import plain, words

# A quotation or bracket up to this many characters keeps its sentences together with the words that introduce it, where
# nothing is said of the model. About 130 words: three full lines of a newspaper's page.
LONGEST_QUOTATION = 700
_LONGEST_ASKED = 4000  # characters; a longer quotation fits no model and is not counted out
# «لندن - ایرنا: » and kickers of that form stand before a report as a headline does; so in Seraji's Persian treebank
_W = r"[^\W\d_\u0640][\w\u200c]*"
_DATELINE = re.compile(
    rf"(?=.{{5,50}}?:\s)({_W})(?:\s{_W}){{0,2}}(\s?)[-–—\u0640](\s?)({_W})(?:\s{_W}){{0,3}}\s?:\s+(?=\S)"
)


Fits = Callable[[str], bool]


def short(text: str) -> bool:
    """Whether a text is short enough for a segment, where no model says so."""
    return len(text) <= LONGEST_QUOTATION


def split(text: str, fits: Fits = short) -> list[Span]:
    """The sentences of a text. Those of a quotation or bracket stay together, with what introduces them, if they fit.

    fits: whether a text is short enough for one segment. A segment that is not is cut at its inner sentence ends.

    [] for the empty text; one span for a text without a sentence mark. A line's end ends a sentence, but at a comma.
    """
    ends = list(_ends(text))

    def holds(span: Span) -> bool:
        inner = bisect_right(ends, span.start)
        if inner == len(ends) or ends[inner] >= span.end or span.end - span.start > _LONGEST_ASKED:
            return False
        return fits(text[span.start : span.end])

    held = enclosed(text, holds)
    starts = [s.start for s in held]

    def inside(at: int) -> bool:
        k = bisect_right(starts, at) - 1
        return k >= 0 and held[k].start < at < held[k].end

    spans: list[Span] = []
    for span in _tile(text, (at for at in ends if not inside(at))):
        inner = ends[bisect_right(ends, span.start) : bisect_left(ends, span.end)]
        if inner and not fits(text[span.start : span.end]):
            spans += (Span(a, b) for a, b in pairwise([span.start, *inner, span.end]))
        else:
            spans.append(span)
    return spans


def split_all(text: str) -> list[Span]:
    """The sentences of a text, those inside quotations and brackets too: what a model is given one by one."""
    return _tile(text, _ends(text))


def _tile(text: str, places: Iterable[int]) -> list[Span]:
    """The spans between the places, which rise and lie in the text."""
    return [Span(a, b) for a, b in pairwise([0, *places, len(text)]) if a < b]


def _ends(text: str) -> Iterator[int]:
    """Offsets where a sentence ends and another begins, after the white space between them."""
    begin = first_character(text)
    if dateline := _dateline(text, begin):
        yield (begin := dateline)
    for m, after, line in candidates(text):
        if m.start() >= begin and (line or ends_sentence(Stop.of(text, begin, m, after))):
            yield after
            begin = after
            if dateline := _dateline(text, begin):
                yield (begin := dateline)


def _dateline(text: str, begin: int) -> int | None:
    """Where a dateline at the head of a sentence ends, None where there is none."""
    m = _DATELINE.match(text, begin)
    if not m or len(m[1]) < 2 or plain(m[1]) in words().departments:
        return None
    return m.end() if (m[2] and m[3]) or plain(m[4]) in words().agencies else None
