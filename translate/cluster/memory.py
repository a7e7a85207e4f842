"""A memory that one process has open, and the others of a cluster ask.

SQLite must not be shared over a network's disk. So an actor on the machine that the job was started on opens the file.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.memory import Edit, Memory, Remembers
from tarjoman.translate.memory.forgiving import ForgivingMemory
from tarjoman.translate.model import Model


class Owner:
    """An actor that has a memory open. forgiving: whether the run goes on without it where it fails."""

    def __init__(self, path: Path, *, forgiving: bool) -> None:
        self._warnings: list[str] = []
        self._memory: Remembers = Memory(path)
        if forgiving:
            self._memory = ForgivingMemory(self._memory, self._warnings.append)

    def warnings(self) -> list[str]:
        """What there is to be told since this was asked before."""
        told, self._warnings[:] = list(self._warnings), []
        return told

    def ask(self, name: str, *arguments: object) -> Any:
        """What the method of the memory with that name answers, or its property."""
        asked = getattr(self._memory, name)
        return asked(*arguments) if callable(asked) else asked


class Asked:
    """The memory of an `Owner`: what `Remembers` says. owner: a handle of the actor."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def answers(self, keys: Sequence[bytes]) -> dict[bytes, list[Hypothesis]]:
        """The hypotheses under some keys, those that there are."""
        return cast(dict[bytes, list[Hypothesis]], self._ask("answers", keys))

    def remember(self, model: Model, answers: Iterable[tuple[bytes, str, Sequence[Hypothesis]]]) -> None:
        """Keep answers."""
        self._ask("remember", model, list(answers))

    def document(self, key: bytes) -> tuple[int, Any] | None:
        """What was kept of a document."""
        return cast(tuple[int, Any] | None, self._ask("document", key))

    def keep(self, key: bytes, content: object, edition: int) -> None:
        """Keep a document's content."""
        self._ask("keep", key, content, edition)

    @property
    def edition(self) -> int:
        """The number of the newest edit."""
        return cast(int, self._ask("edition"))

    def edited(self, keys: Sequence[str]) -> dict[str, Edit]:
        """The edits of sentences."""
        return cast(dict[str, Edit], self._ask("edited", keys))

    def edits(self) -> dict[str, Edit]:
        """All edits."""
        return cast(dict[str, Edit], self._ask("edits"))

    def changed(self, since: int) -> frozenset[str]:
        """The sentences that were edited after an edition."""
        return cast(frozenset[str], self._ask("changed", since))

    def _ask(self, name: str, *arguments: object) -> Any:
        """Ask, and wait for the answer. Raises MemoryFileError."""
        import ray

        try:
            return ray.get(self._owner.ask.remote(name, *arguments))
        except ray.exceptions.RayTaskError as error:
            raise error.cause from error
