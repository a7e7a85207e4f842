"""Texts that are looked at, and how what is found in them is told."""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from tarjoman.eval.sanity.finding import Effect, Example, Finding

Rescore = Callable[[Sequence[str], Sequence[str], str], tuple[Effect, ...]]  # as it is, otherwise, how → what it costs
_SHOWN = 120  # characters of an example


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts under a name, "system Google" or "reference 1"."""

    name: str
    texts: Sequence[str]
    place: Callable[[int], str]

    def finding(
        self,
        kind: str,
        what: str,
        found: Iterable[int],
        advice: str,
        *,
        severity: Literal["wrong", "doubtful"] = "doubtful",
        effects: tuple[Effect, ...] = (),
        show: Callable[[str], str] = str,
    ) -> Finding:
        """What was found in some of its segments."""
        some = list(found)
        examples = tuple(
            Example(self.place(n), _cut(show(self.texts[n]))) for n in some[: settings()["examples"]] if self.texts[n]
        )
        return Finding(kind, severity, self.name, what, len(some), len(self.texts), advice, examples, effects)


@cache
def settings() -> dict[str, Any]:
    """The figures and lists of sanity.toml."""
    return tomllib.loads((files("tarjoman.eval.sanity") / "sanity.toml").read_text(encoding="utf-8"))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
