"""Markdown: CommonMark (https://spec.commonmark.org) with tables, and front matter in YAML's or TOML's simple forms."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate.reader import decode
from tarjoman.translate.readers.markup import blocks, one_line, parse_html
from tarjoman.translate.readers.opened import Opened
from tarjoman.translate.readers.records import Roles
from tarjoman.translate.script import has_persian

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEEPEST = 100  # lists and quotations within one another; the library leaves out what is deeper
_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"([^\s:#\"'-][^:]{0,80}?)\s*:(?:\s+(.*?))?\s*")
_ASCII = re.compile(r"[A-Za-z_][\w .-]*", re.ASCII)
_REST = re.compile(r"\s*|\s+\S.*|- .*|#.*")  # lines of front matter that say nothing that is read: lists, remarks


def read(file: Opened) -> Iterator[Document]:
    """The article of a file: headings, paragraphs, list items, quotations and cells, a paragraph each.

    Its title is that of the front matter, else a heading that it begins with. Code, pictures, addresses of links and
    HTML's marks are not read. Raises InputError.
    """
    file.no_lines()
    meta, text = _front_matter(decode(file.whole(), file.name).replace("\r\n", "\n"))
    title, parts = _parts(text, file.name)
    yield file.document(parts, meta.pop("title", "") or title, meta)


def _parts(text: str, name: str) -> tuple[str, list[str]]:
    """The heading that a text begins with, or "", and its paragraphs. Raises InputError: nested too deeply."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).parse(text)
    if max((token.level for token in tokens), default=0) >= _DEEPEST - 1:
        raise InputError(name, "its lists or quotations are nested too deeply", "Give its text as .txt")
    title = ""
    parts: list[str] = []
    for before, token in pairwise([None, *tokens]):
        if token is None:
            continue
        if token.type == "inline" and before and before.type == "heading_open":
            heading = " ".join(_lines(token))
            title = title or ("" if parts else heading)
            parts.append(heading)
        elif token.type == "inline":
            parts += _lines(token)
        elif token.type == "html_block" and (root := parse_html(token.content, name)) is not None:
            parts += [block.text for block in blocks(root)]
        elif token.type == "code_block" and has_persian(token.content):  # a paragraph that is set in, not a program
            parts += token.content.splitlines()
    return title, [part for part in parts if part.strip()]


def _lines(token: "Token") -> list[str]:
    """The text of a paragraph without marks, cut at its line breaks."""
    text = ""
    for child in token.children or ():
        if child.type == "hardbreak" or (child.type == "html_inline" and child.content.lower().startswith("<br")):
            text += "\n"
        elif child.type == "softbreak":
            text += " "
        elif child.type in ("text", "code_inline"):
            text += child.content
    return [one_line(line) for line in text.split("\n")]


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """What stands in front of an article, by role where it has one, and the article.

    Lines that say more than a word or a sentence of something, such as lists, are passed over. What stands between two
    rules and is no front matter belongs to the article.
    """
    if not (m := _FRONT.match(text)):
        return {}, text
    pairs: dict[str, str] = {}
    if m[1] == "+++":
        try:
            pairs = {
                name: str(value) for name, value in tomllib.loads(m[2]).items() if not isinstance(value, dict | list)
            }
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}, text
    for line in m[2].splitlines() if m[1] == "---" else ():
        if pair := _PAIR.fullmatch(line):
            pairs[pair[1]] = (pair[2] or "").strip("\"'")
        elif not _REST.fullmatch(line):
            return {}, text
    role_of = Roles().of(tuple(pairs))
    if not pairs or not all(name in role_of or _ASCII.fullmatch(name) for name in pairs):
        return {}, text
    meta = {role_of.get(name, name): value for name, value in pairs.items() if role_of.get(name) != "text"}
    return meta, text[m.end() :]
