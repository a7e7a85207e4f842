from pathlib import Path

import pytest

from tarjoman.errors import InputError
from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.table import LONGEST, TYPES, Entry, NameTable, parse, read, shipped


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("علی\u200cاف", "علي اف"),
        ("مؤسسه", "موسسه"),
        ("رئیس", "رییس"),
        ("مسأله", "مساله"),
        ("مُحَمَّد", "محمد"),
        ("طـهران", "طهران"),
        ("سی.ان.ان", "سی‌ان‌ان"),
        ("جزء", "جز"),
        ("كۀ", "که"),
        ("NATO", "nato"),
    ],
)
def test_what_writers_do_differently_is_folded(a: str, b: str) -> None:
    assert fold(a) == fold(b) != ""


def test_what_tells_names_apart_is_not() -> None:
    assert fold("آن") != fold("ان") and fold("قم") != fold("غم") and fold("رضا") != fold("رضایی")


def entries(*rows: str, header: str = "fa\ten\tvariants\ttype\tcommon") -> list[Entry]:
    return parse("\n".join([header, *rows]).encode(), "t.tsv")


def test_a_row() -> None:
    header = "fa\tvariants\ten\talso\ttype\tcommon\tgloss\tsource\tupdated"
    row = "بهار\tبهاران| نوبهار \tBahar\tSpring| Vahar |Spring\tperson\tyes\ta singer\tusage\t2026-11-26"
    (entry,) = entries("# a remark", "", row, header=header)
    assert entry == Entry(
        "بهار",
        "Bahar",
        ("بهاران", "نوبهار"),
        ("Spring", "Vahar"),
        "person",
        True,
        "a singer",
        "usage",
        "2026-11-26",
        "t.tsv, line 4",
    )
    assert entry.english == ("Bahar", "Spring", "Vahar")
    assert entry.forms == ("بهار", "بهاران", "نوبهار")


def test_alef_for_its_madda_in_long_names_only() -> None:
    table = NameTable([entries("آذربایجان\tAzerbaijan", "آند\tAndes")])
    assert table.get("اذربایجان") and table.get("آند") and not table.get("اند")


def test_an_entry_takes_over_what_the_one_below_has() -> None:
    header = "fa\ten\tvariants\talso"
    rows = "الهام علی\u200cاف\tIlham Aliyev\tایلهام علی\u200cاف\tAliyev", "ایران\tIran\t\tIranian"
    shipped = entries(*rows, header=header)
    table = NameTable([shipped, entries("الهام علی\u200cاف\tIlham Alijew", "ايران\tIran")])
    assert table.get("ایلهام علی اف").english == ("Ilham Alijew",)  # type: ignore[union-attr]
    assert table.get("ایران").english == ("Iran", "Iranian")  # type: ignore[union-attr]
    variant = NameTable([shipped, entries("ایلهام علی\u200cاف\tIlham Alijew")])
    assert variant.get("الهام علی\u200cاف").en == "Ilham Aliyev"  # type: ignore[union-attr]


def test_a_new_spelling_holds_inside_longer_names() -> None:
    shipped = entries(
        "ناتو\tNATO",
        "دبیرکل ناتو\tNATO secretary general",
        "ناتوان\tNATOan",
        "اصفهان\tIsfahan",
        "دانشگاه اصفهان\tUniversity of Isfahan",
    )
    table = NameTable([shipped, entries("ناتو\tNato", "دانشگاه اصفهان\tIsfahan University", "اصفهان\tEsfahan")])
    spelt = [entry.en for name in ("دبیرکل ناتو", "ناتوان", "دانشگاه اصفهان") if (entry := table.get(name))]
    assert spelt == ["Nato secretary general", "NATOan", "Isfahan University"]  # what a layer says outright counts
    shipped = entries("ناتو\tNATO\t", "دبیرکل ناتو\tNATO secretary general\tNATO chief|top man", header="fa\ten\talso")
    found = NameTable([shipped, entries("ناتو\tNato")]).get("دبیرکل ناتو")
    assert found and found.english == ("Nato secretary general", "Nato chief", "top man")


@pytest.mark.parametrize(("text", "mark"), [("fa,en\nقم,Qom\n", "commas"), ("fa;en\nقم;Qom\n", "semicolons")])
def test_other_marks_than_tabs_are_told(text: str, mark: str) -> None:
    with pytest.raises(InputError, match=f"separated by {mark}, not tabs"):
        parse(text.encode(), "t.csv")


def test_cells_may_be_left_out() -> None:
    assert entries("قم\tQom")[0] == Entry("قم", "Qom", place="t.tsv, line 2")


def test_a_later_layer_wins_and_conflicts_of_one_are_told() -> None:
    table = NameTable([entries("قم\tQom", "قُم\tGhom", "ری\tRay"), entries("ري\tRey")])
    assert (table.get("قم").en, table.get("ری").en, table.get("شوش")) == ("Ghom", "Rey", None)  # type: ignore[union-attr]
    assert list(map(str, table.conflicts)) == ["t.tsv, line 3: قُم is Ghom, but Qom in t.tsv, line 2"]
    assert len(table) == 2 and {key for key, _, _ in table.forms()} == {"قم", "ری"}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["no entries"]),
        ("fa\tenglish\nقم\tQom", ["no column en", "column english is not known"]),
        ("fa\ten\tvariants\nQom\tQom\nقم\t\nم\tM\nقم\tقم\nری\tRey\tx", [
            "line 2: 'Qom' has no Persian letter",
            "line 3: '' is no English form",
            "line 4: م has fewer than 2 letters",
            "line 5: 'قم' is no English form",
            "line 6: 'x' has no Persian letter",
        ]),
        ("fa\ten\ttype\tcommon\nقم\tQom\ttown\tno", ["type town is none of person, place", "common is 'no', not yes"]),
        ("fa\ten\tfa\nقم\tQom\tری", ["line 1: column fa stands twice"]),
        ("fa\ten\nقم\tQom\tx", ["line 2: 3 cells, but 2 columns"]),
        (f"fa\ten\n{'م' * (LONGEST + 1)}\tM", [f"more than {LONGEST} characters"]),
        ("fa\ten\n" + "x\ty\n" * 30, ["and 10 more"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_said_at_once(text: str, problems: list[str]) -> None:
    with pytest.raises(InputError) as error:
        parse(text.encode(), "t.tsv")
    assert str(error.value).startswith("t.tsv: ") and all(problem in str(error.value) for problem in problems)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "x.tsv")


def test_the_shipped_table() -> None:
    table = NameTable([shipped()])
    assert table.conflicts == [] and len(table) >= 3000
    assert all(entry.type in TYPES and entry.updated and entry.source for entry in shipped())
    for fa, en in {
        "ولادیمیر پوتین": "Vladimir Putin",
        "الهام علی‌اف": "Ilham Aliyev",
        "نیکول پاشینیان": "Nikol Pashinyan",
        "ناتو": "NATO",
        "نخجوان": "Nakhchivan",
        "قره‌باغ": "Karabakh",
        "لاچین": "Lachin",
    }.items():
        entry = table.get(fa)
        assert entry and entry.en == en
