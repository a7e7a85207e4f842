"""The record that `prepare` leaves of what it made and how, by which `run` knows that it has what it needs."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tarjoman.errors import InputError
from tarjoman.files import display, write
from tarjoman.translate.training import initial
from tarjoman.translate.training.config import TrainConfig

_NAME = "prepared.json"
_MADE = ("pairs.tsv", "pieces.model", "links.txt")
_AGAIN = "Run `tarjoman train prepare` again"


def _settings(config: TrainConfig) -> dict[str, Any]:
    """What the work of `prepare` depends on, and what `export` says of the model that comes of it.

    Files by their names: a training may move to another machine.
    """
    names = ("profile", "longest", "ratio", "overlap", "pieces", "units", "longest_pieces")
    files = {"corpora": sorted(Path(name).name for name in config.corpora), "dev": [Path(d).name for d in config.dev]}
    return files | {name: getattr(config, name) for name in names} | {"init": bool(config.init)}


def remove(config: TrainConfig) -> None:
    """Take back what an earlier `prepare` left, so that nothing of it is found beside what comes."""
    for name in (_NAME, *_MADE):
        (Path(config.work) / name).unlink(missing_ok=True)


def make(config: TrainConfig) -> None:
    """Record the files in the work folder. The last thing that `prepare` does. Raises OutputError."""
    work = Path(config.work)
    files = {name: digest(work / name) for name in _MADE if (work / name).is_file()}
    write({path(config): json.dumps({"settings": _settings(config), "files": files}, indent=1).encode()})


def path(config: TrainConfig) -> Path:
    """Where the record is."""
    return Path(config.work) / _NAME


def check(config: TrainConfig) -> None:
    """Make sure that the record's settings are these and its files those that are there.

    Raises InputError: none, of other settings, of other files; no word links though the training needs some.
    """
    where, work = path(config), Path(config.work)
    try:
        record = json.loads(where.read_text(encoding="utf-8"))
        settings, files = dict(record["settings"]), dict(record["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = f"cannot be read ({type(error).__name__})" if where.exists() else "missing"
        raise InputError(display(where), problem, "Run `tarjoman train prepare` first") from error
    if changed := [name for name, value in _settings(config).items() if settings.get(name) != value]:
        raise InputError(display(where), f"made with other settings ({', '.join(changed)})", _AGAIN)
    if changed := [name for name, value in files.items() if not _is(work / name, value)]:
        raise InputError(display(work), f"{', '.join(changed)} changed since it was prepared", _AGAIN)
    if config.linked and not config.links and "links.txt" not in files:
        problem = "was prepared without word links, which guiding and copying need"
        raise InputError(display(work), problem, _AGAIN)
    if config.init and not _is(initial.folder(config) / "source.spm", files["pieces.model"]):
        problem = f"was prepared for another vocabulary than that of {display(Path(config.init))}"
        raise InputError(display(work), problem, _AGAIN)


def digest(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is(file: Path, value: str) -> bool:
    return file.is_file() and digest(file) == value
