"""Word documents for review: a table of Persian beside English for each document, and back. docs/office.md.

A custom XML part, which Word and LibreOffice leave alone, has the rows as they were written: from it is seen what a
person changed. The numbers of the rows say which is which.
"""

from tarjoman.align.formats.docx.read import decode
from tarjoman.align.formats.docx.write import encode

__all__ = ["decode", "encode"]
