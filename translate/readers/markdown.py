"""Markdown: CommonMark (https://spec.commonmark.org) with tables, and front matter in YAML's or TOML's simple forms."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tarjoman.align.formats.markdown import is_ours
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
_REST = re.compile(r"\s*|- .*|#.*")  # lines of front matter that say nothing that is read: lists, remarks
_LIST = re.compile(r"\[.*\]|\{.*\}")  # the same on one line
_SCALAR = re.compile(r"[|>][-+0-9]{0,2}(?:\s+#.*)?")  # what begins a value of several lines in YAML
_NESTED = re.compile(r"\s+(?:- .*|-|[^\s:]+:(?:\s.*)?)")  # lines of a list or of a mapping within
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|[/#.?]|[!-~]*[/#.?@][!-~]*\Z", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\[\]]+)\](?!:)")


def read(file: Opened) -> Iterator[Document]:
    """The article of a file: headings, paragraphs, list items, quotations and cells, a paragraph each.

    Its title is that of the front matter, else a heading that it begins with. Code, pictures, addresses of links and
    HTML's marks are not read. Raises InputError, for tarjoman's own output too.
    """
    file.no_lines()
    raw = file.whole()
    if is_ours(raw):
        problem = "is a translation that tarjoman wrote, not a source"
        raise InputError(file.name, problem, "Name the text that it was made from")
    meta, text = _front_matter(re.sub(r"\r\n?", "\n", decode(raw, file.name)))
    title, parts = _Article(file.name).read(text)
    title = meta.pop("title", "") or title
    if not parts and "text" in meta:  # all of it stands in front
        parts = meta.pop("text").split("\n")
    yield file.document(parts, title, meta)


class _Article:
    """Reads articles. name: what to call the file in messages."""

    def __init__(self, name: str) -> None:
        from markdown_it import MarkdownIt

        self._name = name
        self._markdown = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
        self._references: dict[str, Any] = {}

    def read(self, text: str) -> tuple[str, list[str]]:
        """The heading that a text begins with, or "", and its paragraphs. Raises InputError: nested too deeply."""
        tokens = self._parse(text)
        lines = text.split("\n")
        if unused := list(self._unused(text)):
            for number in unused:
                lines[number] = lines[number].replace("[", "\\[", 1)
            tokens = self._parse("\n".join(lines))
        title = ""
        parts: list[str] = []
        columns = cells = 0
        for before, token in pairwise([None, *tokens]):
            if token is None:
                continue
            if token.type == "inline" and before and before.type == "heading_open":
                heading = " ".join(_lines(token))
                title = title or ("" if parts else heading)
                parts.append(heading)
            elif token.type == "inline":
                parts += _lines(token)
            elif token.type == "html_block" and (root := parse_html(token.content, self._name)) is not None:
                parts += [block.text for block in blocks(root)]
            elif token.type == "code_block" and has_persian(token.content):  # a paragraph that is set in, no program
                parts += token.content.splitlines()
            elif token.type == "fence" and token.map and not _is_closed(token, lines):
                parts += self._unfenced(token)
            elif token.type == "table_open":
                columns = 0
            elif token.type == "th_open":
                columns += 1
            elif token.type == "tr_open" and token.map:
                cells = token.map[0]
            elif token.type == "tr_close":
                parts += self._surplus(lines[cells], columns)
        return title, [part for part in parts if part.strip()]

    def _parse(self, text: str) -> "list[Token]":
        self._references = {}
        tokens = self._markdown.parse(text, self._references)
        if max((token.level for token in tokens), default=0) >= _DEEPEST - 1:
            problem = "its lists or quotations are nested too deeply"
            raise InputError(self._name, problem, "Give its text as .txt")
        return tokens

    def _unused(self, text: str) -> Iterator[int]:
        """The lines of what has the form of a link's address, [خبر]: تهران, but is none, and no link refers to it."""
        found = [*self._references.get("references", {}).items()]
        found += [(one["label"], one) for one in self._references.get("duplicate_refs", ())]
        used = {_label(m[1]) for m in _BRACKETS.finditer(text)}
        for label, reference in found:
            if not _ADDRESS.match(unquote(reference["href"])) and _label(label) not in used:
                yield reference["map"][0]

    def _unfenced(self, token: "Token") -> list[str]:
        """The paragraphs behind a mark of code that is opened and never closed: it is the mark that is likely wrong."""
        references = self._references
        self._markdown.disable("fence")
        try:
            return self.read(f"{token.info}\n{token.content}" if has_persian(token.info) else token.content)[1]
        finally:
            self._markdown.enable("fence")
            self._references = references

    def _surplus(self, line: str, columns: int) -> Iterator[str]:
        """The cells of a row that its table has no columns for; GFM leaves them out."""
        cells = re.split(r"(?<!\\)\|", line.strip())
        cells = cells[not cells[0].strip() :]
        for cell in cells[columns:]:
            for token in self._markdown.parseInline(cell.replace("\\|", "|").strip(), self._references):
                yield from _lines(token)


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_closed(fence: "Token", lines: Sequence[str]) -> bool:
    """Whether the last line of code in fences is the mark that closes it."""
    first, end = fence.map or (0, 0)
    last = lines[end - 1].strip(" \t>")
    return end - first > 1 and len(last) >= len(fence.markup) and not last.strip(fence.markup[0])


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

    Lists and what else says more than a word or some sentences are passed over. What stands between two rules and is no
    front matter belongs to the article.
    """
    if not (m := _FRONT.match(text)):
        return {}, text
    pairs = _toml(m[2]) if m[1] == "+++" else _yaml(m[2])
    if not pairs:
        return {}, text
    role_of = {names[0]: role for role, names in Roles().of(tuple(pairs)).items() if names}
    if not all(name in role_of or _ASCII.fullmatch(name) for name in pairs):
        return {}, text
    return {role_of.get(name, name): value for name, value in pairs.items()}, text[m.end() :]


def _toml(text: str) -> dict[str, str]:
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {name: str(value) for name, value in found.items() if not isinstance(value, dict | list)}


def _yaml(text: str) -> dict[str, str]:
    """The values of `name: value`, of one line or several; {} where there are lines of another kind."""
    pairs: dict[str, str] = {}
    lines = text.splitlines()
    end = 0
    while end < len(lines):
        start, end = end, end + 1
        if not (pair := _PAIR.fullmatch(lines[start])):
            if _REST.fullmatch(lines[start]):
                continue
            return {}
        name, value = pair[1], pair[2] or ""
        while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t"):
            end += 1
        within = lines[start + 1 : end]
        if _SCALAR.fullmatch(value):
            pairs[name] = _scalar(within, folded=value[0] == ">")
        elif not _LIST.fullmatch(value) and not (not value and any(map(_NESTED.fullmatch, within))):
            value = " ".join(filter(None, map(str.strip, (value, *within))))
            is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            pairs[name] = value[1:-1] if is_quoted else value
    return pairs


def _scalar(lines: Sequence[str], *, folded: bool) -> str:
    """A value of several lines, which are kept, or folded: only a blank one ends a line."""
    kept = "\n".join(map(str.strip, lines)).strip()
    return re.sub(r"\n+", lambda m: " " if len(m[0]) == 1 else m[0][1:], kept) if folded else kept
