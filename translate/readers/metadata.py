"""What a web page says of its article: its meta elements, and JSON-LD (https://schema.org/NewsArticle)."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from tarjoman.translate.readers.markup import Element, tag_of
from tarjoman.translate.readers.opened import tidy

_ARTICLES = ("Article", "BlogPosting")  # how schema.org's kinds of articles end: NewsArticle, LiveBlogPosting …
_DEEPEST = 20  # objects within one another that are looked into
_BETWEEN = re.compile(r"\s+[|\u2013\u2014-]\s+|\s*\|\s*")  # what divides a headline from the name of the site
_HEADLINE = 12  # letters from which a headline that is part of another one is the same
_WEB = re.compile(r"https?://(?:www\.)?([^#]+).*", re.IGNORECASE | re.DOTALL)
_ALIKE = str.maketrans("\u064a\u0643", "\u06cc\u06a9")  # Arabic yeh and kaf, which pages mix with the Persian ones


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found.

    titles: the surest first. body: the article's text where JSON-LD has it, a paragraph a line. is_own: whether that
    says that it is of this page, by its headline or address; it may be another's. meta: the rest by role.
    """

    titles: tuple[str, ...] = ()
    body: str = ""
    is_own: bool = False
    meta: Mapping[str, str] = field(default_factory=dict)


def metadata(root: Element) -> Metadata:
    """The metadata of a page: title, date, agency, author and canonical address, as far as it says them to machines.

    All of it is untrusted text; the address is one of http or https, or is left out.
    """
    named: dict[str, str] = {}
    for element in root.iter("{*}meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        named.setdefault(name.strip().lower(), tidy(element.get("content") or ""))
    found = {role: [named.get(name, "") for name in names] for role, names in _names().items()}
    found["title"] += [
        max(_BETWEEN.split(tidy(element.text or "")), key=len)
        for element in root.iter("{*}title")
        if tag_of(element.getparent()) == "head"
    ]
    linked, is_own = _described(root, [*found["title"], *_headings(root)], [*_canonical(root), *found["url"]])
    found["title"].insert(0, _text(linked.get("headline")))
    found["date"].append(_text(linked.get("datePublished")))
    found["agency"].append(_name(linked.get("publisher")))
    found["author"].insert(0, _name(linked.get("author")))
    found["url"] = [*_canonical(root), *found["url"], _text(linked.get("url"))]
    found["date"] += [tidy(element.get("datetime") or "") for element in root.iter("{*}time")]
    accepted = {
        "date": bool,
        "agency": bool,
        "author": lambda text: text and "://" not in text,
        "url": lambda text: text.startswith(("http://", "https://")),
    }
    meta = {role: next(filter(fits, found[role]), "") for role, fits in accepted.items()}
    return Metadata(tuple(filter(None, found["title"])), _text(linked.get("articleBody"), lines=True), is_own, meta)


def _canonical(root: Element) -> Iterator[str]:
    for element in root.iter("{*}link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield tidy(element.get("href") or "")


def _headings(root: Element) -> Iterator[str]:
    for element in root.iter("{*}h1"):
        yield tidy(" ".join(element.itertext()))


def _described(root: Element, titles: list[str], addresses: list[str]) -> tuple[dict[str, Any], bool]:
    """The article that JSON-LD describes, {} where it has none, and whether it is surely that of the page.

    titles, addresses: of the page. Where none has one of these, it is the only one that is not within another or a
    list: pages describe others' articles too.
    """
    found = [entry for script in root.iter("{*}script") for entry in _articles(script)]
    called = [text for text in map(letters, titles) if text]
    places = {_place(address) for address in addresses} - {""}
    for article, _ in found:
        headline = letters(_text(article.get("headline")))
        if any(_is_same(headline, title) for title in called) or places & set(map(_place, _addresses(article))):
            return article, True
    outer = [article for article, is_inner in found if not is_inner]
    return (outer[0] if len(outer) == 1 else {}), False


def letters(text: str) -> str:
    """What two spellings of a text have in common: letters and digits."""
    return re.sub(r"[\W_]+", "", text).translate(_ALIKE)


def _is_same(one: str, other: str) -> bool:
    return bool(one) and (one == other or (min(len(one), len(other)) >= _HEADLINE and (one in other or other in one)))


def _place(address: str) -> str:
    """An address without what may differ between two of the same page."""
    m = _WEB.fullmatch(address)
    return m[1].rstrip("/") if m else ""


def _addresses(article: dict[str, Any]) -> Iterator[str]:
    page = article.get("mainEntityOfPage")
    of_page = [page.get("@id"), page.get("url")] if isinstance(page, dict) else [page]
    yield from map(_text, (article.get("url"), article.get("@id"), *of_page))


def _articles(script: Element) -> Iterator[tuple[dict[str, Any], bool]]:
    """The articles that a script of JSON-LD describes, and whether each is within a list or another one; none where the
    script is something else, or broken."""
    if (script.get("type") or "").strip().lower() != "application/ld+json":
        return
    todo: list[tuple[Any, int, bool]]
    try:
        todo = [(json.loads(script.text or ""), 0, False)]
    except (ValueError, RecursionError):
        return
    while todo:
        value, depth, is_inner = todo.pop()
        if isinstance(value, dict):
            kinds = value.get("@type")
            if any(str(k).endswith(_ARTICLES) for k in (kinds if isinstance(kinds, list) else [kinds])):
                yield value, is_inner
                is_inner = True
            is_inner = is_inner or "itemListElement" in value
            value = list(value.values())
        if isinstance(value, list) and depth < _DEEPEST:
            todo += [(inner, depth + 1, is_inner) for inner in reversed(value)]


def _text(value: object, *, lines: bool = False) -> str:
    """A value that is text. lines: with its line ends."""
    if not isinstance(value, str):
        return ""
    return "\n".join(filter(None, map(tidy, value.splitlines()))) if lines else tidy(value)


def _name(value: object) -> str:
    """Who a value stands for: a name, something that has one, or several such."""
    if isinstance(value, list):
        return "، ".join(filter(None, map(_name, value[:5])))
    return _text(value.get("name") if isinstance(value, dict) else value)


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads((files("tarjoman.translate.readers") / "metadata.toml").read_text(encoding="utf-8"))
