"""Checkpoints of every architecture, each made once, and a home of its own for added models."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints import BUILDERS

Checkpoints = Callable[[str], Path]


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Checkpoints:
    """The folder of a checkpoint, made when it is first asked for; not to be changed."""
    import torch

    torch.set_num_threads(1)
    root = tmp_path_factory.mktemp("checkpoints")
    made: dict[str, Path] = {}

    def checkpoint(name: str) -> Path:
        if name not in made:
            made[name] = BUILDERS[name](root / name)
        return made[name]

    return checkpoint


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where models are added."""
    monkeypatch.setenv("TARJOMAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "models"
