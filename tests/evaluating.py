"""A small evaluation that many tests look at: sentences of our own in tests/eval/fixture, two systems, documents."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tarjoman.eval.evaluation import evaluate
from tarjoman.eval.material import Material, System
from tarjoman.eval.metrics.choice import choose
from tarjoman.eval.reading import Inputs, gather
from tarjoman.eval.report import Report

FIXTURE = Path(__file__).parent / "eval" / "fixture"
SOURCE, REFERENCE, GOOD, BAD, DOCUMENTS = (
    str(FIXTURE / name) for name in ("source.fa", "reference.en", "good.en", "bad.en", "documents")
)


def texts(path: str) -> list[str]:
    """The lines of a file of the fixture."""
    return Path(path).read_text(encoding="utf-8").splitlines()


def make_material(
    *outputs: Sequence[str],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None = None,
    documents: Sequence[str] | None = None,
) -> Material:
    """Material of systems A, B, C …"""
    systems = (System(chr(65 + n), tuple(side), f"{chr(65 + n)}.en") for n, side in enumerate(outputs))
    return Material(
        tuple(systems),
        tuple(map(tuple, references)),
        sources if sources is None else tuple(sources),
        documents if documents is None else tuple(documents),
    )


@cache
def report() -> Report:
    """The report of the fixture."""
    material = gather(Inputs((("good", GOOD), ("bad", BAD)), (REFERENCE,), SOURCE, DOCUMENTS))
    return evaluate(material, choose(material), "tarjoman eval good.en reference.en")
