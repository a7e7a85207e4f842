"""Web pages: the article, and what the page says of it."""

import re
from collections.abc import Iterator

from lxml import etree

from tarjoman.align.review.page import is_ours
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.reader import check_binary
from tarjoman.translate.readers.article import article, prose
from tarjoman.translate.readers.markup import Element, blocks, parse_html
from tarjoman.translate.readers.metadata import Metadata, letters, metadata
from tarjoman.translate.readers.opened import Opened

_HEAD = 4096  # bytes within which a page says its encoding (HTML Living Standard: 1024) and who made it
_CHARSET = re.compile(rb"""<(?:\?xml\b[^>]*?\bencoding|meta\b[^>]*?\bcharset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I)
# Encodings that pages of Persian are in; others that Python knows are not all made for text of strangers
_KNOWN = re.compile(r"(?:windows-|cp)125[0-8]|iso-?8859-?\d{1,2}|(?:x-)?mac-?(?:arabic|farsi)")
_BETTER = 1.1  # by how much what JSON-LD has must be longer to stand for what was found
_MOST_COMPARED = 300_000_000  # characters times paragraphs: no article has as many


def read(file: Opened) -> Iterator[Document]:
    """The article of a page: its headline, and its paragraphs in order.

    Raises InputError: tarjoman's own page, an encoding that is not known, no article in it.
    """
    file.no_lines()
    raw = file.whole()
    if is_ours(raw[:_HEAD]):
        problem = "is a page that tarjoman wrote, not a source"
        raise InputError(file.name, problem, "Name the text that it was made from")
    root = parse(decode(raw, file.name), file.name)
    if root is None:
        raise InputError(file.name, "empty", "Give it a text, or leave it out")
    said = metadata(root)
    headline, parts = article(root, said.titles)
    parts = _fuller(parts, said, file.name)
    if not parts:
        advice = "Is it put together by a program? Save the article's text as .txt or .md"
        raise InputError(file.name, "no article in it: no text but links, menus and the like", advice)
    yield file.document(parts, headline or next(iter(said.titles), ""), said.meta)


def _fuller(shown: list[str], said: Metadata, name: str) -> list[str]:
    """The paragraphs that a page shows, or those that its JSON-LD has, where these are more and surely the page's.

    Of what is shown none is lost: what JSON-LD lacks, a caption, stays in its place. Where nothing that is shown is
    prose, what JSON-LD has needs no proof: the page is put together by a program. Raises InputError.
    """
    inner = parse_html(said.body.replace("\n", "<br>"), name)
    body = [block.text for block in blocks(inner)] if inner is not None else []
    size, longer = sum(map(len, shown)), sum(map(len, body))
    if longer <= _BETTER * size or longer * max(len(shown), len(body)) > _MOST_COMPARED:
        return shown
    spelt = [letters(part) for part in body]
    whole = "".join(spelt)
    missing = {part for part in shown if letters(part) not in whole}
    if not any(map(prose, shown)):
        return body + [part for part in shown if part in missing]
    if not said.is_own or 2 * sum(map(len, missing)) > size:
        return shown
    found: list[str] = []
    done = 0
    for part in shown:
        if part in missing:
            found.append(part)
        else:
            end = next((n + 1 for n in range(done, len(body)) if letters(part) in spelt[n]), done)
            found += body[done:end]
            done = end
    return found + body[done:]


def decode(raw: bytes, name: str) -> str:
    """The text of a page: UTF-8 where it can be, else in the encoding that it declares. Raises InputError.

    Text in Windows-1256 is never valid UTF-8 by chance, but pages in UTF-8 that declare Windows-1256 are common.
    """
    check_binary(raw, name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = _CHARSET.search(raw[:_HEAD])
        charset = declared[1].decode().lower() if declared else ""
        if _KNOWN.fullmatch(charset):
            return raw.decode(charset, "replace")
        says = f"and it declares {charset}" if charset else "and it declares no encoding"
        raise InputError(
            name,
            f"not UTF-8 (byte 0x{raw[error.start]:02x} at {error.start}), {says}",
            "Save it as UTF-8; Persian pages are often Windows-1256: iconv -f WINDOWS-1256 -t UTF-8 FILE",
        ) from error


def parse(text: str, name: str) -> Element | None:
    """The root of a page; of one that is XHTML, and well-formed, as XML: HTML knows no <script/>. Raises InputError."""
    if text.lstrip().startswith("<?xml"):
        try:
            parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(text.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError:
            text = re.sub(r"^\s*<\?xml[^>]*>", "", text)  # HTML after all
    return parse_html(text, name)
