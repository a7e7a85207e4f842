"""The two cells of a row, cut where names and numbers that differ begin and end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tarjoman.align.words import words
from tarjoman.bitext import Flag, Name, NameStatus, Pair
from tarjoman.document import Span
from tarjoman.translate.check.numbers import NO_DIFFERENCE, Difference, difference
from tarjoman.translate.normalization.profile import normalizer

_SEVERITY = list(NameStatus)  # from the least to the worst
_ISOLATE = "\u2066{}\u2069"  # keeps a line of Latin letters whole in a tooltip that runs from right to left


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell's text, and the names that it is a part of, each with its number in the row, from 1.

    differs: whether it is a number that the other side does not have.
    """

    text: str
    names: tuple[tuple[int, Name], ...] = ()
    differs: bool = False

    @property
    def status(self) -> NameStatus:
        """The worst of the statuses. Only where there are names."""
        return max((name.status for _, name in self.names), key=_SEVERITY.index)

    @property
    def numbers(self) -> str:
        """The numbers of the names, by which their other sides are found."""
        return " ".join(str(number) for number, _ in self.names)

    @property
    def hint(self) -> str:
        """What is known of the names, a line each: the form wanted, who or what it is, what became of it, its entry."""
        lines = [
            _ISOLATE.format(line)
            for _, name in self.names
            for line in (name.english, name.gloss, name.status.meaning, name.entry)
            if line
        ]
        return "\n".join(lines)


def numbers(pair: Pair) -> Difference:
    """The numbers that one side has and the other has not, of a pair that was flagged for them."""
    if Flag.NUMBERS not in pair.flags:
        return NO_DIFFERENCE
    return difference(pair.normalized or pair.source, pair.target)


def target(pair: Pair) -> list[Piece]:
    """The English. Names may share a part of it."""
    places = [(name.target, number, name) for number, name in enumerate(pair.names, 1) if name.target]
    return _cut(pair.target, places, _places(pair.target, numbers(pair).invented))


def source(pair: Pair) -> list[Piece]:
    """The source as `shown`; its names are where they are in that."""
    text, spans = _moved(pair, [name.source for name in pair.names])
    return _cut(
        text,
        [(span, number, name) for number, (span, name) in enumerate(zip(spans, pair.names, strict=True), 1)],
        _places(text, numbers(pair).lost),
    )


def source_words(pair: Pair) -> list[Span] | None:
    """The `words` of the source, by which it is linked, in the source as `shown`; None where these are its own."""
    if not pair.links or shown(pair.source) == pair.source.strip():
        return None
    return _moved(pair, [Span(*span) for span in words(pair.source)])[1]


def shown(text: str) -> str:
    """A source as it is read: without what is broken in it and left of a web page, unless that is all of it."""
    return normalizer("display")(text).strip() or text.strip()


def _moved(pair: Pair, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """The source as `shown`, and where in it some places of the raw one are."""
    if not spans:
        return shown(pair.source), []
    log = normalizer("display").log(pair.source)
    text, places = log.text, [log.to_text(span) for span in spans]
    if not text.strip():
        text, places = pair.source, list(spans)
    shift = len(text) - len(text.lstrip())
    return text.strip(), [Span(max(0, start - shift), max(0, end - shift)) for start, end in places]


def _places(text: str, some: Iterable[str]) -> list[Span]:
    """Where some numbers stand in a text, by themselves."""
    if not (found := sorted(set(some), key=len, reverse=True)):
        return []
    pattern = "|".join(map(re.escape, found))
    return [Span(*m.span()) for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)]


def _cut(text: str, places: Iterable[tuple[Span, int, Name]], differing: Sequence[Span]) -> list[Piece]:
    """The text in pieces, cut wherever a name or number begins or ends; joined they are the text.

    Empty places are none.
    """
    inside = [(max(0, s), min(e, len(text)), (n, name)) for (s, e), n, name in places if max(0, s) < min(e, len(text))]
    if not inside and not differing:
        return [Piece(text)] if text else []
    cuts = sorted(
        {0, len(text), *(at for place in inside for at in place[:2]), *(at for span in differing for at in span)}
    )
    return [
        Piece(
            text[a:b],
            tuple(name for start, end, name in inside if start <= a and b <= end),
            any(start <= a and b <= end for start, end in differing),
        )
        for a, b in pairwise(cuts)
    ]
