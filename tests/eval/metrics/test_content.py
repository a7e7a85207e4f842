import pytest

from tarjoman.eval.metrics.content import Numbers, Omissions, Untranslated
from tarjoman.eval.metrics.metric import Metric, total
from tarjoman.eval.metrics.names import AsTheTable, InOneWay, Mentioned, NameWords
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.table import NameTable, parse

LONG = "وزیر خارجه روسیه روز دوشنبه برای گفت و گو با مقامات ایران وارد تهران شد و با همتای خود دیدار کرد."
GOOD = (
    "The Russian foreign minister arrived in Tehran on Monday for talks with Iranian officials and met his counterpart."
)


@pytest.mark.parametrize(
    ("source", "target", "row"),
    [
        ("۲۵ نفر", "25 people", [1, 1]),
        ("٢٥ نفر", "twenty-five people", [1, 1]),  # Arabic digits
        ("25 نفر", "52 people", [0, 2]),  # one lost, one made up
        ("۲ میلیون نفر", "2 million people", [1, 1]),
        ("دو میلیون نفر", "two thousand people", [0, 2]),
        ("مردم", "3 people", [0, 1]),
        ("مردم", "people", [0, 0]),
        ("۱۲ نفر", "", [0, 1]),
    ],
)
def test_numbers_against_the_source(source: str, target: str, row: list[int]) -> None:
    from tarjoman.translate.normalization.profile import normalizer

    metric = Numbers([[""]], [normalizer("embedded")(source)])
    assert metric.statistics([target]).tolist() == [row]


@pytest.mark.parametrize(
    ("references", "target", "row"),
    [
        (["25 people"], "25 people", [1, 1]),
        (["twenty-five people"], "25 people", [1, 1]),
        (["25 people"], "52 people", [0, 2]),
        (["2 million people"], "2,000,000 people", [1, 1]),
        (["3 and 3"], "3", [1, 2]),
        (["people"], "people", [0, 0]),
        (["7 people", "seven of 8 people"], "7 of 8 people", [2, 2]),
        (["a hundred people"], "100 people", [1, 1]),
    ],
)
def test_numbers_against_references(references: list[str], target: str, row: list[int]) -> None:
    metric = Numbers([[reference] for reference in references], None)
    assert metric.statistics([target]).tolist() == [row]


def test_omissions() -> None:
    metric = Omissions([LONG, LONG, LONG, "قم", "قم", ""])
    outputs = [GOOD, "The minister arrived.", "", "Qom", "", ""]
    assert metric.statistics(outputs).tolist() == [[0, 1], [1, 1], [1, 1], [0, 0], [1, 1], [0, 0]]
    assert total(metric, metric.statistics(outputs)) == pytest.approx(75)


def test_untranslated_letters() -> None:
    rows = Untranslated().statistics(["Hello", "سلام abcd", "۱۲3", ""])
    assert rows.tolist() == [[0, 5], [4, 8], [0, 0], [0, 0]]


def test_name_words_of_the_likest_reference() -> None:
    metric = NameWords([["He met Aliyev in Baku."], ["He met Aliev in Baku."]])
    assert metric.statistics(["He met Aliev in Baku."]).tolist() == [[2, 2]]
    assert metric.statistics(["He met him in Baku."]).tolist() == [[1, 2]]


TABLE = NameTable([parse("fa\ten\ttype\nعلی‌اف\tAliyev\tperson\n".encode(), "t")])


def test_names_and_consistency() -> None:
    sources = ["علی‌اف آمد", "علی‌اف رفت", "علی‌اف ماند", "او ماند"]
    outputs = ["Aliyev came", "Aliyev left", "Aliev stayed", "He stayed"]
    mentioned = Mentioned(sources, ["a"] * 4, NameReader(TABLE))
    table, one_way = AsTheTable(mentioned), InOneWay(mentioned)
    assert table.statistics(outputs).tolist() == [[1, 1], [1, 1], [0, 1], [0, 0]]
    assert one_way.statistics(outputs).tolist() == [[1, 1], [1, 1], [0, 1], [0, 0]]
    assert total(table, table.statistics(outputs)) == pytest.approx(200 / 3)
    assert TABLE.id in table.signature


@pytest.mark.parametrize("metric", [Numbers([["x"]], None), Untranslated(), Omissions(["قم"]), NameWords([["x"]])])
def test_none_of_nothing_is_no_score(metric: Metric) -> None:
    assert total(metric, metric.statistics(["۱"])) is None or metric.kind.key == "numbers"
    assert total(metric, metric.statistics(["."])) is None
