"""`tarjoman transliterate` as a person runs it, with the real model."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tarjoman.cli.transliterate import MOST
from tarjoman.translate.model import Model
from tarjoman.translate.names.transliteration.transliterator import WEIGHTS

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., tuple[int, str, str]]


def pipe(text: bytes, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "tarjoman", "transliterate", *arguments],
        input=text,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )


def test_names_with_their_spellings(run: Run) -> None:
    status, out, err = run("transliterate", "علی  کریمی", "قم", "-n", "2")
    assert (status, err) == (0, "")
    rows = [line.split("\t") for line in out.splitlines()]
    assert [row[0] for row in rows] == ["علی کریمی", "قم"] and all(len(row) == 3 for row in rows)
    assert "Ali Karimi" in rows[0]


def test_json(run: Run) -> None:
    status, out, _ = run("transliterate", "--json", "قم")
    (line,) = out.splitlines()
    data = json.loads(line)
    assert status == 0 and data["name"] == "قم" and "قم" in line
    assert 1 < len(data["candidates"]) <= 5 and "Qom" in [c["text"] for c in data["candidates"]]
    assert all(sorted(c) == ["score", "text"] and 0 <= c["score"] <= 1 for c in data["candidates"])


def test_one_that_cannot_be_spelled_does_not_stop_the_others(run: Run) -> None:
    status, out, err = run("transliterate", "Ali", "", "قم", "-n", "1")
    assert status == 1 and out.startswith("قم\t") and out.count("\n") == 1
    assert err == "tarjoman: Ali: no Persian letter in it; passed over\ntarjoman: '': empty; passed over\n"


def test_standard_input() -> None:
    done = pipe("\ufeffقم\n\n  علی کریمی \nx\n".encode(), "-n", "1")
    assert done.returncode == 1 and done.stderr.decode() == "tarjoman: x: no Persian letter in it; passed over\n"
    assert [line.split("\t")[0] for line in done.stdout.decode().splitlines()] == ["قم", "علی کریمی"]


def test_standard_input_that_is_not_utf8() -> None:
    done = pipe("قم\n".encode("cp1256") + "قم\n".encode(), "-n", "1")
    assert done.returncode == 1 and done.stdout.decode().startswith("قم\t")
    assert done.stderr == b"tarjoman: %DE%E3: not UTF-8; passed over\n"


def test_a_line_without_end() -> None:
    done = pipe("ق".encode() * 60_000)
    assert done.returncode == 1 and not done.stdout
    assert b"standard input: line 1 is longer than 100,000 bytes. Send one name a line" in done.stderr


def test_an_argument_that_is_not_utf8(run: Run) -> None:
    assert run("transliterate", os.fsdecode(b"\xd9")) == (1, "", "tarjoman: %D9: not UTF-8; passed over\n")


def test_as_many_as_the_model_finds() -> None:
    assert Model.embedded(WEIGHTS).decoding.beam == MOST


@pytest.mark.parametrize("number", ["0", "11", "x"])
def test_numbers_out_of_range(run: Run, number: str) -> None:
    assert run("transliterate", "قم", "-n", number)[0] == 2
