"""Writing XLIFF 1.2 (https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html)."""

import io
from collections.abc import Sequence

from lxml import etree

import tarjoman
from tarjoman.align.formats import properties
from tarjoman.align.formats.markup import LANG, SPACE, XML, Element, held, put
from tarjoman.align.formats.rows import Row, each
from tarjoman.align.formats.xliff import CONTEXT, SEEN, TOOL, state
from tarjoman.bitext import Bitext, Flag, Origin

_SPACE = "urn:oasis:names:tc:xliff:document:1.2"


def encode(some: Sequence[Bitext]) -> bytes:
    """A `file` for each document, a `trans-unit` for each pair, white space around its source left out.

    The state says whether someone still has to look at it; `alt-trans` has the English before any edit, notes say why
    to look at it and what a person said, and contexts all else that `properties` names. Raises OutputError, with the
    pair, for what XML cannot hold.
    """
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(_name("xliff"), nsmap={None: _SPACE, "xml": XML}, version="1.2"):
            for bitext in some:
                _document(file, bitext)
    return out.getvalue()


def _document(file: Element, bitext: Bitext) -> None:
    id = bitext.document.id
    of = {"source-language": "fa", "target-language": "en", "datatype": "plaintext"}
    with file.element(_name("file"), {"original": held(id, id, "name")} | of):
        tool = {"tool-id": TOOL, "tool-name": TOOL, "tool-version": tarjoman.__version__}
        with file.element(_name("header")):
            put(file, _name("tool"), "", tool)
        with file.element(_name("body")):
            for row in each(bitext):
                file.write("\n")
                with file.element(_name("trans-unit"), _attributes(row)):
                    _unit(file, row, properties.properties(row, len(bitext.pairs)))


def _name(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _attributes(row: Row) -> dict[str, str]:
    found = {"id": str(row["pair"] + 1), "resname": held(row["id"], row["id"], "name"), SPACE: "preserve"}
    seen = row["review"] is not None and row["review"]["state"] in SEEN
    return found | ({"approved": "yes"} if seen else {})


def _unit(file: Element, row: Row, said: dict[str, str]) -> None:
    id, review = row["id"], row["review"] or {}

    def add(name: str, text: str, what: str, attributes: dict[str, str]) -> None:
        put(file, _name(name), held(text, id, what), attributes)

    add("source", row["source"].strip(), "source", {LANG: "fa"})
    if row["target"]:
        found = {LANG: "en", "state": state("1", review.get("state", ""), row["origin"])}
        draft = {"state-qualifier": "mt-suggestion"} if row["origin"] == Origin.MACHINE and not review else {}
        add("target", row["target"], "target", found | draft)
    with file.element(_name("context-group"), purpose="information"):
        for name, text in said.items():
            add("context", text, name, {"context-type": CONTEXT + name})
    for flag in map(Flag, row["flags"]):
        add("note", f"{flag}: {flag.meaning}", "flag", {"from": TOOL, "annotates": "target"})
    if review.get("comment"):
        add("note", review["comment"], "comment", {"from": "reviewer", "annotates": "target"})
    if machine := properties.machine(row):
        with file.element(_name("alt-trans"), {"origin": TOOL, "tool-id": TOOL}):
            add("target", machine, "machine's target", {LANG: "en"})
