"""Iterators that another thread consumes."""

import threading
import time
from collections.abc import Iterator

import pytest

from tarjoman.translate.ahead import Ahead, ended


def test_items_come_in_order_and_are_made_before_they_are_asked_for() -> None:
    made: list[int] = []

    def items(first: int) -> Iterator[int]:
        for n in range(first, first + 3):
            made.append(n)
            yield n

    with Ahead() as ahead:
        one, other = ahead(items(0)), ahead(items(3))
        while len(made) < 6:
            time.sleep(0.001)
        assert list(one) == [0, 1, 2] and list(other) == [3, 4, 5]


def test_what_goes_wrong_there_is_raised_here() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    with Ahead() as ahead:
        found = ahead(items())
        assert next(found) == 1
        with pytest.raises(ValueError, match="no more"):
            next(found)
        assert list(ahead(iter([2]))) == [2]  # the thread goes on


def test_at_its_end_what_is_not_read_is_closed() -> None:
    closed = threading.Event()
    begun = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                begun.set()
                time.sleep(0.001)
                yield 1
        finally:
            closed.set()

    with pytest.raises(KeyboardInterrupt), Ahead() as ahead:
        ahead(endless())
        ahead(iter([1]))  # which never begins
        begun.wait()
        raise KeyboardInterrupt
    assert closed.is_set()


def test_it_is_another_thread() -> None:
    with Ahead() as ahead:
        (name,) = ahead(threading.current_thread().name for _ in range(1))
    assert name != threading.current_thread().name


def test_what_takes_long_can_see_that_nobody_waits_any_more() -> None:
    seen: list[bool] = []

    def items() -> Iterator[int]:
        yield 1
        seen.append(ended())
        while not ended():
            time.sleep(0.01)

    with Ahead() as ahead:
        assert next(ahead(items())) == 1
        while not seen:
            time.sleep(0.01)
    assert seen == [False] and not ended()
