"""Where the program keeps what it makes for its user."""

from pathlib import Path

import platformdirs
import pytest

from tarjoman.home import home as program_home


def test_named(home: Path) -> None:
    assert program_home() == home


def test_otherwise_where_the_system_has_a_programs_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TARJOMAN_HOME")
    assert program_home() == Path(platformdirs.user_data_dir("tarjoman", appauthor=False))
    assert program_home().name == "tarjoman"
