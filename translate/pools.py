"""Which texts are translated together.

What a sentence is decoded beside decides the last digits of a network's numbers, and now and then a word. So it is
decided by the texts alone: a run that goes on where another one was stopped, or that has many machines, has the same
pools.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_FIRST = 8  # the part of a pool that the first one is: until that is read, the engine has nothing to do

Item = TypeVar("Item")


def pools(items: Iterable[Item], size: Callable[[Item], int], window: int) -> Iterator[list[Item]]:
    """The items in their order, in pools that reach `window` sentences with their last one. size: sentences of one."""
    pool: list[Item] = []
    limit, held = window // _FIRST, 0
    for item in items:
        pool.append(item)
        held += size(item)
        if held >= limit:
            yield pool
            pool, limit, held = [], window, 0
    if pool:
        yield pool
