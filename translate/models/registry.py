"""The models that are known by name (models.toml), and those known to be useless for Persian (useless.toml)."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tarjoman.errors import UsageError

_NON_COMMERCIAL = re.compile(r"(?<![a-z])(nc|ncgl)(?![a-z])|non[-_ ]?commercial", re.IGNORECASE)  # NCSA is another


@dataclass(frozen=True, slots=True)
class Entry:
    """A model that can be added.

    name:                   as `--model` takes it.
    architecture:           a name in architectures.toml; "": as its checkpoint shows.
    id, revision:           where it is: on the Hugging Face hub, or the address of a zip; "" for the main branch.
    license:                SPDX identifier; "": as its model card says. license_source: where it is said.
    parameters, download:   in millions, in megabytes (10^6 bytes); 0: not known.
    bleu, chrf:             published, Persian to English, in per cent; 0: none. test, score_source: on what, and where.
    """

    name: str
    title: str
    architecture: str
    id: str
    revision: str = ""
    license: str = ""
    license_source: str = ""
    parameters: int = 0
    download: int = 0
    bleu: float = 0.0
    chrf: float = 0.0
    test: str = ""
    score_source: str = ""

    @property
    def non_commercial(self) -> bool:
        """Whether its licence forbids commercial use."""
        return non_commercial(self.license)


def non_commercial(license: str) -> bool:
    """Whether a licence forbids commercial use, by its name: CC-BY-NC-4.0, PolyForm-Noncommercial-1.0.0."""
    return bool(_NON_COMMERCIAL.search(license))


@cache
def entries() -> Mapping[str, Entry]:
    """Every model of models.toml by its name, in its order."""
    return {name: Entry(name, **values) for name, values in _read("models.toml").items()}


def entry(name: str) -> Entry | None:
    """The model of a name or an id, in any case; None where there is none. Raises UsageError for a useless one."""
    refuse(name)
    wanted = name.casefold()
    return next((e for e in entries().values() if wanted and wanted in (e.name.casefold(), e.id.casefold())), None)


def refuse(name: str) -> None:
    """Raise UsageError for an id that is known to be useless for Persian, with the reason and what to take instead."""
    for id, known in _read("useless.toml").items():
        if name.casefold().strip("/") in (id.casefold(), id.casefold().partition("/")[2]):
            problem = f"is useless for Persian: {known['reason']} ({known['source']})"
            raise UsageError(id, problem, f"tarjoman models add {known['instead']}")


def near(word: str, words: list[str]) -> list[str]:
    """Up to five of the words that are spelt like one, the likest first."""
    by_letters = {w.casefold(): w for w in words}
    found = difflib.get_close_matches(word.casefold(), by_letters, 5, 0.4)
    return [by_letters[w] for w in found]


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("tarjoman.translate.models") / name).read_text(encoding="utf-8"))
