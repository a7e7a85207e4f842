"""A model on disk: a folder with a CTranslate2 network, its SentencePiece pieces, and `model.toml` to describe it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from tarjoman.errors import ModelError
from tarjoman.files import display

EMBEDDED = ("fa-en",)  # the models in weights/, by folder name
_FILES = ("model.bin", "config.json", "shared_vocabulary.json", "source.spm")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are searched for.

    beam:            hypotheses kept at each step, ≥ 1.
    length_penalty:  exponent of the length that a score is divided by; 0: scores are not divided.
    max_length:      longest translation of one sentence, in tokens; reaching it is flagged.
    suppress:        pieces that are never produced.
    """

    beam: int = 4
    length_penalty: float = 1.0
    max_length: int = 256
    suppress: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """What `model.toml` says of the model in `folder`.

    name, revision:  identity; the revision is the first 12 hexadecimal digits of the SHA-256 of model.bin.
    license:         SPDX identifier.
    source, target:  language codes (BCP 47).
    profile:         normalisation that its input needs, a name in `profiles/`.
    max_tokens:      longest input it was trained on, in tokens; longer sentences are cut.
    decoding:        settings chosen on the development sets.
    """

    folder: Path
    name: str
    revision: str
    license: str
    source: str
    target: str
    profile: str
    max_tokens: int
    decoding: Decoding = field(default_factory=Decoding)

    @property
    def id(self) -> str:
        """Name and revision, "fa-en@1a2b3c4d5e6f": what outputs carry."""
        return f"{self.name}@{self.revision}"

    @classmethod
    def find(cls, name: str) -> "Model":
        """An embedded model by its name, or a model folder by its path.

        Raises ModelError: no such model, files missing, or all that is wrong with model.toml in one message.
        """
        if name in EMBEDDED:
            return cls.read(Path(str(files("tarjoman.translate") / "weights" / name)))
        if not Path(name).is_dir():
            known = ", ".join(EMBEDDED)
            raise ModelError(name, "no such model", f"Embedded: {known}. Or name the folder of a model")
        return cls.read(Path(name))

    @classmethod
    def read(cls, folder: Path) -> "Model":
        """The model in a folder. Raises ModelError."""
        where, advice = display(folder), "Make the folder with `tarjoman train export CHECKPOINT FOLDER`"
        if missing := [name for name in ("model.toml", *_FILES) if not (folder / name).is_file()]:
            raise ModelError(where, f"{', '.join(missing)} missing", advice)
        try:
            data = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ModelError(f"{where}/model.toml", f"cannot be read as TOML ({error})", advice) from error
        decoding = data.pop("decoding", {})
        problems = _misfits(cls, data, skip=("folder", "decoding")) + _misfits(Decoding, decoding, optional=True)
        if problems:
            raise ModelError(f"{where}/model.toml", "; ".join(problems), advice)
        decoding = {k: tuple(v) if isinstance(v, list) else v for k, v in decoding.items()}
        return cls(folder=folder, **data, decoding=Decoding(**decoding))


def _misfits(cls: type, data: Mapping[str, Any], *, skip: tuple[str, ...] = (), optional: bool = False) -> list[str]:
    """What keeps a table from becoming a `cls`: unknown and missing keys, values of the wrong type."""
    kinds: dict[Any, type] = {int: int, float: float, str: str, tuple[str, ...]: list}
    known = {f.name: kinds[f.type] for f in fields(cls) if f.name not in skip}
    problems = [f"unknown key {name!r}" for name in data if name not in known]
    problems += [f"{name} is missing" for name in known if name not in data and not optional]
    problems += [
        f"{name} must be {known[name].__name__}, not {value!r}"
        for name, value in data.items()
        if name in known and type(value) is not known[name]
    ]
    return problems
