import pytest

from tarjoman.eval.alignment import Block, Counts, count

KNOWN: list[Block] = [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3,), (3,)), ((), (4,))]


@pytest.mark.parametrize(
    ("found", "strict", "lax"),
    [
        (KNOWN, 1.0, 1.0),
        # found 5, right 4 and in part 5; of 3 known pairs 2 are found, 3 in part
        (
            [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), ()), ((3,), (3,)), ((), (4,))],
            2 * 4 / 6 * 2 / 3 / (4 / 6 + 2 / 3),
            2 * 5 / 6 / (5 / 6 + 1),
        ),
        ([((0,), ()), ((), (0,))], 0.0, 0.0),
        ([((0, 1), (0, 1, 2)), ((2,), (3,)), ((3,), (4,))], 0.0, 2 * 1 / 3 * 2 / 3 / (1 / 3 + 2 / 3)),
    ],
)
def test_scores(found: list[Block], strict: float, lax: float) -> None:
    counts = count(KNOWN, found)
    assert counts.strict_f1 == pytest.approx(strict) and counts.lax_f1 == pytest.approx(lax)


def test_counts_add_up() -> None:
    one = count(KNOWN, KNOWN)
    assert (one + one).strict == 10 and (one + Counts()) == one and Counts().strict_f1 == 0.0
