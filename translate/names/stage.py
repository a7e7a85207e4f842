"""Names held to the table while a text is translated: looked for, put right, asked for again, and reported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from tarjoman.align.words import moved as moved_links
from tarjoman.bitext import Flag, NameStatus
from tarjoman.document import Span
from tarjoman.translate.check import check
from tarjoman.translate.engine import Engine, Hint, Hypothesis
from tarjoman.translate.names import repair
from tarjoman.translate.names.matcher import Mention
from tarjoman.translate.names.reading import Mentions, NameReader
from tarjoman.translate.names.verification import Rendering, verify

LIKE = 0.6  # of a translation that was asked for again: how much of the letters it must share with the first
_JUDGED_FROM = 30  # characters; shorter ones differ by the name alone
SURE = 0.8  # confidence in a name from which on it is enforced: of these candidates, 96 % were names


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a mention. span: its place in the translation; None exactly where it is missing."""

    mention: Mention
    span: Span | None
    status: NameStatus


@dataclass(frozen=True, slots=True)
class Translation:
    """A hypothesis with the names of its sentence, in their order there."""

    hypothesis: Hypothesis
    names: tuple[Found, ...] = ()

    @property
    def missing(self) -> int:
        """How many names of the table are not there."""
        return len(self.wanting)

    @property
    def wanting(self) -> list[Mention]:
        """The names of the table that are not there."""
        return [n.mention for n in self.names if n.status is NameStatus.MISSING and n.mention.confidence == 1]


class NameStage:
    """An engine whose translations have their names as a table spells them.

    Each step is taken only where the one before left a name wanting:

    1. The sentence is translated as it is. 89 % of the names of the development sets come out right so; writing all of
       them in Latin letters first gains less than asking again does, and costs 0.2 to 0.7 BLEU on native news.
    2. A variant of the name, found by its letters and by the attention of the network, is replaced in place.
    3. A model that copies Latin letters is asked again, with what is missing written so, for several hypotheses; the
       one with most of the names is taken, unless it is flagged for what the first was not, or says something else.
    4. What is still not there is reported as missing.

    Names that no table has, when it is `SURE` that they are names, are put right in place, where what stands there is
    spelt alike, and reported as missing; nothing is asked again for them, as they may be words. Of others it is only
    told where they stand. How such a name is spelt is decided when all that is translated with its document is.
    """

    def __init__(self, engine: Engine, names: NameReader) -> None:
        self._engine = engine
        self._names = names
        self._matcher = names.matcher
        self._english = names.table.english

    def translate(
        self,
        sentences: Sequence[str],
        documents: Sequence[tuple[str, Mentions]],
        answers: Iterable[tuple[int, Sequence[Hypothesis]]],
    ) -> Iterator[tuple[int, Translation]]:
        """The index of each sentence with its translation, each once, in the order in which they become ready.

        sentences: as `Engine.translate` takes them; answers: its, of all of them. documents: the id of each, and its
        mentions, of each sentence, spans in it; the sentences of a document follow each other. Raises ModelError.
        """
        every = [found for _, document in documents for found in document]
        wanting: dict[int, Translation] = {}
        unsettled: dict[int, Hypothesis] = {}
        for index, (hypothesis, *_) in answers:
            if any(mention.confidence < 1 for mention in every[index]):
                unsettled[index] = hypothesis
            elif (translation := self._at_once(sentences[index], every[index], hypothesis)).missing:
                wanting[index] = translation
            else:
                yield index, translation
        for index, found in self._settled(sentences, documents, unsettled):
            translation = self._at_once(sentences[index], found, unsettled[index])
            if translation.missing:
                wanting[index] = translation
            else:
                yield index, translation
        yield from self._again(sentences, wanting) if self._engine.model.copies else wanting.items()

    def _at_once(self, sentence: str, mentions: Sequence[Mention], hypothesis: Hypothesis) -> Translation:
        """A hypothesis with its names put right, as far as that can be done in place."""
        translation = self._held(sentence, mentions, hypothesis)
        if parts := self._parts(sentence, translation):
            other = self._held(sentence, parts, hypothesis)
            return other if other.missing < translation.missing else translation
        return translation

    def _settled(
        self, sentences: Sequence[str], documents: Sequence[tuple[str, Mentions]], hypotheses: Mapping[int, Hypothesis]
    ) -> Iterator[tuple[int, list[Mention]]]:
        """The sentences that there are hypotheses of, with their mentions as their documents settle them."""
        first = 0
        for id, document in documents:
            numbers = [n for n in range(first, first + len(document)) if n in hypotheses]
            seen: dict[str, list[str]] = {}
            for number in numbers:
                text = hypotheses[number].text
                found = verify(
                    sentences[number], document[number - first], text, hypotheses[number].links, self._english
                )
                for rendering in (r for r in found if r.mention.confidence < 1):
                    seen.setdefault(rendering.mention.entry.fa, [])
                    if rendering.span:
                        seen[rendering.mention.entry.fa].append(text[slice(*rendering.span)])
            settled = self._names.settle(id, document, seen) if numbers else document
            yield from ((number, settled[number - first]) for number in numbers)
            first += len(document)

    def _parts(self, sentence: str, translation: Translation) -> list[Mention]:
        """The mentions, those that are missing replaced by the names inside of them; none where none has any.

        «جنگ قره‌باغ» need not be the Nagorno-Karabakh war: "the situation after the war in Karabakh".
        """
        mentions = [name.mention for name in translation.names]
        missing = [name.mention for name in translation.names if name.status is NameStatus.MISSING]
        found = self._matcher.opened(sentence, mentions, missing)
        return found if found != mentions else []

    def _again(self, sentences: Sequence[str], wanting: dict[int, Translation]) -> Iterator[tuple[int, Translation]]:
        """Other translations of some sentences, where they have more of the names than those that there are."""
        asked: list[tuple[int, str, list[Mention]]] = []
        for index, translation in wanting.items():
            mentions = [name.mention for name in translation.names]
            sentence, moved = latin(sentences[index], mentions, translation.wanting)
            if self._engine.size(sentence) <= self._engine.model.max_tokens:
                asked.append((index, sentence, moved))
            else:
                yield index, translation
        if not asked:
            return
        beam = self._engine.model.decoding.beam
        for number, hypotheses in self._engine.translate([sentence for _, sentence, _ in asked], beam):
            index, sentence, moved = asked[number]
            best = first = wanting[index]
            flags = _flags(sentences[index], first)
            for hypothesis in hypotheses:
                other = self._held(sentence, moved, hypothesis)
                if other.missing < best.missing and _flags(sentences[index], other) <= flags and _is_like(other, first):
                    best = other
            yield index, best if best is first else _put_back(best, moved, first)

    def _held(self, sentence: str, mentions: Sequence[Mention], hypothesis: Hypothesis) -> Translation:
        """A hypothesis whose variants of names are replaced, as far as that leaves it good English."""
        if not mentions:
            return Translation(hypothesis)
        text, links = hypothesis.text, hypothesis.links
        renderings = verify(sentence, mentions, text, links, self._english)
        places: list[Span | None] = [rendering.span for rendering in renderings]
        statuses = [_status(rendering) for rendering in renderings]
        wrong = [n for n, r in enumerate(renderings) if r.span and not r.right and r.mention.confidence >= SURE]
        for number in sorted(wrong, key=lambda n: -_start(places[n])):
            span = places[number]
            repaired = span and repair.put(mentions[number].entry, text, span)
            if not repaired:
                places[number], statuses[number] = None, NameStatus.MISSING
                continue
            start, end, new = repaired.change
            links = moved_links(links, text, repaired.change) if links else links
            text, shift = repaired.text, len(new) - (end - start)
            for n, place in enumerate(places):
                if place and place.start >= end:
                    places[n] = Span(place.start + shift, place.end + shift)
                elif place and place.end > start and n != number:  # it had words of what was replaced
                    places[n], statuses[n] = None, NameStatus.MISSING
            places[number] = repaired.span
        found = map(Found, mentions, places, statuses)
        names = tuple(f for f in found if f.span or f.mention.confidence >= SURE)
        repairs = text != hypothesis.text
        return Translation(replace(hypothesis, text=text, links=links) if repairs else hypothesis, names)


def hints(sentences: Sequence[str], mentions: Mentions) -> Iterator[Hint]:
    """What an engine may be told of each sentence of a document: its names that a table has, and its neighbours."""
    for number, (sentence, found) in enumerate(zip(sentences, mentions, strict=True)):
        names = dict.fromkeys((sentence[slice(*m.span)], m.entry.en) for m in found if m.confidence == 1)
        around = ["", *sentences, ""][number : number + 3]
        yield Hint(tuple(names), around[0], around[2])


def latin(sentence: str, mentions: Sequence[Mention], chosen: Sequence[Mention]) -> tuple[str, list[Mention]]:
    """A sentence with some of its names in Latin letters, and all mentions where they are then."""
    parts: list[str] = []
    moved: list[Mention] = []
    at = length = 0
    for mention in mentions:
        between = sentence[at : mention.span.start]
        written = mention.entry.en if mention in chosen else sentence[mention.span.start : mention.span.end]
        parts += between, written
        length += len(between)
        moved.append(replace(mention, span=Span(length, length + len(written))))
        length += len(written)
        at = mention.span.end
    return "".join([*parts, sentence[at:]]), moved


def _is_like(other: Translation, first: Translation) -> bool:
    """Whether another translation says what the first does, and no name twice in a row."""
    text, before = other.hypothesis.text, first.hypothesis.text
    if len(before) >= _JUDGED_FROM and fuzz.ratio(text, before) < 100 * LIKE:
        return False
    return not any(name.span and repair.doubled(text, name.span) for name in other.names)


def _put_back(taken: Translation, moved: Sequence[Mention], first: Translation) -> Translation:
    """A translation that was asked for again, its mentions where they are in the sentence itself.

    moved: the mentions of the first where they are in what was asked. What the first lacked and this one has counts as
    repaired.
    """
    before = {mention.span: name for mention, name in zip(moved, first.names, strict=True)}
    names: list[Found] = []
    for name in taken.names:
        was = before[name.mention.span]
        new = was.status is NameStatus.MISSING and name.status is NameStatus.MATCHED
        names.append(Found(was.mention, name.span, NameStatus.REPAIRED if new else name.status))
    return Translation(replace(taken.hypothesis, links=()), tuple(names))


def _status(rendering: Rendering) -> NameStatus:
    if rendering.span is None:
        return NameStatus.MISSING
    if rendering.mention.confidence < 1:
        return NameStatus.UNKNOWN
    return NameStatus.MATCHED if rendering.right else NameStatus.REPAIRED


def _start(span: Span | None) -> int:
    return span.start if span else 0


def _flags(sentence: str, translation: Translation) -> set[Flag]:
    truncated = [Flag.TRUNCATED] if translation.hypothesis.truncated else []
    return {*check(sentence, translation.hypothesis.text), *truncated}
