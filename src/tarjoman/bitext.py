"""Pairs of source and target sentences: what translation and alignment make, review edits and evaluation reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tarjoman.document import Document, Segment


class Flag(StrEnum):
    """Why a person should look at a pair. `meaning` is the sentence shown with it."""

    COPIED = "copied"
    CUT = "cut"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    UNTRANSLATED = "untranslated"
    SHORT = "short"
    NUMBERS = "numbers"
    LOOP = "loop"

    @property
    def meaning(self) -> str:
        """One sentence for the reader of a page or a report."""
        return _MEANINGS[self]


class Origin(StrEnum):
    """Who made the targets of a pair."""

    MACHINE = "machine"
    COPY = "copy"
    ALIGNED = "aligned"
    REVIEWED = "reviewed"


_MEANINGS = {
    Flag.COPIED: "What has no Persian letters was copied, not translated.",
    Flag.CUT: "Longer than the model takes: translated in parts, cut inside a sentence.",
    Flag.EMPTY: "The model gave no translation of it, or of a part of it.",
    Flag.TRUNCATED: "The translation reached the length limit and may break off.",
    Flag.UNTRANSLATED: "Persian letters are left in the translation.",
    Flag.SHORT: "Much shorter than its source: something may be missing.",
    Flag.NUMBERS: "A number that the source has in digits is not in the translation, or not as large.",
    Flag.LOOP: "The translation says the same over and over.",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """m source segments with n target sentences, one row of a bitext.

    sources:     consecutive segments, m ≥ 0.
    targets:     target sentences, not empty, without surrounding white space, n ≥ 0; m and n are not both 0.
    normalized:  the source as the model was, or would be, given it; "" where no model took part.
    score:       mean log-probability per target token, natural logarithm, ≤ 0; None where no model was used.
    flags:       why to look at it, each once; empty when nothing was found.
    origin:      who made the targets.
    """

    sources: tuple[Segment, ...]
    targets: tuple[str, ...]
    normalized: str = ""
    score: float | None = None
    flags: tuple[Flag, ...] = ()
    origin: Origin = Origin.MACHINE

    def __post_init__(self) -> None:
        if not self.sources and not self.targets:
            raise ValueError("a pair needs a source or a target")
        if any(not t or t != t.strip() for t in self.targets) or len(set(self.flags)) != len(self.flags):
            raise ValueError(f"targets must have text, stripped, and flags be unique: {self.targets!r} {self.flags!r}")

    @property
    def source(self) -> str:
        """The raw source text, white space and all."""
        return "".join(s.text for s in self.sources)

    @property
    def target(self) -> str:
        """The target sentences joined by single spaces."""
        return " ".join(self.targets)


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a bitext was made.

    tool:      program and version, "tarjoman 0.1.0".
    model:     model name and revision, "fa-en@1a2b3c4d5e6f"; "" where no model was used.
    license:   SPDX identifier of the model's licence.
    settings:  decoding and normalisation settings, by name.
    created:   ISO 8601 time in UTC, to the second.
    """

    tool: str
    model: str
    license: str
    settings: Mapping[str, str] = field(default_factory=dict)
    created: str = ""


@dataclass(frozen=True, slots=True)
class Bitext:
    """The pairs of one document. Their sources, joined, are the document's raw text: nothing is lost.

    Raises ValueError when a source segment is missing, doubled, out of order or not where its span says.
    """

    document: Document
    pairs: tuple[Pair, ...]
    provenance: Provenance

    def __post_init__(self) -> None:
        segments = [s for pair in self.pairs for s in pair.sources]
        if [s.index for s in segments] != list(range(len(segments))):
            raise ValueError(f"{self.document.id}: source segments are missing, doubled or out of order")
        for s in segments:
            if (
                s.doc_id != self.document.id
                or self.document.paragraphs[s.paragraph][s.span.start : s.span.end] != s.text
            ):
                raise ValueError(f"{self.document.id}: segment {s.index} is not where its span says")
        if "".join(s.text for s in segments) != self.document.text:
            raise ValueError(f"{self.document.id}: the source segments do not give the document's text back")

    def flagged(self) -> tuple[Pair, ...]:
        """The pairs that a person should look at."""
        return tuple(p for p in self.pairs if p.flags)
