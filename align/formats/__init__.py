"""Bitexts as files. Each format is one module, and nothing else knows it."""

from collections.abc import Callable
from dataclasses import dataclass

from tarjoman.align.formats import jsonl, text
from tarjoman.align.review import page
from tarjoman.bitext import Bitext


@dataclass(frozen=True, slots=True)
class Format:
    """How a bitext becomes a file.

    suffix: what follows the document's id in the file's name. render: the file's text.
    joins: whether the texts of several bitexts, one after the other, are a valid file too.
    """

    suffix: str
    render: Callable[[Bitext], str]
    joins: bool


FORMATS = {
    "html": Format(".html", page.render, joins=False),
    "jsonl": Format(".jsonl", jsonl.render, joins=True),
    "txt": Format(".en.txt", text.render, joins=True),
}
