"""Persian names into the English spellings that news gives them, by a small model of characters."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tarjoman.config import TranslateConfig
from tarjoman.errors import InputError
from tarjoman.translate.engine import Engine
from tarjoman.translate.model import Model
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.script import has_persian

WEIGHTS = "fa-en-names"  # in weights/


class Candidate(NamedTuple):
    """A spelling of a name.

    text:   on one line, not empty.
    score:  how probable the model finds it among all there could be, 0 to 1.
    """

    text: str
    score: float


class Transliterator:
    """Spells names in English; several spellings of each, best first.

    engine: a model of characters. A model's beam bounds how many spellings there can be.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._normalize = normalizer(engine.model.profile)

    @classmethod
    def load(cls, config: TranslateConfig | None = None) -> "Transliterator":
        """The embedded model, computed where the configuration says: device, threads and batch_tokens count.

        Raises ModelError, UsageError.
        """
        from tarjoman.translate.ctranslate import CTranslate2Engine

        return cls(CTranslate2Engine(Model.embedded(WEIGHTS), config or TranslateConfig(device="cpu"), links=False))

    @property
    def model(self) -> Model:
        """The model that it runs."""
        return self._engine.model

    def problem(self, name: str) -> str:
        """Why a name cannot be transliterated; "" when it can."""
        if any("\ud800" <= c <= "\udfff" for c in name):  # bytes that Python could not decode
            return "not UTF-8"
        normal = self._normalize(name)
        if not normal:
            return "empty"
        if not has_persian(normal):
            return "no Persian letter in it"
        if (size := self._engine.size(normal)) > self.model.max_tokens:
            return f"{size} characters, more than the {self.model.max_tokens} of the longest names"
        return ""

    def candidates(self, name: str, number: int = 5) -> list[Candidate]:
        """Spellings of one name. As `batch`."""
        return self.batch([name], number)[0]

    def batch(self, names: Sequence[str], number: int = 5, *, beam: int = 0) -> list[list[Candidate]]:
        """Spellings of each name, most probable first, at most `number` and at least one; those of a name are distinct.

        Two that differ in capitals, hyphens or apostrophes only are one: the more probable, with the scores of both.
        number: ≥ 1; more than the beam are never found. beam: the model's where it is 0. Raises InputError naming all
        that have a `problem`.
        """
        problems = [f"{name!r}: {problem}" for name in names if (problem := self.problem(name))]
        if problems:
            shown = "; ".join(problems[:5]) + (f"; and {len(problems) - 5} more" if len(problems) > 5 else "")
            raise InputError("names", shown, "Give names in Persian script, one at a time")
        found: list[list[Candidate]] = [[] for _ in names]
        normal, decoding = [self._normalize(name) for name in names], self.model.decoding
        decoding = replace(decoding, beam=beam or decoding.beam)
        for index, hypotheses in self._engine.translate(normal, decoding.beam, decoding=decoding):
            best: dict[str, Candidate] = {}
            for hypothesis in hypotheses:
                key = _key(hypothesis.text)
                if key and hypothesis.score is not None:
                    score = math.exp(hypothesis.score * hypothesis.tokens)
                    first = best.get(key, Candidate(hypothesis.text, 0.0))
                    best[key] = first._replace(score=min(first.score + score, 1.0))
            found[index] = sorted(best.values(), key=lambda candidate: -candidate.score)[:number]
        return found


def _key(text: str) -> str:
    """What two spellings must differ in to be two."""
    return "".join(" " if c == "-" else c for c in text.casefold() if c.isalnum() or c in " -").strip()
