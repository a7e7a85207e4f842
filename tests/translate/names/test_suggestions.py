import csv
from pathlib import Path

import pytest

from tarjoman.errors import InputError
from tarjoman.translate.names.reading import Suggestion
from tarjoman.translate.names.suggestions import add, chosen, read, update
from tarjoman.translate.names.table import Entry, NameTable
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
            ["الف", "A", "person", "A, Other", "0.90", "title", "5"],
            ["ببب", "B", "person", "B, Other", "0.90", "title", "3"],
        ]
        assert lines(path)[1][8] == "d" and path.read_bytes().startswith(b"\xef\xbb\xbf")

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
            chosen(path, NameTable([]))

    def test_yes_is_chosen_and_with_all_what_is_not_decided(self, path: Path) -> None:
        path.write_text("ok\tfa\ten\ttype\nYES\tالف\tA\tperson\nno\tب ب\tB\t\n\tپ پ\tP\n", encoding="utf-8")
        (entry,) = chosen(path, NameTable([]))
        assert (entry.fa, entry.en, entry.type, entry.source) == ("الف", "A", "person", "names-to-check")
        assert [e.en for e in chosen(path, NameTable([]), every=True)] == ["A", "P"]

    def test_quotes_come_back_as_a_spreadsheet_leaves_them(self, path: Path) -> None:
        update(path, [suggestion("الف", "A", example='"زوکس" گفت و "رفت'), suggestion("ببب", "B")])
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.reader(stream, delimiter="\t"))) == 3
        saved = '"ok"\t"en"\t"fa"\r\n"TRUE"\t"Mehdi ""The"" Naderi"\t"نادری"\r\n'
        path.write_text(saved, encoding="utf-8", newline="")
        (entry,) = chosen(path, NameTable([]))
        assert (entry.fa, entry.en) == ("نادری", 'Mehdi "The" Naderi')

    def test_what_may_be_corrected_stays(self, path: Path) -> None:
        path.write_text("ok\tfa\ten\ttype\tnote\n\tالف\tAlef\tperson\task her\n\tبب\tBb\t\t\n", encoding="utf-8")
        assert update(path, [suggestion("الف", "A", 7)]) == 1
        header, row = lines(path)
        assert header[-1] == "note" and (row[1:4], row[7], row[-1]) == (["الف", "Alef", "person"], "7", "ask her")

    def test_what_a_run_proposed_itself_does_not_stay(self, path: Path) -> None:
        """The list of a run that was stopped: nobody corrected it."""
        update(path, [suggestion("الف", "A", 2), suggestion("ببب", "B")])
        path.write_text(path.read_text("utf-8-sig").replace("\tB\t", "\tBe\t"), encoding="utf-8")
        assert update(path, [suggestion("الف", "Aa", 7), suggestion("ببب", "Bb", 3)]) == 2
        assert [row[2] for row in lines(path)[1:]] == ["Aa", "Be"]

    def test_a_run_that_finds_nothing_leaves_what_is_decided(self, path: Path) -> None:
        path.write_text("ok\tfa\ten\nyes\tالف\tAlef\n\tبب\tBb\n", encoding="utf-8")
        assert update(path, []) == 0 and [line[:3] for line in lines(path)[1:]] == [["yes", "الف", "Alef"]]

    def test_a_common_word_of_the_table_stays_one(self, path: Path) -> None:
        path.write_text("ok\tfa\ten\nyes\tظریف\tZarif\n", encoding="utf-8")
        (entry,) = chosen(path, NameTable([[Entry("ظریف", "Zareef", common=True)]]))
        assert entry.common and add([entry], path.with_name("t.tsv")) == (1, 0)
        assert read_table(path.with_name("t.tsv"))[0].common

    def test_commas_are_told(self, path: Path) -> None:
        path.write_text("ok,fa,en\nyes,الف,A\n", encoding="utf-8")
        with pytest.raises(InputError, match="separated by commas, not tabs"):
            read(path)

    def test_a_frequent_word_is_no_name(self, path: Path) -> None:
        path.write_text("ok\tfa\ten\nyes\tبه\tEvil\n", encoding="utf-8")
        with pytest.raises(InputError, match="line 2: به is one of the most frequent words, and no name"):
            chosen(path, NameTable([]))
        (entry,) = chosen(path, NameTable([[Entry("به", "Beh", common=True)]]))
        assert entry.common

    def test_nothing_is_chosen(self, path: Path) -> None:
        update(path, [suggestion("الف", "A")])
        with pytest.raises(InputError, match="no line says yes"):
            chosen(path, NameTable([]))


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
        header, row = "fa\tgloss\ten\ttype\tupdated", "علي اف\tpresident\tAliyev\tperson\t2026-11-27"
        assert table.read_text("utf-8") == f"# ours\n{header}\n{row}\n\nناتو\t\tNATO\nقم\t\tQom\n"
        assert add(self.ENTRIES, table) == (0, 0)

    def test_a_table_that_cannot_be_stays_as_it_is(self, tmp_path: Path) -> None:
        table = tmp_path / "names.tsv"
        table.write_text("fa\nقم\n", encoding="utf-8")
        with pytest.raises(InputError, match="no column en"):
            add(self.ENTRIES, table)
        assert table.read_text("utf-8") == "fa\nقم\n"

    def test_each_row_of_a_name_and_no_variant_stays_behind(self, tmp_path: Path) -> None:
        table = tmp_path / "names.tsv"
        table.write_text("fa\ten\tvariants\nقم\tQom\tناتو|ري\nعلی اف\tAliev\nعلی اف\tAlieff\n", encoding="utf-8")
        assert add(self.ENTRIES, table) == (1, 1)
        found = NameTable([read_table(table)])
        spelt = [entry.en for name in ("علی\u200cاف", "ناتو", "ری") if (entry := found.get(name))]
        assert spelt == ["Aliyev", "NATO", "Qom"] and found.conflicts == []

    def test_line_ends_marks_and_links_stay(self, tmp_path: Path) -> None:
        table = tmp_path / "names.tsv"
        table.write_bytes(b"\xef\xbb\xbf# ours\r\n")
        (tmp_path / "link.tsv").symlink_to(table)
        assert add(self.ENTRIES, tmp_path / "link.tsv") == (2, 0)
        assert (tmp_path / "link.tsv").is_symlink() and len(read_table(table)) == 2
        raw = table.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf# ours\r\nfa\t") and raw.count(b"\r\n") == raw.count(b"\n") == 4

    def test_a_folder_is_no_table(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read"):
            add(self.ENTRIES, tmp_path)
