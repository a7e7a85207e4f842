"""An engine that is asked only for what a memory does not have.

An answer is kept under all that decides it: the sentence as the engine was given it, what the engine heeds beside it,
the model and its revision, and the settings of its decoding. Names are put right afterwards, so that a new name table
asks for no new answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from tarjoman.translate.engine import Engine, Hint, Hypothesis
from tarjoman.translate.memory.remembers import Remembers
from tarjoman.translate.memory.store import digest
from tarjoman.translate.model import Decoding

_COMMIT = 64  # answers written at once: what a crash can cost


class RememberingEngine:
    """An engine that is not asked for what a memory has, nor twice for one sentence, and whose answers are kept.

    memory: None where nothing is to be kept.
    """

    def __init__(self, engine: Engine, memory: Remembers | None) -> None:
        self._engine, self._memory = engine, memory
        self.model = engine.model
        self.settings, self.heeds = engine.settings, engine.heeds

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
        shared = [self.model.id, asdict(decoding or self.model.decoding), sorted(self.settings.items()), number]
        places: dict[bytes, list[int]] = {}
        for index, sentence in enumerate(sentences):
            key = digest([sentence, *shared, asdict(hints[index]) if hints else None])
            places.setdefault(key, []).append(index)
        known = self._memory.answers(list(places)) if self._memory else {}
        for key, hypotheses in known.items():
            yield from ((index, hypotheses) for index in places[key])
        new = [key for key in places if key not in known]
        if not new:
            return
        first = [places[key][0] for key in new]
        answers = self._engine.translate(
            [sentences[index] for index in first],
            number,
            decoding=decoding,
            hints=[hints[index] for index in first] if hints else (),
        )
        waiting: list[tuple[bytes, str, Sequence[Hypothesis]]] = []
        try:
            for index, hypotheses in answers:
                waiting.append((new[index], sentences[first[index]], hypotheses))
                if len(waiting) >= _COMMIT:
                    self._keep(waiting)
                yield from ((place, hypotheses) for place in places[new[index]])
        finally:
            self._keep(waiting)

    def _keep(self, answers: list[tuple[bytes, str, Sequence[Hypothesis]]]) -> None:
        """Keep answers, and be done with them."""
        if answers and self._memory:
            self._memory.remember(self.model, answers)
        answers.clear()
