import time
from collections.abc import Iterator

from tarjoman.translate.ahead import Ahead, ended


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
