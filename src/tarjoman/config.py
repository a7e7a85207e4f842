"""Settings of a job: one frozen dataclass a job, its defaults the only ones there are, read from TOML.

The command line's help and the files in `configs/` are derived from, or tested against, these fields.
"""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tarjoman.errors import UsageError
from tarjoman.files import display

FORMATS = ("html", "jsonl", "txt")
DEVICES = ("auto", "cpu", "cuda")


def _setting(
    default: Any, help: str, *, least: int | None = None, most: int | None = None, one_of: tuple[str, ...] = ()
) -> Any:
    return field(default=default, metadata={"help": help, "least": least, "most": most, "one_of": one_of})


@dataclass(frozen=True, slots=True)
class TranslateConfig:
    """How `tarjoman translate` works. Raises UsageError naming every setting that is out of its range."""

    model: str = _setting("fa-en", "The embedded model, or the folder of another one.")
    formats: tuple[str, ...] = _setting(FORMATS, "What to write for each document.", one_of=FORMATS)
    beam: int = _setting(0, "Hypotheses kept at each step; 0: as the model asks.", least=0, most=64)
    device: str = _setting("auto", "Where to compute; auto: a GPU where there is one.", one_of=DEVICES)
    threads: int = _setting(0, "CPU threads; 0: one a core.", least=0, most=1024)
    batch_tokens: int = _setting(2048, "Tokens translated at once on each thread.", least=64, most=1_000_000)
    window: int = _setting(512, "Sentences of neighbouring documents pooled at a time.", least=1, most=1_000_000)
    max_line: int = _setting(200_000, "Longest line accepted, in characters.", least=100, most=100_000_000)
    max_file: int = _setting(10_000_000, "Largest file accepted, in bytes.", least=100, most=2_000_000_000)

    def __post_init__(self) -> None:
        if problems := [p for f in fields(self) for p in _problems(f.name, getattr(self, f.name), dict(f.metadata))]:
            raise UsageError("settings", "; ".join(problems), "Change them and run the command again")

    @classmethod
    def help(cls, name: str) -> str:
        """The one description of a setting, for the command line."""
        return next(str(f.metadata["help"]) for f in fields(cls) if f.name == name)


def _problems(name: str, value: Any, rule: dict[str, Any]) -> list[str]:
    """What is wrong with one value, in words; the rule is its field's metadata."""
    values = value if isinstance(value, tuple) else (value,)
    if not values:
        return [f"{name} is empty"]
    if rule["one_of"] and (odd := [v for v in values if v not in rule["one_of"]]):
        return [f"{name} {', '.join(map(str, odd))} is none of {', '.join(rule['one_of'])}"]
    if rule["least"] is not None and not rule["least"] <= value <= rule["most"]:
        return [f"{name} {value} is not between {rule['least']} and {rule['most']}"]
    return []


DEFAULT = TranslateConfig()


def load(path: Path) -> dict[str, Any]:
    """The settings in the `[translate]` table of a TOML file.

    Raises UsageError: not readable, not TOML; or all its unknown keys and wrong types, else all values out of range.
    """
    known = {f.name: f.default for f in fields(TranslateConfig)}
    advice = f"A file has one table, [translate], with any of: {', '.join(known)}"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:  # TOML and Unicode errors are ValueErrors
        raise UsageError(display(path), f"cannot be read as TOML ({error})", advice) from error
    problems = [f"unknown table or key {name!r}" for name in tables if name != "translate"]
    given = tables.get("translate", {})
    if not isinstance(given, dict):
        problems, given = [*problems, "translate must be a table"], {}
    settings: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            problems.append(f"unknown setting {name!r}")
        elif isinstance(known[name], tuple):
            if isinstance(value, list) and all(isinstance(v, str) for v in value):
                settings[name] = tuple(value)
            else:
                problems.append(f"{name} must be a list of strings, not {value!r}")
        elif type(value) is not type(known[name]):
            problems.append(f"{name} must be {type(known[name]).__name__}, not {value!r}")
        else:
            settings[name] = value
    if not problems:
        try:
            TranslateConfig(**settings)
        except UsageError as error:
            problems = [error.problem]
        except ValueError:  # Python refuses to print an integer of thousands of digits
            problems = ["a number is too long"]
    if problems:
        raise UsageError(display(path), "; ".join(problems), advice)
    return settings
