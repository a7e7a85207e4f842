"""Work of an event loop as an iterator for code that has none, or has one of its own."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from tarjoman.translate.ahead import ended

T = TypeVar("T")

_LOOK = 0.2  # seconds between two looks whether anybody still waits
_CLOSING = 5.0  # seconds that work which is stopped may take to close its connections


def results(work: Callable[[Callable[[T], None]], Awaitable[None]]) -> Iterator[T]:
    """What `work` hands over, one by one, while it goes on in a thread of its own.

    work: is given the function that takes a result. What it raises is raised here, after the results before it. Closing
    the iterator, or an interrupt while it waits, cancels the work at once; so does the end of an `Ahead` around it.
    """
    made: queue.SimpleQueue[Any] = queue.SimpleQueue()
    end = object()
    failure: list[Exception] = []
    loop = asyncio.new_event_loop()

    async def main() -> None:
        try:
            await work(made.put)
        except Exception as error:  # of any kind: it is raised where the results are awaited
            failure.append(error)

    task = loop.create_task(main())

    def run() -> None:
        try:
            with contextlib.suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            loop.close()
            made.put(end)

    thread = threading.Thread(target=run, name="tarjoman-chat", daemon=True)
    thread.start()
    try:
        while not ended():
            try:
                item = made.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if item is end:
                break
            yield item
    finally:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the work is done
            loop.call_soon_threadsafe(task.cancel)
        thread.join(_CLOSING)
    if failure:
        raise failure.pop()  # this frame is of its traceback: neither may hold the other
