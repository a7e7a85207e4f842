"""The side-by-side page: one HTML file that needs nothing else, to read, to correct and to send back.

Its script and style sheet stand in it, each a folder of plain files of one idea, joined in the order of their lists.
Without the script it is a page to read.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import jinja2

from tarjoman.align.review import cells, embedded
from tarjoman.align.review.table import paragraph, table
from tarjoman.bitext import Bitext, Flag, NameStatus, Origin
from tarjoman.review import Category, Severity, State

decode = embedded.decode

_OURS = b'<meta name="generator" content="tarjoman '
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")  # of a page, which may be followed; others could run a program
_CAPITALS = frozenset(("id", "url", "uri", "guid", "doi"))  # names that are abbreviations
_LINKED = 20  # names of a row that light up on both sides, the first ones; each takes a selector of the style sheet
# Every file of `script` once: each gives a name to those after it
SCRIPTS = (
    "page", "text", "diff", "store", "review", "places", "cell", "said", "header", "notice", "undo", "edit", "dock",
    "panels", "names", "links", "search", "list", "move", "files", "merge", "earlier", "keys", "main",
)  # fmt: skip
STYLES = ("page", "review", "print")


def render(bitexts: Sequence[Bitext]) -> str:
    """The page of some documents, one or more. Every text is escaped, and the page's own policy refuses all else."""
    template, parts = _parts()
    rows, version = embedded.embed(bitexts)
    flags = Counter(flag for bitext in bitexts for pair in bitext.pairs for flag in pair.flags)
    return template.render(
        documents=[_document(bitext, number, len(bitexts)) for number, bitext in enumerate(bitexts, 1)],
        provenance=bitexts[0].provenance,
        rows=rows,  # `embed` escapes what could end its element
        version=version,
        aligned=all(map(_is_aligned, bitexts)),
        sentences=sum(len(bitext.pairs) for bitext in bitexts),
        flags=[(flag, flags[flag]) for flag in Flag if flags[flag]],
        parts=parts,
        states=list(State),
        categories=list(Category),
        severities=list(Severity),
    )


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is such a page."""
    return _OURS in head


def _document(bitext: Bitext, number: int, of: int) -> dict[str, Any]:
    """What the template asks of a document."""
    document = bitext.document
    prefix = "s" if of == 1 else f"d{number}s"
    headline = document.title is not None and document.paragraphs[0].strip() == document.title
    first = " ".join(pair.target for pair in bitext.pairs if paragraph(pair) == 0) if headline else ""
    counts = Counter(name.status for pair in bitext.pairs for name in pair.names)
    return {
        "document": document,
        "anchor": f"d{number}",
        "prefix": prefix,
        "english_title": first,
        "table": table(bitext, prefix),  # every text in it is escaped there
        "provenance": bitext.provenance,
        "aligned": _is_aligned(bitext),
        "sentences": len(bitext.pairs),
        "flagged": [number for number, pair in enumerate(bitext.pairs, 1) if pair.flags],
        "names": [(status, counts[status]) for status in NameStatus] if counts else [],
    }


def _is_aligned(bitext: Bitext) -> bool:
    """Whether the English was there before."""
    return any(pair.origin is Origin.ALIGNED for pair in bitext.pairs)


class _Parts(NamedTuple):
    """What stands in every page as it is: parts of the package, so they need no escaping. hash: as policies have it."""

    style: str
    style_hash: str
    script: str
    script_hash: str


@cache
def _parts() -> tuple[jinja2.Template, _Parts]:
    folder = files("tarjoman.align.review")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"label": _label, "shown": cells.shown}
    environment.tests["address"] = lambda value: _ADDRESS.fullmatch(value) is not None
    template = environment.from_string((folder / "page.html.jinja").read_text(encoding="utf-8"))
    styles = [(folder / "style" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    scripts = [(folder / "script" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    style = _bare("".join([styles[0], _links(), *styles[1:]]))
    script = '(() => {\n"use strict";\n' + _bare("".join(scripts)) + "})();\n"
    return template, _Parts(style, _hash(style), script, _hash(script))


def _bare(code: str) -> str:
    """Code of our own without its indentation and the lines that are comments: thousands of pages have it."""
    lines = (line.strip() for line in code.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not re.match(r"//|/\*.*\*/$", line))


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


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
