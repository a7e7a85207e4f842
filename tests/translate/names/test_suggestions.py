from pathlib import Path

import pytest

from tarjoman.errors import InputError
from tarjoman.translate.names.reading import Suggestion
from tarjoman.translate.names.suggestions import add, chosen, read, update
from tarjoman.translate.names.table import Entry
from tarjoman.translate.names.table import read as read_table


def suggestion(form: str, english: str, count: int = 1, confidence: float = 0.9, example: str = "") -> Suggestion:
    return Suggestion(form, english, (english, "Other"), confidence, ("title",), example, count, ["d"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "names-to-check.tsv"


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8-sig").splitlines()]


class TestList:
    def test_the_most_frequent_first_each_once(self, path: Path) -> None:
        found = [suggestion("الف", "A"), suggestion("ببب", "B", 3), suggestion("الف", "Aa", 4)]
        assert update(path, found) == 2
        assert [line[1:8] for line in lines(path)[1:]] == [
            ["الف", "A", "", "Other", "0.90", "title", "5"],
            ["ببب", "B", "", "Other", "0.90", "title", "3"],
        ]
        assert lines(path)[1][8] == "d, d" and path.read_bytes().startswith(b"\xef\xbb\xbf")

    def test_nothing_found_writes_nothing(self, path: Path) -> None:
        assert update(path, []) == 0 and not path.exists()

    def test_cells_are_on_one_line_and_no_formulas(self, path: Path) -> None:
        update(path, [suggestion("الف", "A", example="=1+1\n\tب\u2028ج")])
        assert lines(path)[1][9] == "'=1+1 ب ج" and len(lines(path)) == 2
        assert read(path)[0].cells["example"] == "=1+1 ب ج"

    def test_decisions_stay_and_are_not_asked_for_again(self, path: Path) -> None:
        path.write_text("ok\tfa\ten\nyes\tالف\tAlef\nno\tب ب\tBb\n\tپپ\tPp\n", encoding="utf-8")
        assert update(path, [suggestion("الف", "A"), suggestion("ت ت", "Tt")]) == 1
        assert [line[:3] for line in lines(path)[1:]] == [
            ["yes", "الف", "Alef"],
            ["no", "ب ب", "Bb"],
            ["", "ت ت", "Tt"],
        ]

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "is no list"),
            ("fa\ten\nالف\tA\n", "is no list"),
            ("ok\tfa\ten\nperhaps\tالف\tA\n", "line 2: ok is 'perhaps'"),
            ("ok\tfa\ten\nyes\tالف\t\n\nyes\tabc\tA\n", "line 2: '' is no English form; line 4: 'abc' has no Persian"),
        ],
    )
    def test_what_cannot_be_read_is_named(self, path: Path, text: str, problem: str) -> None:
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=problem):
            chosen(path)

    def test_yes_is_chosen_and_with_all_what_is_not_decided(self, path: Path) -> None:
        path.write_text("ok\tfa\ten\ttype\nYES\tالف\tA\tperson\nno\tب ب\tB\t\n\tپ پ\tP\n", encoding="utf-8")
        (entry,) = chosen(path)
        assert (entry.fa, entry.en, entry.type, entry.source) == ("الف", "A", "person", "names-to-check")
        assert [e.en for e in chosen(path, every=True)] == ["A", "P"]


class TestAdd:
    ENTRIES = (Entry("علی\u200cاف", "Aliyev", type="person", updated="2026-11-27"), Entry("ناتو", "NATO"))

    def test_a_new_table(self, tmp_path: Path) -> None:
        assert add(self.ENTRIES, tmp_path / "names.tsv") == (2, 0)
        first, second = read_table(tmp_path / "names.tsv")
        assert (first.fa, first.en, first.type, second.en) == ("علی\u200cاف", "Aliyev", "person", "NATO")

    def test_what_is_there_stays_but_for_the_spelling(self, tmp_path: Path) -> None:
        table = tmp_path / "names.tsv"
        table.write_text(
            "# ours\nfa\tgloss\ten\nعلي اف\tpresident\tAliev\n\nناتو\t\tNATO\nقم\t\tQom\n", encoding="utf-8"
        )
        assert add(self.ENTRIES, table) == (0, 1)
        assert (
            table.read_text("utf-8") == "# ours\nfa\tgloss\ten\nعلي اف\tpresident\tAliyev\n\nناتو\t\tNATO\nقم\t\tQom\n"
        )
        assert add(self.ENTRIES, table) == (0, 0)

    def test_a_table_that_cannot_be_stays_as_it_is(self, tmp_path: Path) -> None:
        table = tmp_path / "names.tsv"
        table.write_text("fa\nقم\n", encoding="utf-8")
        with pytest.raises(InputError, match="no column en"):
            add(self.ENTRIES, table)
        assert table.read_text("utf-8") == "fa\nقم\n"
