"""Word documents: what python-docx, an independent writer, puts into them, and what it does not know."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from builders import read_all, read_one

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>جعبه</w:t></w:r></w:p></w:txbxContent>"


def saved(document: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    """A document with these elements before a last paragraph."""
    document = docx.Document()
    wrapper = parse_xml(f"<w:x {NAMES}>{xml}</w:x>")
    for place, element in enumerate(list(wrapper)):
        document.element.body.insert(place, element)
    document.add_paragraph("پایان")
    return saved(document)


def with_parts(raw: bytes, new: dict[str, bytes]) -> bytes:
    """A package with parts put in, or in the place of others."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in old.namelist():
            if name not in new:
                package.writestr(name, old.read(name))
        for name, content in new.items():
            package.writestr(name, content)
    return stream.getvalue()


def paragraphs(raw: bytes) -> list[str]:
    return [p.rstrip("\n") for p in read_one("docx", raw).paragraphs]


def test_paragraphs_headings_lists_and_cells() -> None:
    document = docx.Document()
    document.core_properties.author, document.core_properties.title = "ن. راد", "تیتر خبر"
    document.add_heading("تیتر خبر", 0)
    document.add_paragraph("بند ").add_run("یک").bold = True
    document.add_paragraph("مورد", style="List Number")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "الف", "ب"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "درونی"
    document.add_paragraph("سطر\nسطر دو\tستون")
    document.sections[0].header.paragraphs[0].text = "سرصفحه"
    read = read_one("docx", saved(document))
    assert read.title == "تیتر خبر" and read.meta["author"] == "ن. راد" and "title" not in read.meta
    assert read.text == "تیتر خبر\nبند یک\nمورد\nالف\nب\nدرونی\nسطر\nسطر دو ستون\n"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<w:p><w:ins w:id="1"><w:r><w:t>افزوده</w:t></w:r></w:ins></w:p>', ["افزوده"]),
        (
            '<w:p><w:del w:id="1"><w:r><w:delText>حذف</w:delText></w:r></w:del><w:r><w:t>مانده</w:t></w:r></w:p>',
            ["مانده"],
        ),
        ("<w:p><w:moveFrom><w:r><w:t>رفته</w:t></w:r></w:moveFrom></w:p>", []),
        ("<w:p><w:moveTo><w:r><w:t>آمده</w:t></w:r></w:moveTo></w:p>", ["آمده"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>کنترل</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["کنترل"]),
        ("<w:p><w:hyperlink><w:r><w:t>پیوند</w:t></w:r></w:hyperlink></w:p>", ["پیوند"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>پنهان</w:t></w:r></w:p>", []),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>پیدا</w:t></w:r></w:p>', ["پیدا"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>۳</w:t></w:r></w:p>", ["۳"]),
        ("<w:p><w:r><w:t>می</w:t><w:noBreakHyphen/><w:t>رود</w:t></w:r></w:p>", ["می-رود"]),
        (
            f"<w:p><w:r><w:t>پیش</w:t><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
            "<w:t> و پس</w:t></w:r></w:p>",
            ["پیش و پس", "جعبه"],
        ),
        (
            f"<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
            ["جعبه"],
        ),
    ],
)
def test_what_else_is_text_and_what_is_not(xml: str, expected: list[str]) -> None:
    assert paragraphs(with_body(xml)) == [*expected, "پایان"]


def test_notes_come_last() -> None:
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships"  # of the strict form
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{kind}/endnotes" Target="/word/endnotes.xml"/>'
        f'<Relationship Id="b" Type="{kind}/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    note = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    notes = (
        f'<w:{{0}}s {NAMES}><w:{{0}} w:type="separator">{note.format("خط")}</w:{{0}}>'
        f'<w:{{0}} w:id="2">{note.format("{1}")}</w:{{0}}></w:{{0}}s>'
    )
    raw = with_parts(
        with_body("<w:p><w:r><w:t>متن</w:t><w:footnoteReference/></w:r></w:p>"),
        {
            "word/_rels/document.xml.rels": relations.encode(),
            "word/footnotes.xml": notes.format("footnote", "پانویس").encode(),
            "word/endnotes.xml": notes.format("endnote", "پی\u200cنوشت").encode(),
        },
    )
    assert paragraphs(raw) == ["متن", "پایان", "پانویس", "پی\u200cنوشت"]


def test_bad_and_hostile_packages() -> None:
    good = with_body("")
    entity = f'<!DOCTYPE x [<!ENTITY e "آب">]><w:document {NAMES}><w:body>&e;</w:body></w:document>'
    embedded = with_body("<w:altChunk/>")
    for raw, message in (
        (b"", "cannot be read as .docx"),
        (b"PK\3\4", "cannot be read as .docx"),
        (good[:2000], "cannot be read as .docx"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "no .docx, but of an older Word, or encrypted"),
        (with_parts(good, {"_rels/.rels": b"<x/>"}), "no Word document"),
        (with_parts(good, {"word/document.xml": b"<x/>"}), "no Word document"),
        (with_parts(good, {"word/document.xml": b"<x>"}), "its part 'word/document.xml' cannot be read"),
        (with_parts(good, {"word/document.xml": entity.encode()}), "declares entities"),
        (
            with_parts(good, {"word/document.xml": b" " * 50_000_000}),
            "more than 10,000,000 bytes when it is unpacked",
        ),
        (with_parts(good, {"word/document.xml": b"<a>" * 10_000}), "cannot be read"),
        (embedded, "another document is embedded in it"),
        (saved(docx.Document()), "no text in it"),
    ):
        (found,) = read_all("docx", raw)
        assert isinstance(found, str) and message in found, found
    (found,) = read_all("docx", good, max_file=1000)
    assert "more than 1,000 bytes. Divide it" in str(found)


def test_what_a_library_says_of_a_damaged_package_is_short_and_plain() -> None:
    """It quotes the bytes that it found in the place of a name."""
    good = bytearray(with_body(""))
    at = good.index(b"word/document.xml")
    good[at : at + 17] = bytes(range(0x80, 0x91))
    for raw in (bytes(good), with_parts(with_body(""), {"_rels/.rels": b"<x/>" * 2}), with_body("")[:-40]):
        (found,) = read_all("docx", raw)
        assert isinstance(found, str) and found.isascii() and found.isprintable() and len(found) < 300, found
        assert "\\x" not in found


@given(
    st.lists(
        st.text(st.sampled_from("آبپ \u200c") | st.characters(codec="utf-8", categories=("L", "N", "P"))), max_size=20
    )
)
def test_no_paragraph_is_lost(texts: list[str]) -> None:
    document = docx.Document()
    written = [f"م{text}م" for text in texts]
    for number, text in enumerate(written):
        if number % 3:
            document.add_paragraph(text)
        else:
            document.add_table(1, 1).cell(0, 0).text = text
    document.add_paragraph("پایان")
    assert paragraphs(saved(document)) == [*written, "پایان"]
