"""Pairs of source and target sentences: what translation and alignment make, review edits and evaluation reads."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tarjoman.align.words import WORD, Links
from tarjoman.document import Document, Segment, Span
from tarjoman.review import Review


class _Explained(StrEnum):
    """Members with a sentence for the reader of a page or a report, their `meaning`."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> "_Explained":
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Flag(_Explained):
    """Why a person should look at a pair."""

    COPIED = "copied", "What has no Persian letters was copied, not translated."
    CUT = "cut", "Longer than the model takes: translated in parts, cut inside a sentence."
    EMPTY = "empty", "The model gave no translation of it, or of a part of it."
    TRUNCATED = "truncated", "The translation reached the length limit and may break off."
    UNTRANSLATED = "untranslated", "Persian letters are left in the translation."
    OMISSION = "omission", "A part of the sentence seems to be missing."
    NUMBERS = "numbers", "A number or date of the source is not in the translation, or it has one of its own."
    VERBATIM = "verbatim", "An address, a handle or an emoji of the source is not in the translation as it is spelt."
    LOOP = "loop", "The translation says the same over and over."
    NAMES = "names", "A name of the source is not in the translation as it should be spelt."
    UNSURE = "unsure", "The model was less sure of it than of others: it may be wrong."
    ALIGNMENT = "alignment", "It is not sure that just these sentences say the same."
    ALONE = "alone", "Nothing in the other text says the same."


class Origin(StrEnum):
    """Who made the targets of a pair."""

    MACHINE = "machine"
    COPY = "copy"
    ALIGNED = "aligned"
    REVIEWED = "reviewed"


class NameStatus(_Explained):
    """What became of a name."""

    MATCHED = "matched", "Translated as the name table says."
    REPAIRED = "repaired", "Put right: the model had spelt it otherwise."
    UNKNOWN = "unknown", "Not in the name table: check its spelling."
    MISSING = "missing", "Not found in the translation as it should be spelt."


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a pair's source, and what stands for it in the target.

    source:   its place in `Pair.source`.
    target:   its place in `Pair.target`, its possessive not included; None where it was not found.
    english:  the form that is wanted.
    status:   what became of it.
    entry:    where the name table has it, "people-world.tsv, line 12"; "" for a name that no table has.
    gloss:    who or what it is, where the table says so.
    """

    source: Span
    target: Span | None
    english: str
    status: NameStatus
    entry: str = ""
    gloss: str = ""

    def __post_init__(self) -> None:
        if (self.target is None) != (self.status is NameStatus.MISSING):
            raise ValueError(f"{self.english}: {self.status}, but its place in the target is {self.target}")


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that a person translated, and that is like another. likeness: share of its letters, 0 to 1."""

    source: str
    target: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Pair:
    """m source segments with n target sentences, one row of a bitext.

    sources:     consecutive segments, m ≥ 0.
    targets:     target sentences, not empty, without surrounding white space, n ≥ 0; m and n are both 0 only
                 where a person took away what had no source: the review says what it was.
    normalized:  the source as the model was, or would be, given it; "" where no model took part.
    score:       mean log-probability per target token, natural logarithm, ≤ 0; None where no model was used.
    flags:       why to look at it, each once; empty when nothing was found.
    origin:      who made the targets.
    names:       the names of the source that were looked for, in its order; none where nothing was looked for.
    matches:     what persons wrote for sentences like this one, the most alike first: to look at, never used by itself.
    confidence:  how good the targets are likely to be, 0 to 1; of what was aligned, how likely just these sentences say
                 the same; None where no model was used, or one without scores.
    links:       which `words` of `source` those of `target` come from, as far as that is known.
    review:      what a person said of it; None where nobody looked at it.
    """

    sources: tuple[Segment, ...]
    targets: tuple[str, ...]
    normalized: str = ""
    score: float | None = None
    flags: tuple[Flag, ...] = ()
    origin: Origin = Origin.MACHINE
    names: tuple[Name, ...] = ()
    matches: tuple[Match, ...] = ()
    confidence: float | None = None
    links: Links = ()
    review: Review | None = None

    def __post_init__(self) -> None:
        if not (self.sources or self.targets or self.review):
            raise ValueError("a pair needs a source or a target, or a review that says what it was")
        if any(
            number is not None and not abs(number) <= sys.float_info.max for number in (self.score, self.confidence)
        ):
            raise ValueError(f"the score {self.score} and the confidence {self.confidence} must be numbers")
        if any(not t or t != t.strip() for t in self.targets) or len(set(self.flags)) != len(self.flags):
            raise ValueError(f"targets must have text, stripped, and flags be unique: {self.targets!r} {self.flags!r}")
        for side, spans in (
            (self.source, [n.source for n in self.names]),
            (self.target, [n.target for n in self.names]),
        ):
            if any(span and not 0 <= span.start < span.end <= len(side) for span in spans):
                raise ValueError(f"a name lies outside of {side!r}: {spans}")
        if self.links:
            most = len(WORD.findall(self.source)), len(WORD.findall(self.target))
            if any(not (0 <= s < most[0] and 0 <= t < most[1]) for s, t in self.links):
                raise ValueError(f"a link joins words beyond the {most[0]} and {most[1]} that there are")

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
