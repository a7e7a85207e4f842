"""Reports as a whole: the fixture's, and those of degenerate inputs."""

import math
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass, replace
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from evaluating import BAD, GOOD, REFERENCE, SOURCE, make_material, report, texts
from tarjoman.config import EvalConfig
from tarjoman.eval.evaluation import evaluate
from tarjoman.eval.material import Material
from tarjoman.eval.metrics.choice import choose
from tarjoman.eval.render import machine, markdown, page, terminal
from tarjoman.eval.report import Report

FEW = EvalConfig(samples=20, trials=20)


def of(material: Material) -> Report:
    return evaluate(material, choose(material), "tarjoman eval", FEW)


def numbers(value: Any) -> Iterator[float]:
    """All numbers of a value."""
    if isinstance(value, float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from numbers(asdict(value))
    elif isinstance(value, dict):
        yield from (n for one in value.values() for n in numbers(one))
    elif isinstance(value, (list, tuple)):
        yield from (n for one in value for n in numbers(one))


@pytest.mark.parametrize("number", range(len(report().metrics)), ids=[m.kind.key for m in report().metrics])
def test_the_command_of_a_metric_prints_its_numbers(number: int) -> None:
    measure = report().metrics[number]
    if not measure.command.startswith("sacrebleu "):
        assert measure.command == report().command
        return
    _, *words = shlex.split(measure.command)
    ran = subprocess.run([sys.executable, "-m", "sacrebleu", *words], capture_output=True, text=True, check=True)
    assert measure.signature in ran.stdout
    if measure.kind.key != "length":
        for system in report().systems:
            result = system.results[number]
            assert result.value is not None and result.low is not None and result.high is not None
            half = (result.high - result.low) / 2
            row = next(line for line in ran.stdout.splitlines() if f"{system.name}.en" in line)
            assert f" {result.value:.2f} ({result.mean:.2f} ± {half:.2f})" in row


def test_what_the_reference_itself_has() -> None:
    found = {measure.kind.key: measure.ceiling for measure in report().metrics}
    assert found["names"] == found["numbers"] == 100 and found["bleu"] is None and found["name-words"] is None


ALIKE = ["He met Aliyev in Baku."] * 3
CASES: dict[str, Callable[[], Material]] = {
    "empty hypotheses": lambda: make_material([""] * 3, ALIKE, references=[ALIKE]),
    "empty references": lambda: make_material(ALIKE, references=[[""] * 3]),
    "nothing at all": lambda: make_material([""], [""], references=[[""]], sources=[""], documents=["a"]),
    "one sentence": lambda: make_material(
        ["He left."], ["He went."], references=[["He has left."]], sources=["او رفت."]
    ),
    "identical systems": lambda: make_material(texts(GOOD), texts(GOOD), references=[texts(REFERENCE)]),
    "no names, no numbers": lambda: make_material(["he left"], references=[["he went"]], sources=["او رفت"]),
    "all the same": lambda: make_material(ALIKE, references=[ALIKE, ALIKE]),
    "Persian everywhere": lambda: make_material(texts(SOURCE), references=[texts(SOURCE)], sources=texts(SOURCE)),
    "unbroken": lambda: make_material(["x" * 5000], references=[["y" * 5000]]),
}


@pytest.mark.parametrize("case", CASES)
def test_degenerate_inputs_in_every_rendering(case: str) -> None:
    found = of(CASES[case]())
    assert not [n for n in numbers(found) if not math.isfinite(n)]
    stream = StringIO()
    terminal.show(found, Console(file=stream, width=100))
    for text in (page.render(found), markdown.render(found), machine.render(found), stream.getvalue()):
        assert "nan" not in text.lower().replace("dominan", "") and "None" not in text.replace("None.", "")
        assert "inf" not in text.lower().split() and "-0.0" not in text


def test_long_names_are_told_apart_on_a_terminal() -> None:
    found = of(make_material(texts(GOOD), texts(BAD), references=[texts(REFERENCE)]))
    names = {"A": "x" * 70 + "1", "B": "x" * 70 + "2"}
    systems = tuple(replace(system, name=names[system.name]) for system in found.systems)
    stream = StringIO()
    terminal.show(replace(found, systems=systems, comparisons=()), Console(file=stream, width=80))
    table = stream.getvalue().partition("segments.")[2].partition("BLEU")[0]
    assert "1" in table and "2" in table and "…" not in table


def test_identical_systems() -> None:
    found = of(CASES["identical systems"]())
    assert {(c.difference, c.bootstrap, c.randomization, c.wins) for c in found.comparisons} == {(0, 1, 1, 0.5)}
    assert not any(duel.sentences for duel in found.duels)


def test_every_two_systems_are_compared_in_every_metric() -> None:
    material = make_material(texts(GOOD), texts(BAD), texts(REFERENCE), references=[texts(REFERENCE)])
    found = of(material)
    pairs = {(c.first, c.second) for c in found.comparisons if c.metric == "bleu"}
    assert pairs == {("A", "B"), ("A", "C"), ("B", "C")} and len(found.scatters) == 3 and len(found.duels) == 6


@pytest.mark.parametrize(("sources", "found"), [(texts(SOURCE), False), (texts(SOURCE)[::-1], True)])
def test_a_source_of_other_sentences(sources: list[str], *, found: bool) -> None:
    told = [f for f in of(make_material(texts(GOOD), references=[texts(REFERENCE)], sources=sources)).findings]
    assert [f.where for f in told if f.kind == "source"] == ["source"] * found


def test_one_number_that_the_reference_lacks_is_no_other_source() -> None:
    sources = ["در ۱۲ روز", *["او رفت."] * 5]
    found = of(make_material(["In days"] * 6, references=[["In a few days", *["He left."] * 5]], sources=sources))
    numbers = next(m for m in found.metrics if m.kind.key == "numbers")
    assert numbers.ceiling == 0 and "source" not in [f.kind for f in found.findings]


def test_what_is_done_is_told() -> None:
    told: list[str] = []
    material = make_material(texts(GOOD), references=[texts(REFERENCE)])
    evaluate(material, choose(material, ["bleu"]), "x", FEW, told=told.append)
    assert told == ["A: BLEU", "A: chrF2++", "Looking at the texts", "Intervals and tests"]


def test_no_test_without_a_score() -> None:
    material = make_material(["he left"], ["he went"], references=[["he left"]], sources=["او رفت"])
    assert not [c for c in of(material).comparisons if c.metric in ("names", "numbers", "name-words")]


def test_lists_that_were_read_are_among_the_files() -> None:
    from pathlib import Path

    material = make_material(texts(GOOD), references=[texts(REFERENCE)])
    path = Path(REFERENCE)
    found = evaluate(material, choose(material, ["bleu"]), "x", FEW, training=[path], corpus=path)
    assert [(file.role, file.name, len(file.sha256)) for file in found.files] == [
        ("training", REFERENCE, 64),
        ("corpus", REFERENCE, 64),
    ]
    assert found.tables[-1].key == "frequency" and [f.kind for f in found.findings] == ["few", "overlap"]
