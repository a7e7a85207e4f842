"""Sentences of like length together, no more than the memory holds."""

from collections.abc import Iterator, Sequence
from typing import Any

from tarjoman.errors import ModelError

_SAYS = ("out of memory", "bad_alloc", "can't allocate memory", "alloc_failed", "not enough memory")


def out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, as CTranslate2, torch, cuBLAS and Python say it."""
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _SAYS)


class Batches:
    """Divides inputs into batches.

    tokens: the longest input of a batch times their number, at most, but for a batch of one. It shrinks when memory
    runs out, for all batches that follow.
    """

    def __init__(self, tokens: int) -> None:
        self.tokens = tokens

    def of(self, inputs: Sequence[Sequence[Any]]) -> Iterator[list[int]]:
        """The indices of inputs, each in one batch, longest first."""
        batch: list[int] = []
        for index in sorted(range(len(inputs)), key=lambda i: -len(inputs[i])):
            if batch and len(inputs[batch[0]]) * (len(batch) + 1) > self.tokens:
                yield batch
                batch = []
            batch.append(index)
        if batch:
            yield batch

    def halved(
        self, batch: list[int], inputs: Sequence[Sequence[Any]], error: BaseException, model: str
    ) -> tuple[list[int], list[int]]:
        """A batch that memory ran out at, in two. Raises ModelError for a batch of one sentence."""
        longest = len(inputs[batch[0]])
        if len(batch) == 1:
            problem = f"memory ran out at one sentence of {longest} tokens, however small batch_tokens is ({error})"
            raise ModelError(model, problem, "Use a smaller beam or model, fewer --threads, or --device cpu") from error
        self.tokens = min(self.tokens, longest * len(batch) // 2)
        middle = len(batch) // 2
        return batch[:middle], batch[middle:]
