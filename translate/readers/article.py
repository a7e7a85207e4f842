"""The article of a web page, told from what stands around it.

Better a line too many than one too few: what is left out says that it stands beside the article (`article.toml`), or is
links and nothing else. Where most of the page's prose is, is never left out, whatever it is called.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tarjoman.translate.readers.markup import Block, Element, blocks, tag_of

_WORD = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")
_SENTENCE = re.compile(r"[.!:;\u061f\u061b][»”\")\]]*\Z")
_PROSE = 60  # characters outside of links, from which a line is prose though no mark ends it
_HEADINGS = frozenset(("h1", "h2", "h3"))
_PARAGRAPHS = _HEADINGS | {"p", "li"}


@dataclass(frozen=True, slots=True)
class _Words:
    """`article.toml`."""

    beside: frozenset[str]
    roles: frozenset[str]
    words: frozenset[str]
    unsure: frozenset[str]
    comments: frozenset[str]
    around: frozenset[str]
    labels: frozenset[str]


def article(root: Element, titles: Sequence[str]) -> tuple[str, list[str]]:
    """The headline of a page, "" where it shows none, and the paragraphs of its article without it; [] for no article.

    titles: what the page's metadata call it, the surest first.
    """
    body = next(root.iter("{*}body"), root)
    page = _Page(body, list(blocks(body, _is_comments)))
    half = page.prose[body] / 2
    found = list(blocks(body, lambda e: _is_comments(e) or (page.prose[e] <= half and _is_beside(e, page))))
    page = _Page(body, found)
    if not page.prose[body]:  # a piece of a page, or one that says something short
        return "", [b.text for b in found if not _is_link(b) and tag_of(b.element) in _PARAGRAPHS | {"td"}]
    main = _main(page)
    headline = _headline(page, found, main, titles)
    within = [number for number, block in enumerate(found) if page.holds(main, block.element)]
    first, last = within[0], within[-1]
    if headline is not None and headline < first:
        title = found[headline].element
        above = title.getparent()
        first = headline
        while (
            first and above is not None and page.holds(above, found[first - 1].element) and not page.holds(above, main)
        ):
            first -= 1  # what stands over the headline in the same box
    while last + 1 < len(found) and _goes_on(page, found[last + 1], main):
        last += 1
    chosen = {n for n in range(first, last + 1) if not _is_links(page, found[n], main)}
    for other in _others(page, main):
        chosen |= {n for n, b in enumerate(found) if page.holds(other, b.element) and not _is_links(page, b, other)}
    shown = ""
    if headline is not None and first <= min([*chosen, headline]):  # no article stands before it
        shown = found[headline].text
        chosen.discard(headline)
    return shown, [found[n].text for n in sorted(chosen) if found[n].text.strip(" :") not in _words().labels]


class _Page:
    """Sums over the elements of a page.

    prose: characters of prose; lines: blocks; links: those that are one link; size, linked: characters, and in links.
    """

    def __init__(self, body: Element, found: Sequence[Block]) -> None:
        self._elements = list(body.iter())  # kept, or the sums would be those of other objects
        self._place = {element: number for number, element in enumerate(self._elements)}
        self._last = dict(self._place)
        self.prose: Counter[Element] = Counter()
        self.lines: Counter[Element] = Counter()
        self.links: Counter[Element] = Counter()
        self.size: Counter[Element] = Counter()
        self.linked: Counter[Element] = Counter()
        for block in found:
            self.lines[block.element] += 1
            self.prose[block.element] += _prose(block)
            self.links[block.element] += _is_link(block)
            self.size[block.element] += len(block.text)
            self.linked[block.element] += block.linked
        for element in reversed(self._elements[1:]):
            parent = element.getparent()
            self._last[parent] = max(self._last[parent], self._last[element])
            for sums in (self.prose, self.lines, self.links, self.size, self.linked):
                sums[parent] += sums[element]

    @property
    def elements(self) -> list[Element]:
        """All of them, in order; the first is the body."""
        return self._elements

    def holds(self, outer: Element, inner: Element) -> bool:
        """Whether an element is another one or in it."""
        return bool(self._place[outer] <= self._place[inner] <= self._last[outer])


def _main(page: _Page) -> Element:
    """The element that has most of the prose: one that is marked as an article or, failing that, as its body or as the
    main part of the page, of several within one another the innermost with all of the prose that the outermost has;
    failing these, the innermost that has nearly all of it."""
    body, *elements = page.elements
    total = page.prose[body]
    most = [e for e in elements if tag_of(e) not in _PARAGRAPHS and page.prose[e] * 2 > total]
    for is_marked in (_is_article, _is_body, _is_main):
        if marked := [element for element in most if is_marked(element)]:  # each within the one before
            return [element for element in marked if page.prose[element] == page.prose[marked[0]]][-1]
    return next((e for e in reversed(most) if page.prose[e] >= 0.9 * total), body)


def _others(page: _Page, main: Element) -> list[Element]:
    """The other articles of a page that are marked as the main one is and stand as it does: no comments, no teasers."""
    found: list[Element] = []
    if not (_is_article(main) or _is_body(main)):
        return found
    is_marked = _is_article if _is_article(main) else _is_body
    for element in page.elements:
        if not is_marked(element) or page.holds(main, element) or page.holds(element, main):
            continue
        if not (found and page.holds(found[-1], element)) and _stands_as(page, element, main):
            found.append(element)
    return found


def _stands_as(page: _Page, element: Element, main: Element) -> bool:
    """Whether an element is an article beside another: nothing around it says otherwise, and it has few links; one that
    is much shorter hardly any, as teasers are short and link to the rest."""
    words = _words().words | _words().comments
    above: Element | None = element
    while above is not None and not page.holds(above, main):
        if _names(above) & words - _names(main):
            return False
        above = above.getparent()
    is_short = page.prose[element] * 4 < page.prose[main]
    return page.prose[element] > 0 and page.linked[element] * (10 if is_short else 4) <= page.size[element]


def _is_article(element: Element) -> bool:
    return tag_of(element) == "article" or element.get("role") == "article"


def _is_body(element: Element) -> bool:
    words = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    return "articlebody" in re.sub(r"[-_]", "", words)


def _is_main(element: Element) -> bool:
    return tag_of(element) == "main" or element.get("role") == "main"


def _headline(page: _Page, found: Sequence[Block], main: Element, titles: Sequence[str]) -> int | None:
    """The number of the block that is the headline: a heading that says what the metadata say; else the only <h1> of
    the main element, or its only <h2>; where the metadata say nothing, of the page."""
    headings = [n for n, block in enumerate(found) if tag_of(block.element) in _HEADINGS]
    for title in titles:
        for number in headings:
            shown = found[number].text
            if shown == title or (len(shown) >= 15 and (shown in title or title in shown)):
                return number
    within = page.elements[0] if not titles else main
    for tag in ("h1", "h2"):
        if only := [n for n in headings if tag_of(found[n].element) == tag and page.holds(within, found[n].element)]:
            return only[0] if len(only) == 1 else None
    return None


def _goes_on(page: _Page, block: Block, main: Element) -> bool:
    """Whether a block behind the main element still belongs to it: prose, in a part of the page that has few links."""
    if _is_article(main):
        return False
    part = block.element
    if page.holds(part, main):
        return _prose(block) > 0
    while (parent := part.getparent()) is not None and not page.holds(parent, main):
        part = parent
    return page.prose[part] > 0 and page.links[part] * 5 <= page.lines[part]


def _is_links(page: _Page, block: Block, main: Element) -> bool:
    """Whether a block is a link and nothing else, or stands among such: a list of other articles."""
    if _is_link(block):
        return True
    element = block.element
    while element is not None and not page.holds(element, main):
        if page.lines[element] >= 4 and page.links[element] * 5 >= page.lines[element] * 2:
            return page.prose[element] * 4 < page.prose[main]
        element = element.getparent()
    return False


def _is_comments(element: Element) -> bool:
    """Whether it is what readers have written; a paragraph of an article is not, whatever it is called."""
    tag = tag_of(element)
    if not _names(element) & _words().comments or tag in ("body", "html", "main", "article"):
        return False
    if tag in ("p", "blockquote") and _is_within(element):
        return False
    inner = (
        e for e in element.iter("{*}*") if not _names(e) & _words().comments
    )  # a comment may be marked as an article
    return not any(_is_article(e) or _is_body(e) or tag_of(e) == "h1" for e in inner)


def _is_within(element: Element) -> bool:
    """Whether it stands in what is marked as an article, or as the body of one."""
    return any(_is_article(above) or _is_body(above) for above in element.iterancestors())


def _is_beside(element: Element, page: _Page) -> bool:
    """Whether it says that it stands beside an article, or around its headline."""
    tag, names, words = tag_of(element), _names(element), _words()
    if tag in ("body", "html", "main", "article"):
        return False
    said = ({tag} & words.beside) | ({element.get("role")} & words.roles) | (names & words.words)
    if said <= words.unsure and page.prose[element] >= _PROSE and page.linked[element] * 5 <= page.size[element]:
        return bool(said) and not _is_within(element)
    if said - names:
        return not (tag == "footer" and tag_of(element.getparent()) == "blockquote")  # who said it
    if said:
        return not (tag == "p" and page.prose[element])  # a lead may be called a teaser
    return bool(names & words.around) and not page.prose[element] and not _holds_heading(element)


def _holds_heading(element: Element) -> bool:
    return any(tag_of(e) in _HEADINGS for e in element.iter("{*}*"))


def _names(element: Element) -> frozenset[str]:
    """The words of its classes and its id."""
    return _cut(f"{element.get('class') or ''} {element.get('id') or ''}")


@cache
def _cut(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text[:1000]))


def prose(text: str, linked: int = 0) -> int:
    """The characters of a line that are prose, 0 where it is no sentence. linked: how many are in links."""
    size = len(text) - linked
    return size if size >= _PROSE or (size >= 15 and _SENTENCE.search(text)) else 0


def _prose(block: Block) -> int:
    return prose(block.text, block.linked)


def _is_link(block: Block) -> bool:
    return block.linked * 10 >= len(block.text) * 9


@cache
def _words() -> _Words:
    lists = tomllib.loads((files("tarjoman.translate.readers") / "article.toml").read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(words) for name, words in lists.items()})
