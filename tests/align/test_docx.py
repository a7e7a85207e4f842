"""Word documents for review; python-docx, which reads and writes by itself, stands for Word and for persons."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_bitext
from fullbitexts import bitexts
from tarjoman.align.formats import FORMATS
from tarjoman.bitext import Bitext, Flag, Name, NameStatus, Origin, Pair
from tarjoman.document import Span
from tarjoman.errors import InputError
from tarjoman.review import Category, Error, Review, Severity, State

DOCX = FORMATS["docx"]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOC = make_bitext(
    ("تیتر خبر\n", "Headline"), ("او گفت.\n", "He said."), ("سه\n", "Three"), title="تیتر خبر", meta={"agency": "ایسنا"}
)
REVIEW = Review(
    State.EDITED,
    "Machine.",
    "Why?\nSo.",
    (Error(Category.NAME, Severity.MAJOR, "x"),),
    "Sara R",
    "2026-01-02T03:04:05Z",
)
REVIEWED = replace(DOC, pairs=(replace(DOC.pairs[0], review=REVIEW), *DOC.pairs[1:]))


def decode(path: Path, content: bytes) -> list[Bitext]:
    assert DOCX.decode
    path.write_bytes(content)
    return list(DOCX.decode(path))


def changed(tmp_path: Path, change: Callable[[Any], object], some: list[Bitext] | None = None) -> list[Bitext]:
    """What comes back after somebody changed the document."""
    document = docx.Document(io.BytesIO(DOCX.encode(some or [DOC])))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return decode(tmp_path / "a.fa-en.docx", out.getvalue())


def cell(document: Any, row: int, column: int = 2) -> Any:
    return document.tables[0].cell(row, column)


def write(row: int, text: str, column: int = 2) -> Callable[[Any], None]:
    return lambda document: setattr(cell(document, row, column), "text", text)


@given(st.tuples(bitexts(), bitexts("دوم\x04")))
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, some: tuple[Bitext, Bitext]) -> None:
    content = DOCX.encode(some)
    assert decode(tmp_path_factory.mktemp("x") / "a.docx", content) == [b for b in some if b.pairs]
    assert DOCX.encode(some) == content


class TestLooks:
    document = docx.Document(io.BytesIO(DOCX.encode([REVIEWED, replace(DOC, pairs=DOC.pairs)])))

    def test_a_table_for_each_document_below_its_title(self) -> None:
        texts = [(p.style.name, p.text) for p in self.document.paragraphs if p.text]
        facts = "Document: doc · agency: ایسنا · Model: m@1 · Licence: Apache-2.0 · Tool: tarjoman 0"
        facts += " · Created: 2026-01-02T03:04:05Z"
        assert texts == [("Heading 1", "تیتر خبر"), ("Small print", facts)] * 2
        first, second = ([[c.text for c in row.cells] for row in table.rows] for table in self.document.tables)
        assert first[0] == second[0] == ["No.", "Persian", "English"] and second[3] == ["6", "سه", "Three"]
        assert first[1] == ["1\nedited\nmajor name: x", "تیتر خبر", "Headline"]

    def test_persian_is_written_from_right_to_left(self) -> None:
        persian, english = cell(self.document, 1, 1).paragraphs[0], cell(self.document, 1).paragraphs[0]
        assert persian._p.pPr.find(qn("w:bidi")) is not None and english._p.pPr.find(qn("w:bidi")) is None
        letters = persian.runs[0]._r.rPr
        assert letters.find(qn("w:rtl")) is not None and letters.find(qn("w:lang")).get(qn("w:bidi")) == "fa-IR"
        fonts = persian.style.element.rPr.find(qn("w:rFonts"))
        assert (persian.style.name, english.style.name) == ("Persian", "English") and fonts.get(qn("w:cs")) == "Tahoma"

    def test_heads_are_repeated_and_rows_are_whole(self) -> None:
        rows = self.document.tables[0]._tbl.tr_lst
        assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)

    def test_a_comment(self) -> None:
        (comment,) = self.document.comments
        assert (comment.author, comment.initials, comment.text) == ("Sara R", "SR", "Why?\nSo.")
        assert comment.timestamp == dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)

    def test_flags_and_names(self) -> None:
        name = Name(Span(0, 4), None, "Title", NameStatus.MISSING)
        pair = replace(DOC.pairs[0], flags=(Flag.NAMES, Flag.UNSURE), names=(name,))
        document = docx.Document(io.BytesIO(DOCX.encode([replace(DOC, pairs=(pair, *DOC.pairs[1:]))])))
        assert cell(document, 1, 0).text == "1\nnames\nunsure\nTitle (تیتر): missing"
        assert [cell(document, n)._tc.tcPr.find(qn("w:shd")) is not None for n in (1, 2)] == [True, False]

    def test_the_time_is_that_of_the_document(self) -> None:
        with zipfile.ZipFile(io.BytesIO(DOCX.encode([REVIEWED]))) as package:
            assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert (
                re.findall(r"20\d\d-\d\d-\d\dT[^<]*", package.read("docProps/core.xml").decode())
                == ["2026-01-02T03:04:05Z"] * 2
            )
        unknown = replace(REVIEWED, pairs=(replace(DOC.pairs[0], review=replace(REVIEW, time="")), *DOC.pairs[1:]))
        with zipfile.ZipFile(io.BytesIO(DOCX.encode([unknown]))) as package:
            assert b"w:date" not in package.read("word/comments.xml")


class TestChanges:
    def test_an_edit(self, tmp_path: Path) -> None:
        def edit(document: Any) -> None:
            cell(document, 2).text = " He said\nso. "
            document.core_properties.last_modified_by = "Sara"
            document.core_properties.modified = dt.datetime(2026, 5, 6, 7, 8, 9)

        (found,) = changed(tmp_path, edit)
        assert found.pairs[1].target == "He said so." and found.pairs[1].origin is Origin.REVIEWED
        assert found.pairs[1].review == Review(State.EDITED, "He said.", reviewer="Sara", time="2026-05-06T07:08:09Z")
        assert found.pairs[::2] == DOC.pairs[::2] and found.document == DOC.document

    def test_tracked_changes_are_read_as_if_accepted(self, tmp_path: Path) -> None:
        def track(document: Any) -> None:
            paragraph = cell(document, 2).paragraphs[0]
            paragraph.runs[0].text = "He "
            for mark, tag, text in (("del", "delText", "said"), ("ins", "t", "told us")):
                paragraph._p.append(
                    parse_xml(
                        f'<w:{mark} {W} w:id="7" w:author="Sara" w:date="2026-03-04T05:06:07Z">'
                        f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{mark}>'
                    )
                )
            paragraph.add_run(".")

        (found,) = changed(tmp_path, track)
        assert found.pairs[1].target == "He told us."
        assert found.pairs[1].review == Review(State.EDITED, "He said.", reviewer="Sara", time="2026-03-04T05:06:07Z")

    def test_a_time_that_is_none(self, tmp_path: Path) -> None:
        ins = f'<w:ins {W} w:id="7" w:author="Sara" w:date="odd"><w:r><w:t>!</w:t></w:r></w:ins>'
        (found,) = changed(tmp_path, lambda d: cell(d, 2).paragraphs[0]._p.append(parse_xml(ins)))
        assert found.pairs[1].review == Review(State.EDITED, "He said.", reviewer="Sara")

    def test_a_comment_of_word_is_the_pairs(self, tmp_path: Path) -> None:
        def comment(document: Any) -> None:
            document.add_comment(cell(document, 2).paragraphs[0].runs, "پرسیده شود\nWho?", "Sara", "S")
            document.add_comment(cell(document, 1, 1).paragraphs[0].runs, "Beside the Persian", "Ali", "A")

        (found,) = changed(tmp_path, comment)
        first, second = (pair.review for pair in found.pairs[:2])
        assert first and (first.state, first.comment, first.reviewer) == (State.UNTOUCHED, "Beside the Persian", "Ali")
        assert second and (second.comment, second.machine) == ("پرسیده شود\nWho?", "He said.") and second.time
        assert found.pairs[1].origin is Origin.MACHINE and found.pairs[2] == DOC.pairs[2]

    def test_a_review_goes_on(self, tmp_path: Path) -> None:
        (found,) = changed(tmp_path, lambda document: None, [REVIEWED])
        assert found == REVIEWED

        def answer(document: Any) -> None:
            document.add_comment(cell(document, 1).paragraphs[0].runs, "Because.", "Ali", "A")

        (found,) = changed(tmp_path, answer, [REVIEWED])
        review = found.pairs[0].review
        assert review and (review.comment, review.machine, review.errors, review.reviewer) == (
            "Sara R: Why?\nSo.\nAli: Because.",
            "Machine.",
            REVIEW.errors,
            "Ali",
        )
        (again,) = changed(tmp_path, lambda document: None, [found])
        assert again == found

        def ask(document: Any) -> None:
            document.add_comment(cell(document, 1).paragraphs[0].runs, "Really?", "Sara R", "SR")

        (found,) = changed(tmp_path, ask, [found])
        review = found.pairs[0].review
        assert review and review.comment == "Sara R: Why?\nSo.\nAli: Because.\nSara R: Really?"

        (found,) = changed(tmp_path, write(1, "Machine."), [REVIEWED])
        review = found.pairs[0].review
        assert review and (review.state, review.comment) == (State.ACCEPTED, REVIEW.comment)

    def test_rows_moved(self, tmp_path: Path) -> None:
        def move(document: Any) -> None:
            rows = document.tables[0]._tbl.tr_lst
            rows[-1].addnext(rows[1])
            document.add_table(1, 1)  # with nothing in it

        (found,) = changed(tmp_path, move)
        assert found == DOC

    def test_an_escape_of_libreoffice(self, tmp_path: Path) -> None:
        some = [make_bitext(("یک", "An _x0041_ in it"))]
        assert changed(tmp_path, write(1, "An _x005F_x0041_ in it"), some) == some

    def test_characters_that_xml_cannot_hold(self, tmp_path: Path) -> None:
        some = [make_bitext(("یک\x00\n", "a\x07b"), ("دو", "Two"))]
        document = docx.Document(io.BytesIO(DOCX.encode(some)))
        assert (cell(document, 1, 1).text, cell(document, 1).text) == ("یک\ufffd", "a\ufffdb")
        (found,) = changed(tmp_path, write(2, "Too"), some)
        assert found.pairs[0] == some[0].pairs[0]


def remove_row(document: Any) -> None:
    table = document.tables[0]._tbl
    table.remove(table.tr_lst[2])


def delete_row(document: Any) -> None:
    document.tables[0]._tbl.tr_lst[2].get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="S"/>'))


def add_row(document: Any) -> None:
    cells = document.tables[0].add_row().cells
    cells[2].text = "More"


def copy_row(document: Any) -> None:
    cells = document.tables[0].add_row().cells
    cells[0].text, cells[1].text, cells[2].text = "2", "او گفت.", "He said."


def add_table(document: Any) -> None:
    document.add_table(1, 2).cell(0, 0).text = "A glossary"


def stray(document: Any) -> None:
    document.add_comment(document.paragraphs[0].runs, "Nice", "S", "S")


def keep_other(document: Any, old: str, new: str) -> None:
    for part in document.part.package.iter_parts():
        if b"tarjoman:review" in part.blob and "Props" not in part.partname:
            part._blob = part.blob.replace(old.encode(), new.encode())


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (remove_row, "the pair doc#1 is missing: “او گفت.”"),
        (delete_row, "the pair doc#1 is missing: “او گفت.”"),
        (add_row, "a row of the number '' is no pair of those that were written"),
        (copy_row, "the row 2 is the pair of the row 2 again"),
        (write(2, "9", 0), "a row of the number '9' is no pair of those that were written .*doc#1 is missing"),
        (write(2, "او رفت.", 1), "the row 2 has another Persian text than it was written with"),
        (write(0, "Translation"), "a row is not of 3 cells below No., Persian, English: “No. Persian Translation”"),
        (add_table, "a row is not of 3 cells below No., Persian, English: “A glossary"),
        (stray, "a comment is at no row: “Nice”"),
        (lambda d: d.add_paragraph("All in all it is good."), "“All in all it is good.” stands outside of the rows"),
        (
            lambda d: setattr(d.paragraphs[0], "text", "تیتر دیگر"),
            "“تیتر دیگر” stands outside of the rows: make it a com",
        ),
        (lambda d: cell(d, 2, 0).add_paragraph("Who?"), "the row 2 has “Who\\?” below its number: make it a comment"),
        (lambda d: keep_other(d, 'version="1"', 'version="9"'), "it is of version '9', not 1"),
        (lambda d: keep_other(d, '"document"', '"odd"'), "what it keeps of its pairs, hidden, was changed"),
        (
            lambda d: keep_other(d, '"target":"He said."', '"target":7'),
            "what it keeps of its pairs, hidden, was changed",
        ),
        (lambda d: keep_other(d, "Headline", "\\ud800"), "what it keeps of its pairs, hidden, was changed"),
        (lambda d: keep_other(d, "urn:tarjoman:review", "urn:odd"), "no document of tarjoman, or what it keeps"),
    ],
)
def test_what_cannot_be_read_back(tmp_path: Path, change: Callable[[Any], None], problem: str) -> None:
    with pytest.raises(InputError, match=rf"a\.fa-en\.docx: .*{problem}"):
        changed(tmp_path, change)


def test_files_that_are_no_documents(tmp_path: Path) -> None:
    good, out = DOCX.encode([DOC]), io.BytesIO()
    docx.Document().save(out)
    for content, problem in (
        (b"", "cannot be read as .docx"),
        (good[:3000], "cannot be read as .docx"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "no .docx, but of an older Word, or encrypted"),
        (out.getvalue(), "no document of tarjoman"),
        (FORMATS["xlsx"].encode([DOC]), "no Word document"),
    ):
        with pytest.raises(InputError) as error:
            decode(tmp_path / "a.docx", content)
        assert problem in str(error.value), error.value


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarjoman.align.formats.returned.LARGEST", 10_000)
    with pytest.raises(InputError, match="a.docx: has more than 10,000 bytes. Divide it"):
        decode(tmp_path / "a.docx", DOCX.encode([DOC]))
    monkeypatch.setattr("tarjoman.align.formats.returned.LARGEST", 60_000)
    with pytest.raises(InputError, match="more than 60,000 bytes when it is unpacked. Divide it"):
        decode(tmp_path / "a.docx", DOCX.encode([make_bitext(("یک", "x" * 50_000))]))


def test_what_has_no_source_can_be_taken_away(tmp_path: Path) -> None:
    bitext = make_bitext(("یک\n", "One."), ("دو", "Two."))
    bitext = replace(bitext, pairs=(bitext.pairs[0], Pair((), ("Added.",)), bitext.pairs[1]))
    (found,) = changed(tmp_path, write(2, ""), [bitext])
    gone = found.pairs[1]
    assert (found.pairs[0], found.pairs[2]) == (bitext.pairs[0], bitext.pairs[2])
    assert (gone.source, gone.target) == ("", "")
    assert gone.review and (gone.review.state, gone.review.machine) == (State.EDITED, "Added.")
