"""An iterator whose items are made by another thread, while its reader does something else."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from queue import SimpleQueue
from threading import Event, local
from typing import TypeVar

Item = TypeVar("Item")

_HERE = local()  # ended: the event of the `Ahead` whose thread it is


def ended() -> bool:
    """Whether nobody waits any more for what this thread makes: what takes long, and can stop, looks now and then."""
    event: Event | None = getattr(_HERE, "ended", None)
    return event is not None and event.is_set()


class Ahead(AbstractContextManager["Ahead"]):
    """A thread that makes the items of iterators, one iterator after the other, from when they are given to it.

    What goes wrong there is raised where the items are read. At its end, however that comes, it waits for the item that
    is being made, unless that looks whether it `ended`, and closes what was not read to its end.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._ended = Event()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.shutdown(cancel_futures=True)

    def __call__(self, items: Iterator[Item]) -> Iterator[Item]:
        """The same items. Once `__exit__` was called, none come."""
        ready: SimpleQueue[tuple[Item] | BaseException | None] = SimpleQueue()

        def make() -> None:
            _HERE.ended = self._ended
            try:
                for item in items:
                    ready.put((item,))
                    if self._ended.is_set():
                        break
                getattr(items, "close", bool)()
            except BaseException as error:
                ready.put(error)
            else:
                ready.put(None)

        self._thread.submit(make)
        return self._read(ready)

    @staticmethod
    def _read(ready: "SimpleQueue[tuple[Item] | BaseException | None]") -> Iterator[Item]:
        while (item := ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item[0]
