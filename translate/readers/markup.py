"""HTML and XML that nobody vouches for: parsing without harm, and the paragraphs of a tree.

Nothing is fetched, and no entity that a document declares is resolved. What the parser leaves out because of its limits
is an error, not a loss.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html.entities import html5
from importlib.resources import files
from typing import Any

from lxml import etree

from tarjoman.errors import InputError

Element = Any  # lxml has no types

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLANK = re.compile(r"\n[ \t\r\f]*\n")  # what divides paragraphs in <pre>, which shows its line ends


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph.

    element: the innermost one around it that begins and ends paragraphs. text: on one line. linked: its characters that
    are in links.
    """

    element: Element
    text: str
    linked: int


def parse_html(text: str, name: str) -> Element | None:
    """The root of a page, or of a piece of one; None when there is nothing in it.

    name: what to call it in messages. Raises InputError when it is nested more deeply than the parser goes.
    """
    # The size of a text is bounded already; what `huge_tree` lifts otherwise is a limit beyond which text is left out.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if not text.strip() or "empty" in str(error):
            return None
        raise InputError(name, f"cannot be read as HTML ({error})", "Give its text as .txt") from error
    if any(e.level >= etree.ErrorLevels.FATAL for e in parser.error_log):
        raise InputError(name, "its elements are nested too deeply", "Give its text as .txt")
    return root


def tag_of(element: Element) -> str:
    """The name of an element in small letters, without its namespace; "" for comments and the like."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def one_line(text: str) -> str:
    """A text with a space for each run of white space, as a page shows it; half-spaces and others stay."""
    return _SPACE.sub(" ", text).strip(" ")


def blocks(root: Element, is_left_out: Callable[[Element], bool] = lambda element: False) -> Iterator[Block]:
    """The paragraphs of an element, in order, but for those of parts that are hidden, no text, or left out.

    A line break ends a paragraph, but within a heading; so does a blank line in preformatted text. White space becomes
    one space; half-spaces stay.
    """
    pieces: list[tuple[str, bool]] = []
    inside = [root]  # elements that begin and end paragraphs
    links = shown = 0  # how many elements around are links, and preformatted
    todo: list[tuple[Any, bool]] = [(root, False)]  # elements to begin, and to end (True); texts

    def flush() -> Iterator[Block]:
        text = one_line("".join(piece for piece, _ in pieces))
        if text.strip():
            linked = sum(len(piece.strip()) for piece, in_link in pieces if in_link)
            yield Block(inside[-1], text, min(linked, len(text)))
        pieces.clear()

    while todo:
        node, is_over = todo.pop()
        if isinstance(node, str):
            first, *others = _BLANK.split(node) if shown else (node,)
            pieces.append((first, links > 0))
            for other in others:
                yield from flush()
                pieces.append((other, links > 0))
            continue
        if node.tag is etree.Entity:  # of XML; one of HTML is what that says, any other is shown as it is written
            pieces.append((html5.get(f"{node.name};", node.text), links > 0))
            continue
        tag = tag_of(node)
        is_line = tag in _elements()["inline"] or (tag == "br" and tag_of(inside[-1]) in _HEADINGS)
        if is_over:
            links -= tag == "a"
            shown -= tag == "pre"
            if not is_line:
                yield from flush()
                inside.pop()
            continue
        if not tag or _is_silent(node, tag) or (node is not root and is_left_out(node)):
            if tag and not is_line:
                yield from flush()
            continue
        links += tag == "a"
        shown += tag == "pre"
        if not is_line:
            yield from flush()
            inside.append(node)
        elif tag == "br":
            pieces.append((" ", False))
        todo.append((node, True))
        todo.extend(reversed(list(_content(node))))
    yield from flush()


def _content(element: Element) -> Iterator[tuple[Any, bool]]:
    """What stands in an element, texts and elements."""
    if element.text and element.tag is not etree.Comment:
        yield element.text, False
    for child in element:
        yield child, False
        if child.tail:
            yield child.tail, False


def _is_silent(element: Element, tag: str) -> bool:
    """Whether a reader of the page would not see the element, or not as text."""
    if tag in _elements()["silent"] or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return _HIDDEN.search(element.get("style") or "") is not None


@cache
def _elements() -> dict[str, frozenset[str]]:
    lists = tomllib.loads((files("tarjoman.translate.readers") / "markup.toml").read_text(encoding="utf-8"))
    return {name: frozenset(elements) for name, elements in lists.items()}
