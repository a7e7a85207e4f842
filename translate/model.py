"""A model on disk: a folder with a CTranslate2 network, its SentencePiece pieces, and `model.toml` to describe it."""

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.normalization.profile import profiles

EMBEDDED = ("fa-en",)  # the models in weights/ that translate, by folder name
_FILES = ("model.bin", "config.json", "shared_vocabulary.json", "source.spm")


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
class Model:
    """What is known of a model; of one in a folder, what `model.toml` says. Raises ValueError with all that cannot be.

    name, revision:  identity; the revision is the first 12 hexadecimal digits of the SHA-256 of model.bin.
    license:         SPDX identifier.
    source, target:  language codes (BCP 47).
    profile:         normalisation that its input needs, a name in `profiles/`.
    max_tokens:      longest input it was trained on, in tokens, 8 to 100,000; longer sentences are cut.
    decoding:        settings chosen on the development sets.
    copies:          whether it was trained to bring back names in Latin letters that stand in its input.
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
    folder: Path | None = None

    def __post_init__(self) -> None:
        _require(
            (all((self.name, self.license, self.source, self.target)), "name, license, source or target is empty"),
            (self.profile in profiles(), f"profile {self.profile!r} is none of {', '.join(profiles())}"),
            (8 <= self.max_tokens <= 100_000, "max_tokens is not between 8 and 100000"),
        )

    @property
    def id(self) -> str:
        """Name and revision, "fa-en@1a2b3c4d5e6f": what outputs carry."""
        return f"{self.name}@{self.revision}"

    @classmethod
    def find(cls, name: str) -> "Model":
        """An embedded model by its name, or a model folder by its path.

        Raises UsageError: no such model. ModelError: files missing, or all that is wrong with model.toml.
        """
        if name in EMBEDDED:
            return cls.embedded(name)
        if not os.path.isdir(name):
            known = ", ".join(EMBEDDED)
            raise UsageError(
                f"--model {display(name) or repr(name)}",
                "no such model",
                f"Embedded: {known}. Or name the folder of a model",
            )
        return cls.read(Path(name))

    @classmethod
    def embedded(cls, name: str) -> "Model":
        """A model in weights/, by folder name. Raises ModelError."""
        return cls.read(cls.embedded_folder(name))

    @staticmethod
    def embedded_folder(name: str) -> Path:
        """Where a model in weights/ lies."""
        return Path(str(files("tarjoman.translate") / "weights" / name))

    @classmethod
    def read(cls, folder: Path) -> "Model":
        """The model in a folder, its network checked against its revision. Raises ModelError."""
        where, advice = display(folder), "Make the folder with `tarjoman train export CHECKPOINT FOLDER`"
        if missing := [name for name in ("model.toml", *_FILES) if not os.path.isfile(folder / name)]:
            raise ModelError(where, f"{', '.join(missing)} missing", advice)
        try:
            data = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:  # TOML and Unicode errors are ValueErrors
            raise ModelError(f"{where}/model.toml", f"cannot be read as TOML ({error})", advice) from error
        decoding = data.pop("decoding", {})
        if not isinstance(decoding, dict):
            raise ModelError(f"{where}/model.toml", "decoding must be a table", advice)
        if problems := [*_misfits(cls, data, skip=("folder", "decoding")), *_misfits(Decoding, decoding)]:
            raise ModelError(f"{where}/model.toml", "; ".join(problems), advice)
        decoding = {k: tuple(v) if isinstance(v, list) else v for k, v in decoding.items()}
        try:
            model = cls(folder=folder, **data, decoding=Decoding(**decoding))
        except ValueError as error:
            raise ModelError(f"{where}/model.toml", str(error), advice) from error
        if (found := revision(folder)) != model.revision:
            raise ModelError(where, f"model.bin is revision {found}, not the {model.revision} of model.toml", advice)
        return model


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
