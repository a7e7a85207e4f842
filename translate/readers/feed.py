"""Feeds: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (RDF) and Atom (RFC 4287)."""

import io
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from lxml import etree

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.files import display
from tarjoman.translate.readers.markup import Element, blocks, parse_html, tag_of
from tarjoman.translate.readers.opened import Opened, tidy
from tarjoman.translate.readers.slugs import Slugs

_ROOTS = ("rss", "rdf", "feed")
_ENTRIES = ("item", "entry")
# Elements by what they are for, the fullest text first; names of elements are those of the formats, without namespaces
_TEXT = ("encoded", "content", "description", "summary")
_DATE = ("pubdate", "published", "date", "updated")
_AUTHOR = ("creator", "author")
_ADVICE = "Save the feed again as the site sends it"


def read(file: Opened) -> Iterator[Document | InputError]:
    """A document an entry: its title and fullest text, with its link, date and author, and the feed's title as agency.

    Raises InputError: not XML, no feed, no entries; where it breaks off, after the entries that are whole.
    """
    file.no_lines()
    entries: list[Element] = []
    broken = None
    parsed = etree.iterparse(
        io.BytesIO(file.whole()), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in parsed:
            if event == "start" and element.getparent() is None and tag_of(element) not in _ROOTS:
                problem = f"is no feed: its root is <{display(tag_of(element))}>"
                raise InputError(file.name, problem, "Give RSS or Atom, or name the format with --input-format")
            if event == "end" and tag_of(element) in _ENTRIES:
                entries.append(element)
    except etree.XMLSyntaxError as error:
        first = next(iter(parsed.error_log), None)
        problem = f"line {first.line}: {first.message}" if first else str(error)
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
    return _line(_first(channel, ("title",)))


def _document(file: Opened, entry: Element, number: int, agency: str, slugs: Slugs) -> Document:
    """The document of an entry. Raises InputError."""
    place = f"entry {number}"
    where = f"{file.name}, {place}"
    link = _link(entry)
    text = _first(entry, _TEXT)
    parts = [] if text is None else list(_paragraphs(text, where))
    meta = {
        "agency": agency,
        "date": _date(_line(_first(entry, _DATE))),
        "author": _line(_first(entry, _AUTHOR)),
        "url": link,
    }
    id = f"{file.id}/{slugs(_path(link or _line(_first(entry, ('guid', 'id')))), number)}"
    title = " ".join(_paragraphs(heading, where)) if (heading := _first(entry, ("title",))) is not None else ""
    return file.document(parts, title, meta, id=id, place=place)


def _first(parent: Element, names: tuple[str, ...]) -> Element | None:
    """The child with text that has the earliest of some names."""
    found = [child for child in parent if tag_of(child) in names and "".join(child.itertext()).strip()]
    return min(found, key=lambda child: names.index(tag_of(child)), default=None)


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
    links = [child for child in entry if tag_of(child) == "link"]
    found = [child.get("href") or child.text or "" for child in links if child.get("rel", "alternate") == "alternate"]
    found += [child.text or "" for child in entry if tag_of(child) == "guid"]
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
