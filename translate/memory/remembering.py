"""An engine that is asked only for what a memory does not have.

An answer is kept under all that decides it: the sentence as the engine was given it, what the engine heeds beside it,
the model with its languages, pieces and vocabularies (`Model.stamp`), and the settings of its decoding. Names are put
right afterwards, so that a new name table asks for no new answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cached_property

from tarjoman.config import DEFAULT
from tarjoman.translate.engine import Engine, Hint, Hypothesis
from tarjoman.translate.memory.remembers import Remembers
from tarjoman.translate.memory.store import digest
from tarjoman.translate.model import Decoding


class RememberingEngine:
    """An engine that is not asked for what a memory has, nor twice for one sentence, and whose answers are kept.

    The answers of an exact engine are kept so many at a time, when all of these are there: a run that was stopped asks
    for the same sentences together again, and the same comes out. Those of any other are kept as they come, but for
    what failed: empty or truncated, it may come out better when it is asked for again.

    memory: None where nothing is to be kept. together: how many sentences an exact engine is asked for at a time.
    """

    def __init__(self, engine: Engine, memory: Remembers | None, *, together: int = DEFAULT.window) -> None:
        self._engine, self._memory, self._together = engine, memory, together
        self.model = engine.model
        self.settings, self.heeds, self.exact = engine.settings, engine.heeds, engine.exact

    @cached_property
    def _stamp(self) -> str:
        return self.model.stamp

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
        """First what the memory has, in order; then as the engine has it ready."""
        hints = hints if self.heeds else ()
        shared = [self._stamp, asdict(decoding or self.model.decoding), sorted(self.settings.items()), number]
        places: dict[bytes, list[int]] = {}
        for index, sentence in enumerate(sentences):
            key = digest([sentence, *shared, asdict(hints[index]) if hints else None])
            places.setdefault(key, []).append(index)
        for keys in _some(list(places), self._together):
            known = self._memory.answers(keys) if self._memory else {}
            for key, hypotheses in known.items():
                yield from ((index, hypotheses) for index in places[key])
            new = [key for key in keys if key not in known]
            first = [places[key][0] for key in new]
            answers = self._engine.translate(
                [sentences[index] for index in first],
                number,
                decoding=decoding,
                hints=[hints[index] for index in first] if hints else (),
            )
            found: list[tuple[bytes, str, Sequence[Hypothesis]]] = []
            for index, hypotheses in answers if new else ():
                if self.exact or all(hypothesis.text and not hypothesis.truncated for hypothesis in hypotheses):
                    found.append((new[index], sentences[first[index]], hypotheses))
                if not self.exact:
                    self._keep(found)
                yield from ((place, hypotheses) for place in places[new[index]])
            self._keep(found)

    def _keep(self, found: list[tuple[bytes, str, Sequence[Hypothesis]]]) -> None:
        """Keep answers, and be done with them."""
        if found and self._memory:
            self._memory.remember(self.model, found)
        found.clear()


def _some(keys: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    """The keys, so many at a time."""
    return (keys[start : start + size] for start in range(0, len(keys), size))
