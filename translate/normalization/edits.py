"""A text that was changed, what was changed in it, and the way from each to the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import NamedTuple

from tarjoman.document import Span

# What a rule makes: `text[start:end]` becomes `new`. Rising and disjoint; start == end inserts, new == "" deletes.
Change = tuple[int, int, str]


def applied(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes made."""
    parts: list[str] = []
    at = 0
    for start, end, new in changes:
        parts += text[at:start], new
        at = end
    return "".join([*parts, text[at:]]) if parts else text


class Edit(NamedTuple):
    """`raw[span]` became `text`, by a rule; by several, joined with "+", where they met at one place."""

    span: Span
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text before and after, with every edit between them.

    raw:    the text before.
    edits:  rising and disjoint, spans in characters of `raw`.
    text:   the text after; what no edit names is the same in both.

    Raises ValueError for edits that are not so.
    """

    raw: str
    edits: tuple[Edit, ...] = ()
    text: str = field(init=False)
    _after: tuple[Span, ...] = field(init=False, repr=False, compare=False)  # where each edit's text lies in `text`

    def __post_init__(self) -> None:
        at, shift = 0, 0
        after: list[Span] = []
        for (start, end), new, _ in self.edits:
            if not at <= start <= end <= len(self.raw):
                raise ValueError(f"an edit at {start}:{end} after one that ends at {at}, in {len(self.raw)} characters")
            after.append(Span(start + shift, start + shift + len(new)))
            at, shift = end, shift + len(new) - (end - start)
        object.__setattr__(self, "text", applied(self.raw, ((*e.span, e.text) for e in self.edits)))
        object.__setattr__(self, "_after", tuple(after))

    def to_raw(self, span: Span) -> Span:
        """The raw characters that a span of `text` came from: the fewest that hold them all.

        A part of what an edit made came from all that the edit replaced.
        """
        return _across(span, self._after, [e.span for e in self.edits])

    def to_text(self, span: Span) -> Span:
        """The characters of `text` that a span of `raw` became: the fewest that hold them all."""
        return _across(span, [e.span for e in self.edits], self._after)

    def then(self, changes: Iterable[Change], rule: str) -> "Normalized":
        """Further changes, by a rule, to the text so far."""
        edits = tuple(Edit(Span(start, end), new, rule) for start, end, new in changes)
        return self + Normalized(self.text, edits) if edits else self

    def __add__(self, later: "Normalized") -> "Normalized":
        """Two in a row as one. Edits of both that meet become one; raw text that comes back as it was, none.

        Raises ValueError where the second does not begin with the text that the first ended with.
        """
        if later.raw != self.text:
            raise ValueError("the second does not begin with the text that the first ended with")
        return Normalized(self.raw, tuple(_composed(self, later)))


def _composed(first: Normalized, second: Normalized) -> Iterator[Edit]:
    """The edits that do what those of two texts in a row do. "Middle" is the text between them."""
    shift = 0  # raw offset less middle offset, where a group begins
    for earlier, later in _groups(first, second):
        spans = [span for span, _ in earlier] + [edit.span for edit in later]
        begin, end = min(s.start for s in spans), max(s.end for s in spans)
        raw_start = begin + shift
        if earlier:
            span, edit = earlier[-1]
            shift = edit.span.end - span.end
        raw = Span(raw_start, end + shift)
        new = applied(first.text[begin:end], ((s - begin, e - begin, text) for (s, e), text, _ in later))
        if first.raw[raw.start : raw.end] != new:
            rules = [rule for edit in (*(e for _, e in earlier), *later) for rule in edit.rule.split("+")]
            yield Edit(raw, new, "+".join(dict.fromkeys(rules)))


def _groups(first: Normalized, second: Normalized) -> Iterator[tuple[list[tuple[Span, Edit]], list[Edit]]]:
    """The edits of both in the order of the middle text, those that meet one another together.

    The earlier ones come with the spans, in the middle text, of what they made.
    """
    earlier: list[tuple[Span, Edit]] = []
    later: list[Edit] = []
    made = ((span, 0, edit) for span, edit in zip(first._after, first.edits, strict=True))
    for span, side, edit in merge(made, ((edit.span, 1, edit) for edit in second.edits), key=_order):
        if side:
            meets = bool(earlier) and _meet(*earlier[-1], span)
        else:
            meets = bool(later) and _meet(span, edit, later[-1].span)
        if (earlier or later) and not meets:
            yield earlier, later
            earlier, later = [], []
        if side:
            later.append(edit)
        else:
            earlier.append((span, edit))
    if earlier or later:
        yield earlier, later


def _order(item: tuple[Span, int, Edit]) -> tuple[int, int, int]:
    """At one place insertions come first, and an earlier one before a later, which it meets."""
    span, side, edit = item
    inserted = not side and edit.span.start == edit.span.end
    return span.start, span.start if inserted else span.end, side


def _meet(earlier: Span, edit: Edit, later: Span) -> bool:
    """Whether a later edit touches what an earlier one made, both as spans of the text between them.

    Neighbours do not; but two that stand between the same two raw characters do, or their order would be lost.
    """
    if earlier.start < later.end and later.start < earlier.end:
        return True
    if later.start < later.end:
        return False
    between = earlier.start == earlier.end or edit.span.start == edit.span.end
    return between and earlier.start <= later.start <= earlier.end


def _across(span: Span, here: Sequence[Span], there: Sequence[Span]) -> Span:
    """A span carried from one side of the edits, where they lie at `here`, to the other; the spans are parallel."""
    k = bisect_right(here, span.start, key=lambda s: s.end)
    if k < len(here) and here[k].start <= span.start:
        start = there[k].start
    else:
        start = span.start + (there[k - 1].end - here[k - 1].end if k else 0)
    k = bisect_left(here, span.end, key=lambda s: s.start) - 1
    end = span.end if k < 0 else there[k].end + max(0, span.end - here[k].end)
    return Span(min(start, end), max(start, end))
