"""The side-by-side page: one HTML file that needs nothing else, neither network nor script."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

import jinja2

from tarjoman.align.review import cells
from tarjoman.bitext import Bitext, NameStatus, Pair

_OURS = b'<meta name="generator" content="tarjoman '
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")  # of a page, which may be followed; others could run a program
_CAPITALS = frozenset(("id", "url", "uri", "guid", "doi"))  # names that are abbreviations
_LINKED = 20  # names of a row that light up on both sides, the first ones; each takes a selector of the style sheet


def render(bitexts: Sequence[Bitext]) -> str:
    """The page of one document. Every text is escaped, and the page's own policy refuses all else."""
    (bitext,) = bitexts
    template, style = _parts()
    paragraphs = [
        [(number, pair) for number, pair in group]
        for _, group in groupby(enumerate(bitext.pairs, 1), key=lambda row: _paragraph(row[1]))
    ]
    document = bitext.document
    headline = document.title is not None and document.paragraphs[0].strip() == document.title
    counts = Counter(name.status for pair in bitext.pairs for name in pair.names)
    first = [p.target for p in bitext.pairs if _paragraph(p) == 0]
    return template.render(
        document=document,
        english_title=" ".join(first) if headline else "",
        paragraphs=paragraphs,
        provenance=bitext.provenance,
        sentences=len(bitext.pairs),
        flagged=[number for number, pair in enumerate(bitext.pairs, 1) if pair.flags],
        names=[(status, counts[status]) for status in NameStatus] if counts else [],
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is such a page."""
    return _OURS in head


def _paragraph(pair: Pair) -> int | None:
    return pair.sources[0].paragraph if pair.sources else None


@cache
def _parts() -> tuple[jinja2.Template, str]:
    """The template and its style sheet; the sheet is part of the package, so it may stand in the page as it is."""
    folder = files("tarjoman.align.review")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"label": _label, "shown": cells.shown, "source": cells.source, "target": cells.target}
    environment.tests["address"] = lambda value: _ADDRESS.fullmatch(value) is not None
    template = environment.from_string((folder / "page.html.jinja").read_text(encoding="utf-8"))
    return template, (folder / "page.css").read_text(encoding="utf-8") + _links()


def _label(name: str) -> str:
    """What a value of the metadata is called on the page: "URL", "Publish date" of publish_date."""
    words = " ".join(name.replace("_", " ").split()) or name
    if words.lower() in _CAPITALS:
        return words.upper()
    return words[:1].upper() + words[1:]


def _links() -> str:
    """Rules that light up both sides of the name that is pointed at, or has the focus, in place of a script."""
    selectors = (
        f'tr:has([data-n~="{n}"]:is(:hover, :focus)) [data-n~="{n}"]'  # "~=": one of the numbers
        for n in range(1, _LINKED + 1)
    )
    return ",\n".join(selectors) + " { background: var(--glow); }\n"
