"""Settings of jobs: one frozen dataclass a job, its defaults the only ones there are, read from a TOML table.

The command line's help and the files in `configs/` are derived from, or tested against, the fields.
"""

import os
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from tarjoman.errors import UsageError
from tarjoman.files import display

FORMATS = (
    "html",
    "jsonl",
    "txt",
    "xlsx",
    "docx",
    "tmx",
    "xliff",
    "xliff2",
    "tsv",
    "md",
    "moses",
)
DEVICES = ("auto", "cpu", "cuda")
ENGINES = ("auto", "ctranslate2", "transformers")  # or the URL of a chat endpoint
COMPUTE_TYPES = ("auto", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "float16", "bfloat16", "float32")
PLACES = ("here", "ray")
METHODS = ("mt", "lexical", "length", "embeddings")  # of aligning sentences


def setting(
    default: Any, help: str, *, least: float | None = None, most: float | None = None, one_of: tuple[str, ...] = ()
) -> Any:
    """A field with what may be said in it: numbers from `least` to `most`, names out of `one_of`."""
    metadata = {"help": help, "least": least, "most": most, "one_of": one_of}
    return field(metadata=metadata, **({"default_factory": dict} if default == {} else {"default": default}))


def _problems(name: str, value: Any, rule: dict[str, Any]) -> list[str]:
    """What is wrong with one value, in words; the rule is its field's metadata."""
    values = list(value.values()) if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
    if rule["one_of"] and not values:
        return [f"{name} is empty"]
    if rule["one_of"] and (odd := [v for v in values if v not in rule["one_of"]]):
        return [f"{name} {', '.join(map(str, odd))} is none of {', '.join(rule['one_of'])}"]
    if rule["least"] is not None and (odd := [v for v in values if not rule["least"] <= v <= rule["most"]]):
        return [f"{name} {', '.join(map(str, odd))} is not between {rule['least']} and {rule['most']}"]
    return []


class Settings:
    """Base of the dataclasses below: raises UsageError naming every setting that is out of its range."""

    __slots__ = ()

    def __post_init__(self) -> None:
        found = (_problems(f.name, getattr(self, f.name), dict(f.metadata)) for f in fields(self))  # type: ignore[arg-type]
        if problems := [problem for problems in found for problem in problems]:
            raise UsageError("settings", "; ".join(problems), "Change them and run the command again")

    @classmethod
    def help(cls, name: str) -> str:
        """The one description of a setting, for the command line."""
        return next(str(f.metadata["help"]) for f in fields(cls) if f.name == name)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Checks(Settings):
    """From where on a translation is flagged; 0: never. Table `[translate.checks]`; measured in docs/checks.md."""

    omission: float = setting(0.8, "Likelihood that a quarter of the sentence or more is missing.", least=0, most=1)
    numbers: int = setting(1, "Numbers and dates that were lost, changed or made up.", least=0, most=1000)
    repetition: float = setting(1.0, "How far it goes round in a circle; 1 is the least.", least=0, most=1000)
    persian: int = setting(1, "Words in Persian letters that are left.", least=0, most=1000)
    confidence: float = setting(0.4, "Confidence below which it is flagged.", least=0, most=1)


@dataclass(frozen=True, slots=True)
class EvalConfig(Settings):
    """What decides the numbers of `tarjoman eval`; the defaults are sacreBLEU's."""

    samples: int = setting(1000, "Resamples of the test set, for intervals and tests.", least=1, most=100_000)
    trials: int = setting(10_000, "Random swaps of the sentences of two systems.", least=1, most=1_000_000)
    seed: int = setting(12345, "What both begin with.", least=1, most=2**32 - 1)


EVAL = EvalConfig()

CHECKS = Checks()


@dataclass(frozen=True, slots=True)
class TranslateConfig(Settings):
    """How `tarjoman translate` works: table `[translate]`."""

    model: str = setting("fa-en", "The embedded model, an added one, a folder, or its name at a chat endpoint.")
    engine: str = setting(
        "auto", "What runs the model: auto, ctranslate2, transformers, or a chat endpoint, http://HOST:PORT/v1."
    )
    formats: tuple[str, ...] = setting(("html", "jsonl", "txt"), "What to write for each document.", one_of=FORMATS)
    names: tuple[str, ...] = setting((), "Name tables of your own (TSV), over the shipped one; the last one wins.")
    enforce: bool = setting(True, "Hold names to the table; false leaves them to the model.")
    across: bool = setting(False, "What a name was spelt as in one document holds for its words in the next.")
    memory: str = setting("auto", "File that keeps what was translated, made if missing; auto: your own; off: none.")
    retry: bool = setting(True, "Translate what a check finds to be wrong again, in other ways, and keep the best.")
    beam: int = setting(0, "Hypotheses kept at each step; 0: as the model asks.", least=0, most=64)
    device: str = setting("auto", "Where to compute; auto: a GPU where there is one.", one_of=DEVICES)
    compute_type: str = setting("auto", "Numbers to compute with; auto: the fastest.", one_of=COMPUTE_TYPES)
    threads: int = setting(0, "CPU threads; 0: one a core.", least=0, most=1024)
    batch_tokens: int = setting(512, "Tokens translated at once on each thread.", least=64, most=1_000_000)
    concurrency: int = setting(4, "Requests that a chat endpoint is sent at a time.", least=1, most=256)
    batch_sentences: int = setting(10, "Sentences in a request to a chat endpoint.", least=1, most=100)
    timeout: float = setting(300.0, "Seconds that a chat endpoint may take for an answer.", least=1, most=86_400)
    thinking: int = setting(0, "Tokens that a chat model may think before each answer.", least=0, most=100_000)
    bare: bool = setting(False, "Give a chat model bare sentences, as its own template makes the request.")
    key_file: str = setting("", "File with the key of a chat endpoint; without it TARJOMAN_API_KEY is the key.")
    window: int = setting(1024, "Sentences of neighbouring documents pooled at a time.", least=1, most=1_000_000)
    fields: tuple[str, ...] = setting((), "Columns of tables and fields of JSON Lines, ROLE=NAME: text=body.")
    max_line: int = setting(200_000, "Longest line or paragraph accepted, in characters.", least=100, most=100_000_000)
    max_file: int = setting(
        10_000_000,
        "Largest file accepted, in bytes unpacked; of JSON Lines and tables the largest row.",
        least=100,
        most=2_000_000_000,
    )
    on: str = setting("here", "Where documents are translated: in this process, or on a Ray cluster.", one_of=PLACES)
    actors: int = setting(0, "On Ray: translators at work; 0: one a CPU or GPU.", least=0, most=100_000)
    ray_address: str = setting("", "Ray cluster, host:port; else RAY_ADDRESS; else this machine alone.")
    checks: Checks = setting(CHECKS, "From where on a translation is flagged.")  # noqa: RUF009  (it is frozen)


DEFAULT = TranslateConfig()


@dataclass(frozen=True, slots=True)
class AlignConfig(Settings):
    """How `tarjoman align` works: table `[align]`."""

    method: str = setting(
        "mt",
        "By what sentences are compared: mt (machine translation, dictionary and length), lexical (dictionary and "
        "length), length alone, embeddings (an encoder of yours, dictionary and length).",
        one_of=METHODS,
    )
    confidence: float = setting(0.7, "Confidence below which a pair is flagged.", least=0, most=1)
    least: float = setting(0.8, "Confidence that pairs of comparable texts have at least.", least=0, most=1)
    model: str = setting("fa-en", "For mt: the embedded model, an added one, or a folder.")
    encoder: str = setting("", "For embeddings: the folder of a model of sentence-transformers.")
    memory: str = setting("auto", "File that keeps what was translated, made if missing; auto: your own; off: none.")
    device: str = setting("auto", "Where to compute; auto: a GPU where there is one.", one_of=DEVICES)
    threads: int = setting(0, "CPU threads; 0: one a core.", least=0, most=1024)
    max_line: int = setting(200_000, "Longest line or paragraph accepted, in characters.", least=100, most=100_000_000)
    max_file: int = setting(10_000_000, "Largest file accepted, in bytes unpacked.", least=100, most=2_000_000_000)


ALIGN = AlignConfig()


def cores() -> int:
    """How many CPU cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load(path: Path, table: str, cls: type[Settings]) -> dict[str, Any]:
    """The settings in one table of a TOML file, as arguments for `cls`. A table in it is of the field of its name.

    Raises UsageError: not readable, not TOML; or all its unknown keys and wrong types, else all values out of range.
    """
    advice = f"A file has one table, [{table}], with any of: {', '.join(_known(cls))}"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:  # TOML and Unicode errors are ValueErrors
        raise UsageError(display(path), f"cannot be read as TOML ({error})", advice) from error
    problems = [f"unknown table or key {name!r}" for name in tables if name != table]
    given = tables.get(table, {})
    if not isinstance(given, dict):
        problems, given = [*problems, f"{table} must be a table"], {}
    settings = _settings(given, cls, problems)
    if not problems:
        _made(cls, settings, problems)
    if problems:
        raise UsageError(display(path), "; ".join(problems), advice)
    return settings


def _known(cls: type[Settings]) -> dict[str, Any]:
    """The settings of a job, with their defaults."""
    return {f.name: f.default if f.default is not MISSING else {} for f in fields(cls)}  # type: ignore[arg-type]


def _settings(given: dict[str, Any], cls: type[Settings], problems: list[str], place: str = "") -> dict[str, Any]:
    """A table as arguments for `cls`; what is wrong with it is added to the problems."""
    known = _known(cls)
    settings: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            problems.append(f"unknown setting {place + name!r}")
        elif isinstance(known[name], Settings) and isinstance(value, dict):
            settings[name] = _made(
                type(known[name]), _settings(value, type(known[name]), problems, f"{name}."), problems
            )
        elif problem := _wrong_type(value, known[name]):
            problems.append(f"{place}{name} must be {problem}, not {value!r}")
        else:
            settings[name] = tuple(value) if isinstance(value, list) else value
    return settings


def _made(cls: type[Settings], settings: dict[str, Any], problems: list[str]) -> Settings | None:
    """The job of some settings; None where values are out of range, which is added to the problems."""
    try:
        return cls(**settings)
    except UsageError as error:
        problems.append(error.problem)
    except ValueError:  # Python refuses to print an integer of thousands of digits
        problems.append("a number is too long")
    return None


def _wrong_type(value: Any, default: Any) -> str:
    """What a value should be, going by its default; "" when it is that. An integer will do for a fraction."""
    if isinstance(default, tuple):
        return "" if isinstance(value, list) and all(isinstance(v, str) for v in value) else "a list of strings"
    if isinstance(default, dict):
        fits = isinstance(value, dict) and all(type(v) in (int, float) for v in value.values())
        return "" if fits else "a table of numbers"
    if isinstance(default, Settings):
        return "a table"
    fits = type(value) is type(default) or (isinstance(default, float) and type(value) is int)
    return "" if fits else type(default).__name__
