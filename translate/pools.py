"""Which texts are translated together.

What a sentence is decoded beside decides the last digits of a network's numbers, and now and then a word. So it is
decided by the texts alone: a run that goes on where another one was stopped, or that has many machines, has the same
pools.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

# The part of a pool that the first and the last one are: until the first is read, and while the last one is finished,
# the engine has nothing to do.
_SMALL = 8

Item = TypeVar("Item")


def pools(items: Iterable[Item], size: Callable[[Item], int], window: int) -> Iterator[list[Item]]:
    """The items in their order, in pools that reach `window` sentences with their last one. size: sentences of one.

    The first pool is small, and so is the last one where its items are many enough to be two pools.
    """
    pool: list[Item] = []
    sizes: list[int] = []
    held, limit = 0, window // _SMALL
    for item in items:
        pool.append(item)
        sizes.append(size(item))
        held += sizes[-1]
        if held >= limit:
            yield pool
            pool, sizes, held, limit = [], [], 0, window
    at, left = len(pool), 0
    while at and left + sizes[at - 1] <= window // _SMALL:
        at -= 1
        left += sizes[at]
    if held < window // 2:
        at = len(pool)  # it is done soon, all of it
    yield from (some for some in (pool[:at], pool[at:]) if some)
