"""What a person said of a pair: its state, the errors found in it, and what it was before."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far the review of a pair is."""

    UNTOUCHED = "untouched"
    ACCEPTED = "accepted"
    EDITED = "edited"
    FLAGGED = "flagged"  # to be looked at again, by whoever knows


class Category(StrEnum):
    """What kind of error it is: those of MQM (https://themqm.org) that news has; names and numbers by themselves."""

    MISTRANSLATION = "mistranslation"
    OMISSION = "omission"
    ADDITION = "addition"
    UNTRANSLATED = "untranslated"
    NAME = "name"
    NUMBER = "number"
    TERMINOLOGY = "terminology"
    GRAMMAR = "grammar"
    STYLE = "style"
    OTHER = "other"


class Severity(StrEnum):
    """How bad an error is."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """MQM's penalty for it (ASTM F3130)."""
        return {"neutral": 0, "minor": 1, "major": 5, "critical": 25}[self]


@dataclass(frozen=True, slots=True)
class Error:
    """An error of a target. note: what the person says of it."""

    category: Category
    severity: Severity
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a pair.

    state:    EDITED where the target is theirs, whatever else is said.
    machine:  the target as it was before the first edit; the target itself where there was none.
    comment:  to whoever reads it next; any number of lines.
    errors:   of the target as it was before.
    reviewer: who it was, as they call themselves; "" where they do not say.
    time:     of the last change, ISO 8601 in UTC, to the second; "" where it is not known.
    """

    state: State = State.UNTOUCHED
    machine: str = ""
    comment: str = ""
    errors: tuple[Error, ...] = ()
    reviewer: str = ""
    time: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said: neither a state, nor a comment, nor an error."""
        return self.state is State.UNTOUCHED and not self.comment and not self.errors

    @property
    def penalty(self) -> int:
        """The sum of the errors' weights."""
        return sum(error.severity.weight for error in self.errors)
