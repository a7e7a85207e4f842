"""The kinds of checkpoint that can be run (architectures.toml), and which one a folder holds."""

import json
import os
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.model import Tokens
from tarjoman.translate.models.registry import near

_MOST = 5  # languages named in a message


@dataclass(frozen=True, slots=True)
class Architecture:
    """A kind of checkpoint; the fields are explained where they are set, in architectures.toml."""

    name: str
    source: str
    token: str
    codes: tuple[str, str]
    profile: str
    max_tokens: int
    before: str = ""
    begins: str = ""
    target: str = ""
    written: bool = False
    optional: bool = False
    marker: str = ""
    model_type: str = ""
    tokenizer: str = ""
    file: str = ""
    half: str = "float16"

    def tokens(
        self, vocabulary: Collection[str], divide: Callable[[str], list[str]], source: str = "", target: str = ""
    ) -> Tokens:
        """What stands around a sentence.

        divide: gives the pieces of a text. source, target: languages other than Persian and English.

        Raises UsageError for a language that the vocabulary does not have, naming like ones: a network takes an unknown
        token without complaint, and its translations are only worse.
        """
        wanted = {"source": source or self.codes[0], "target": target or self.codes[1]}
        marked = {role: self.token.format(code) for role, code in wanted.items()}
        used = [role for role in (self.before, self.begins) if role]
        languages = self._languages(vocabulary)
        if self.optional and not languages:
            asked = {"source": source, "target": target}
            if code := next((asked[role] for role in used if asked[role]), ""):
                raise UsageError(code, "this model is for one pair of languages and is told none", "Leave it out")
            used = []
        for role in used:
            if marked[role] not in vocabulary:
                known = near(wanted[role], languages) or languages[:_MOST]
                problem = f"the model has no language {wanted[role]!r} (its vocabulary lacks {marked[role]})"
                advice = f"Name another with --{role}-language: {', '.join(known)}" if known else "It cannot be used"
                raise UsageError(f"--{role}-language", problem, advice)
        before = [marked[self.before]] if self.before in used else []
        if self.written:
            before = divide(" ".join(before))
        begins = (marked[self.begins],) if self.begins in used else ()
        return Tokens(source_prefix=tuple(before), target_prefix=begins, marker=self.marker)

    def _languages(self, vocabulary: Collection[str]) -> list[str]:
        """The codes of the languages that a vocabulary has; where they are not marked, what looks like "eng_Latn"."""
        head, tail = self.token.split("{}")
        if not head:
            return sorted(t for t in vocabulary if len(t) == 8 and t[3] == "_" and t[:3].islower() and t[4:].istitle())
        found = (t[len(head) : -len(tail)] for t in vocabulary if t.startswith(head) and t.endswith(tail))
        return sorted(code for code in found if code and code.replace("_", "").isalnum())


@cache
def architectures() -> Mapping[str, Architecture]:
    """Every architecture by its name."""
    data = tomllib.loads((files("tarjoman.translate.models") / "architectures.toml").read_text(encoding="utf-8"))
    return {name: Architecture(name, **values | {"codes": tuple(values["codes"])}) for name, values in data.items()}


def is_checkpoint(folder: Path) -> bool:
    """Whether a folder is a checkpoint rather than a model that was converted."""
    if os.path.isfile(folder / "model.toml") or os.path.isfile(folder / "model.bin"):
        return False
    return os.path.isfile(folder / "config.json") or os.path.isfile(folder / "decoder.yml")


def recognise(folder: Path) -> Architecture:
    """The architecture of a checkpoint. Raises ModelError: none of those that are known, or files missing."""
    where, known = display(folder), architectures()
    if os.path.isfile(folder / "decoder.yml"):
        found = known["opus"]
    else:
        kind = _json(folder / "config.json").get("model_type")
        path = folder / "tokenizer_config.json"
        tokenizer = str(_json(path).get("tokenizer_class") or "") if path.is_file() else ""
        fitting = [a for a in known.values() if a.model_type and a.model_type == kind]
        named = [a for a in fitting if a.tokenizer == tokenizer.removesuffix("Fast")]
        shown = [a for a in fitting if _shows(folder, a.file)]
        if not (named or shown):
            kinds = ", ".join(sorted({a.model_type for a in known.values() if a.model_type}))
            raise ModelError(where, f"its model_type is {kind!r}", f"Known are {kinds}")
        found = (named or shown)[0]
    if missing := [name for name in (found.source, found.target) if name and not os.path.isfile(folder / name)]:
        raise ModelError(where, f"{', '.join(missing)} missing", "Get the whole checkpoint, tokenizer included")
    return found


def _shows(folder: Path, file: str) -> bool:
    """Whether a file is there, or with ! is not; "" always."""
    return not file or os.path.isfile(folder / file.removeprefix("!")) != file.startswith("!")


def _json(path: Path) -> dict[str, Any]:
    """A JSON object in a file. Raises ModelError."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(value, dict):
            raise ValueError("no object")
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(display(path), f"cannot be read as JSON ({error})", "Get the checkpoint again") from error
    return value
