"""A model on disk: a folder with a CTranslate2 network, its SentencePiece pieces, and `model.toml` to describe it.

`source.spm` divides sentences; `target.spm` puts translations together, where that is another model.
"""

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.normalization.profile import profiles

EMBEDDED = ("fa-en",)  # the models in weights/ that translate, by folder name
_FILES = ("model.bin", "config.json", "source.spm")
_VOCABULARIES = (("shared_vocabulary.json",), ("source_vocabulary.json", "target_vocabulary.json"))  # either
_SMALL = ("*.spm", "config.json", "*vocabulary.json")  # what decides answers beside the network
_ANY_TEXT = ("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are searched for. Raises ValueError with all that is out of range.

    beam:              hypotheses kept at each step, 1 to 64.
    length_penalty:    exponent of the length that hypotheses' scores are divided by before they are compared, 0 to 2;
                       0: not divided.
    max_length:        longest translation of one sentence, in tokens, 8 to 100,000; reaching it is flagged.
    suppress:          pieces that are never produced.
    coverage_penalty:  weight of the attention that source tokens have not had, when hypotheses are compared, 0 to 2;
                       0: not looked at. Wu et al. (2016), https://arxiv.org/abs/1609.08144, equation 14.
    no_repeat_ngram:   tokens in a row that do not come twice in a translation, 2 to 100; 0: all may. It ends loops, and
                       spoils what rightly comes twice: the embedded model, whose digits are tokens, writes "in 2010
                       … at the end of 2018" at 5.
    """

    beam: int
    length_penalty: float
    max_length: int
    suppress: tuple[str, ...]
    coverage_penalty: float = 0.0
    no_repeat_ngram: int = 0

    def __post_init__(self) -> None:
        _require(
            (1 <= self.beam <= 64, f"beam {self.beam} is not between 1 and 64"),
            (0 <= self.length_penalty <= 2, f"length_penalty {self.length_penalty} is not between 0 and 2"),
            (8 <= self.max_length <= 100_000, "max_length is not between 8 and 100000"),
            (all(isinstance(p, str) and p for p in self.suppress), f"suppress {self.suppress} is not a list of pieces"),
            (0 <= self.coverage_penalty <= 2, f"coverage_penalty {self.coverage_penalty} is not between 0 and 2"),
            (
                self.no_repeat_ngram == 0 or 2 <= self.no_repeat_ngram <= 100,
                f"no_repeat_ngram {self.no_repeat_ngram} is neither 0 nor between 2 and 100",
            ),
        )


@dataclass(frozen=True, slots=True)
class Tokens:
    """What stands around the pieces of a sentence, in the vocabulary of the network. Raises ValueError.

    source_prefix, source_suffix:  before and after them; a language, the end.
    target_prefix:  what a translation begins with, one token at most; no part of its text, its count or its links.
    marker:         regular expression for what must not become a token where a text spells it; "": nothing.
    """

    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ("</s>",)
    target_prefix: tuple[str, ...] = ()
    marker: str = ""

    def __post_init__(self) -> None:
        every = (*self.source_prefix, *self.source_suffix, *self.target_prefix)
        _require(
            (all(isinstance(t, str) and t for t in every), f"tokens {every} are not all strings"),
            (len(self.target_prefix) <= 1, f"target_prefix {self.target_prefix} has more than one token"),
        )
        try:
            re.compile(self.marker)
        except re.error as error:
            raise ValueError(f"marker {self.marker!r} is no regular expression ({error})") from error


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of a model; of one in a folder, what `model.toml` says. Raises ValueError with all that cannot be.

    name, revision:  identity; the revision is the first 12 hexadecimal digits of the SHA-256 of model.bin.
    license:         SPDX identifier.
    source, target:  language codes (BCP 47).
    profile:         normalisation that its input needs, a name in `profiles/`.
    max_tokens:      longest input it was trained on, in tokens, 8 to 100,000; longer sentences are cut.
    decoding:        settings chosen on the development sets.
    copies:          whether it was trained to bring back names in Latin letters that stand in its input.
    origin:          what it was converted from, "facebook/m2m100_418M@" and the commit; "" for one made here.
    tokens:          what its sentences stand between.
    folder:          where its files are; None for a model that another program runs.
    """

    name: str
    revision: str
    license: str
    source: str
    target: str
    profile: str
    max_tokens: int
    decoding: Decoding
    copies: bool = False
    origin: str = ""
    tokens: Tokens = field(default_factory=Tokens)
    folder: Path | None = None

    def __post_init__(self) -> None:
        _require(
            (all((self.name, self.license, self.source, self.target)), "name, license, source or target is empty"),
            (self.profile in profiles(), f"profile {self.profile!r} is none of {', '.join(profiles())}"),
            (8 <= self.max_tokens <= 100_000, "max_tokens is not between 8 and 100000"),
        )

    @property
    def id(self) -> str:
        """Name and revision, "fa-en@1a2b3c4d5e6f": what outputs carry. What a terminal would obey is escaped."""
        return display(f"{self.name}@{self.revision}")

    @property
    def stamp(self) -> str:
        """What decides its answers but for `decoding`: 64 hexadecimal digits of a SHA-256, read anew each time (1 ms).

        The revision is that of the network alone; the languages that it is told, the pieces, the vocabularies and the
        network's configuration decide as much. Raises ModelError.
        """
        said = [self.name, self.revision, self.source, self.target, self.profile, self.max_tokens, self.copies]
        digest = hashlib.sha256(json.dumps([*said, asdict(self.tokens)], ensure_ascii=False).encode(*_ANY_TEXT))
        try:
            for path in sorted(p for pattern in _SMALL for p in self.folder.glob(pattern)) if self.folder else ():
                digest.update(path.name.encode(*_ANY_TEXT) + hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            advice = "Make it readable, or add the model again"
            raise ModelError(display(error.filename or self.name), f"cannot be read ({error})", advice) from error
        return digest.hexdigest()

    @classmethod
    def find(cls, name: str) -> "Model":
        """An embedded or installed model by its name, or a model folder by its path.

        Raises UsageError: no such model. ModelError: files missing, or all that is wrong with model.toml.
        """
        if name in EMBEDDED:
            return cls.embedded(name)
        from tarjoman.translate.models import home, registry

        if folder := home.installed(name):
            return cls.read(folder)
        if os.path.isdir(name):
            return cls.read(Path(name))
        where = f"--model {display(name) or repr(name)}"
        if found := registry.entry(name):
            raise UsageError(where, "not installed", f"tarjoman models add {found.name}")
        known = ", ".join(EMBEDDED)
        raise UsageError(
            where, "no such model", f"Embedded: {known}. Or name the folder of a model; `tarjoman models list` has more"
        )

    @classmethod
    def embedded(cls, name: str) -> "Model":
        """A model in weights/, by folder name. Raises ModelError."""
        return cls.read(cls.embedded_folder(name))

    @staticmethod
    def embedded_folder(name: str) -> Path:
        """Where a model in weights/ lies."""
        return Path(str(files("tarjoman.translate") / "weights" / name))

    @classmethod
    def read(cls, folder: Path, *, check: bool = True) -> "Model":
        """The model in a folder. check: that its network is of its revision, which reads it all. Raises ModelError."""
        where, advice = display(folder), "Make the folder with `tarjoman train export CHECKPOINT FOLDER`"
        missing = [name for name in ("model.toml", *_FILES) if not os.path.isfile(folder / name)]
        if not any(all(os.path.isfile(folder / name) for name in names) for names in _VOCABULARIES):
            missing.append(_VOCABULARIES[0][0])
        if missing:
            raise ModelError(where, f"{', '.join(missing)} missing", advice)
        try:
            data = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:  # TOML and Unicode errors are ValueErrors
            raise ModelError(f"{where}/model.toml", f"cannot be read as TOML ({error})", advice) from error
        tables = {name: data.pop(name, {}) for name in _TABLES}
        if problems := [f"{name} must be a table" for name, table in tables.items() if not isinstance(table, dict)]:
            raise ModelError(f"{where}/model.toml", "; ".join(problems), advice)
        problems = _misfits(cls, data, skip=("folder", *_TABLES))
        problems += [problem for name, table in tables.items() for problem in _misfits(_TABLES[name], table)]
        if problems:
            raise ModelError(f"{where}/model.toml", "; ".join(problems), advice)
        try:
            parts = {
                name: _TABLES[name](**{k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})
                for name, table in tables.items()
            }
            model = cls(folder=folder, **data, **parts)
        except ValueError as error:
            raise ModelError(f"{where}/model.toml", str(error), advice) from error
        if check and (found := revision(folder)) != model.revision:
            raise ModelError(where, f"model.bin is revision {found}, not the {model.revision} of model.toml", advice)
        return model

    def write(self, folder: Path, head: str) -> "Model":
        """Describe the network in a folder with a new model.toml; what it says, read back. Raises ModelError.

        head: the comment that it begins with. The revision is that of the network; pieces to suppress that its
        vocabulary lacks are left out.
        """
        vocabulary = next(folder / names[-1] for names in _VOCABULARIES if (folder / names[-1]).is_file())
        pieces = set(json.loads(vocabulary.read_text(encoding="utf-8")))
        suppress = tuple(piece for piece in self.decoding.suppress if piece in pieces)
        model = replace(self, revision=revision(folder), decoding=replace(self.decoding, suppress=suppress))
        lines = [f"# {head}", *_lines(model, ("folder", *_TABLES))]
        for name in _TABLES:
            lines += ["", f"[{name}]", *_lines(getattr(model, name))]
        (folder / "model.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")
        return Model.read(folder)


_TABLES: dict[str, Any] = {"decoding": Decoding, "tokens": Tokens}


def _lines(value: Any, skip: tuple[str, ...] = ()) -> list[str]:
    """The fields of a dataclass as lines of TOML."""
    return [f"{f.name} = {_toml(getattr(value, f.name))}" for f in fields(value) if f.name not in skip]


def _toml(value: object) -> str:
    """A string, number, bool or tuple of strings as TOML. What JSON escapes in a string, TOML does too, and DEL."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def revision(folder: Path) -> str:
    """What identifies the network in a folder: the first 12 hexadecimal digits of the SHA-256 of model.bin."""
    with (folder / "model.bin").open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:12]


def _require(*conditions: tuple[bool, str]) -> None:
    """Raise ValueError with the descriptions of all conditions that do not hold."""
    if problems := [description for holds, description in conditions if not holds]:
        raise ValueError("; ".join(problems))


def _misfits(cls: type, data: Mapping[str, Any], *, skip: tuple[str, ...] = ()) -> list[str]:
    """What keeps a table from becoming a `cls`: unknown and missing keys, values of the wrong type.

    A field with a default may be missing: folders of older versions do not have it.
    """
    kinds: dict[Any, type] = {int: int, float: float, str: str, bool: bool, tuple[str, ...]: list}
    known = {f.name: kinds[f.type] for f in fields(cls) if f.name not in skip}
    problems = [f"unknown key {name!r}" for name in data if name not in known]
    needed = [f.name for f in fields(cls) if f.name in known and f.default is MISSING]
    problems += [f"{name} is missing" for name in needed if name not in data]
    problems += [
        f"{name} must be {known[name].__name__}, not {value!r}"
        for name, value in data.items()
        if name in known and type(value) is not known[name] and (type(value), known[name]) != (int, float)
    ]
    return problems
