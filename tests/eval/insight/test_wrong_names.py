from evaluating import make_material, report
from tarjoman.eval.insight.wrong_names import WrongName, wrong_names
from tarjoman.eval.metrics.names import Mentioned
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.table import NameTable, parse

TABLE = NameTable([parse("fa\ten\ttype\nعلی‌اف\tAliyev\tperson\nقم\tQom\tplace\n".encode(), "t")])


def test_wrong_names() -> None:
    sources = ["علی‌اف آمد", "علی‌اف رفت", "علی‌اف به قم آمد", "علی‌اف ماند"]
    outputs = ["Aliyev came", "He left", "Aliev came to Ghom", "Aliev stayed"]
    references = ["Aliyev came", "He left", "Aliyev came to the city", "Aliyev stayed"]
    material = make_material(outputs, references=[references], sources=sources)
    found = wrong_names(material, Mentioned(sources, None, NameReader(TABLE)), outputs)
    assert found == (
        WrongName("علی‌اف", "Aliyev", 4, 3, 2, (("Aliev", 2), ("", 1)), ("2", "3", "4")),
        WrongName("قم", "Qom", 1, 1, 0, (("Ghom", 1),), ("3",)),
    )


def test_the_fixture() -> None:
    good, bad = report().systems
    assert good.names == ()
    assert [(name.en, name.wrong, name.agreed) for name in bad.names if name.en == "Aliyev"] == [("Aliyev", 2, 2)]
