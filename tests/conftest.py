"""What many tests share: the article in seeds/ and the real embedded model, loaded once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tarjoman.cli import main
from tarjoman.translate import Translator

# How long an example takes says nothing where the machine has other work; what may not take long has tests of its own.
settings.register_profile("tarjoman", deadline=None)
settings.load_profile("tarjoman")

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_36c86617c8b59f6a.txt"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the program for each test: none finds what another one left in a memory, or what the user has there."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("TARJOMAN_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def translator() -> Translator:
    return Translator.load()


@pytest.fixture(scope="session")
def seed() -> str:
    return SEED.read_bytes().decode("utf-8")


@pytest.fixture
def seed_path() -> Path:
    return SEED


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in this process: exit status, standard output, standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        status = main([str(a) for a in arguments])
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return run
