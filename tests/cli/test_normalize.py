"""`tarjoman normalize` as a person runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., tuple[int, str, str]]
TEXT = "\ufeffعلي ميشود .سپس رفت\r\n\r\nدوم می\u200cآید\u2028سوم۱"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    return tmp_path / "a.txt"


@pytest.mark.parametrize(
    ("options", "out"),
    [
        ((), "علی می\u200cشود. سپس رفت\r\n\r\nدوم می\u200cآید\u2028سوم۱"),
        (("--profile", "embedded"), "علی میشود. سپس رفت\r\n\r\nدوم میآید\u2028سوم1"),
        (("--profile", "display"), TEXT.removeprefix("\ufeff")),
    ],
)
def test_text_out_with_its_line_ends(run: Run, file: Path, options: tuple[str, ...], out: str) -> None:
    assert run("normalize", file, *options) == (0, out, "")


def test_json(run: Run, file: Path) -> None:
    status, out, err = run("normalize", "--json", file)
    rows = [json.loads(line) for line in out.splitlines()]
    raw = TEXT.removeprefix("\ufeff")
    assert (status, err) == (0, "") and [row["text"] for row in rows] == [
        "علی می\u200cشود. سپس رفت",
        "دوم می\u200cآید",
        "سوم۱",
    ]
    for row in rows:
        made, at = "", row["start"]
        for edit in row["edits"]:
            assert raw[edit["start"] : edit["end"]] == edit["raw"]
            made += raw[at : edit["start"]] + edit["text"]
            at = edit["end"]
        assert raw[row["start"] : row["end"]] == row["raw"] and made + raw[at : row["end"]] == row["text"]
    assert [edit["rule"] for edit in rows[0]["edits"]] == ["letters", "letters", "zwnj", "spacing", "spacing"]


def test_diff(run: Run, file: Path) -> None:
    status, out, err = run("normalize", "--diff", file)
    assert (status, err) == (0, "")
    assert out == ("line 1: letters 2, spacing 2, zwnj 1\n- علي ميشود␣.سپس رفت\n+ علی می<ZWNJ>شود.␣سپس رفت\n")


def test_diff_whatever_the_terminal(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tarjoman", "normalize", "--diff", file],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"") and "علی" in done.stdout.decode()


def test_diff_of_what_is_right_is_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("[bold]خبر[/bold] آمد.\n", encoding="utf-8")
    assert run("normalize", "--diff", tmp_path / "a.txt") == (0, "", "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--profile", "hazm"), "Give one of chat, display, embedded, marian, nllb"),
        (("--diff", "--json"), "both --diff and --json"),
    ],
)
def test_usage(run: Run, file: Path, options: tuple[str, ...], message: str) -> None:
    status, out, err = run("normalize", file, *options)
    assert status == 2 and out == "" and message in err


def test_what_is_no_text_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xff")
    status, out, err = run("normalize", tmp_path / "x")
    assert status == 1 and out == "" and str(tmp_path / "x") in err
