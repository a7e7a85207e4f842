"""Word documents: WordprocessingML (ECMA-376, ISO/IEC 29500), also in its strict form.

Read from the XML itself: python-docx 1.2 passes over the insertions of tracked changes, content controls, text boxes
and notes, and lost text is what a reader must not have.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.files import bounded
from tarjoman.translate.reader import headline
from tarjoman.translate.readers.markup import Element, tag_of
from tarjoman.translate.readers.opened import Opened, tidy, told

_ADVICE = "Open it in a word processor and save it again as .docx"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_OLE = b"\xd0\xcf\x11\xe0"  # how files begin of Word before 2007, and encrypted ones
# What is no text of the document: deleted or moved away, codes of fields, readings beside characters, properties
_LEFT_OUT = frozenset(
    ("del", "movefrom", "deltext", "instrtext", "delinstrtext", "rt", "rpr", "ppr", "sectpr", "tblpr", "trpr", "sdtpr")
)
_CHARACTERS = {"tab": " ", "ptab": " ", "nobreakhyphen": "-", "br": "\n", "cr": "\n"}
_PROPERTIES = {"title": "title", "subject": "subject", "creator": "author", "created": "created"}


def read(file: Opened) -> Iterator[Document]:
    """The article of a document: paragraphs, headings, list items and cells in order, text boxes behind the paragraph
    that they are anchored in, then footnotes and endnotes. A line break ends a paragraph.

    Tracked changes are read as if accepted. Headers, footers, comments, hidden text and numbers of lists are not read.
    Its title is its first paragraph, where that is short enough and more follows. Raises InputError.
    """
    file.no_lines()
    package = _Package(file.whole(), file.name, file.config.max_file)
    (main,) = package.related("", "officeDocument") or [""]
    body = package.xml(main) if main else None
    if body is None or tag_of(body) != "document":
        raise InputError(file.name, "no Word document", _ADVICE)
    parts = list(_paragraphs(body, file.name))
    for kind in ("footnotes", "endnotes"):
        for path in package.related(main, kind):
            notes = (note for note in package.xml(path) if _attribute(note, "type") in ("", "normal"))
            parts += [part for note in notes for part in _paragraphs(note, file.name)]
    meta: dict[str, str] = {}
    for path in package.related("", "core-properties"):
        meta |= {_PROPERTIES[tag_of(e)]: e.text or "" for e in package.xml(path) if tag_of(e) in _PROPERTIES}
    if parts and tidy(meta.get("title", "")) == tidy(parts[0]):
        del meta["title"]
    yield file.document(parts, headline(parts) if parts else None, meta)


def _paragraphs(element: Element, name: str) -> Iterator[str]:
    """The paragraphs below an element that is none itself. Raises InputError: a document of another kind within it."""
    for child in element:
        tag = tag_of(child)
        if tag == "altchunk":
            raise InputError(name, "another document is embedded in it, which would be lost", _ADVICE)
        if tag == "p":
            boxes: list[Element] = []
            yield from (part for part in "".join(_text(child, boxes)).split("\n") if part.strip())
            for box in boxes:
                yield from _paragraphs(box, name)
        elif tag == "alternatecontent":
            yield from _paragraphs(_alternative(child), name)
        elif tag not in _LEFT_OUT:
            yield from _paragraphs(child, name)


def _text(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The text of a paragraph or a part of one; the text boxes in it are added to `boxes`."""
    for child in element:
        tag = tag_of(child)
        if tag == "t":
            yield (child.text or "").replace("\n", " ")
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == "txbxcontent":
            boxes.append(child)
        elif tag == "alternatecontent":
            yield from _text(_alternative(child), boxes)
        elif tag not in _LEFT_OUT and not (tag == "r" and _is_hidden(child)):
            yield from _text(child, boxes)


def _alternative(element: Element) -> Element:
    """Of the forms that a text box or picture is given in for older programs, the first with text."""
    forms = list(element)
    return next((form for form in forms if any(tag_of(e) == "t" for e in form.iter())), forms[0] if forms else element)


def _is_hidden(run: Element) -> bool:
    marks = (mark for properties in run if tag_of(properties) == "rpr" for mark in properties)
    return any(tag_of(mark) == "vanish" and _attribute(mark, "val") not in ("0", "false", "off") for mark in marks)


def _attribute(element: Element, name: str) -> str:
    """An attribute, in whichever of the format's namespaces; "" where there is none."""
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


class _Package:
    """The parts of an Office document (ECMA-376 part 2), unpacked as far as they are asked for.

    limit: bytes that all of them may have together; what a part claims to be does not count.
    """

    def __init__(self, raw: bytes, name: str, limit: int) -> None:
        self._name, self._limit, self._left = name, limit, limit
        if raw.startswith(_OLE):
            raise InputError(name, "no .docx, but of an older Word, or encrypted", _ADVICE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            self._parts = set(self._zip.namelist())
        except _BROKEN as error:
            raise InputError(name, f"cannot be read as .docx ({told(error)})", _ADVICE) from error

    def xml(self, part: str) -> Element:
        """The root of a part. Raises InputError: not there, damaged, too large, no XML, or with entities of its own."""
        try:
            with self._zip.open(part) as stream:
                raw = bounded(stream, self._left)
            self._left -= len(raw)
            if self._left < 0:
                problem = f"more than {self._limit:,} bytes when it is unpacked"
                raise InputError(self._name, problem, "Divide it, or raise the limit with --max-file")
            root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
        except KeyError as error:
            raise InputError(self._name, f"its part {told(part)!r} is missing", _ADVICE) from error
        except (*_BROKEN, etree.XMLSyntaxError) as error:
            raise InputError(self._name, f"its part {told(part)!r} cannot be read ({told(error)})", _ADVICE) from error
        if root.getroottree().docinfo.doctype:
            raise InputError(self._name, f"its part {told(part)!r} declares entities, which no .docx may", _ADVICE)
        return root

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that stand in a relation to a part, or to the whole (""). Raises InputError."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found = []
        for relation in self.xml(relations) if relations in self._parts else ():
            if (relation.get("Type") or "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relation.get("Target") or "")
                found.append(posixpath.normpath(target).lstrip("/"))
        return found
