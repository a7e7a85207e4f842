"""Document in, bitext out: split, normalise, find names, translate, check, and put everything back in its place.

Documents are taken in pools of some hundred sentences. While the engine is busy with one pool, in a thread of its own,
the next one is read, and the one before is finished.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from tarjoman import clock
from tarjoman.bitext import Bitext, Flag, Origin, Pair, Provenance
from tarjoman.config import DEFAULT, TranslateConfig
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import ModelError
from tarjoman.translate.ahead import Ahead
from tarjoman.translate.engine import Engine, Hint, Hypothesis
from tarjoman.translate.manifest import TOOL
from tarjoman.translate.memory import RememberingEngine, Remembers
from tarjoman.translate.memory.edits import Similar, edit_key
from tarjoman.translate.memory.finished import Finished
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.stage import NameStage, hints
from tarjoman.translate.names.table import NameTable
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.pools import pools
from tarjoman.translate.reader import paragraphs
from tarjoman.translate.retry import RetryingEngine
from tarjoman.translate.script import has_persian
from tarjoman.translate.splitting import cut, split, split_all
from tarjoman.translate.units import Sentence, Unit, Work
from tarjoman.translate.verbatim import restored

Splitter = Callable[[str], list[Span]]


def whole(text: str) -> list[Span]:
    """A splitter for text that is already one sentence a paragraph."""
    return [Span(0, len(text))] if text else []


@dataclass(slots=True)
class _Pool:
    """Documents whose sentences the engine is given together. answers: its, of all their sentences in order."""

    works: list[Work]
    answers: Iterator[tuple[int, list[Hypothesis]]]


class Translator:
    """Translates documents with one engine.

    config: its window, the sentences of neighbouring documents that are pooled; a document is never divided.
    memory: where documents that were translated before are found, and what persons wrote for their sentences.
    splitter: finds the sentences of a paragraph; `whole` takes each paragraph as one. Without one a quotation stays one
    sentence while the engine takes it at once.
    names: reads the names that every document is held to; without one they are the engine's.
    provenance: what all its bitexts carry; its time is when the translator was made.
    """

    def __init__(
        self,
        engine: Engine,
        config: TranslateConfig = DEFAULT,
        *,
        splitter: Splitter | None = None,
        names: NameReader | None = None,
        memory: Remembers | None = None,
    ) -> None:
        self.engine, self._config, self._memory = engine, config, memory
        self.names = names or NameReader(NameTable([]))
        self._splitter = splitter
        self.splitter = splitter or partial(split, fits=self._fits)
        self._normalize = normalizer(engine.model.profile)
        self.provenance = _provenance(engine, names.settings if names else {})

    @cached_property
    def _stage(self) -> NameStage:
        return NameStage(self.engine, self.names)

    @cached_property
    def _finished(self) -> Finished | None:
        """The documents that the memory has; None where they do not decide themselves alone, or cannot be told."""
        if not self._memory or self.names.across or self._splitter not in (None, whole):
            return None
        made, model = self.provenance, self.engine.model
        recipe = [
            made.tool,
            self.names.table.stamp,
            model.stamp,
            asdict(model.decoding),
            sorted(made.settings.items()),
            self._splitter is whole,
            astuple(self._config.checks),
        ]
        return Finished(self._memory, recipe)

    @classmethod
    def load(
        cls,
        config: TranslateConfig = DEFAULT,
        *,
        splitter: Splitter | None = None,
        names: NameReader | None = None,
        memory: Remembers | None = None,
    ) -> "Translator":
        """A translator for a configuration; by default the embedded model, and names as the configuration says.

        names: instead of those of the configuration. memory: which the configuration only names. Raises ModelError;
        InputError for a name table that cannot be.
        """
        from tarjoman.translate.engines import load_engine

        if names is None and config.enforce:
            names = NameReader.load([Path(name) for name in config.names], across=config.across)
        engine: Engine = RememberingEngine(load_engine(config), memory, together=config.window)
        if config.retry:
            engine = RetryingEngine(engine, config.checks)
        return cls(engine, config, splitter=splitter, names=names, memory=memory)

    def beside(self, tables: Sequence[Path]) -> "Translator":
        """The same translator with more name tables, which win; itself where there are none, or no names are held.

        Raises InputError.
        """
        if not tables or not self._config.enforce:
            return self
        names = self.names.under(tables)
        return Translator(self.engine, self._config, splitter=self._splitter, names=names, memory=self._memory)

    def text(self, text: str) -> str:
        """The English of a Persian text, with its line breaks; "" for a text without content."""
        from tarjoman.align.formats import plain

        parts = paragraphs(text)
        if not parts:
            return ""
        (bitext,) = self.translate([Document("text", parts)])
        return plain.text(bitext)

    def translate(
        self, documents: Iterable[Document], on_pair: Callable[[Pair], None] = lambda _: None
    ) -> Iterator[Bitext]:
        """One bitext a document, in order. `on_pair` hears of each pair when it is ready."""
        with Ahead() as ahead:
            before: _Pool | None = None
            for works in pools(map(self._work, documents), lambda work: work.size, self._config.window):
                if self.engine.heeds:  # it is told of the names
                    self._read_names(works)
                pool = _Pool(works, ahead(self._ask(works)))
                if not self.engine.heeds:
                    self._read_names(works)
                if before:
                    yield from self._finish(before, on_pair)
                before = pool
            if before:
                yield from self._finish(before, on_pair)

    def pools(self, documents: Iterable[Document]) -> Iterator[list[Document]]:
        """The documents that `translate` would translate together."""
        return pools(documents, lambda document: sum(1 for _ in self.segments(document)), self._config.window)

    def together(self, documents: Iterable[Document]) -> Iterator[Bitext]:
        """The bitexts of one of the `pools`."""
        works = [self._work(document) for document in documents]
        self._read_names(works)
        yield from self._finish(_Pool(works, self._ask(works)), lambda _: None)

    def _work(self, document: Document) -> Work:
        """A document, found or ready to be translated."""
        if self._finished and (found := self._finished.get(document, self.provenance)):
            return Work(document, done=found)
        segments = list(self.segments(document))
        keys = self._keys(segments)
        edits = self._memory.edited(keys) if self._memory and any(keys) else {}
        units = [
            Unit(segment, [], edit=edits[key]) if key in edits else self._unit(segment)
            for segment, key in zip(segments, keys, strict=True)
        ]
        return Work(document, units)

    def _read_names(self, works: Sequence[Work]) -> None:
        """Read the names of what is to be translated."""
        some = [work for work in works if not work.done]
        texts = [(work.document.id, [sentence.normalized for sentence in work.sentences]) for work in some]
        for work, mentions in zip(some, self.names.read_all(texts), strict=True):
            work.mentions = mentions

    def _keys(self, segments: Sequence[Segment]) -> list[str]:
        """The `edit_key` of each segment; "" where there are no edits at all."""
        return [edit_key(s.text) if self._similar else "" for s in segments]

    @cached_property
    def _edition(self) -> int:
        """Of the edits that count in this run: those that there are when it begins."""
        return self._memory.edition if self._memory else 0

    @cached_property
    def _similar(self) -> Similar | None:
        """What persons wrote, as of when the first document was read; None where they wrote nothing."""
        edits = self._memory.edits() if self._memory and self._edition else {}
        return Similar(edits.items()) if edits else None

    def _with_matches(self, bitext: Bitext) -> Bitext:
        """The bitext, each machine's translation with what persons wrote for sentences like its own."""
        if not self._similar:
            return bitext
        pairs = (
            replace(pair, matches=self._similar.find(pair.source)) if pair.origin is Origin.MACHINE else pair
            for pair in bitext.pairs
        )
        return replace(bitext, pairs=tuple(pairs))

    def _ask(self, works: Sequence[Work]) -> Iterator[tuple[int, list[Hypothesis]]]:
        """The engine's first answers for the sentences of some documents."""
        sentences = [sentence.text for work in works for sentence in work.sentences]
        ask = self.engine.at_once if isinstance(self.engine, RetryingEngine) else self.engine.translate
        if told := self._hints(works):
            yield from ask(sentences, hints=told)
        elif sentences:
            yield from ask(sentences)

    def _mended(
        self, works: Sequence[Work], sentences: Sequence[str], answers: Iterator[tuple[int, list[Hypothesis]]]
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """The answers when what is wrong with them was tried again, while the engine goes on with the next pool.

        Addresses and emoji are put right, which no engine does of itself.
        """
        if isinstance(self.engine, RetryingEngine):
            answers = self.engine.mended(sentences, answers, self._hints(works))
        for index, hypotheses in answers:
            yield index, [_restored(sentences[index], hypothesis) for hypothesis in hypotheses]

    def _hints(self, works: Sequence[Work]) -> list[Hint]:
        """What an engine that heeds hints is told of each sentence of some documents; for any other none."""
        if not self.engine.heeds:
            return []
        return [hint for work in works for hint in hints([s.text for s in work.sentences], work.mentions)]

    def _finish(self, pool: _Pool, on_pair: Callable[[Pair], None]) -> Iterator[Bitext]:
        """The bitexts of a pool, when the engine has answered."""
        pairs: dict[int, Pair] = {}  # by the id of their unit

        def finish(unit: Unit) -> None:
            pairs[id(unit)] = unit.pair(self._config.checks)
            on_pair(pairs[id(unit)])

        units = [unit for work in pool.works for unit in work.units]
        for unit in units:
            if unit.done:
                finish(unit)
        owners = [(unit, sentence) for unit in units for sentence in unit.to_translate]
        sentences = [sentence.text for _, sentence in owners]
        texts = [(work.document.id, work.mentions) for work in pool.works]
        answers = self._mended(pool.works, sentences, pool.answers)
        for index, translation in self._stage.translate(sentences, texts, answers) if sentences else ():
            unit, sentence = owners[index]
            sentence.translation = translation
            if unit.done:
                finish(unit)
        if missing := len(units) - len(pairs):
            raise ModelError(self.engine.model.id, f"gave no answer for {missing} sentences", "Report this")
        for work in pool.works:
            if work.done:
                bitext, suggestions = work.done
                self.names.found(work.document.id, suggestions)
                for pair in bitext.pairs:
                    on_pair(pair)
            else:
                bitext = Bitext(work.document, tuple(pairs[id(unit)] for unit in work.units), self.provenance)
                suggestions = self.names.told(work.document.id)
                failed = any({Flag.EMPTY, Flag.TRUNCATED} & set(pair.flags) for pair in bitext.pairs)
                if self._finished and (self.engine.exact or not failed):  # else it is asked for again next time
                    self._finished.keep(bitext, suggestions, self._edition)
            yield self._with_matches(bitext)

    def segments(self, document: Document) -> Iterator[Segment]:
        """The sentences of a document; joined, they are its text."""
        index = 0
        for number, paragraph in enumerate(document.paragraphs):
            for span in self.splitter(paragraph):
                yield Segment(document.id, number, index, paragraph[span.start : span.end], span)
                index += 1

    def _fits(self, text: str) -> bool:
        """Whether a text is no longer than what the model was trained on."""
        return self.engine.size(self._normalize(text)) <= self.engine.model.max_tokens

    def _unit(self, segment: Segment) -> Unit:
        """A segment's sentences, each for itself: a model that is given two at once tends to drop one."""
        sentences: list[Sentence] = []
        was_cut = False
        for a, b in split_all(segment.text):
            sentence, limit = segment.text[a:b], self.engine.model.max_tokens
            normalized = self._normalize.log(sentence)
            if not has_persian(normalized.text) or self.engine.size(normalized.text) <= limit:
                sentences.append(Sentence(normalized, a))
                continue
            names = [mention.span for mention in self.names.matcher.find(sentence)]
            parts = cut(sentence, lambda t: self.engine.size(self._normalize(t)), limit, names)
            was_cut |= len(parts) > 1
            sentences += [Sentence(self._normalize.log(sentence[c:d]), a + c) for c, d in parts]
        return Unit(segment, [s for s in sentences if s.text], was_cut)


def _restored(sentence: str, hypothesis: Hypothesis) -> Hypothesis:
    """A hypothesis with the addresses and emoji of its sentence."""
    text, links = restored(sentence, hypothesis.text, hypothesis.links)
    return hypothesis if text == hypothesis.text else replace(hypothesis, text=text, links=links)


def _provenance(engine: Engine, settings: dict[str, str]) -> Provenance:
    """How an engine's bitexts are made."""
    return Provenance(
        tool=TOOL,
        model=engine.model.id,
        license=engine.model.license,
        settings=engine.settings | settings,
        created=clock.now(),
    )
