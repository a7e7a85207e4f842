"""What is left of a web page in a text that was copied from one: entities and tags."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from tarjoman.translate.html import ATTRIBUTES, BLOCK, INLINE
from tarjoman.translate.normalization.edits import Change

# An entity with its semicolon; "&amp;nbsp;" was escaped twice.
_ENTITY = re.compile(r"&(?:(?:amp|#38|#[xX]26);)*(#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]{2,31});")
# Written as entities these are no residue of a page, and might make an entity with what stands beside them.
_OWN = re.compile(r"[0-9A-Za-z#;]")
_LINE_ENDS = ("", *"\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")  # a line stays one; "" is what stands for nothing valid
_OPEN = re.compile(r"&[#\w]*\Z")  # an entity that has not ended

_TAGS = re.compile(rf"(?:</?(?:{BLOCK}|{INLINE}){ATTRIBUTES}>)+", re.IGNORECASE)
_BLOCKS = re.compile(rf"</?(?:{BLOCK})[\s/>]", re.IGNORECASE)
_ASCII = re.compile(r"[0-9A-Za-z&#;<>/]")


def entities(text: str) -> Iterator[Change]:
    """HTML entities become what they stand for. Names that HTML does not know stay, and those without a semicolon."""
    tail, end = "", 0  # what the text before has become, the end of it
    for m in _ENTITY.finditer(text):
        tail, end = (tail + text[end : m.start()])[-40:], m.end()
        new = _character(m[1])
        if new is None:
            new = f"&{m[1]};"  # what escaped its "&" goes
        elif _OWN.match(new) or (_vanishes(new) and _OPEN.search(tail)):
            new = m[0]
        tail += new
        if new != m[0]:
            yield m.start(), m.end(), new


def _vanishes(character: str) -> bool:
    """Whether other rules may delete a character, so that what stands around it would meet."""
    return not character.isprintable() and not character.isspace()


def _character(entity: str) -> str | None:
    """What "#160", "#xA0" or "nbsp" stands for, None for an unknown name."""
    if not entity.startswith("#"):
        return " " if entity == "NewLine" else html5.get(f"{entity};")
    number = int(entity[2:], 16) if entity[1] in "xX" else int(entity[1:])
    character = unescape(f"&#{number};")
    return " " if character in _LINE_ENDS else character


def tags(text: str) -> Iterator[Change]:
    """HTML tags go: those of blocks leave a space, others none where letters of a word would part."""
    for m in _TAGS.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        opened = text.rfind("<", max(0, m.start() - 1010), m.start())
        if opened > text.rfind(">", max(0, m.start() - 1010), m.start()) and re.match("[/A-Za-z]", text[opened + 1]):
            continue  # it stands in a tag that has not ended: without it, that one would
        apart = _BLOCKS.search(m[0]) or _ASCII.match(before) or _ASCII.match(after)
        yield m.start(), m.end(), " " if apart else ""
