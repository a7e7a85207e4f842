"""Work that can be stopped: once, and in order."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class Stopped(KeyboardInterrupt):
    """Somebody stopped the work. status: what the process is to end with, 128 and the number of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


_IGNORED = 2  # signals that are passed over while what was begun is brought to its end: people press twice


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise Stopped at the first Ctrl-C, or when the system asks to end (SIGTERM); then finish undisturbed.

    A second one, while what was begun is brought to its end, would leave that half-done. Whoever insists is heard: the
    first may have been lost in what Python calls by itself.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone hears of signals
        yield
        return
    before: dict[int, Any] = {}
    heard = 0

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal heard
        heard += 1
        if heard == 1 or heard > _IGNORED + 1:
            raise Stopped(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, stop)
    try:
        yield
    except Stopped:
        for known in before:
            signal.signal(known, signal.SIG_IGN)  # also while the process ends
        raise
    except BaseException:
        _restore(before)
        raise
    else:
        _restore(before)


def _restore(before: dict[int, Any]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)
