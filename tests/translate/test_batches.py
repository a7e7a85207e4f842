import pytest

from tarjoman.errors import ModelError
from tarjoman.translate.batches import Batches, out_of_memory


@pytest.mark.parametrize("tokens", [64, 200, 100_000])
def test_batches_hold_every_sentence_once_within_the_budget(tokens: int) -> None:
    inputs = [["x"] * (n * 7 % 50 + 1) for n in range(100)]
    batches = list(Batches(tokens).of(inputs))
    assert sorted(i for batch in batches for i in batch) == list(range(100))
    assert all(len(batch) == 1 or max(len(inputs[i]) for i in batch) * len(batch) <= tokens for batch in batches)


def test_after_memory_ran_out_a_batch_is_two_and_the_next_ones_are_smaller() -> None:
    inputs, batches = [["x"] * 10] * 20, Batches(80)
    found = batches.of(inputs)
    assert batches.halved(next(found), inputs, MemoryError(), "m@1") == ([0, 1, 2, 3], [4, 5, 6, 7])
    assert batches.tokens == 40
    assert [len(batch) for batch in found] == [4, 4, 4]


def test_one_sentence_cannot_be_divided() -> None:
    with pytest.raises(ModelError, match=r"m@1: memory ran out at one sentence of 3 tokens, .* batch_tokens .*smaller"):
        Batches(64).halved([1], [["x"], ["x"] * 3], MemoryError(), "m@1")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"), True),
        (RuntimeError("CUDA failed with error out of memory"), True),
        (RuntimeError("std::bad_alloc"), True),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:124] DefaultCPUAllocator: can't allocate memory"), True),
        (RuntimeError("cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED"), True),
        (MemoryError(), True),
        (RuntimeError("No position encodings are defined for positions >= 512"), False),
    ],
)
def test_what_says_that_memory_ran_out(error: BaseException, expected: bool) -> None:
    assert out_of_memory(error) is expected
