"""A memory that nobody chose: where it fails, the run goes on without it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from tarjoman.errors import MemoryFileError
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.memory.remembers import Remembers
from tarjoman.translate.memory.store import Edit
from tarjoman.translate.model import Model

_Answer = TypeVar("_Answer")


class ForgivingMemory:
    """As another memory, until that fails: then it has nothing and keeps nothing, and `warn` is told once."""

    def __init__(self, memory: Remembers, warn: Callable[[str], None]) -> None:
        self._memory, self._warn = memory, warn
        self._failed = False

    def _try(self, ask: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
        """What the memory says, or what is said in its place."""
        if not self._failed:
            try:
                return ask()
            except MemoryFileError as error:
                self._failed = True
                told = "what is translated from here on is not remembered"
                self._warn(f"{error.where}: {error.problem}; {told}. Use --memory FILE, or --no-memory")
        return otherwise

    def answers(self, keys: Sequence[bytes]) -> dict[bytes, list[Hypothesis]]:
        """As `Remembers.answers`."""
        return self._try(lambda: self._memory.answers(keys), {})

    def remember(self, model: Model, answers: Iterable[tuple[bytes, str, Sequence[Hypothesis]]]) -> None:
        """As `Remembers.remember`."""
        self._try(lambda: self._memory.remember(model, answers), None)

    def document(self, key: bytes) -> tuple[int, Any] | None:
        """As `Remembers.document`."""
        return self._try(lambda: self._memory.document(key), None)

    def keep(self, key: bytes, content: object, edition: int) -> None:
        """As `Remembers.keep`."""
        self._try(lambda: self._memory.keep(key, content, edition), None)

    @property
    def edition(self) -> int:
        """As `Remembers.edition`."""
        return self._try(lambda: self._memory.edition, 0)

    def edited(self, keys: Sequence[str]) -> dict[str, Edit]:
        """As `Remembers.edited`."""
        return self._try(lambda: self._memory.edited(keys), {})

    def edits(self) -> dict[str, Edit]:
        """As `Remembers.edits`."""
        return self._try(self._memory.edits, {})

    def changed(self, since: int) -> frozenset[str]:
        """As `Remembers.changed`."""
        return self._try(lambda: self._memory.changed(since), frozenset())
