"""Documents, segments and sentences under way: what is known of each until it is a row of a bitext."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tarjoman.align.words import Link, words
from tarjoman.bitext import Bitext, Flag, Name, NameStatus, Origin, Pair
from tarjoman.config import Checks
from tarjoman.document import Document, Segment, Span
from tarjoman.translate.check import examine, mean_confidence
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.memory import Edit
from tarjoman.translate.names.reading import Mentions, Suggestion
from tarjoman.translate.names.stage import Translation
from tarjoman.translate.normalization.edits import Normalized
from tarjoman.translate.script import has_persian


@dataclass(slots=True)
class Sentence:
    """One sentence of a segment under way, or a part of one that was too long.

    at: where it begins in the segment. A sentence without Persian letters is its own translation.
    """

    normalized: Normalized
    at: int
    translation: Translation | None = None

    @property
    def text(self) -> str:
        """As the engine is given it."""
        return self.normalized.text

    @property
    def is_copied(self) -> bool:
        """Whether there is nothing in it to translate."""
        return not has_persian(self.text)

    @property
    def target(self) -> str:
        """Its English, when it is done."""
        return self.translation.hypothesis.text if self.translation else self.text

    def links(self, places: Sequence[tuple[int, int]]) -> Iterator[Link]:
        """Which of the words of its segment, at their places, its words come from, when it is done."""
        if not (self.translation and self.translation.hypothesis.links):
            return
        own = words(self.text)
        ends = [end for _, end in places]
        raw: dict[int, range] = {}
        for source, target in self.translation.hypothesis.links:
            if source not in raw:
                start, end = self.normalized.to_raw(Span(*own[source]))
                first = bisect_right(ends, self.at + start)
                raw[source] = range(first, bisect_left(places, (self.at + end, 0), first))
            yield from ((number, target) for number in raw[source])

    def names(self, at: int) -> Iterator[Name]:
        """Its names, when it is done. at: where its English begins in that of the segment."""
        for name in self.translation.names if self.translation else ():
            start, end = self.normalized.to_raw(name.mention.span)
            yield Name(
                Span(self.at + start, self.at + end),
                name.span and Span(at + name.span.start, at + name.span.end),
                name.mention.entry.en,
                name.status,
                name.mention.entry.place,
                name.mention.entry.gloss,
            )


@dataclass(slots=True)
class Unit:
    """One segment under way: its sentences; none where a person has translated it, which is its `edit`."""

    segment: Segment
    sentences: list[Sentence]
    was_cut: bool = False
    edit: Edit | None = None

    @property
    def to_translate(self) -> list[Sentence]:
        """The sentences that the engine is given."""
        return [s for s in self.sentences if not s.is_copied]

    @property
    def done(self) -> bool:
        """Whether every sentence has its answer."""
        return all(s.translation for s in self.to_translate)

    def pair(self, limits: Checks) -> Pair:
        """The row of the segment, when it is done. limits: from where on it is flagged."""
        if self.edit:
            return Pair((self.segment,), (self.edit.target,), self.edit.source, origin=Origin.REVIEWED)
        targets: list[str] = []
        names: list[Name] = []
        links: set[Link] = set()
        at = first = 0
        places = words(self.segment.text)
        for sentence in self.sentences:
            names += sentence.names(at)
            links |= {(source, first + target) for source, target in sentence.links(places)}
            first += len(words(sentence.target))
            if sentence.target:
                targets.append(sentence.target)
                at += len(sentence.target) + 1
        made = [(s, s.translation.hypothesis) for s in self.sentences if s.translation]
        found = [examine(s.text, h) for s, h in made]
        flags = [flag for findings in found for flag in findings.flags(limits)] + [Flag.CUT] * self.was_cut
        flags += [Flag.COPIED for s in self.sentences if s.is_copied and any(c.isalnum() for c in s.text)]
        flags += [Flag.NAMES for name in names if name.status is NameStatus.MISSING]
        return Pair(
            (self.segment,),
            tuple(targets),
            " ".join(s.text for s in self.sentences),
            _score([h for _, h in made]),
            tuple(dict.fromkeys(flags)),
            Origin.MACHINE if made else Origin.COPY,
            tuple(names),
            confidence=mean_confidence(found, [h.tokens for _, h in made]),
            links=tuple(sorted(links)),
        )


def _score(hypotheses: Sequence[Hypothesis]) -> float | None:
    """The mean log-probability of all their tokens; None where that of any is not known, or there are none."""
    known = [(h.score, h.tokens) for h in hypotheses if h.score is not None]
    if not known or len(known) < len(hypotheses):
        return None
    return sum(score * tokens for score, tokens in known) / sum(tokens for _, tokens in known)


@dataclass(slots=True)
class Work:
    """One document under way.

    done: what a memory has of it, with the names that no table has; else its units are to be translated. mentions: of
    each sentence that is.
    """

    document: Document
    units: list[Unit] = field(default_factory=list)
    done: tuple[Bitext, list[Suggestion]] | None = None
    mentions: Mentions = field(default_factory=list)

    @property
    def sentences(self) -> list[Sentence]:
        """Those that the engine is given."""
        return [sentence for unit in self.units for sentence in unit.to_translate]

    @property
    def size(self) -> int:
        """Its weight in a pool."""
        return len(self.done[0].pairs) if self.done else len(self.units)
