"""A source text: its paragraphs and its sentences, with every character of the original accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters (Unicode code points), `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a document, white space and all.

    Segments tile their paragraph: the first starts at its first character, each ends where the next begins, so joining
    the texts gives the paragraph back. White space after a sentence belongs to it.

    doc_id:     the document's id.
    paragraph:  index of the paragraph in the document, from 0.
    index:      index of the segment in the document, from 0.
    text:       the raw text, `paragraph[span.start:span.end]`.
    span:       its place in the raw paragraph.
    """

    doc_id: str
    paragraph: int
    index: int
    text: str
    span: Span

    def __post_init__(self) -> None:
        if not self.text or len(self.text) != self.span.end - self.span.start:
            raise ValueError(f"segment {self.index} of {self.doc_id}: text of {len(self.text)} at {self.span}")


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader yields: one article, raw.

    id:          path-like name, unique in a batch; outputs are named after it.
    paragraphs:  raw text of each paragraph, the headline's too, none of them blank, with the line ends that follow it
                 ("\n" where the format has none); joining them gives the text back.
    title:       the headline, where the source has one.
    meta:        what else the source says of it (agency, date, URL …).
    """

    id: str
    paragraphs: tuple[str, ...]
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.id or not all(p.strip() for p in self.paragraphs):
            raise ValueError(f"document {self.id!r}: the id and every paragraph must have text")

    @property
    def text(self) -> str:
        """The whole raw text."""
        return "".join(self.paragraphs)

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each paragraph starts in `text`, in characters. Shape: (len(paragraphs),)."""
        starts, at = [], 0
        for paragraph in self.paragraphs:
            starts.append(at)
            at += len(paragraph)
        return tuple(starts)
