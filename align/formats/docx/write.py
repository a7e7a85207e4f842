"""Writing Word documents."""

import io
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from lxml import etree

from tarjoman.align.formats.colours import BAND, LINE, QUIET, colour
from tarjoman.align.formats.docx.layout import HEADS, NAMESPACE, PAIR, PAIRS, VERSION_OF, above, below_number
from tarjoman.align.formats.returned import said, whole_rows
from tarjoman.align.formats.rows import VERSION, Row
from tarjoman.bitext import Bitext
from tarjoman.office import holdable, moment, repacked

_WIDTHS = (1700, 6700, 6700)  # twentieths of a point: of the columns
_PERSIAN, _ENGLISH, _SMALL, _HEAD = "Persian", "English", "Small print", "Table head"  # styles
_FONT, _PERSIAN_FONT = "Calibri", "Tahoma"  # Tahoma has Persian letters, on Windows and macOS
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


def encode(some: Sequence[Bitext]) -> bytes:
    """A document. A pair's comment is a comment of Word's; its flags and the names to check stand under its number."""
    import docx

    document = docx.Document()
    _set_up(document)
    found = whole_rows(some)
    number = 0
    for bitext in some:
        if not bitext.pairs:
            continue
        _head(document, found[number])
        table = _table()
        document.element.body.insert_element_before(table, "w:sectPr")
        for _ in bitext.pairs:
            number += 1
            _row(document, table, number, found[number - 1])
        document.add_paragraph()  # which keeps tables apart
    _keep(document, found)
    made = moment(some[0].provenance.created if some else "")
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = ""
    core.title = holdable(some[0].document.title or some[0].document.id)[:255] if len(some) == 1 else ""
    core.created = core.modified = made
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue(), {})


def _element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of Word's namespace with attributes of it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element


def _set_up(document: Any) -> None:
    """The page, the styles, and the number at the foot of each page."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.5)
    page.footer_distance = Cm(0.7)
    foot = page.footer.paragraphs[0]
    foot._p.append(_element("fldSimple", _element("r", _element("t")), instr=" PAGE "))
    foot.alignment = 1
    for name, points, extra in (
        ("Normal", 11, ()),
        (_ENGLISH, 11, ()),
        (_PERSIAN, 11, (_element("bidi"),)),
        (_SMALL, 8, ()),
        (_HEAD, 9, (_element("keepNext"),)),
        ("Heading 1", 15, (_element("keepNext"),)),
    ):
        style = document.styles[name] if name in document.styles else document.styles.add_style(name, 1)
        element = style.element
        for old in (*element.findall("{*}pPr"), *element.findall("{*}rPr")):
            element.remove(old)
        spacing = _element("spacing", before="0", after="60", line="264", lineRule="auto")
        outline = (_element("outlineLvl", val="0"),) if name == "Heading 1" else ()
        bidi = [e for e in extra if e.tag.endswith("bidi")]
        element.append(_element("pPr", *(e for e in extra if e not in bidi), *bidi, spacing, *outline))
        element.append(_letters(points, name in ("Heading 1", _HEAD), {_SMALL: QUIET, _HEAD: "FFFFFF"}.get(name, "")))


def _letters(points: int, bold: bool, colour: str) -> Any:
    """How a style's letters look: in Persian, which Word calls complex, as in English."""
    size = str(2 * points)
    return _element(
        "rPr",
        _element("rFonts", ascii=_FONT, hAnsi=_FONT, eastAsia=_FONT, cs=_PERSIAN_FONT),
        *[_element("b"), _element("bCs")] * bold,
        *([_element("color", val=colour)] if colour else []),
        _element("sz", val=size),
        _element("szCs", val=size),
        _element("lang", val="en-US", bidi="fa-IR"),
    )


def _head(document: Any, first: Row) -> None:
    """What stands above a table."""
    body = document.element.body
    title, told = above(first)
    body.insert_element_before(_paragraph(title, document.styles["Heading 1"].style_id), "w:sectPr")
    body.insert_element_before(_paragraph(told, document.styles[_SMALL].style_id, is_persian=False), "w:sectPr")


def _paragraph(text: str, style: str, *, is_persian: bool | None = None) -> Any:
    """A paragraph with at least one run. is_persian: from right to left; where it is not said, as its letters are."""
    if is_persian is None:
        is_persian = any("\u0600" <= c <= "\u06ff" for c in text)
    run = _element("r", *[_element("rPr", _element("rtl"), _element("lang", bidi="fa-IR"))] * is_persian)
    run.text = holdable(text)
    return _element("p", _element("pPr", _element("pStyle", val=style), *[_element("bidi")] * is_persian), run)


def _table() -> Any:
    """A table with its head, which stands on every page."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = _element(
        "tblPr",
        _element("tblW", w=str(sum(_WIDTHS)), type="dxa"),
        _element("tblBorders", *(_element(side, val="single", sz="4", space="0", color=LINE) for side in sides)),
        _element("tblLayout", type="fixed"),
        _element("tblCellMar", _element("top", w="60", type="dxa"), _element("bottom", w="40", type="dxa")),
    )
    grid = _element("tblGrid", *(_element("gridCol", w=str(width)) for width in _WIDTHS))
    head = _element("tr", _element("trPr", _element("cantSplit"), _element("tblHeader")))
    for width, text in zip(_WIDTHS, HEADS, strict=True):
        head.append(_cell(width, BAND, _paragraph(text, "Tablehead")))
    return _element("tbl", properties, grid, head)


def _cell(width: int, fill: str, *paragraphs: Any) -> Any:
    properties = _element("tcPr", _element("tcW", w=str(width), type="dxa"))
    if fill:
        properties.append(_element("shd", val="clear", color="auto", fill=fill))
    return _element("tc", properties, *paragraphs)


def _row(document: Any, table: Any, number: int, row: Row) -> None:
    """The row of a pair. A comment is at its number, where it stays when the English is written anew."""
    from docx.text.run import Run

    fill, review = colour(row), said(row)
    small = [_paragraph(text, "Smallprint", is_persian=False) for text in (str(number), *below_number(row))]
    persian = _paragraph(row["source"].strip(), _PERSIAN, is_persian=True)
    english = _paragraph(row["target"], _ENGLISH, is_persian=False)
    cells = zip(_WIDTHS, (small, [persian], [english]), strict=True)
    properties = _element("trPr", _element("cantSplit"))
    table.append(_element("tr", properties, *(_cell(width, fill, *paragraphs) for width, paragraphs in cells)))
    if review["comment"]:
        who, time = holdable(review.get("reviewer") or ""), review.get("time") or ""
        initials = "".join(word[0] for word in who.split())[:9]
        runs = [Run(run, document) for run in small[0].r_lst]
        comment = document.add_comment(runs, holdable(review["comment"]), who, initials)._comment_elm
        comment.date = moment(time).replace(tzinfo=UTC) if time else None


def _keep(document: Any, found: Sequence[Row]) -> None:
    """The part that holds the rows, as JSON in ASCII, so that no program changes a character of it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    root = etree.Element(f"{{{NAMESPACE}}}{PAIRS}", {VERSION_OF: str(VERSION)}, nsmap={None: NAMESPACE})
    for row in found:
        etree.SubElement(root, f"{{{NAMESPACE}}}{PAIR}").text = json.dumps(row, separators=(",", ":"))
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(PackURI(name), "application/xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8"), package)
    document.part.relate_to(part, f"{_OFFICE}/relationships/customXml")
    store = f"{_OFFICE}/customXml"
    properties = etree.Element(f"{{{store}}}datastoreItem", nsmap={"ds": store})
    properties.set(f"{{{store}}}itemID", "{7A6C1F0E-5B1B-4C7E-9B58-6E1D2B3C4F50}")
    references = etree.SubElement(properties, f"{{{store}}}schemaRefs")
    etree.SubElement(references, f"{{{store}}}schemaRef").set(f"{{{store}}}uri", NAMESPACE)
    described = Part(
        PackURI(name.replace("/item", "/itemProps")),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        etree.tostring(properties, xml_declaration=True, encoding="UTF-8", standalone=False),
        package,
    )
    part.relate_to(described, f"{_OFFICE}/relationships/customXmlProps")
