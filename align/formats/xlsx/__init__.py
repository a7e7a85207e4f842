"""Workbooks for review: a row for each pair, in Excel, LibreOffice or Google Sheets, and back. docs/office.md.

Three sheets: the pairs; what each document says of itself, and how it was made; and, hidden, the rows as they were
written, from which it is seen what a person changed. So rows may be sorted and columns moved.
"""

from tarjoman.align.formats.xlsx.read import decode
from tarjoman.align.formats.xlsx.write import encode

__all__ = ["decode", "encode"]
