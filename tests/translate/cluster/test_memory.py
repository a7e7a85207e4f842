import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tarjoman.errors import MemoryFileError
from tarjoman.translate.cluster.memory import Owner


def broken(path: Path, *, forgiving: bool) -> Owner:
    """The owner of a memory that somebody spoils while it is open."""
    owner = Owner(path, forgiving=forgiving)
    assert owner.ask("edition") == 0 and owner.ask("edited", ["a"]) == {}
    with closing(sqlite3.connect(path)) as base:
        base.execute("DROP TABLE documents")
    return owner


def test_ones_own_memory_ends_no_run(tmp_path: Path) -> None:
    owner = broken(tmp_path / "m.sqlite", forgiving=True)
    assert owner.ask("document", b"key") is None
    (told,) = owner.warnings()
    assert "m.sqlite: cannot be used" in told and "is not remembered" in told
    assert owner.ask("answers", [b"key"]) == {} and owner.warnings() == []


def test_one_that_was_named_does(tmp_path: Path) -> None:
    owner = broken(tmp_path / "m.sqlite", forgiving=False)
    with pytest.raises(MemoryFileError, match="m.sqlite: cannot be used"):
        owner.ask("document", b"key")
