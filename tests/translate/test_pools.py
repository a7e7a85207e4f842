import pytest

from tarjoman.document import Document
from tarjoman.translate import Translator
from tarjoman.translate.pools import pools


@pytest.mark.parametrize(
    ("sizes", "window", "found"),
    [
        ([], 16, []),
        ([1, 1, 1], 16, [[1, 1], [1]]),  # the first one is small, so that the engine begins soon
        ([9, 15, 1, 15], 16, [[9], [15, 1], [15]]),
        ([3, 99, 3], 16, [[3], [99], [3]]),
        ([2, 1, 5, 1, 1, 1], 16, [[2], [1, 5, 1], [1, 1]]),  # so is the last one, that it is soon done
        ([2, 1, 5, 1, 3], 16, [[2], [1, 5, 1, 3]]),  # a document is not divided
        ([2, 1, 4, 1, 1], 16, [[2], [1, 4, 1, 1]]),  # few are not parted
        ([2, 15, 2, 1, 1], 16, [[2], [15, 2], [1, 1]]),
        ([1, 1], 1, [[1], [1]]),
    ],
)
def test_pools(sizes: list[int], window: int, found: list[list[int]]) -> None:
    assert list(pools(sizes, lambda size: size, window)) == found


def test_pools_are_read_one_by_one() -> None:
    ahead = iter(range(1, 99))
    assert next(pools(ahead, lambda size: size, 8)) == [1] and next(ahead) == 2


def test_one_pool_comes_out_as_it_does_among_others(translator: Translator) -> None:
    texts = ("وزیر خارجه روسیه وارد تهران شد. او فردا به مسکو بازمی‌گردد.\n", "خبر دوم امروز منتشر شد.\n")
    documents = [Document(str(number), texts * 60) for number in range(3)]
    every = list(translator.pools(documents))
    assert [len(pool) for pool in every] == [1, 2]
    assert [b for pool in every for b in translator.together(pool)] == list(translator.translate(documents))
