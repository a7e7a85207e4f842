"""The two cells of a row, cut where names begin and end."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tarjoman.bitext import Name, NameStatus, Pair
from tarjoman.document import Span
from tarjoman.translate.normalization.profile import normalizer

_SEVERITY = list(NameStatus)  # from the least to the worst
_ISOLATE = "\u2066{}\u2069"  # keeps a line of Latin letters whole in a tooltip that runs from right to left


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell's text, and the names that it is a part of, each with its number in the row, from 1."""

    text: str
    names: tuple[tuple[int, Name], ...] = ()

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


def target(pair: Pair) -> list[Piece]:
    """The English. Names may share a part of it."""
    places = [(name.target, number, name) for number, name in enumerate(pair.names, 1) if name.target]
    return _cut(pair.target, places)


def source(pair: Pair) -> list[Piece]:
    """The source as `shown`; its names are where they are in that."""
    if not pair.names:
        return _cut(shown(pair.source), ())
    log = normalizer("display").log(pair.source)
    text, places = log.text, [log.to_text(name.source) for name in pair.names]
    if not text.strip():
        text, places = pair.source, [name.source for name in pair.names]
    shift = len(text) - len(text.lstrip())
    moved = [(Span(start - shift, end - shift), number) for number, (start, end) in enumerate(places, 1)]
    return _cut(text.strip(), [(span, number, pair.names[number - 1]) for span, number in moved])


def shown(text: str) -> str:
    """A source as it is read: without what is broken in it and left of a web page, unless that is all of it."""
    return normalizer("display")(text).strip() or text.strip()


def _cut(text: str, places: Iterable[tuple[Span, int, Name]]) -> list[Piece]:
    """The text in pieces, cut wherever a name begins or ends; joined they are the text. Empty places are none."""
    inside = [(max(0, s), min(e, len(text)), (n, name)) for (s, e), n, name in places if max(0, s) < min(e, len(text))]
    cuts = sorted({0, len(text), *(start for start, _, _ in inside), *(end for _, end, _ in inside)})
    return [
        Piece(text[a:b], tuple(name for start, end, name in inside if start <= a and b <= end))
        for a, b in pairwise(cuts)
    ]
