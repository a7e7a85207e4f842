"""Word documents: WordprocessingML (ECMA-376, ISO/IEC 29500), also in its strict form.

Read from the XML itself: python-docx 1.2 passes over the insertions of tracked changes, content controls, text boxes
and notes, and lost text is what a reader must not have.
"""

from collections.abc import Iterator

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.office import Element, Package, attribute, tag_of
from tarjoman.translate.reader import headline
from tarjoman.translate.readers.opened import Opened, tidy, told

_ADVICE = "Open it in a word processor and save it again as .docx"
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
    package = Package(
        file.whole(),
        file.name,
        ".docx",
        file.config.max_file,
        smaller="Divide it, or raise the limit with --max-file",
        again=_ADVICE,
        told=told,
    )
    main = package.main()
    body = package.xml(main) if main else None
    if body is None or tag_of(body) != "document":
        raise InputError(file.name, "no Word document", _ADVICE)
    parts = list(paragraphs(body, file.name))
    for kind in ("footnotes", "endnotes"):
        for path in package.related(main, kind).values():
            notes = (note for note in package.xml(path) if attribute(note, "type") in ("", "normal"))
            parts += [part for note in notes for part in paragraphs(note, file.name)]
    meta = {_PROPERTIES[name]: text for name, text in package.properties().items() if name in _PROPERTIES}
    if parts and tidy(meta.get("title", "")) == tidy(parts[0]):
        del meta["title"]
    yield file.document(parts, headline(parts) if parts else None, meta)


def paragraphs(element: Element, name: str) -> Iterator[str]:
    """The paragraphs below an element that is none itself. Raises InputError: a document of another kind within it."""
    for child in element:
        tag = tag_of(child)
        if tag == "altchunk":
            raise InputError(name, "another document is embedded in it, which would be lost", _ADVICE)
        if tag == "p":
            boxes: list[Element] = []
            yield from (part for part in "".join(_text(child, boxes)).split("\n") if part.strip())
            for box in boxes:
                yield from paragraphs(box, name)
        elif tag == "alternatecontent":
            yield from paragraphs(_alternative(child), name)
        elif tag not in _LEFT_OUT:
            yield from paragraphs(child, name)


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
    return any(tag_of(mark) == "vanish" and attribute(mark, "val") not in ("0", "false", "off") for mark in marks)
