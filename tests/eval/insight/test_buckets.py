import numpy as np
import pytest

from evaluating import BAD, DOCUMENTS, GOOD, REFERENCE, SOURCE, make_material, report, texts
from tarjoman.eval.insight.buckets import Table, ranges, tables
from tarjoman.eval.material import Material
from tarjoman.eval.metrics import strings
from tarjoman.eval.metrics.metric import total


def of(material: Material, has_name: list[bool] | None = None) -> dict[str, Table]:
    metric = strings.chrf(material.references)
    statistics = [metric.statistics(system.outputs) for system in material.systems]
    found = tables(material, metric, statistics, has_name or [False] * len(material), samples=50, seed=1)
    return {table.key: table for table in found}


def test_a_part_scores_as_if_it_were_all_there_is() -> None:
    material = make_material(
        texts(GOOD), texts(BAD), references=[texts(REFERENCE)], sources=texts(SOURCE), documents=texts(DOCUMENTS)
    )
    bucket = next(b for b in of(material)["document"].buckets if b.label == "economy")
    assert bucket.count == 3
    metric = strings.chrf([texts(REFERENCE)[3:6]])
    for cell, side in zip(bucket.cells, (GOOD, BAD), strict=True):
        assert cell.value == pytest.approx(total(metric, metric.statistics(texts(side)[3:6])))
        assert cell.low is not None and cell.high is not None and cell.low <= cell.value <= cell.high


def test_parts_of_the_fixture() -> None:
    found = {table.key: [(b.label, b.count) for b in table.buckets] for table in report().tables}
    assert found == {
        "length": [("1-10", 10), ("11-20", 2)],
        "names": [("with names", 7), ("without names", 5)],
        "numbers": [("with numbers", 6), ("without numbers", 6)],
        "quotes": [("with quotes", 1), ("without quotes", 11)],
        "document": [("politics", 3), ("economy", 3), ("events", 3), ("science", 3)],
    }


def test_without_a_source_the_reference_tells_and_one_part_is_no_table() -> None:
    material = make_material(["A", "B"], references=[["He said \u201cno\u201d again", "in 3 days"]])
    found = of(material, [True, True])
    assert list(found) == ["numbers", "quotes"] and found["numbers"].title == "Numbers in the reference"
    assert [cell.low for bucket in found["numbers"].buckets for cell in bucket.cells] == [None, None]  # of one sentence


@pytest.mark.parametrize(
    ("ends", "start", "labels"),
    [([10, 20], 1, ["1-10", "11-20", "21+"]), ([0, 1, 4], 0, ["0", "1", "2-4", "5+"])],
)
def test_ranges(ends: list[int], start: int, labels: list[str]) -> None:
    found = list(ranges(ends, start))
    assert [label for label, _ in found] == labels and [end for _, end in found] == [*ends, np.inf]
