from collections.abc import Sequence

import pytest

from tarjoman.eval.names import Share, doubled, names
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.table import NameTable, parse

TABLE = NameTable(
    [parse("fa\ten\talso\ttype\nعلی\u200cاف\tAliyev\t\tperson\nایران\tIran\tIranian\tplace\n".encode(), "t")]
)


def scores(*rows: tuple[str, str, str, str], reader: NameReader | None = None) -> Sequence[object]:
    documents, sources, targets, references = zip(*rows, strict=True)
    found = names(sources, targets, references, documents, reader or NameReader(TABLE))
    return found.table, found.consistent, found.others, found.reference, found.doubled


def test_names_as_the_table_says_and_in_one_way() -> None:
    rows = [
        ("a", "علی اف آمد", "Aliyev came", "Aliyev came"),
        ("a", "علی اف رفت", "Ali Af left", "Aliyev left"),
        ("a", "علی اف ماند", "Aliyev stayed", "Aliyev stayed"),
        ("b", "علی اف ماند", "Ali Af stayed", "Aliyev stayed"),
        ("b", "او ماند", "He stayed", "He stayed"),
    ]
    assert scores(*rows)[:2] == (Share(2, 4), Share(2, 3))


def test_accepted_forms_are_one_and_what_is_missing_is_no_inconsistency() -> None:
    rows = [
        ("a", "ایران برد", "Iran won", ""),
        ("a", "تیم ایران", "the Iranian team", ""),
        ("a", "ایران باخت", "They lost", ""),
    ]
    assert scores(*rows)[:2] == (Share(2, 3), Share(2, 2))


def test_words_of_the_reference() -> None:
    reference = 'On Monday the Council of Qom met Aliyev\'s men. Then "Reza" left for Rey; Rey was empty.'
    assert scores(("a", "", "The council met Aliyev in Rey.", reference))[3] == Share(2, 5)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Ilham Ilham Aliyev", 1),
        ("Ilham Aliyev Ilham Aliyev", 1),
        ("the Azerbaijan, Azerbaijan said", 1),
        ("NATO the NATO", 1),
        ("Bin Binali", 0),
        ("that that is", 0),
        ("Iran and Iran", 0),
    ],
)
def test_doubled(text: str, times: int) -> None:
    assert len(list(doubled(text))) == times


def test_other_names_in_one_way() -> None:
    rows = [
        ("a", "مهدی فرخ نژاد گفت: دریا آرام است.", "Mehdi Farrokhnejad said: the sea is calm.", ""),
        ("a", "مهدی فرخ نژاد به رشت رفت.", "Mehdi Farokh Nezhad went to Rasht.", ""),
    ]
    assert scores(*rows, reader=NameReader.load())[2] == Share(1, 2)
