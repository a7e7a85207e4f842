"""`tarjoman split` as a person runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., tuple[int, str, str]]
TEXT = "\ufeffتیتر خبر\r\n\r\nوزیر گفت: «رفتم. آمدم.» سپس رفت.خبر دوم\u2028 رسید."


def pipe(text: bytes, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "tarjoman", "split", *arguments],
        input=text,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"},
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    return tmp_path / "a.txt"


def test_a_sentence_a_line(run: Run, file: Path) -> None:
    lines = ["تیتر خبر", "وزیر گفت: «رفتم. آمدم.»", "سپس رفت.", "خبر دوم", "رسید."]
    assert run("split", file) == (0, "\n".join(lines) + "\n", "")
    assert run("split", "--inside", file)[1].splitlines() == [
        "تیتر خبر",
        "وزیر گفت: «رفتم.",
        "آمدم.»",
        "سپس رفت.",
        "خبر دوم",
        "رسید.",
    ]


def test_json_is_the_input(run: Run, file: Path) -> None:
    status, out, err = run("split", "--json", file)
    rows = [json.loads(line) for line in out.split("\n")[:-1]]
    text = TEXT.removeprefix("\ufeff")
    assert (status, err) == (0, "") and len(rows) == 5 == len(out.splitlines())
    assert "".join(row["text"] for row in rows) == text
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_standard_input_whatever_the_terminal(tmp_path: Path) -> None:
    done = pipe("خبر آمد. خبر رفت.".encode(), "-")
    assert (done.returncode, done.stderr) == (0, b"") and done.stdout.decode() == "خبر آمد.\nخبر رفت.\n"


@pytest.mark.parametrize("text", [b"", b" \n\n", "\ufeff".encode()])
def test_nothing_in_nothing_out(text: bytes) -> None:
    done = pipe(text, "-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("خبر".encode("cp1256"), "not UTF-8"),
        ("خبر".encode("utf-16"), "UTF-16"),
        (None, "no such file"),
        ("خبر " * 100, "more than 200 bytes"),
    ],
)
def test_bad_files(run: Run, tmp_path: Path, content: bytes | str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "x").write_bytes(content if isinstance(content, bytes) else content.encode())
    status, out, err = run("split", tmp_path / "x", "--max-file", 200)
    assert status == 1 and out == "" and message in err and str(tmp_path / "x") in err


@pytest.mark.parametrize(
    ("command", "status", "message"),
    [
        ("split {} >&-", 1, "standard output: closed"),
        ("normalize {} >&-", 1, "standard output: closed"),
        ("normalize --diff {} >&-", 1, "standard output: closed"),
        ("names lookup ناتو >&-", 1, "standard output: closed"),
        ("split - <&-", 2, "standard input is closed"),
        ("split {} >/dev/full", 1, "no space left"),
    ],
)
def test_streams_that_are_closed_or_full(file: Path, command: str, status: int, message: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m tarjoman {command.format(file)}"],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == status and message in done.stderr.decode() and b"Traceback" not in done.stderr


def test_other_formats_are_read_as_articles(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<h1>تیتر</h1><nav>منو</nav><p>خبر آمد. خبر رفت.</p>", encoding="utf-8")
    assert run("split", tmp_path / "a.html") == (0, "تیتر\nخبر آمد.\nخبر رفت.\n", "")
    (tmp_path / "a.csv").write_text("text\nخبر آمد.\nx\n", encoding="utf-8")
    status, _, err = run("split", tmp_path / "a.csv")
    assert status == 1 and "a.csv, line 3: no Persian letters in it" in err


def test_usage(run: Run) -> None:
    assert run("split", "")[0] == 2 and run("split")[0] == 2
