"""Checkpoints of every architecture, each made once, and where models are added."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints import BUILDERS

Checkpoints = Callable[[str], Path]


@pytest.fixture(autouse=True)
def one_thread(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The networks here are too small to be divided: threads that wait for each other take most of the time then."""
    if request.node.get_closest_marker("hf"):
        import torch

        torch.set_num_threads(1)
        monkeypatch.setattr(torch, "set_num_threads", lambda _: None)


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Checkpoints:
    """The folder of a checkpoint, made when it is first asked for; not to be changed."""
    root = tmp_path_factory.mktemp("checkpoints")
    made: dict[str, Path] = {}

    def checkpoint(name: str) -> Path:
        if name not in made:
            made[name] = BUILDERS[name](root / name)
        return made[name]

    return checkpoint


@pytest.fixture
def place(home: Path) -> Path:
    """Where models are added."""
    return home / "models"
