"""Which memory a command uses."""

import sqlite3
from pathlib import Path

import pytest

from tarjoman.errors import MemoryFileError
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.memory import opened
from tarjoman.translate.model import Model


def test_the_users_own_and_none(home: Path) -> None:
    warnings: list[str] = []
    assert opened("auto", warnings.append) is not None and (home / "memory.sqlite").stat().st_mode & 0o777 == 0o600
    assert opened("off", warnings.append) is None and warnings == []


def test_nobody_chose_it_so_the_run_goes_on(home: Path) -> None:
    (home / "memory.sqlite").mkdir()
    warnings: list[str] = []
    assert opened("auto", warnings.append) is None
    assert "nothing is remembered in this run. Use --memory FILE, or --no-memory" in warnings[0]
    with pytest.raises(MemoryFileError):
        opened(str(home / "memory.sqlite"), warnings.append)


def test_where_it_fails_on_the_way_the_run_goes_on_too(home: Path) -> None:
    warnings: list[str] = []
    memory = opened("auto", warnings.append)
    assert memory is not None and memory.edition == 0
    with sqlite3.connect(home / "memory.sqlite") as base:
        base.execute("DROP TABLE answers")
    assert memory.answers([b"key"]) == {} and memory.document(b"key") is None
    memory.remember(Model.find("fa-en"), [(b"key", "a", [Hypothesis("b", -1.0)])])
    memory.keep(b"key", [], 0)
    assert memory.edits() == memory.edited(["a"]) == {} and memory.edition == 0
    (told,) = warnings
    assert "no such table: answers); what is translated from here on is not remembered" in told
