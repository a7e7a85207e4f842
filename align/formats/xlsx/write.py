"""Writing workbooks."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from tarjoman.align.formats.colours import BAND, LINE, QUIET, STATES, WASH
from tarjoman.align.formats.returned import whole_rows
from tarjoman.align.formats.rows import Row
from tarjoman.align.formats.xlsx.layout import (
    DOCUMENTS,
    PAIRS,
    PROPERTY_HEADS,
    VERSION_MARK,
    WRITTEN,
    columns,
    properties,
    shown,
    veiled,
)
from tarjoman.align.formats.xlsx.sheets import escaped
from tarjoman.bitext import Bitext
from tarjoman.errors import OutputError
from tarjoman.office import holdable, moment, repacked

_MOST_ROWS = 1_048_576  # of a sheet
_TALLEST = 409  # points: of a row
_CHUNK = 32_000  # characters of what is hidden in a cell
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def encode(some: Sequence[Bitext]) -> bytes:
    """A workbook. Raises OutputError: more pairs than a sheet has rows, or two documents of one name."""
    from openpyxl import Workbook

    found = whole_rows(some)
    if len(found) >= _MOST_ROWS:
        problem = f"{len(found):,} pairs, but a sheet of a workbook has {_MOST_ROWS:,} rows"
        raise OutputError(WRITTEN, problem, "Write a workbook for each document, or jsonl")
    if len({shown(row["id"]) for row in found}) < len(found):
        raise OutputError(WRITTEN, "two documents of one name cannot be in one workbook", "Rename one, or write jsonl")
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    _write_pairs(book.create_sheet(PAIRS), found)
    _write_documents(book.create_sheet(DOCUMENTS), found)
    _write_rows(book.create_sheet(WRITTEN), found)
    made = moment(some[0].provenance.created if some else "")
    book.properties.creator, book.properties.created = "tarjoman", made
    if len(some) == 1:
        book.properties.title = holdable(some[0].document.title or some[0].document.id)
    out = io.BytesIO()
    book.save(out)
    now = f">{made.isoformat()}Z</dcterms:modified>".encode()
    # A height that is not "custom" is what a program begins with: it fits the row again when a person edits it.
    changes = {
        "docProps/core.xml": lambda raw: re.sub(rb">[^<>]*</dcterms:modified>", now, raw),
        **{
            f"xl/worksheets/sheet{n}.xml": lambda raw: re.sub(rb'(<row [^>]*?) customHeight="1"', rb"\1", raw)
            for n in (1, 2)
        },
    }
    return repacked(out.getvalue(), changes)


def _styles() -> list[Any]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    def style(name: str, font: Any, format: str = "@", fill: str = "", **alignment: Any) -> Any:
        found = NamedStyle(f"tarjoman {name}", font, number_format=format)
        found.alignment = Alignment(vertical="top", wrap_text=True, **alignment)
        found.border = Border(*[Side("thin", LINE)] * 4)
        if fill:
            found.fill = PatternFill("solid", fill)
        return found

    plain, quiet = Font("Calibri", 11), Font("Calibri", 9, color=QUIET)
    return [
        style("Head", Font("Calibri", 10, bold=True, color="FFFFFF"), fill=BAND, horizontal="left"),
        style("Number", quiet, "0", horizontal="center"),
        # Tahoma has Persian letters, on Windows and macOS; where it is not, another that has them is taken
        style("Persian", Font("Tahoma", 11), horizontal="right", readingOrder=2, indent=1),
        style("English", plain, horizontal="left", readingOrder=1, indent=1),
        style("Text", plain, horizontal="left"),
        style("Choice", plain, "General", horizontal="left"),
        style("Share", quiet, "0%", horizontal="center"),
        style("Quiet", quiet, horizontal="left"),
    ]


def _cell(sheet: Any, value: object, style: str) -> Any:
    """A cell. A text is never a formula, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.style = f"tarjoman {style}"
    if isinstance(value, str):
        cell.value = escaped(shown(value))
        cell.data_type = "s"
        if value.startswith(_LIKE_A_FORMULA):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell


def _write_pairs(sheet: Any, found: Sequence[Row]) -> None:
    from openpyxl.utils import get_column_letter as letter
    from openpyxl.worksheet.datavalidation import DataValidation

    fields = columns(found)
    last = len(found) + 1
    for place, column in enumerate(fields, 1):
        sheet.column_dimensions[letter(place)].width = column.width
        sheet.column_dimensions[letter(place)].hidden = column.head == "Id"
        if column.choices and found:
            choice = DataValidation("list", f'"{",".join(column.choices)}"', allow_blank=True, showErrorMessage=True)
            choice.errorTitle, choice.error = column.head, "Choose one of: " + ", ".join(column.choices)
            choice.add(f"{letter(place)}2:{letter(place)}{last}")
            sheet.data_validations.append(choice)
    _colour(sheet, [column.head for column in fields], last)
    _print(sheet, f"A1:{letter(len(fields))}{last}")
    sheet.freeze_panes = "B2"
    sheet.append([_cell(sheet, column.head, "Head") for column in fields])
    for number, row in enumerate(found, 1):
        values = [column.value(number, row) for column in fields]
        sheet.row_dimensions[number + 1].height = _height(
            (v, c.width, c.style) for v, c in zip(values, fields, strict=True) if c.head != "Id"
        )
        sheet.append([_cell(sheet, value, c.style) for value, c in zip(values, fields, strict=True)])


def _height(cells: Iterable[tuple[object, float, str]]) -> float:
    """Points that a row needs, as far as that can be said without its fonts. cells: values, widths, styles."""
    needed = 16.0
    for value, width, style in cells:
        if isinstance(value, str):
            points, letters = (12.5, 1.3) if style == "Quiet" else (16, 1.05)  # of a line; to a width of 1
            needed = max(needed, points * sum(1 + int(len(s) / width / letters) for s in value.split("\n")))
    return min(_TALLEST, needed + 4)


def _colour(sheet: Any, heads: Sequence[str], last: int) -> None:
    """A row has the colour of its state, or, where that says nothing, of being flagged."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter as letter

    state, flags = (f"${letter(heads.index(head) + 1)}2" for head in ("Status", "Flags"))
    area = f"A2:{letter(len(heads))}{max(2, last)}"
    rules = [(f'{state}="{name}"', colour) for name, colour in STATES.items()] + [(f'{flags}<>""', WASH)]
    for formula, colour in rules:
        fill = PatternFill("solid", bgColor=colour)
        sheet.conditional_formatting.add(area, FormulaRule(formula=[formula], fill=fill, stopIfTrue=True))


def _print(sheet: Any, area: str) -> None:
    """Filters, and how it is printed: across the page, as wide as that, its head on every page."""
    sheet.auto_filter.ref = area
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6
    margins.header = margins.footer = 0.3
    sheet.oddFooter.center.text = "&P / &N"


def _write_documents(sheet: Any, found: Sequence[Row]) -> None:
    widths = (28, 24, 90)
    for letter, width in zip("ABC", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    firsts = [row for row in found if "provenance" in row]
    lines = [(first["document"], name, text) for first in firsts for name, text in properties(first).items()]
    _print(sheet, f"A1:C{len(lines) + 1}")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, head, "Head") for head in PROPERTY_HEADS])
    for number, line in enumerate(lines, 2):
        is_persian = any("\u0600" <= c <= "\u06ff" for c in line[-1])
        styles = ("Quiet", "Quiet", "Persian" if is_persian else "English")
        sheet.row_dimensions[number].height = _height(zip(line, widths, styles, strict=True))
        sheet.append([_cell(sheet, value, style) for value, style in zip(line, styles, strict=True)])


def _write_rows(sheet: Any, found: Sequence[Row]) -> None:
    sheet.sheet_state = "hidden"
    sheet.append([VERSION_MARK])
    for row in found:
        text = veiled(row)
        sheet.append([text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)])
