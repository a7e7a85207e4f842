"""The development sets that the benchmarks share, and how they go through a translator."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from tarjoman.bitext import Pair
from tarjoman.document import Document
from tarjoman.eval import testset
from tarjoman.eval.behaviour import TestSet
from tarjoman.translate import Translator

_PATHS = {"news-dev": "news-dev.tsv", "flores-dev": "flores/flores-dev", "ntrex-dev": "ntrex-dev.tsv"}


def paths(dev: Path) -> list[Path]:
    """Where the sets are, as a training's settings name them."""
    return [dev / path for path in _PATHS.values()]


def read(dev: Path) -> dict[str, TestSet]:
    """The sets by name. Raises InputError."""
    return {name: testset.read(dev / path) for name, path in _PATHS.items()}


def path(dev: Path, name: str) -> Path:
    """Where a set is."""
    return dev / _PATHS[name]


def documents(translator: Translator, sources: Sequence[str], names: Sequence[str]) -> list[Pair]:
    """One pair a source, those of a document translated as one. names: the document of each, those of one in a row."""
    grouped = [list(group) for _, group in groupby(zip(names, sources, strict=True), key=lambda row: row[0])]
    texts = [Document(rows[0][0], tuple(source + "\n" for _, source in rows)) for rows in grouped]
    return [pair for bitext in translator.translate(texts) for pair in bitext.pairs]


def pairs(translator: Translator, sources: Sequence[str]) -> tuple[Pair, ...]:
    """One pair a source. The translator's splitter is `whole`: a source is one sentence of a set, as it stands."""
    (bitext,) = translator.translate([Document("set", tuple(source + "\n" for source in sources))])
    return bitext.pairs
