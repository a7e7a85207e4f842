"""TMX, the exchange format of translation memories (TMX 1.4b, https://www.gala-global.org/tmx-14b)."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

import tarjoman
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, display, unpacked

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What these hold is markup of the document, not text; a placeholder may be a line break, a pair is a change of type.
_CODES = {"bpt": "", "ept": "", "it": " ", "ph": " ", "ut": " "}
_SHORT = {"fas": "fa", "per": "fa", "pes": "fa", "prs": "fa", "eng": "en"}  # ISO 639-2 and 639-3 to 639-1
_ORIGIN = "x-origin"  # the type of a property of a unit
_ADVICE = "Export it again as TMX 1.4, in UTF-8"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit in two languages.

    number: among all the units of the file, from 1. source, target: on one line; "" where it lacks the language.
    origin: who made it, where the file says so in a property "x-origin", else "". created: as the file has it, else "".
    """

    number: int
    source: str
    target: str
    origin: str = ""
    created: str = ""


def read_pairs(path: Path, source: str = "fa", target: str = "en") -> Iterator[tuple[str, str]]:
    """The segments of every unit in two languages; units that lack one of them are passed over. See `read_units`."""
    return ((unit.source, unit.target) for unit in read_units(path, source, target) if unit.source and unit.target)


def read_units(path: Path, source: str = "fa", target: str = "en") -> Iterator[Unit]:
    """Every unit, in the order of the file.

    path: may be packed, .gz or .xz. source, target: codes of languages, of two letters; regions and scripts are any
    (`fa-IR`, `EN_us`). Of several segments in a language the first with text counts. Read as a stream, so that memory
    does not grow with the file. Nothing is fetched. Raises InputError: unreadable, no XML, no TMX, or an entity of the
    document's own in a segment, which is not resolved: it could be another file, or grow without end.
    """
    try:
        with unpacked(path) as stream:
            yield from _units(stream, display(path), source, target)
    except (*UNREADABLE, etree.XMLSyntaxError) as error:
        raise InputError(display(path), f"cannot be read as TMX ({error})", _ADVICE) from error


def _units(stream: Any, where: str, source: str, target: str) -> Iterator[Unit]:
    """The units of an open file. where: its name in messages."""
    sides: dict[str, str] = {}
    number, origin = 0, ""
    for event, element in etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    ):
        name = etree.QName(element).localname
        if event == "start":
            if element.getparent() is None and name != "tmx":
                raise InputError(where, f"is no TMX: its root is <{name}>", _ADVICE)
            if name == "tu":
                sides, origin = {}, ""
        elif name == "tuv" and (code := _language(element)) in (source, target):
            for segment in element.iterfind("{*}seg"):
                if text := _line(segment, where):
                    sides.setdefault(code, text)
        elif name == "prop" and element.get("type") == _ORIGIN:
            origin = (element.text or "").strip()
        elif name == "tu":
            created = element.get("creationdate") or ""
            element.clear()
            while element.getprevious() is not None:  # the parser keeps what it has read otherwise
                del element.getparent()[0]
            number += 1
            yield Unit(number, sides.get(source, ""), sides.get(target, ""), origin, created)


def _language(element: Any) -> str:
    """The code of a variant's language, of two letters where it has one, without region and script."""
    code = (element.get(_LANG) or element.get("lang") or "").replace("_", "-").partition("-")[0].strip().lower()
    return _SHORT.get(code, code)


def _line(segment: Any, where: str) -> str:
    """The text of a segment on one line. Raises InputError: text that is not there, but behind an entity."""
    for entity in segment.iter(etree.Entity):
        problem = f"line {segment.sourceline}: the entity {entity.text} is not resolved"
        raise InputError(where, problem, "Write what it stands for in its place")
    return " ".join("".join(_text(segment)).split())


def _text(element: Any) -> Iterator[str]:
    """The text of an element and of highlighted parts of it, without what is code in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            yield from (_CODES[name],) if name in _CODES else _text(child)
        yield child.tail or ""


def render(rows: Iterable[tuple[str, str, str, str]]) -> bytes:
    """A TMX file. rows: Persian, English, who made it, and when (ISO 8601, UTC, or "")."""
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("tmx", version="1.4"):
            file.write(
                etree.Element(
                    "header",
                    creationtool="tarjoman",
                    creationtoolversion=tarjoman.__version__,
                    segtype="sentence",
                    adminlang="en",
                    srclang="fa",
                    datatype="plaintext",
                    **{"o-tmf": "tarjoman"},
                )
            )
            with file.element("body"):
                for row in rows:
                    file.write(_unit(*row))
    return out.getvalue()


def _unit(source: str, target: str, origin: str, created: str) -> Any:
    """The element of a pair."""
    unit = etree.Element("tu")
    if created:
        unit.set("creationdate", re.sub(r"[-:]|\+0000$", "", created.replace("+00:00", "Z")))
    etree.SubElement(unit, "prop", type=_ORIGIN).text = _writable(origin)
    for code, text in (("fa", source), ("en", target)):
        variant = etree.SubElement(unit, "tuv", {_LANG: code})
        etree.SubElement(variant, "seg").text = _writable(text)
    return unit


def _writable(text: str) -> str:
    """A text whose characters XML can hold; one that it cannot is the mark of a lost one."""
    return _NO_XML.sub("\ufffd", text)
