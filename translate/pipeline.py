"""Document in, bitext out: split, normalise, translate, check, and put everything back in its place."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import tarjoman
from tarjoman.bitext import Bitext, Flag, Origin, Pair, Provenance
from tarjoman.config import DEFAULT, TranslateConfig
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.check import check
from tarjoman.translate.engine import Engine, Hypothesis
from tarjoman.translate.model import Model
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.reader import paragraphs
from tarjoman.translate.script import has_persian
from tarjoman.translate.splitting import cut, split, split_all

Splitter = Callable[[str], list[Span]]


def whole(text: str) -> list[Span]:
    """A splitter for text that is already one sentence a paragraph."""
    return [Span(0, len(text))] if text else []


@dataclass(slots=True)
class _Unit:
    """One segment under way: its sentences, each normalised, and what has become of each.

    A sentence without Persian letters is its own translation, None among the hypotheses.
    """

    segment: Segment
    sentences: list[str]
    was_cut: bool
    hypotheses: dict[int, Hypothesis | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hypotheses = {place: None for place, s in enumerate(self.sentences) if not has_persian(s)}

    @property
    def to_translate(self) -> list[int]:
        """The places of the sentences that the engine is given."""
        return [place for place, s in enumerate(self.sentences) if has_persian(s)]

    @property
    def done(self) -> bool:
        """Whether every sentence has its answer."""
        return len(self.hypotheses) == len(self.sentences)

    def pair(self) -> Pair:
        """The row of the segment, when it is done."""
        rows = [(s, self.hypotheses[place]) for place, s in enumerate(self.sentences)]
        targets = [s if h is None else h.text for s, h in rows]
        flags = [f for s, h in rows if h for f in check(s, h.text)]
        flags += [Flag.TRUNCATED for _, h in rows if h and h.truncated] + [Flag.CUT] * self.was_cut
        flags += [Flag.COPIED for s, h in rows if h is None and any(c.isalnum() for c in s)]
        made = [h for _, h in rows if h]
        return Pair(
            (self.segment,),
            tuple(filter(None, targets)),
            " ".join(self.sentences),
            sum(h.score * h.tokens for h in made) / sum(h.tokens for h in made) if made else None,
            tuple(dict.fromkeys(flags)),
            Origin.MACHINE if made else Origin.COPY,
        )


class Translator:
    """Translates documents with one engine.

    config: its window, the sentences of neighbouring documents that are pooled; a document is never divided.
    splitter: finds the sentences of a paragraph; `whole` takes each paragraph as one. Without one a quotation stays one
    sentence while the engine takes it at once.
    provenance: what all its bitexts carry; its time is when the translator was made.
    """

    def __init__(self, engine: Engine, config: TranslateConfig = DEFAULT, *, splitter: Splitter | None = None) -> None:
        self.engine, self.window = engine, config.window
        self.splitter = splitter or partial(split, fits=self._fits)
        self._normalize = normalizer(engine.model.profile)
        self.provenance = _provenance(engine)

    @classmethod
    def load(cls, config: TranslateConfig = DEFAULT, *, splitter: Splitter | None = None) -> "Translator":
        """A translator for a configuration; by default the embedded model. Raises ModelError."""
        from tarjoman.translate.ctranslate import CTranslate2Engine

        return cls(CTranslate2Engine(Model.find(config.model), config), config, splitter=splitter)

    def text(self, text: str) -> str:
        """The English of a Persian text, with its line breaks; "" for a text without content."""
        from tarjoman.align.formats import plain

        parts = paragraphs(text)
        if not parts:
            return ""
        (bitext,) = self.translate([Document("text", parts)])
        return plain.render(bitext)

    def translate(
        self, documents: Iterable[Document], on_pair: Callable[[Pair], None] = lambda _: None
    ) -> Iterator[Bitext]:
        """One bitext a document, in order. `on_pair` hears of each pair when it is ready."""
        pool: list[tuple[Document, list[_Unit]]] = []
        pooled = 0
        for document in documents:
            units = [self._unit(s) for s in self.segments(document)]
            pool.append((document, units))
            pooled += sum(len(u.to_translate) for u in units)
            if pooled >= self.window:
                yield from self._translate(pool, on_pair)
                pool, pooled = [], 0
        yield from self._translate(pool, on_pair)

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

    def _unit(self, segment: Segment) -> _Unit:
        """A segment's sentences, each for itself: a model that is given two at once tends to drop one."""
        sentences, was_cut = [], False
        for a, b in split_all(segment.text):
            sentence = segment.text[a:b]
            if not has_persian(normal := self._normalize(sentence)):
                sentences.append(normal)
                continue
            parts = cut(sentence, lambda t: self.engine.size(self._normalize(t)), self.engine.model.max_tokens)
            was_cut |= len(parts) > 1
            sentences += [self._normalize(sentence[c:d]) for c, d in parts]
        return _Unit(segment, [s for s in sentences if s], was_cut)

    def _translate(self, pool: list[tuple[Document, list[_Unit]]], on_pair: Callable[[Pair], None]) -> Iterator[Bitext]:
        pairs: dict[int, Pair] = {}  # by the id of their unit

        def finish(unit: _Unit) -> None:
            pairs[id(unit)] = unit.pair()
            on_pair(pairs[id(unit)])

        units = [unit for _, units in pool for unit in units]
        for unit in units:
            if unit.done:
                finish(unit)
        owners = [(unit, place) for unit in units for place in unit.to_translate]
        for index, hypothesis in self.engine.translate([unit.sentences[place] for unit, place in owners]):
            unit, place = owners[index]
            unit.hypotheses[place] = hypothesis
            if unit.done:
                finish(unit)
        if missing := len(units) - len(pairs):
            raise ModelError(self.engine.model.id, f"gave no answer for {missing} sentences", "Report this")
        for document, units in pool:
            yield Bitext(document, tuple(pairs[id(unit)] for unit in units), self.provenance)


def _provenance(engine: Engine) -> Provenance:
    """How an engine's bitexts are made. The time is SOURCE_DATE_EPOCH's where that is set (reproducible-builds.org)."""
    try:
        now = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except KeyError:
        now = datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            "SOURCE_DATE_EPOCH", f"no time ({error})", "Give it seconds since 1970, or unset it"
        ) from error
    return Provenance(
        tool=f"tarjoman {tarjoman.__version__}",
        model=engine.model.id,
        license=engine.model.license,
        settings=engine.settings,
        created=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
    )
