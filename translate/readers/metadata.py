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


@dataclass(frozen=True, slots=True)
class Metadata:
    """What was found.

    titles: the surest first. body: the article's text where JSON-LD has it, a paragraph a line. meta: the rest by role.
    """

    titles: tuple[str, ...] = ()
    body: str = ""
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
    linked = next((article for script in root.iter("{*}script") for article in _articles(script)), {})
    found["title"].insert(0, _text(linked.get("headline")))
    found["date"].append(_text(linked.get("datePublished")))
    found["agency"].append(_name(linked.get("publisher")))
    found["author"].insert(0, _name(linked.get("author")))
    found["url"] = [*_canonical(root), *found["url"], _text(linked.get("url"))]
    found["date"] += [tidy(element.get("datetime") or "") for element in root.iter("{*}time")]
    found["title"] += [
        max(_BETWEEN.split(tidy(element.text or "")), key=len)
        for element in root.iter("{*}title")
        if tag_of(element.getparent()) == "head"
    ]
    accepted = {
        "date": bool,
        "agency": bool,
        "author": lambda text: text and "://" not in text,
        "url": lambda text: text.startswith(("http://", "https://")),
    }
    meta = {role: next(filter(fits, found[role]), "") for role, fits in accepted.items()}
    return Metadata(tuple(filter(None, found["title"])), _text(linked.get("articleBody"), lines=True), meta)


def _canonical(root: Element) -> Iterator[str]:
    for element in root.iter("{*}link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            yield tidy(element.get("href") or "")


def _articles(script: Element) -> Iterator[dict[str, Any]]:
    """The articles that a script of JSON-LD describes; none where it is something else, or broken."""
    if (script.get("type") or "").strip().lower() != "application/ld+json":
        return
    try:
        todo = [(json.loads(script.text or ""), 0)]
    except (ValueError, RecursionError):
        return
    while todo:
        value, depth = todo.pop()
        if isinstance(value, dict):
            kinds = value.get("@type")
            if any(str(k).endswith(_ARTICLES) for k in (kinds if isinstance(kinds, list) else [kinds])):
                yield value
            value = list(value.values())
        if isinstance(value, list) and depth < _DEEPEST:
            todo += [(inner, depth + 1) for inner in reversed(value)]


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
