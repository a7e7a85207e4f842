"""Two documents in, a bitext out, and what an editor wants to know of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tarjoman import clock
from tarjoman.align.sentences import anywhere, english
from tarjoman.align.sentences.aligner import Aligner, Block, Sentences, search
from tarjoman.align.sentences.band import Apart
from tarjoman.align.sentences.blocks import Texts
from tarjoman.align.sentences.similarity import Progress, silent
from tarjoman.align.sentences.vectors import Kernel
from tarjoman.bitext import Bitext, Flag, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError
from tarjoman.translate.manifest import TOOL
from tarjoman.translate.splitting import split_all

_MOST_TIMES = 200  # as many letters as the other side: no translation is so much longer than its source
_FOREIGN = 0.5  # share of the letters of a side in the other language's script, above which it is no text of its own
_LEFT_OVER = 10_000_000  # pairs of sentences left over among which moved ones are looked for: some ten seconds


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of an alignment.

    sources, targets: sentences. pairs: rows with both sides; doubtful: those of them that are flagged. untranslated,
    added: the sentences that nothing answers, with their numbers; not those without letters and digits. moved: those of
    both that seem to say the same, but stand elsewhere. All numbers are from 0. complete: whether moved ones were
    looked for.
    """

    sources: int
    targets: int
    pairs: int
    doubtful: int
    untranslated: list[tuple[int, str]]
    added: list[tuple[int, str]]
    moved: list[anywhere.Run] = field(default_factory=list)
    complete: bool = True

    @property
    def unlikely(self) -> bool:
        """Whether so little is sure that the texts may have nothing to do with each other."""
        return 2 * self.doubtful > self.pairs


@dataclass(frozen=True, slots=True)
class _Sides:
    """The sentences of both documents; of the target each on one line, with the number of its paragraph."""

    source: list[Segment]
    target: list[str]
    paragraphs: list[int]


def _sentences(document: Document, *, lines: bool) -> tuple[list[str], list[int]]:
    """Those of an English document, with the numbers of their paragraphs."""
    found = [
        (text, number)
        for number, paragraph in enumerate(document.paragraphs)
        for start, end in ([Span(0, len(paragraph))] if lines else english.split(paragraph))
        if (text := " ".join(paragraph[start:end].split()))
    ]
    return [text for text, _ in found], [number for _, number in found]


def segments(document: Document, *, lines: bool = False) -> list[Segment]:
    """The sentences of a Persian document; joined, they are its text. lines: each paragraph is one."""
    found: list[Segment] = []
    for number, paragraph in enumerate(document.paragraphs):
        for span in [Span(0, len(paragraph))] if lines else split_all(paragraph):
            found.append(Segment(document.id, number, len(found), paragraph[span.start : span.end], span))
    return found


@dataclass(frozen=True)
class Documents:
    """Aligns documents.

    aligner: how. model: what translated for it; "" where nothing did. confidence: below which
    a pair is flagged; least: that pairs of comparable documents have. lines: each paragraph is a sentence.
    """

    aligner: Aligner
    model: str = ""
    confidence: float = 0.7
    least: float = anywhere.LEAST
    lines: bool = False

    def align(self, source: Document, target: Document, progress: Progress = silent) -> tuple[Bitext, Summary]:
        """Documents that say the same in the same order. Raises InputError: as `check` does; too little in common."""
        sides = self._sides(source, target)
        texts, kernels = self._read(sides, progress, ordered=True)
        weights = self.aligner.weights
        try:
            blocks = search(weights, kernels, *texts)
        except Apart as error:
            advice = "Check that they belong together; --comparable pairs what says the same wherever it stands"
            raise InputError(source.id, "its texts have too little in common to be aligned in order", advice) from error
        sources = [block.source[0] for block in blocks if not block.target]
        targets = [block.target[0] for block in blocks if not block.source]
        few = len(sources) * len(targets) <= _LEFT_OVER
        found = anywhere.matches(weights, kernels, texts, sources, targets) if few and kernels else []
        return self._made(source, target.id, sides, blocks, anywhere.runs(found), few)

    def compare(self, source: Document, target: Document, progress: Progress = silent) -> tuple[Bitext, Summary]:
        """Documents on the same matter, of which some sentences say the same, in any order.

        What a source sentence has stands beside it; target sentences that nothing answers come at the end. Raises
        InputError: as `check` does.
        """
        sides = self._sides(source, target)
        texts, kernels = self._read(sides, progress, ordered=False)
        sources, targets = range(len(sides.source)), range(len(sides.target))
        matches = anywhere.matches(self.aligner.weights, kernels, texts, sources, targets, self.least)
        found = {match.source: match for match in matches}
        blocks = [
            Block(range(i, i + 1), range(found[i].target, found[i].target + 1), found[i].confidence)
            if i in found
            else Block(range(i, i + 1), range(0), None)
            for i in sources
        ]
        answered = {match.target for match in matches}
        blocks += [Block(range(0), range(j, j + 1), None) for j in targets if j not in answered]
        return self._made(source, target.id, sides, blocks, [], True)

    def _sides(self, source: Document, target: Document) -> "_Sides":
        check(source, target)
        return _Sides(segments(source, lines=self.lines), *_sentences(target, lines=self.lines))

    def _read(self, sides: "_Sides", progress: Progress, *, ordered: bool) -> tuple[tuple[Texts, Texts], list[Kernel]]:
        """What is known of the texts, and their kernels. ordered: whether paragraphs say something."""
        told = ordered and not self.lines
        own = Sentences([s.text for s in sides.source], [s.paragraph for s in sides.source] if told else ())
        others = Sentences(sides.target, sides.paragraphs if told else ())
        kernels = self.aligner.kernels(own, others, progress)
        progress("Aligning", 0, 0)
        return (Texts.of(own.texts, own.opens), Texts.of(others.texts, others.opens)), kernels

    def _made(
        self,
        source: Document,
        target: str,
        sides: "_Sides",
        blocks: Sequence[Block],
        moved: list[anywhere.Run],
        complete: bool,
    ) -> tuple[Bitext, Summary]:
        """The bitext of blocks, and what there is to say of them."""
        pairs = tuple(
            Pair(
                tuple(sides.source[i] for i in block.source),
                tuple(sides.target[j] for j in block.target),
                flags=tuple(self._flags(block)),
                origin=Origin.ALIGNED,
                confidence=block.confidence,
            )
            for block in blocks
        )
        how = {"method": self.aligner.method, "target": target} | ({"aligned_by": self.model} if self.model else {})
        provenance = Provenance(TOOL, "", "", how, clock.now())  # the English is no model's
        both = [pair for pair in pairs if pair.sources and pair.targets]
        return Bitext(source, pairs, provenance), Summary(
            len(sides.source),
            len(sides.target),
            len(both),
            sum(Flag.ALIGNMENT in pair.flags for pair in both),
            _told((i, " ".join(sides.source[i].text.split())) for b in blocks if not b.target for i in b.source),
            _told((j, sides.target[j]) for b in blocks if not b.source for j in b.target),
            moved,
            complete,
        )

    def _flags(self, block: Block) -> Iterator[Flag]:
        if not block.source or not block.target:
            yield Flag.ALONE
        if block.confidence is not None and block.confidence < self.confidence:
            yield Flag.ALIGNMENT


def _told(some: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The sentences that say something: of a lone mark nobody asks where it is."""
    return [(number, text) for number, text in some if any(map(str.isalnum, text))]


def check(source: Document, target: Document, names: tuple[str, str] | None = None) -> None:
    """Raise InputError for documents that cannot be a Persian text and its English.

    names: what to call them in messages, where not by their ids.
    """
    share = [_persian(document.text) for document in (source, target)]
    sizes = [sum(c.isalpha() for c in document.text) for document in (source, target)]
    here, there = names or (source.id, target.id)
    for where, size in ((here, sizes[0]), (there, sizes[1])):
        if not size:
            raise InputError(where, "has no letters", "Give it a text")
    if share[0] < _FOREIGN and share[1] > _FOREIGN:
        raise InputError(here, "is not in Persian letters, and the other text is", "Name the Persian text first")
    if source.text == target.text:
        raise InputError(there, "says the same as the Persian side, letter by letter", "Name its English version")
    if share[0] < _FOREIGN:
        raise InputError(here, f"only {share[0]:.0%} of its letters are Persian ones", "Name the Persian text first")
    if share[1] > _FOREIGN:
        problem = f"{share[1]:.0%} of its letters are Persian or Arabic"
        raise InputError(there, problem, "Name an English text second")
    if max(sizes) > _MOST_TIMES * min(sizes):
        longer, shorter = (here, there) if sizes[0] > sizes[1] else (there, here)
        problem = f"has {max(sizes):,} letters, {shorter} only {min(sizes):,}"
        raise InputError(longer, problem, "Check that one is the translation of the other")


def _persian(text: str) -> float:
    """The share of the letters that are of the Arabic script; 0 where there are none."""
    letters = [c for c in text if c.isalpha()]
    return sum("\u0600" <= c <= "\u08ff" or "\ufb50" <= c <= "\ufeff" for c in letters) / max(1, len(letters))
