"""What translators ask of a memory, wherever it is."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.memory.store import Edit
from tarjoman.translate.model import Model


class Remembers(Protocol):
    """A `Memory`, or what stands for one; its methods say what these do. Raises MemoryFileError."""

    def answers(self, keys: Sequence[bytes]) -> dict[bytes, list[Hypothesis]]:
        """The hypotheses under some keys, those that there are."""

    def remember(self, model: Model, answers: Iterable[tuple[bytes, str, Sequence[Hypothesis]]]) -> None:
        """Keep answers: key, sentence, hypotheses."""

    def document(self, key: bytes) -> tuple[int, Any] | None:
        """What was kept of a document: the edition then, and its content."""

    def keep(self, key: bytes, content: object, edition: int) -> None:
        """Keep a document's content, JSON, and the edition of the edits that it was made by."""

    @property
    def edition(self) -> int:
        """The number of the newest edit, 0 where there are none."""

    def edited(self, keys: Sequence[str]) -> dict[str, Edit]:
        """The edits of sentences, by their `edit_key`."""

    def edits(self) -> dict[str, Edit]:
        """All edits, oldest first, by their `edit_key`."""

    def changed(self, since: int) -> frozenset[str]:
        """The `edit_key` of every sentence that was edited after an edition, or whose edit was taken back."""
