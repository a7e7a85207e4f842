"""Something that is wrong with a text: what, how often, where, what it costs, and what to do."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Example:
    """A segment that shows it. place: where it is. text: its part of the text, shortened."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a score would be otherwise. metric: its key. how: in words: "un-escaped"."""

    metric: str
    score: float
    otherwise: float
    how: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    kind:      a word for it, which stays the same: "entities".
    severity:  "wrong": scores say something else than they seem to; "doubtful": look before you believe them.
    where:     the system or file.
    what:      in words. count: of how many segments, of `whole`.
    advice:    what to do.
    """

    kind: str
    severity: Literal["wrong", "doubtful"]
    where: str
    what: str
    count: int
    whole: int
    advice: str
    examples: tuple[Example, ...] = ()
    effects: tuple[Effect, ...] = ()
