"""Workbooks, as persons and programs change them: openpyxl, an independent reader and writer, stands for both."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_bitext, within
from fullbitexts import bitexts
from tarjoman.align.formats import FORMATS
from tarjoman.align.formats.xlsx import layout, sheets
from tarjoman.bitext import Bitext, Flag, Name, NameStatus, Origin, Pair
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError, OutputError
from tarjoman.review import Category, Error, Review, Severity, State

XLSX = FORMATS["xlsx"]
DOC = make_bitext(
    ("تیتر خبر\n", "Headline"), ("او گفت.\n", "He said."), ("سه\n", "Three"), title="تیتر خبر", meta={"agency": "ایسنا"}
)


def decode(path: Path, content: bytes) -> list[Bitext]:
    assert XLSX.decode
    path.write_bytes(content)
    return list(XLSX.decode(path))


def changed(tmp_path: Path, change: Callable[[Any], object], some: list[Bitext] | None = None) -> list[Bitext]:
    """What comes back after somebody changed the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(XLSX.encode(some or [DOC])))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return decode(tmp_path / "a.xlsx", out.getvalue())


def with_parts(raw: bytes, changes: dict[str, Callable[[str], str]]) -> bytes:
    """A workbook with other parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, changes[name](text.decode()) if name in changes else text)
    return out.getvalue()


def place(book: Any, head: str, row: int) -> Any:
    sheet = book["Review"]
    return next(sheet.cell(row, cell.column) for cell in sheet[1] if cell.value == head)


@given(st.tuples(bitexts(), bitexts("دوم\x04")))
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, some: tuple[Bitext, Bitext]) -> None:
    content = XLSX.encode(some)
    assert decode(tmp_path_factory.mktemp("x") / "a.xlsx", content) == [b for b in some if b.pairs]
    assert XLSX.encode(some) == content


class TestLooks:
    book = openpyxl.load_workbook(io.BytesIO(XLSX.encode([DOC])))

    def test_three_sheets_of_which_one_is_hidden(self) -> None:
        assert [(s.title, s.sheet_state) for s in self.book] == [
            ("Review", "visible"),
            ("Documents", "visible"),
            ("tarjoman", "hidden"),
        ]

    def test_persian_is_read_from_the_right_and_english_from_the_left(self) -> None:
        persian, english = place(self.book, "Persian", 2), place(self.book, "English", 2)
        assert (persian.value, english.value) == ("تیتر خبر", "Headline")
        assert (persian.alignment.readingOrder, persian.alignment.horizontal) == (2, "right")
        assert (english.alignment.readingOrder, english.alignment.horizontal) == (1, "left")
        assert persian.alignment.wrap_text and english.number_format == "@"

    def test_heads_filters_choices_and_print(self) -> None:
        sheet = self.book["Review"]
        assert [cell.value for cell in sheet[1]] == [
            "No.", "Persian", "English", "Status", "Flags", "Confidence", "Names to check", "Comment", "Error",
            "Severity",
            "Note", "Id",
        ]  # fmt: skip
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == "A1:L4" and sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            "landscape",
            1,
            0,
        )
        assert sheet.column_dimensions["L"].hidden and not sheet.column_dimensions["C"].hidden
        choices = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
        assert choices["D2:D4"] == '"untouched,accepted,edited,flagged"' and set(choices) == {"D2:D4", "I2:I4", "J2:J4"}
        rules = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
        assert rules == ['$D2="accepted"', '$D2="edited"', '$D2="flagged"', '$E2<>""']

    def test_a_row_is_as_high_as_its_longest_text(self) -> None:
        book = openpyxl.load_workbook(
            io.BytesIO(XLSX.encode([make_bitext(("یک\n", ("word " * 60).strip()), ("دو", "x" * 30_000))]))
        )
        heights = [book["Review"].row_dimensions[n].height for n in (2, 3)]
        assert 80 < heights[0] < 140 and heights[1] == 409

    def test_documents_are_named_where_there_are_several(self) -> None:
        other = replace(DOC, document=replace(DOC.document, id="e"), pairs=tuple(
            replace(p, sources=tuple(replace(s, doc_id="e") for s in p.sources)) for p in DOC.pairs
        ))  # fmt: skip
        book = openpyxl.load_workbook(io.BytesIO(XLSX.encode([DOC, other])))
        assert [cell.value for cell in book["Review"]["B"]] == ["Document", *["doc"] * 3, *["e"] * 3]
        assert [cell.value for cell in book["Review"]["A"]][1:] == list(range(1, 7))

    def test_flags_names_and_confidence(self) -> None:
        name = Name(Span(0, 4), None, "Title", NameStatus.MISSING)
        pair = replace(DOC.pairs[0], flags=(Flag.NAMES, Flag.UNSURE), names=(name,), confidence=0.75)
        book = openpyxl.load_workbook(io.BytesIO(XLSX.encode([replace(DOC, pairs=(pair, *DOC.pairs[1:]))])))
        assert place(book, "Flags", 2).value == f"names: {Flag.NAMES.meaning}\nunsure: {Flag.UNSURE.meaning}"
        assert place(book, "Names to check", 2).value == "Title (تیتر): missing"
        assert (place(book, "Confidence", 2).value, place(book, "Confidence", 2).number_format) == (0.75, "0%")

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"])
    def test_no_text_is_a_formula(self, text: str) -> None:
        book = openpyxl.load_workbook(io.BytesIO(XLSX.encode([make_bitext((text, text))])))
        for head in ("Persian", "English"):
            cell = place(book, head, 2)
            assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)

    def test_the_time_is_that_of_the_document(self) -> None:
        with zipfile.ZipFile(io.BytesIO(XLSX.encode([DOC]))) as package:
            assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = package.read("docProps/core.xml").decode()
        assert re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core) == ["2026-01-02T03:04:05Z"] * 2


class TestChanges:
    def test_an_edit(self, tmp_path: Path) -> None:
        def edit(book: Any) -> None:
            place(book, "English", 3).value = " He said\nso. "
            book.properties.lastModifiedBy = "Sara"

        (found,) = changed(tmp_path, edit)
        review = found.pairs[1].review
        assert found.pairs[1].target == "He said so." and found.pairs[1].origin is Origin.REVIEWED
        assert review and review == Review(State.EDITED, "He said.", reviewer="Sara", time=review.time)
        assert re.fullmatch(r"20\d\d-.*Z", review.time)
        assert replace(found, pairs=DOC.pairs) == DOC and found.pairs[::2] == DOC.pairs[::2]

    def test_what_is_said_of_a_pair(self, tmp_path: Path) -> None:
        def say(book: Any) -> None:
            for head, value in (
                ("Status", "Flagged "),
                ("Comment", "چرا؟\nWhy?"),
                ("Error", "name"),
                ("Severity", "major"),
            ):
                place(book, head, 2).value = value
            place(book, "Status", 3).value = "accepted"
            place(book, "Status", 4).value = None

        (found,) = changed(tmp_path, say)
        first, second = (pair.review for pair in found.pairs[:2])
        assert first and (first.state, first.comment) == (State.FLAGGED, "چرا؟\nWhy?")
        assert first.errors == (Error(Category.NAME, Severity.MAJOR),) and first.machine == "Headline"
        assert second and second.state is State.ACCEPTED and found.pairs[2] == DOC.pairs[2]

    def test_a_review_goes_on(self, tmp_path: Path) -> None:
        """What the machine had said is kept; errors beyond the columns too."""
        errors = tuple(Error(Category.STYLE, Severity.MINOR, str(n)) for n in range(7))
        old = Review(State.EDITED, "Machine.", "c", errors, "Sara", "2026-01-02T03:04:05Z")
        some = [replace(DOC, pairs=(replace(DOC.pairs[0], review=old), *DOC.pairs[1:]))]

        def edit(book: Any) -> None:
            place(book, "English", 2).value = "Better"
            place(book, "Note 2", 2).value = "new"
            for head in ("Error 3", "Severity 3", "Note 3"):
                place(book, head, 2).value = None

        (found,) = changed(tmp_path, edit, some)
        review = found.pairs[0].review
        assert review and (review.machine, review.comment) == ("Machine.", "c")
        assert [e.note for e in review.errors] == ["0", "new", "3", "4", "5", "6"]
        (found,) = changed(tmp_path, lambda book: None, some)
        assert found == some[0]

    def test_names_follow_an_edit_and_links_do_not(self, tmp_path: Path) -> None:
        names = (
            Name(Span(0, 4), Span(0, 8), "Headline", NameStatus.MATCHED),
            Name(Span(5, 8), Span(0, 4), "News", NameStatus.REPAIRED),
        )
        pair = replace(DOC.pairs[0], names=names, links=((0, 0),))
        some = [replace(DOC, pairs=(pair, *DOC.pairs[1:]))]
        (found,) = changed(tmp_path, lambda b: setattr(place(b, "English", 2), "value", "A Headline"), some)
        assert [n.target for n in found.pairs[0].names] == [Span(2, 10), Span(2, 6)] and not found.pairs[0].links
        (found,) = changed(tmp_path, lambda b: setattr(place(b, "English", 2), "value", "A title"), some)
        assert {n.status for n in found.pairs[0].names} == {NameStatus.MISSING}
        (found,) = changed(tmp_path, lambda b: setattr(place(b, "English", 2), "value", None), some)
        assert found.pairs[0].targets == () and found.pairs[0].review

    def test_rows_sorted_and_columns_moved_hidden_and_added(self, tmp_path: Path) -> None:
        def tidy_up(book: Any) -> None:
            sheet = book["Review"]
            place(book, "English", 3).value = "Said he."
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            sheet.delete_rows(1, sheet.max_row)
            for row in (rows[0], [None], rows[3], rows[1], rows[2]):
                sheet.append(["mine", *reversed(row)])
            sheet.row_dimensions[3].hidden = sheet.column_dimensions["B"].hidden = True
            sheet.title = "بازبینی"
            book.move_sheet("tarjoman", -2)
            del book["Documents"]
            book.create_sheet("Glossary").append(["Persian", "English"])

        (found,) = changed(tmp_path, tidy_up)
        assert [pair.target for pair in found.pairs] == [
            "Headline",
            "Said he.",
            "Three",
        ] and found.document == DOC.document

    def test_numbers_typed_into_a_cell(self, tmp_path: Path) -> None:
        def type_in(book: Any) -> None:
            for row, value in ((2, 2025), (3, 0.1 + 0.2), (4, True)):
                place(book, "English", row).value = value
                place(book, "English", row).number_format = "General"

        (found,) = changed(tmp_path, type_in)
        assert [pair.target for pair in found.pairs] == ["2025", "0.3", "TRUE"]

    def test_what_documents_say_of_themselves(self, tmp_path: Path) -> None:
        def edit(book: Any) -> None:
            sheet = book["Documents"]
            rows = {row[1].value: row[2] for row in sheet.iter_rows()}
            rows["title"].value, rows["meta: agency"].value = "تیتری دیگر", None
            sheet.append(["doc", "meta: author", "ن. راد"])

        (found,) = changed(tmp_path, edit)
        assert found.document.title == "تیتری دیگر" and found.document.meta == {"agency": "", "author": "ن. راد"}
        assert found.provenance == DOC.provenance and found.pairs == DOC.pairs

    def test_a_text_that_is_too_long_for_a_cell(self, tmp_path: Path) -> None:
        long = "😀" * 20_000
        some = [make_bitext(("س" * 40_000 + "\n", long), ("دو", "Two"))]
        (found,) = changed(tmp_path, lambda book: setattr(place(book, "English", 3), "value", "Too"), some)
        assert found.pairs[0] == some[0].pairs[0] and found.pairs[1].target == "Too"
        with pytest.raises(InputError, match=r"row 2 has only the beginning of its English"):
            changed(tmp_path, lambda book: setattr(place(book, "English", 2), "value", "Short"), some)

    def test_characters_that_xml_cannot_hold(self, tmp_path: Path) -> None:
        some = [make_bitext(("یک\x00\n", "a\x07b"), ("دو", "Two"))]
        book = openpyxl.load_workbook(io.BytesIO(XLSX.encode(some)))
        assert (place(book, "Persian", 2).value, place(book, "English", 2).value) == ("یک\ufffd", "a\ufffdb")


class TestPrograms:
    """What Excel, LibreOffice and Google Sheets write, where openpyxl does not."""

    def test_shared_strings_rich_text_and_readings(self, tmp_path: Path) -> None:
        strings = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><rPr><b/></rPr><t>Bold</t></r>'
            '<r><t xml:space="preserve"> and _x005F_x0041__x000D_</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>'
        )
        relation = (
            '<Relationship Id="s" Target="/xl/shared.xml" '
            'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings"/></Relationships>'
        )
        raw = with_parts(
            XLSX.encode([DOC]),
            {
                "xl/worksheets/sheet1.xml": lambda xml: re.sub(
                    r't="inlineStr"><is><t>He said.</t></is>', 't="s"><v>0</v>', xml
                ),
                "xl/_rels/workbook.xml.rels": lambda xml: xml.replace("</Relationships>", relation),
            },
        )
        with zipfile.ZipFile(buffer := io.BytesIO(raw), "a") as package:
            package.writestr("xl/shared.xml", strings)
        (found,) = decode(tmp_path / "a.xlsx", buffer.getvalue())
        assert found.pairs[1].target == "Bold and _x0041_"

    @pytest.mark.parametrize(
        ("cell", "problem"),
        [
            ("<f>1+1</f><v>2</v>", r"C3 \(English\) holds a formula"),
            ('<f t="array" ref="C3">[1]x!A1</f>', r"C3 \(English\) holds a formula"),
        ],
    )
    def test_formulas(self, tmp_path: Path, cell: str, problem: str) -> None:
        def put(xml: str) -> str:
            return re.sub(r'( t="inlineStr")?><is><t>He said.</t></is>', f">{cell}", xml)

        with pytest.raises(InputError, match=problem):
            decode(tmp_path / "a.xlsx", with_parts(XLSX.encode([DOC]), {"xl/worksheets/sheet1.xml": put}))

    @pytest.mark.parametrize(("kind", "problem"), [("e", "an error"), ("d", "a date")])
    def test_errors_and_dates(self, tmp_path: Path, kind: str, problem: str) -> None:
        def put(xml: str) -> str:
            return xml.replace(' t="inlineStr"><is><t>He said.</t></is>', f' t="{kind}"><v>#NAME?</v>')

        with pytest.raises(InputError, match=rf"C3 \(English\) holds {problem}: enter it as text"):
            decode(tmp_path / "a.xlsx", with_parts(XLSX.encode([DOC]), {"xl/worksheets/sheet1.xml": put}))

    @pytest.mark.parametrize(("name", "number"), [("A1", 0), ("Z9", 25), ("AA1", 26), ("XFD1", 16383)])
    def test_columns(self, name: str, number: int) -> None:
        assert sheets.column(name) == number and sheets.letters(number) == name.rstrip("0123456789")


def head(name: str, new: str | None) -> Callable[[Any], None]:
    return lambda book: setattr(place(book, name, 1), "value", new)


def cell(name: str, row: int, value: object) -> Callable[[Any], None]:
    return lambda book: setattr(place(book, name, row), "value", value)


def percent(book: Any) -> None:
    place(book, "English", 2).value, place(book, "English", 2).number_format = 0.05, "0%"


def copy_row(book: Any) -> None:
    book["Review"].append([cell.value for cell in book["Review"][2]])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (head("English", "Translation"), "none of its sheets begins with columns headed Id and English"),
        (head("Persian", "Farsi"), r"must have these columns once: Persian \(0 times\)"),
        (head("Note", "Comment"), r"Comment \(2 times\), Note \(0 times\)"),
        (lambda book: book["Review"].delete_rows(3), "the pair doc#1 is missing: “او گفت.”"),
        (copy_row, "row 5 is the pair of row 2 again"),
        (lambda book: book["Review"].append([9, "چهار", "Four"]), "row 5 is no pair .* written .it has no id"),
        (cell("Id", 2, "x#0"), "row 2 is no pair of those that were written .x#0.; the pair doc#0 is missing"),
        (cell("Persian", 3, "او رفت."), "row 3 has another Persian text than it was written with"),
        (cell("English", 2, "=1+1"), r"C2 \(English\) holds a formula: enter it as text"),
        (cell("Comment", 2, "=A1"), r"H2 \(Comment\) holds a formula"),
        (percent, r"C2 \(English\) holds a date or a number in a format of its own"),
        (cell("Status", 2, "done"), r"D2 \(Status\) is 'done', but may be untouched, accepted, edited, flagged"),
        (cell("Error", 2, "name"), r"J2 \(Severity\) is empty, but its row has an error there"),
        (cell("Note", 2, "x"), r"I2 \(Error\) is empty.*J2 \(Severity\) is empty"),
        (lambda book: book.remove(book["tarjoman"]), "no workbook of tarjoman, or one without its hidden sheet"),
        (lambda book: book.copy_worksheet(book["Review"]), "its sheets 'Review' and 'Review Copy' look alike"),
        (lambda book: setattr(book["tarjoman"]["A1"], "value", "tarjoman review 99"), "of another version of tarjoman"),
        (lambda book: setattr(book["tarjoman"]["A2"], "value", "{}"), "keeps of its pairs, hidden, was changed"),
        (lambda book: setattr(book["tarjoman"]["A3"], "value", "odd"), "keeps of its pairs, hidden, was changed"),
        (lambda book: book["Documents"].append(["doc", "odd", "x"]), "B9 .* is no property of a document: 'odd'"),
        (lambda book: book["Documents"].append(["e", "title", "x"]), "row 9 .* is of no document: 'e'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_back(tmp_path: Path, change: Callable[[Any], None], problem: str) -> None:
    with pytest.raises(InputError, match=rf"a\.xlsx: .*{problem}"):
        changed(tmp_path, change)


def test_many_problems_are_told_together_and_the_first_of_them(tmp_path: Path) -> None:
    some = [make_bitext(*[(f"{n}\n", "x") for n in range(9)])]
    with pytest.raises(InputError, match=r"doc#0 .*doc#4 [^;]*; and 4 more\. Correct that"):
        changed(tmp_path, lambda book: book["Review"].delete_rows(2, 9), some)


def test_files_that_are_no_workbooks(tmp_path: Path) -> None:
    good = XLSX.encode([DOC])
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    entity = '<!DOCTYPE x [<!ENTITY e "x">]><worksheet>&e;</worksheet>'
    for content, problem in (
        (b"", "cannot be read as .xlsx"),
        (b"PK\3\4" + b"x" * 50, "cannot be read as .xlsx"),
        (good[:3000], "cannot be read as .xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "no .xlsx, but of an older Excel, or encrypted"),
        (out.getvalue(), "no workbook of tarjoman"),
        (FORMATS["docx"].encode([DOC]), "no workbook"),
        (with_parts(good, {"xl/worksheets/sheet1.xml": lambda xml: xml[:-9]}), "sheet1.xml' cannot be read"),
        (with_parts(good, {"xl/worksheets/sheet1.xml": lambda xml: entity}), "declares entities"),
        (
            with_parts(good, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace('r="B2"', 'r="2"')}),
            "row 2 of its sheet",
        ),
    ):
        with pytest.raises(InputError) as error:
            decode(tmp_path / "a.xlsx", content)
        assert problem in str(error.value), error.value
    with pytest.raises(InputError, match=r"b\.xlsx: cannot be read"):
        list(XLSX.decode(tmp_path / "b.xlsx"))  # type: ignore[misc]


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what unpacks to more than the limit no more is unpacked; of one string in many cells no more is read."""
    monkeypatch.setattr("tarjoman.align.formats.returned.LARGEST", 1_000_000)
    monkeypatch.setattr("tarjoman.align.formats.xlsx.read.LARGEST", 1_000_000)
    good = XLSX.encode([DOC])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b" " * 100_000_000 if name == "xl/worksheets/sheet1.xml" else old.read(name))
    with within(1), pytest.raises(InputError, match="more than 1,000,000 bytes when it is unpacked. Divide it"):
        decode(tmp_path / "a.xlsx", out.getvalue())
    many = '<row r="9">' + '<c t="str"><v>' + "x" * 300_000 + "</v></c>"
    row = lambda xml: xml.replace("</sheetData>", many + "</row></sheetData>")  # noqa: E731
    monkeypatch.setattr("tarjoman.align.formats.xlsx.read.LARGEST", 200_000)
    with pytest.raises(InputError, match="more than 200,000 characters in its sheet 'Review'"):
        decode(tmp_path / "a.xlsx", with_parts(good, {"xl/worksheets/sheet1.xml": row}))


def test_nothing_of_what_is_hidden_can_be_found_and_replaced(tmp_path: Path) -> None:
    def replace_all(book: Any) -> None:
        for row in (row for sheet in book for row in sheet.iter_rows()):
            for cell in row:
                cell.value = cell.value.replace("said", "told us") if isinstance(cell.value, str) else cell.value

    (found,) = changed(tmp_path, replace_all)
    assert found.pairs[1].target == "He told us." and found.pairs[1].review
    assert found.pairs[1].review.machine == "He said."


@pytest.mark.parametrize(
    "text",
    ["", "odd", "[]", layout.veiled({"id": "a"})[:-1], layout.veiled({"a": "\ud800"})],
)
def test_hidden_rows_that_are_none(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        layout.unveiled(text)


def test_what_no_workbook_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OutputError, match="two documents of one name"):
        XLSX.encode([DOC, DOC])
    monkeypatch.setattr("tarjoman.align.formats.xlsx.write._MOST_ROWS", 3)
    with pytest.raises(OutputError, match="3 pairs, but a sheet of a workbook has 3 rows"):
        XLSX.encode([DOC])


def test_several_sentences_and_a_long_row_hidden_in_several_cells(tmp_path: Path) -> None:
    text = "".join(f"«{n * n}» " for n in range(20_000))
    pair = Pair((Segment("d", 0, 0, text, Span(0, len(text))),), ("One.", "Two."))
    some = [Bitext(Document("d", (text,)), (pair,), DOC.provenance)]
    assert decode(tmp_path / "a.xlsx", XLSX.encode(some)) == some
    assert layout.shown(text) != text


def test_what_has_no_source_can_be_taken_away(tmp_path: Path) -> None:
    bitext = make_bitext(("یک\n", "One."), ("دو", "Two."))
    bitext = replace(bitext, pairs=(bitext.pairs[0], Pair((), ("Added.",)), bitext.pairs[1]))
    (found,) = changed(tmp_path, cell("English", 3, None), [bitext])
    gone = found.pairs[1]
    assert (found.pairs[0], found.pairs[2]) == (bitext.pairs[0], bitext.pairs[2])
    assert (gone.source, gone.target) == ("", "")
    assert gone.review and (gone.review.state, gone.review.machine) == (State.EDITED, "Added.")


def note(name: str, row: int, text: str, author: str) -> Callable[[Any], None]:
    return lambda book: setattr(place(book, name, row), "comment", openpyxl.comments.Comment(text, author))


def both(*changes: Callable[[Any], object]) -> Callable[[Any], None]:
    return lambda book: [change(book) for change in changes] and None


class TestComments:
    """Comments and notes of the program, on any cell of a row, are the pair's."""

    @pytest.mark.parametrize(
        ("change", "comment", "reviewer"),
        [
            (note("English", 3, "Who?\nپرسیده شود", "Sara"), "Who?\nپرسیده شود", "Sara"),
            (note("Persian", 3, "Sara:\nWho?", "Sara"), "Who?", "Sara"),
            (both(note("Id", 3, "Last", "Sara"), note("No.", 3, "First", "Sara")), "First\nLast", "Sara"),
            (both(note("Id", 3, "Last", "Sara"), note("No.", 3, "A", "Ali")), "Ali: A\nSara: Last", "Ali"),
            (both(note("Id", 3, "Note", " "), cell("Comment", 3, "Cell")), "Cell\nNote", "Reza"),
            (both(note("Id", 3, "Note", "Sara"), cell("Comment", 3, "Cell")), "Reza: Cell\nSara: Note", "Reza"),
            (both(note("Id", 3, "Note", "Sara"), cell("Status", 3, "flagged")), "Note", "Reza"),
        ],
    )
    def test_notes(self, tmp_path: Path, change: Callable[[Any], None], comment: str, reviewer: str) -> None:
        def edit(book: Any) -> None:
            change(book)
            book.properties.lastModifiedBy = "Reza"

        (found,) = changed(tmp_path, edit)
        review = found.pairs[1].review
        assert review and (review.comment, review.reviewer, review.machine) == (comment, reviewer, "He said.")
        assert (found.pairs[0], found.pairs[2]) == (DOC.pairs[0], DOC.pairs[2])
        assert decode(tmp_path / "b.xlsx", XLSX.encode([found])) == [found]

    @pytest.mark.parametrize("threads", [True, False])
    def test_threads_of_excel(self, tmp_path: Path, threads: bool) -> None:
        """Beside which Excel writes a note, which is all that is left where another program saved it."""
        told = "[Threaded comment]\n\nYour version of Excel allows you to read this.\n\nComment:\n    Who?"
        book = openpyxl.load_workbook(io.BytesIO(XLSX.encode([DOC])))
        note("English", 3, told, "tc={1}")(book)
        book.save(out := io.BytesIO())
        kinds = "http://schemas.microsoft.com/office/2017/10/relationships"
        relation = f'<Relationship Id="t9" Type="{kinds}/{{}}" Target="/xl/{{}}.xml"/></Relationships>'
        raw = with_parts(
            out.getvalue(),
            {
                f"xl/{rels}.rels": lambda xml, kind=kind: xml.replace("</Relationships>", relation.format(kind, kind))
                for rels, kind in (("worksheets/_rels/sheet1.xml", "threadedComment"), ("_rels/workbook.xml", "person"))
                if threads
            },
        )
        said = "".join(
            f'<threadedComment ref="C3" dT="2026-01-02T03:04:0{n}.50" personId="{{{n}}}"><text>{text}</text>'
            "</threadedComment>"
            for n, text in enumerate(("Who?", "She &amp; he."))
        )
        people = '<person displayName="Sara" id="{0}"/><person displayName="Ali" id="{1}"/>'
        with zipfile.ZipFile(buffer := io.BytesIO(raw), "a") as package:
            package.writestr("xl/threadedComment.xml", f"<ThreadedComments>{said}</ThreadedComments>")
            package.writestr("xl/person.xml", f"<personList>{people}</personList>")
        (found,) = decode(tmp_path / "a.xlsx", buffer.getvalue())
        review = found.pairs[1].review
        assert review and (review.comment, review.reviewer) == (
            ("Sara: Who?\nAli: She & he.", "Ali") if threads else ("Who?", "")
        )
        assert not threads or review.time == "2026-01-02T03:04:01Z"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (note("English", 1, "Nice", "S"), "the comment at C1 of the sheet 'Review' is at no pair"),
        (note("English", 9, "Nice", "S"), "the comment at C9 of the sheet 'Review' is at no pair"),
        (
            lambda book: setattr(book["Documents"]["C2"], "comment", openpyxl.comments.Comment("x", "S")),
            "the comment at C2 of the sheet 'Documents' is at no pair",
        ),
        (lambda book: setattr(book["Review"]["N3"], "value", "Who?"), r"N3 has 'Who\?' in a column without a head"),
        (lambda book: setattr(book["Review"]["N3"], "value", "=1+1"), "N3 has '' in a column without a head"),
        (lambda book: setattr(book["Review"]["N9"], "value", "Who?"), "row 9 is no pair of those that were written"),
        (lambda book: setattr(book["Review"]["E9"], "value", "Who?"), "row 9 is no pair of those that were written"),
    ],
)
def test_what_is_beside_the_table_is_not_passed_over(
    tmp_path: Path, change: Callable[[Any], None], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        changed(tmp_path, change)


def test_what_is_below_a_head_of_ones_own_is_ones_own(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        for row, text in ((1, "Mine"), (3, "x"), (9, "=COUNTA(N2:N8)")):
            book["Review"].cell(row, 14).value = text

    assert changed(tmp_path, edit) == [DOC]
