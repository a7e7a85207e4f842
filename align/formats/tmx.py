"""TMX, the exchange format of translation memories (TMX 1.4b, https://www.gala-global.org/tmx-14b)."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lxml import etree

import tarjoman
from tarjoman.align.formats import markup, properties
from tarjoman.align.formats.markup import LANG, Element
from tarjoman.align.formats.rows import MOST, Row, bitexts, each
from tarjoman.bitext import Bitext, Origin
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, bare, display, unpacked

# What these hold is markup of the document, not text; a placeholder may be a line break, a pair is a change of type.
_CODES = {"bpt": "", "ept": "", "it": " ", "ph": " ", "ut": " "}
_ORIGIN = "x-origin"  # a property of every unit that we write, whatever it is from
_TYPE = "x-tarjoman-"  # begins the types of the others of a pair
_ADVICE = "Export it again as TMX 1.4, in UTF-8"


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit in two languages.

    number: among all the units of the file, from 1. source, target: on one line; "" where it lacks the language.
    origin: who made it, where the file says so in a property "x-origin", else ""; a person, where it is another now
    than "x-tarjoman-machine" says. created: as the file has it, else "". flags: why to look at it, in a file of ours.
    """

    number: int
    source: str
    target: str
    origin: str = ""
    created: str = ""
    flags: tuple[str, ...] = ()


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
    with _told(path):
        for number, unit in enumerate(_units(path), 1):
            sides = _sides(unit, display(path), (source, target))
            said = _properties(unit)
            first, second = (" ".join(sides.get(code, "").split()) for code in (source, target))
            origin = said.get("origin", "")
            if "machine" in said and " ".join(said["machine"].split()) != second:
                origin = Origin.REVIEWED
            flags = tuple(said.get("flags", "").split())
            yield Unit(number, first, second, origin, unit.get("creationdate") or "", flags)


def decode(path: Path) -> Iterator[Bitext]:
    """The bitexts of a file, which may be packed: documents as they were written, with what was changed since.

    Units of other programs are one document that is called as the file, each a paragraph; so is what is left of a
    document of which units were taken out. Raises InputError as `read_units` does, and for a file without any unit in
    Persian or English.
    """
    where = display(path)
    with _told(path):
        rows = (_row(unit, where, bare(path).stem) for unit in _units(path, properties.LARGEST))
        found = list(islice(filter(None, rows), MOST + 1))
    if not found:
        raise InputError(where, "has no unit in Persian or English", "Its languages must be fa and en")
    try:
        yield from bitexts(properties.gathered(found, whole=False))
    except ValueError as error:
        raise InputError(where, str(error), _ADVICE) from error


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Raise InputError for what cannot be read."""
    try:
        yield
    except (*UNREADABLE, etree.XMLSyntaxError) as error:
        raise InputError(display(path), f"cannot be read as TMX ({error})", _ADVICE) from error


def _units(path: Path, most: int | None = None) -> Iterator[Element]:
    """The elements of the units, each gone when the next is asked for. most: bytes of the file, unpacked."""
    with unpacked(path) as stream:
        for name, element in markup.elements(stream, ("tu",), "tmx", display(path), "TMX", _ADVICE, most):
            if name == "tu":
                yield element


def _sides(unit: Element, where: str, codes: Sequence[str]) -> dict[str, str]:
    """The first text of a unit in each language, by its code. Raises InputError."""
    sides: dict[str, str] = {}
    for variant in unit.iterfind("{*}tuv"):
        if (code := markup.language(variant.get(LANG) or variant.get("lang"))) in codes:
            for segment in variant.iterfind("{*}seg"):
                markup.no_entities(segment, where)
                text = "".join(_text(segment))
                if text.strip():
                    sides.setdefault(code, text)
    return sides


def _properties(unit: Element) -> dict[str, str]:
    """What a unit says of itself, by names."""
    kinds = {prop.get("type") or "": prop.text or "" for prop in unit.iterfind("{*}prop")}
    said = {kind.removeprefix(_TYPE): text for kind, text in kinds.items() if kind.startswith(_TYPE)}
    return said | ({"origin": kinds[_ORIGIN].strip()} if _ORIGIN in kinds else {})


def _row(unit: Element, where: str, name: str) -> Row | None:
    """The row of a unit; None where it has neither language. name: of the document of what is not ours."""
    line = unit.sourceline
    sides, said = _sides(unit, where, ("fa", "en")), _properties(unit)
    ours = "document" in said
    source, target = (sides.get(code, "") for code in ("fa", "en"))
    if not (source or target or ours):
        return None
    if not ours:
        source, target, said = " ".join(source.split()), " ".join(target.split()), {}
    comment = "\n".join(note.text or "" for note in unit.iterfind("{*}note"))
    try:
        return {"document": name} | properties.row(said, source, target, said.get("machine"), comment)
    except ValueError as error:
        raise InputError(where, f"the unit in line {line}: {error}", _ADVICE) from error


def _text(element: Element) -> Iterator[str]:
    """The text of an element and of highlighted parts of it, without what is code in it."""
    yield element.text or ""
    for child in element:
        if name := markup.tag(child):
            yield from (_CODES[name],) if name in _CODES else _text(child)
        yield child.tail or ""


def encode(some: Sequence[Bitext]) -> bytes:
    """A unit for each pair, white space around its source left out.

    All that `properties` names is a property, "x-tarjoman-document", "x-tarjoman-flags" …, but for "x-origin";
    "x-tarjoman-machine" is the English before any edit, a note what a person said. Raises OutputError, with the pair,
    for what XML cannot hold.
    """
    return _file(_pair(row, len(bitext.pairs)) for bitext in some for row in each(bitext))


def _pair(row: Row, count: int) -> Element:
    id = row["id"]
    unit = etree.Element("tu", tuid=markup.held(re.sub(r"\s", "_", id), id, "name"))
    if row["review"] and row["review"]["comment"]:
        etree.SubElement(unit, "note").text = markup.held(row["review"]["comment"], id, "comment")
    machine = properties.machine(row)
    for name, text in (properties.properties(row, count) | ({"machine": machine} if machine else {})).items():
        kind = _ORIGIN if name == "origin" else _TYPE + name
        etree.SubElement(unit, "prop", type=kind).text = markup.held(text, id, name)
    for code, what in (("fa", "source"), ("en", "target")):
        if row[what].strip() or (code == "fa" and not row["target"]):
            _side(unit, code, markup.held(row[what].strip(), id, what))
    return unit


def render(some: Iterable[tuple[str, str, str, str]]) -> bytes:
    """A file of single sentences. some: Persian, English, who made it, and when (ISO 8601, UTC, or "").

    Of a character that XML cannot hold the mark of a lost one is written: a memory is taken out as a whole.
    """
    return _file(_sentence(*row) for row in some)


def _sentence(source: str, target: str, origin: str, created: str) -> Element:
    unit = etree.Element("tu")
    if created:
        unit.set("creationdate", re.sub(r"[-:]|\+0000$", "", created.replace("+00:00", "Z")))
    etree.SubElement(unit, "prop", type=_ORIGIN).text = markup.NO_XML.sub("\ufffd", origin)
    for code, text in (("fa", source), ("en", target)):
        _side(unit, code, markup.NO_XML.sub("\ufffd", text))
    return unit


def _side(unit: Element, code: str, text: str) -> None:
    etree.SubElement(etree.SubElement(unit, "tuv", {LANG: code}), "seg").text = text


def _file(units: Iterable[Element]) -> bytes:
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
                for unit in units:
                    file.write("\n", unit)
    return out.getvalue()
