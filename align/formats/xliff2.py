"""Writing XLIFF 2.1 (https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html)."""

import io
from collections.abc import Sequence

from lxml import etree

from tarjoman.align.formats import properties
from tarjoman.align.formats.markup import NO_XML, SPACE, XML, Element, held, put
from tarjoman.align.formats.rows import Row, each
from tarjoman.align.formats.xliff import TOOL, state
from tarjoman.bitext import Bitext, Flag, Origin

_SPACES = {
    None: "urn:oasis:names:tc:xliff:document:2.0",
    "xml": XML,
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
}
_SEGMENT = "s1"  # the one of every unit


def encode(some: Sequence[Bitext]) -> bytes:
    """A `file` for each document, a `unit` of one segment for each pair, white space around its source left out.

    The state says how far it is, the sub-state what a person said; a match has the English before any edit, notes say
    why to look at it and what a person said, and metadata all else that `properties` names. Characters of the two texts
    that XML cannot hold are written as `cp`; elsewhere OutputError is raised for them, with the pair.
    """
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(_name("xliff"), nsmap=_SPACES, version="2.1", srcLang="fa", trgLang="en"):
            for number, bitext in enumerate(some, 1):
                original = held(bitext.document.id, bitext.document.id, "name")
                with file.element(_name("file"), id=f"f{number}", original=original):
                    for row in each(bitext):
                        file.write("\n")
                        name = held(row["id"], row["id"], "name")
                        of = {"id": str(row["pair"] + 1), "name": name, SPACE: "preserve"}
                        with file.element(_name("unit"), of):
                            _unit(file, row, properties.properties(row, len(bitext.pairs)))
    return out.getvalue()


def _name(name: str, space: str | None = None) -> str:
    return f"{{{_SPACES[space]}}}{name}"


def _unit(file: Element, row: Row, said: dict[str, str]) -> None:
    id, review = row["id"], row["review"] or {}
    source, machine = row["source"].strip(), properties.machine(row)
    if machine:
        of = {"ref": f"#{_SEGMENT}", "origin": TOOL, "type": "mt" if row["origin"] == Origin.MACHINE else "other"}
        with file.element(_name("matches", "mtc")), file.element(_name("match", "mtc"), of):
            _text(file, "source", source)
            _text(file, "target", machine)
    with file.element(_name("metadata", "mda")), file.element(_name("metaGroup", "mda"), category=TOOL):
        for name, text in said.items():
            put(file, _name("meta", "mda"), held(text, id, name), {"type": name})
    notes = [(TOOL, f"{flag}: {flag.meaning}") for flag in map(Flag, row["flags"])]
    notes += [("comment", review["comment"])] if review.get("comment") else []
    if notes:
        with file.element(_name("notes")):
            for category, text in notes:
                put(file, _name("note"), held(text, id, "comment"), {"category": category, "appliesTo": "target"})
    own = review.get("state", "")
    of = {"id": _SEGMENT, "state": state("2", own, row["origin"])} | ({"subState": f"{TOOL}:{own}"} if own else {})
    with file.element(_name("segment"), of):
        _text(file, "source", source)
        if row["target"]:
            _text(file, "target", row["target"])


def _text(file: Element, name: str, text: str) -> None:
    """An element with a text; what XML cannot hold of it is a `cp`."""
    end = 0
    with file.element(_name(name)):
        for bad in NO_XML.finditer(text):
            file.write(text[end : bad.start()])
            put(file, _name("cp"), "", {"hex": f"{ord(bad[0]):04X}"})
            end = bad.end()
        file.write(text[end:])
