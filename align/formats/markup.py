"""What the formats in XML share: reading what nobody vouches for, and writing only what XML can hold.

No entity is resolved, nothing is fetched, no DTD is loaded; the parser's own limits hold (256 levels, 10 MB a text),
what has been read is let go of, and what cannot be let go of yet has a limit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from tarjoman.errors import InputError, OutputError

Element = Any  # lxml has no types

MOST_AT_ONCE = 10_000_000  # bytes between two moments at which nothing is held: of a unit

XML = "http://www.w3.org/XML/1998/namespace"
LANG = f"{{{XML}}}lang"
SPACE = f"{{{XML}}}space"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
_SHORT = {"fas": "fa", "per": "fa", "pes": "fa", "prs": "fa", "eng": "en"}  # ISO 639-2 and 639-3 to 639-1


@dataclass(slots=True)
class _Watched:
    """A stream that ends with an InputError where too much of it would be held. most: bytes of all of it; None: any."""

    stream: IO[bytes]
    where: str
    most: int | None
    count: int = 0  # of bytes that were read
    free: int = 0  # at how many of them nothing was held

    def read(self, size: int = -1) -> bytes:
        """What a parser asks for. Raises InputError."""
        piece = self.stream.read(size)
        self.count += len(piece)
        if self.most is not None and self.count > self.most:
            raise InputError(self.where, f"has more than {self.most:,} bytes, unpacked", "Divide it")
        if self.count - self.free > MOST_AT_ONCE:
            problem = f"has more than {MOST_AT_ONCE:,} bytes in one unit, or between two"
            raise InputError(self.where, problem, "Divide that unit, or export it again")
        return piece


def elements(
    stream: IO[bytes], names: Iterable[str], root: str, where: str, kind: str, advice: str, most: int | None = None
) -> Iterator[tuple[str, Element]]:
    """The root when it begins, and elements of some names, each when it has been read; its content is gone after that.

    With each its name without namespace. An element called `file` comes when it begins. root: what the root must be
    called. where, kind, advice: the file, what it should be and what to do, for messages. most: bytes of the file,
    unpacked; None where nothing of it is kept. Raises InputError: another root, or too large. lxml's XMLSyntaxError is
    the caller's.
    """
    wanted, inside = frozenset(names), 0
    watched = _Watched(stream, where, most)
    for event, element in etree.iterparse(watched, events=("start", "end"), **_SAFE):
        name = tag(element)
        if event == "start":
            if element.getparent() is None and name != root:
                raise InputError(where, f"is no {kind}: its root is <{name}>", advice)
            inside += name in wanted
            if element.getparent() is None or name == "file":
                yield name, element
            continue
        inside -= name in wanted
        while not inside and element.getprevious() is not None:  # the parser keeps what it has read otherwise
            del element.getparent()[0]
        if name in wanted:
            yield name, element
        if not inside:
            element.clear()
            watched.free = watched.count


def tag(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def language(code: str | None) -> str:
    """The code of a language, of two letters where it has one, without region and script: "fa" of "fas_IR"."""
    short = (code or "").replace("_", "-").partition("-")[0].strip().lower()
    return _SHORT.get(short, short)


def no_entities(element: Element, where: str) -> None:
    """Raise InputError for a text that is not there, but behind an entity: it could be a file, or grow without end."""
    for entity in element.iter(etree.Entity):
        problem = f"line {element.sourceline}: the entity {entity.text} is not resolved"
        raise InputError(where, problem, "Write what it stands for in its place")


def held(text: str, id: str, what: str) -> str:
    """A text that XML can hold. Raises OutputError, with the pair's id and what of it the text is."""
    if bad := NO_XML.search(text):
        problem = f"its {what} has U+{ord(bad[0]):04X} in it, which XML cannot hold"
        raise OutputError(id, problem, "Take it out of the source, or write another format (jsonl, html)")
    return text


def put(file: Element, name: str, text: str, attributes: dict[str, str]) -> None:
    """Write an element that holds nothing but a text. file: of `lxml.etree.xmlfile`."""
    with file.element(name, attributes):
        file.write(text)
