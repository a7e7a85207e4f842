"""The side-by-side page: one HTML file that needs nothing else, neither network nor script."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from itertools import groupby

import jinja2

from tarjoman.bitext import Bitext, Pair
from tarjoman.translate.normalization.profile import normalizer


def render(bitext: Bitext) -> str:
    """The page of one document. Every text is escaped, and the page's own policy refuses all else."""
    template, style = _parts()
    paragraphs = [
        [(number, pair) for number, pair in group]
        for _, group in groupby(enumerate(bitext.pairs, 1), key=lambda row: _paragraph(row[1]))
    ]
    document = bitext.document
    headline = document.title is not None and document.paragraphs[0].strip() == document.title
    first = [p.target for p in bitext.pairs if _paragraph(p) == 0]
    return template.render(
        document=document,
        english_title=" ".join(first) if headline else "",
        paragraphs=paragraphs,
        provenance=bitext.provenance,
        sentences=len(bitext.pairs),
        flagged=[number for number, pair in enumerate(bitext.pairs, 1) if pair.flags],
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def _paragraph(pair: Pair) -> int | None:
    return pair.sources[0].paragraph if pair.sources else None


def _shown(source: str) -> str:
    """A source as it is read: without what is broken in it and left of a web page, unless that is all of it."""
    return normalizer("display")(source).strip() or source.strip()


@cache
def _parts() -> tuple[jinja2.Template, str]:
    """The template and its style sheet; the sheet is part of the package, so it may stand in the page as it is."""
    folder = files("tarjoman.align.review")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["shown"] = _shown
    source = (folder / "page.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(source), (folder / "page.css").read_text(encoding="utf-8")
