import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tarjoman

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., tuple[int, str, str]]


def test_version(run: Run) -> None:
    assert run("--version")[:2] == (0, f"tarjoman {tarjoman.__version__}\n")


def test_help_names_the_commands(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0 and "translate" in out and "train" in out


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["translate"], ["translate", "--nonsense", "x"], ["translate", "x", "--beam", "many"]]
)
def test_usage_errors_exit_with_2(run: Run, arguments: list[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 2 and "Error" in err


def test_as_a_module() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tarjoman", "--version"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert (result.returncode, result.stdout) == (0, f"tarjoman {tarjoman.__version__}\n")


def test_training_without_the_extra() -> None:
    program = (
        "import sys; sys.modules['torch'] = None; from tarjoman.cli import main; sys.exit(main(['train', 'run', 'x']))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert result.returncode == 2
    assert result.stderr.endswith("tarjoman: train run: torch is not installed. pip install 'tarjoman[hf]'\n")


def test_exporting_what_is_not_there(run: Run, tmp_path: Path) -> None:
    status, _, err = run("train", "export", tmp_path, tmp_path / "model")
    assert status == 1 and "config.json, model.safetensors, source.spm, vocab.json missing" in err
