"""What can go wrong, as a tree. Every message says where, what is wrong, and what to do next.

TarjomanError             exit status 1
├── UsageError            exit status 2: options or a configuration that cannot be followed
├── InputError            a source that cannot be read or translated, or holds nothing to translate
├── OutputError           a place that cannot be written
├── ModelError            a model that is missing, damaged or not what it says it is
├── MemoryFileError       a memory that cannot be used: damaged, of another program, or its place cannot be written
└── ClusterError          machines that cannot be reached, or do not do their work
"""

from typing import Any


class TarjomanError(Exception):
    """Anything a user can put right.

    where: the file, option or model concerned; problem: what is wrong with it, with the value that was found;
    advice: what is accepted, or the next command. All three stand in the message.
    """

    exit_code = 1

    def __init__(self, where: str, problem: str, advice: str) -> None:
        super().__init__(f"{where}: {problem}. {advice}")
        self.where, self.problem, self.advice = where, problem, advice

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.where, self.problem, self.advice)  # by the arguments, not by the message


class UsageError(TarjomanError):
    """The command line or a configuration file asks for something that cannot be done."""

    exit_code = 2


class InputError(TarjomanError):
    """A source cannot be read or translated, or holds nothing to translate."""


class OutputError(TarjomanError):
    """A result cannot be written where it was asked for."""


class ModelError(TarjomanError):
    """A model is missing, damaged, or does not do what is asked of it."""


class MemoryFileError(TarjomanError):
    """A memory of translations cannot be used."""


class ClusterError(TarjomanError):
    """Machines that should translate cannot be reached, or do not do their work."""
