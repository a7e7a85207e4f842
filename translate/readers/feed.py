"""Feeds: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (RDF) and Atom (RFC 4287)."""

import io
import re
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from html.entities import html5
from urllib.parse import unquote, urlsplit

from lxml import etree

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.files import display
from tarjoman.translate.readers.markup import Element, blocks, parse_html, tag_of
from tarjoman.translate.readers.opened import Opened, cut, tidy, told
from tarjoman.translate.readers.slugs import Slugs

_ROOTS = ("rss", "rdf", "feed")
_ENTRIES = ("item", "entry")
_ATOM = frozenset(("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"))
_RSS = frozenset(
    ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2")
)
_FULL = frozenset(("http://purl.org/rss/1.0/modules/content/", "http://purl.org/rss/1.0/modules/content"))
_DUBLIN = frozenset(("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"))
# Elements by what they are for, the fullest text first, each with its namespaces: others' may be called the same
# (media:description is of a picture), and have another meaning
_Names = tuple[tuple[str, frozenset[str]], ...]
_TEXT: _Names = (
    ("encoded", _FULL | _RSS),
    ("content", _ATOM | _RSS),
    ("description", _RSS),
    ("summary", _ATOM | _RSS),
    ("description", _DUBLIN),
)
_TITLE: _Names = (("title", _ATOM | _RSS), ("title", _DUBLIN))
_DATE: _Names = (
    ("pubdate", _RSS),
    ("published", _ATOM),
    ("date", _DUBLIN),
    ("issued", _DUBLIN | _ATOM),
    ("created", _DUBLIN),
    ("updated", _ATOM),
    ("modified", _DUBLIN | _ATOM),
)
_AUTHOR: _Names = (("creator", _DUBLIN), ("author", _ATOM | _RSS))
_LINK: _Names = (("link", _ATOM | _RSS),)
_GUID: _Names = (("guid", _RSS), ("id", _ATOM))
_NEARLY = 0.8  # of the longest text that an entry has: a fuller one, as it is called, that is shorter is none
_ADVICE = "Save the feed again as the site sends it"
# Entities of HTML, outside of what is no markup; XML has five of them, and a feed may declare others
_ENTITY = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_DECLARED = re.compile(rb"<!ENTITY\s+([^\s%]+)")
_OF_XML = frozenset(("lt", "gt", "amp", "quot", "apos"))


def read(file: Opened) -> Iterator[Document | InputError]:
    """A document an entry: its title and fullest text, with its link, date and author, and the feed's title as agency.

    Raises InputError: not XML, no feed, no entries; where it breaks off, after the entries that are whole.
    """
    file.no_lines()
    entries: list[Element] = []
    broken = None
    parsed = etree.iterparse(
        io.BytesIO(_resolved(file.whole())),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
    )
    try:
        for event, element in parsed:
            if event == "start" and element.getparent() is None and tag_of(element) not in _ROOTS:
                problem = f"is no feed: its root is <{display(cut(tag_of(element), 80))}>"
                raise InputError(file.name, problem, "Give RSS or Atom, or name the format with --input-format")
            if event == "end" and tag_of(element) in _ENTRIES and _is_of_feed(element):
                entries.append(element)
    except etree.XMLSyntaxError as error:
        first = next(iter(parsed.error_log), None)
        problem = f"line {first.line}: {told(first.message)}" if first else told(error)
        broken = InputError(file.name, f"{problem.strip()}: only {len(entries):,} entries before it are read", _ADVICE)
    if not entries:
        raise broken or InputError(file.name, "a feed without entries", "Leave it out")
    agency = _agency(entries[0])
    slugs = Slugs()
    for number, entry in enumerate(entries, 1):
        try:
            yield _document(file, entry, number, agency, slugs)
        except InputError as error:
            yield error
    if broken:
        raise broken


def _agency(entry: Element) -> str:
    """The title of the feed that an entry is in; RSS 1.0 has the entries beside the channel."""
    above = entry.getparent()
    channel = next((child for child in above if tag_of(child) == "channel"), above)
    return _line(_first(channel, _TITLE))


def _document(file: Opened, entry: Element, number: int, agency: str, slugs: Slugs) -> Document:
    """The document of an entry. Raises InputError."""
    place = f"entry {number}"
    where = f"{file.name}, {place}"
    link = _link(entry)
    texts = [[part for element in found for part in _paragraphs(element, where)] for found in _called(entry, _TEXT)]
    sizes = [sum(map(len, parts)) for parts in texts]
    parts = next((p for p, size in zip(texts, sizes, strict=True) if size >= _NEARLY * max(sizes)), [])
    meta = {
        "agency": agency,
        "date": _date(_line(_first(entry, _DATE))),
        "author": _line(_first(entry, _AUTHOR)),
        "url": link,
    }
    id = f"{file.id}/{slugs(_path(link or _line(_first(entry, _GUID))), number)}"
    title = " ".join(_paragraphs(heading, where)) if (heading := _first(entry, _TITLE)) is not None else ""
    return file.document(parts, title, meta, id=id, place=place)


def _resolved(raw: bytes) -> bytes:
    """A feed with the characters that entities of HTML stand for, &nbsp;, by their numbers.

    XML does not know them, and many feeds have them. Those that the feed declares itself stay as they are.
    """
    declared = {name.decode("ascii", "replace") for name in _DECLARED.findall(raw)}

    def replace(m: re.Match[bytes]) -> bytes:
        name = (m[1] or b"").decode()
        if not name or name in _OF_XML or name in declared or f"{name};" not in html5:
            return m[0]
        return "".join(f"&#{ord(c)};" for c in html5[f"{name};"]).encode()

    return _ENTITY.sub(replace, raw)


def _namespace(element: Element) -> str:
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def _is_of_feed(entry: Element) -> bool:
    """Whether an entry is one of the format, or of a feed that has a namespace of its own."""
    return _namespace(entry) in _RSS | _ATOM | {_namespace(entry.getroottree().getroot())}


def _called(parent: Element, names: _Names) -> Iterator[list[Element]]:
    """The children with something in them, by each of some names; of an unknown namespace where their parent has it."""
    own = {_namespace(parent)} - _RSS - _ATOM
    for name, spaces in names:
        spaces |= own if "" in spaces else set()
        if found := [e for e in parent if tag_of(e) == name and _namespace(e) in spaces and _says_something(e)]:
            yield found


def _says_something(element: Element) -> bool:
    """Whether it has a text or an address, and is none of Atom's pictures and programs."""
    kind = element.get("type", "")
    if "/" in kind and not kind.startswith("text/") and "html" not in kind and tag_of(element) == "content":
        return False
    return bool("".join(element.itertext()).strip() or element.get("href"))


def _first(parent: Element, names: _Names) -> Element | None:
    """The child with text that has the earliest of some names."""
    return next((found[0] for found in _called(parent, names)), None)


def _paragraphs(element: Element, where: str) -> Iterator[str]:
    """The paragraphs of a text, which is HTML within XML, or XHTML. Raises InputError: an entity of the feed's own."""
    for entity in element.iter(etree.Entity):
        problem = f"line {element.sourceline}: the entity {entity.text} is not resolved"
        raise InputError(where, problem, "Write what it stands for in its place")
    if len(element) or element.get("type") == "text":
        yield from (block.text for block in blocks(element))
    elif (root := parse_html(element.text or "", where)) is not None:
        yield from (block.text for block in blocks(root))


def _line(element: Element | None) -> str:
    """The text of an element on one line; of an Atom person the name."""
    if element is None:
        return ""
    name = next((child for child in element if tag_of(child) == "name"), element)
    return tidy(" ".join(name.itertext()))


def _link(entry: Element) -> str:
    """The address of an entry's page; Atom has it in an attribute, RSS may have it as a permanent identifier only."""
    links = [child for found in _called(entry, _LINK) for child in found]
    found = [child.get("href") or child.text or "" for child in links if child.get("rel", "alternate") == "alternate"]
    found += [child.text or "" for children in _called(entry, _GUID[:1]) for child in children]
    return next((tidy(link) for link in found if link.strip().startswith(("http://", "https://"))), "")


def _path(address: str) -> str:
    """What an address says behind its host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return unquote(f"{parts.path} {parts.query}".strip(" /"))


def _date(text: str) -> str:
    """A date of RFC 822 as ISO 8601; others as they are."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).isoformat()
