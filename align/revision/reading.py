"""Files of bitexts as they come back from persons."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tarjoman.align.formats import FORMATS, reviews
from tarjoman.align.formats.recognition import readable
from tarjoman.bitext import Bitext, Pair
from tarjoman.clock import instant
from tarjoman.errors import InputError
from tarjoman.files import display


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file that came back. names: that were spelt anew; only a .review.json has them."""

    path: Path
    bitexts: tuple[Bitext, ...]
    names: tuple[reviews.Renamed, ...] = ()

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return display(self.path)

    def pairs(self) -> Iterator[tuple[str, Pair]]:
        """Each pair with its id, DOCUMENT#NUMBER."""
        for bitext in self.bitexts:
            for number, pair in enumerate(bitext.pairs):
                yield f"{bitext.document.id}#{number}", pair

    @property
    def timeless(self) -> list[str]:
        """The times of its reviews that are none, or still to come, and so say nothing."""
        times = (pair.review.time for _, pair in self.pairs() if pair.review)
        return [time for time in times if time and instant(time) is None]

    def is_by(self, reviewer: str) -> bool:
        """Whether a person of that name reviewed it, and nobody else."""
        reviews = (pair.review for _, pair in self.pairs())
        return {r.reviewer.casefold() for r in reviews if r and not r.is_blank} == {reviewer.casefold()}

    @property
    def is_reviewed(self) -> bool:
        """Whether anybody said anything in it."""
        return bool(self.names) or any(pair.review and not pair.review.is_blank for _, pair in self.pairs())


def read(path: Path) -> Reviewed:
    """A file of any format that bitexts can be read from. Raises InputError; then nothing of it is used."""
    format = readable(path)
    decode = FORMATS[format].decode
    found = tuple(decode(path) if decode else ())
    if not found:
        raise InputError(display(path), "has no sentences", "Export it again")
    return Reviewed(path, found, tuple(reviews.names(path)) if format == "review" else ())


def read_all(paths: Sequence[Path], told: Callable[[str], None]) -> tuple[list[Reviewed], list[InputError]]:
    """Files in their order, and why others cannot be read. One that is named twice counts once; `told` hears of it."""
    found: list[Reviewed] = []
    failures: list[InputError] = []
    seen: set[str] = set()
    for path in paths:
        if (real := os.path.realpath(path)) in seen:
            told(f"{display(path)}: named twice; it counts once")
            continue
        seen.add(real)
        try:
            found.append(read(path))
        except InputError as error:
            failures.append(error)
    return found, failures
