"""Which memory a command uses."""

from pathlib import Path

import pytest

from tarjoman.errors import MemoryFileError
from tarjoman.translate.memory import opened


def test_the_users_own_and_none(home: Path) -> None:
    warnings: list[str] = []
    memory = opened("auto", warnings.append)
    assert memory is not None and memory.path == home / "memory.sqlite" and memory.path.exists()
    assert opened("off", warnings.append) is None and warnings == []


def test_nobody_chose_it_so_the_run_goes_on(home: Path) -> None:
    (home / "memory.sqlite").mkdir()
    warnings: list[str] = []
    assert opened("auto", warnings.append) is None
    assert "nothing is remembered in this run. Use --memory FILE, or --no-memory" in warnings[0]
    with pytest.raises(MemoryFileError):
        opened(str(home / "memory.sqlite"), warnings.append)
