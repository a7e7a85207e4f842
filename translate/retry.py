"""Translating again, in other ways, what the checks find to be wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from tarjoman.align.words import Link, words
from tarjoman.config import Checks
from tarjoman.translate.check import examine
from tarjoman.translate.engine import Engine, Hint, Hypothesis
from tarjoman.translate.model import Decoding
from tarjoman.translate.splitting import cut

WIDER = 1.5  # times the beam
NGRAM = 4  # tokens in a row that may not come again, of what goes round in a circle
# How much less may be expected of one in parts. Of 45 sentences of the development sets that checks found fault with,
# 42 are replaced then, by 2.2 chrF better ones (21 by better, 9 by worse); without a limit 43, by 1.9 (20 and 11).
_LESS = 0.02
_PART = 0.6  # of a sentence's tokens that a part of it has at most, when it is cut
_WORTH = 12  # tokens that a sentence has at least to be cut

# Words that a part may begin with, with the capital of a sentence's first word
_SMALL = re.compile(
    "A|About|After|Also|Although|An|And|Are|As|At|Be|Because|Been|Before|Between|But|By|During|For|From|Had|Has|Have|"
    "He|Her|His|However|If|In|Into|Is|It|Its|Not|Of|On|Or|Over|She|Since|So|That|The|Their|Them|There|These|They|This|Those|"
    "Through|To|Under|Until|Was|We|Were|When|Where|Which|While|Who|With|Without|You"
)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A hypothesis. severity: how much is wrong with it. circling: whether it does not come to an end."""

    hypothesis: Hypothesis
    severity: float
    circling: bool
    confidence: float | None = None

    @property
    def key(self) -> tuple[float, float]:
        """What attempts are compared by, the least is best: the checks first, then the model's own score."""
        return (self.severity, -(self.hypothesis.score or 0.0))

    def is_worth(self, first: "_Attempt") -> bool:
        """Whether it may take the first's place, though it is in parts: the check may be wrong, and this worse English.

        What does not come to an end, or is not there, may be replaced by anything.
        """
        if first.circling or not first.hypothesis.text or self.confidence is None or first.confidence is None:
            return True
        return self.confidence >= first.confidence - _LESS


class RetryingEngine:
    """An engine whose hypotheses are looked at; a sentence that a check finds something wrong with is tried again.

    With a wider beam, all of whose hypotheses count, and without repetition, where it went round in a circle; when that
    does not mend it, in parts. The best is kept, which may be the first. What is good at once comes at once, the rest
    when all of that is done. Questions for several hypotheses or with other decoding are passed on as they are.
    """

    def __init__(self, engine: Engine, limits: Checks) -> None:
        self._engine, self._limits = engine, limits
        self.model, self.heeds, self.exact = engine.model, engine.heeds, engine.exact
        decides = (f"{name} {limit}" for name, limit in asdict(limits).items() if name != "confidence")
        self.settings = engine.settings | {"retry": ", ".join(decides)}

    def size(self, sentence: str) -> int:
        """Of the engine."""
        return self._engine.size(sentence)

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """First what is good at once, as the engine has it ready."""
        answers = self.at_once(sentences, number, decoding=decoding, hints=hints)
        return answers if number > 1 or decoding else self.mended(sentences, answers, hints)

    def at_once(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """What the engine says, without a look at it."""
        return self._engine.translate(sentences, number, decoding=decoding, hints=hints)

    def mended(
        self, sentences: Sequence[str], answers: Iterable[tuple[int, list[Hypothesis]]], hints: Sequence[Hint] = ()
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """The answers that come `at_once`, looked at: first those that are good, then what became of the others."""
        failed: dict[int, _Attempt] = {}
        for index, hypotheses in answers:
            attempt = self._attempt(sentences[index], hypotheses[0])
            if attempt.severity:
                failed[index] = attempt
            else:
                yield index, hypotheses
        first = dict(sorted(failed.items()))  # in whatever order they came: the same are asked together again
        best = dict(first)
        for way, in_parts in ((self._wider, False), (self._in_parts, True)):
            failed = {index: attempt for index, attempt in best.items() if attempt.severity}
            for index, hypothesis in way(sentences, failed, hints) if failed else ():
                attempt = self._attempt(sentences[index], hypothesis)
                if not in_parts or attempt.is_worth(first[index]):
                    best[index] = min(best[index], attempt, key=lambda one: one.key)
        yield from ((index, [attempt.hypothesis]) for index, attempt in best.items())

    def _attempt(self, sentence: str, hypothesis: Hypothesis) -> _Attempt:
        found = examine(sentence, hypothesis)
        loops = 0 < self._limits.repetition <= found.repetition
        return _Attempt(hypothesis, found.severity(self._limits), found.truncated or loops, found.confidence)

    def _wider(
        self, sentences: Sequence[str], failed: Mapping[int, _Attempt], hints: Sequence[Hint]
    ) -> Iterator[tuple[int, Hypothesis]]:
        """All hypotheses of a wider beam."""
        wider = replace(self.model.decoding, beam=min(64, round(WIDER * self.model.decoding.beam)))
        unlike = replace(wider, no_repeat_ngram=NGRAM)
        for circling, decoding in ((False, wider), (True, unlike)):
            if some := [index for index, attempt in failed.items() if attempt.circling is circling]:
                asked, told = [sentences[n] for n in some], [hints[n] for n in some] if hints else []
                for place, hypotheses in self._engine.translate(asked, decoding.beam, decoding=decoding, hints=told):
                    yield from ((some[place], hypothesis) for hypothesis in hypotheses)

    def _in_parts(
        self, sentences: Sequence[str], failed: Mapping[int, _Attempt], hints: Sequence[Hint]
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Sentences translated part by part, as far as they can be cut."""
        asked: list[tuple[int, int, str]] = []  # a sentence, the number of a part's first word in it, and the part
        for index in failed:
            sentence = sentences[index]
            if (size := self.size(sentence)) >= _WORTH:
                spans = cut(sentence, self.size, round(_PART * size))
                parts = [(a, sentence[a:b].strip()) for a, b in spans if sentence[a:b].strip()]
                asked += [(index, len(words(sentence[:a])), part) for a, part in parts if len(parts) > 1]
        if not asked:
            return
        told = [hints[index] for index, _, _ in asked] if hints else []
        answers = dict(self._engine.translate([part for _, _, part in asked], hints=told))
        for index in dict.fromkeys(index for index, _, _ in asked):
            made = [(answers[n][0], first) for n, (owner, first, _) in enumerate(asked) if owner == index]
            yield index, joined(made, failed[index].hypothesis.text)


def joined(parts: Sequence[tuple[Hypothesis, int]], whole: str) -> Hypothesis:
    """The hypotheses of a sentence's parts as one. Each with the number of its first word in the sentence.

    whole: the sentence's own hypothesis. A full stop between parts is dropped, and so is the capital of a part's first
    word that is written small elsewhere, or that is no name.
    """
    small = {word for text in (whole, *(part.text for part, _ in parts)) for word in text.split()}
    text = ""
    links: list[Link] = []
    for part, first in parts:
        opening, space, rest = part.text.partition(" ")
        if text and opening:
            text = text.removesuffix(".") + " "
            opening = opening.lower() if opening.lower() in small or _SMALL.fullmatch(opening) else opening
        written = len(words(text))
        links += [(first + source, written + target) for source, target in part.links]
        text += opening + space + rest
    tokens = sum(part.tokens for part, _ in parts)
    scores = [part.score * part.tokens for part, _ in parts if part.score is not None]
    score = sum(scores) / tokens if len(scores) == len(parts) else None
    return Hypothesis(text, score, tokens, any(part.truncated for part, _ in parts), tuple(links))
