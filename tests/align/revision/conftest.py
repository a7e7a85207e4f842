"""Files as several persons send them back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats.reviews import Renamed
from tarjoman.align.revision.reading import Reviewed
from tarjoman.bitext import Bitext, Origin, Pair
from tarjoman.review import Review, State

Said = tuple[State, str, str, str]  # state, target, reviewer, time
SOURCES = {"باران بارید.\n": "It rained.", "برف بارید.\n": "It snowed.", "باد وزید.\n": "Wind blew."}


def say(pair: Pair, state: State, target: str, reviewer: str, time: str, comment: str = "") -> Pair:
    """A pair as a person leaves it; what its target was before is the machine's."""
    machine = pair.review.machine if pair.review else pair.target
    edited = {"targets": (target,) * bool(target), "origin": Origin.REVIEWED} if state is State.EDITED else {}
    return replace(pair, review=Review(state, machine, comment, (), reviewer, time), **edited)


def machines() -> Bitext:
    return make_bitext(*SOURCES.items())


@pytest.fixture
def file() -> Callable[..., Reviewed]:
    """Make a file: its name, what was said of its pairs by their numbers, and names that were spelt anew."""

    def made(name: str, said: dict[int, Said], *names: Renamed, bitext: Bitext | None = None) -> Reviewed:
        whole = bitext or machines()
        pairs = [say(pair, *said[n]) if n in said else pair for n, pair in enumerate(whole.pairs)]
        return Reviewed(Path(name), (replace(whole, pairs=tuple(pairs)),), names)

    return made
