"""Single sentences: the best and the worst, and those in which one system beats another most."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tarjoman.eval.insight.diff import Piece, diff
from tarjoman.eval.insight.settings import settings
from tarjoman.eval.material import Material
from tarjoman.eval.metrics.metric import Floats


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a system made of a sentence. score: its chrF2++, 0 to 100. pieces: against the first reference."""

    system: str
    text: str
    score: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment. place: where it is. source: "" where it is not known. attempts: of one system, or of two."""

    place: str
    source: str
    reference: str
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Duel:
    """Sentences in which one system beats another most."""

    better: str
    worse: str
    sentences: tuple[Sentence, ...]


def extremes(material: Material, system: int, scores: Floats) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """The best and the worst sentences of a system, no sentence among both. scores: of its sentences."""
    order = [int(n) for n in np.argsort(scores, kind="stable")]
    most = min(settings()["sentences"], len(order) // 2)
    worst = order[:most] if most else order
    best = order[::-1][:most]
    return (
        tuple(_sentence(material, n, [(system, scores)]) for n in best),
        tuple(_sentence(material, n, [(system, scores)]) for n in worst),
    )


def duel(material: Material, better: int, worse: int, scores: list[Floats]) -> Duel:
    """Where a system beats another most. scores: of the sentences of each system."""
    gaps = scores[better] - scores[worse]
    order = [int(n) for n in np.argsort(-gaps, kind="stable")[: settings()["sentences"]] if gaps[n] > 0]
    names = material.systems[better].name, material.systems[worse].name
    sides = [(better, scores[better]), (worse, scores[worse])]
    return Duel(*names, tuple(_sentence(material, n, sides) for n in order))


def _sentence(material: Material, number: int, sides: Iterable[tuple[int, Floats]]) -> Sentence:
    reference = material.references[0][number]
    attempts = []
    for system, scores in sides:
        text = material.systems[system].outputs[number]
        attempts.append(Attempt(material.systems[system].name, text, float(scores[number]), diff(text, reference)))
    source = material.sources[number] if material.sources else ""
    return Sentence(material.place(number), source, reference, tuple(attempts))
