"""Quotations and brackets: what they hold together."""

import re
from collections.abc import Callable
from functools import cache

from tarjoman.document import Span
from tarjoman.translate.splitting.stops import ENDS, OPENING, PARTNER
from tarjoman.translate.splitting.words import words

_MARK = re.compile(r"[«»“”‹›‘’\"()\[\]{}\n\r]|&[lr]aquo;|<<|>>")
_OTHER_FORMS = {"&laquo;": "«", "&raquo;": "»", "<<": "«", ">>": "»"}


def enclosed(text: str, holds: Callable[[Span], bool]) -> list[Span]:
    """The outermost quotations and brackets that `holds` accepts, of those that open and close in a line of the text.

    In order, none in another. A mark without its partner is passed over: a stray « must not hold an article together.
    """
    stack: list[tuple[str, int]] = []
    found: list[Span] = []
    depth = dict.fromkeys([*OPENING, '"'], 0)  # how many of each are open, so that a stray closer costs nothing
    turned = {at for m in _turned().finditer(text) for at in (m.start(), m.end() - 1)}
    for m in _MARK.finditer(text):
        at = m.start()
        mark = _meant(text, at, m[0])
        if mark == '"' and not depth['"'] and depth["«"] and _closes(text, at):
            mark = "»"  # «سلام"
        opener = mark if mark in OPENING else PARTNER.get(mark, mark)
        if mark in "\n\r":
            stack.clear()
            depth = dict.fromkeys(depth, 0)
        elif at in turned:
            continue
        elif mark in OPENING or (mark == '"' and not depth['"']):
            stack.append((mark, at))
            depth[mark] += 1
        elif depth[opener]:
            while stack[-1][0] != opener:
                depth[stack.pop()[0]] -= 1
            depth[opener] -= 1
            span = Span(stack.pop()[1], m.end())
            if holds(span):
                while found and found[-1].start > span.start:
                    found.pop()
                found.append(span)
    return found


@cache
def _turned() -> re.Pattern[str]:
    """Brackets turned round, «علی) ع (» or «…) سوره روم، آیه ۶۰ (.»: what stands between is enclosed all the same."""
    honorifics = "|".join(words().honorifics)
    return re.compile(rf"\)\s*(?:{honorifics}|[^()«»\n]{{1,40}}?(?=\s?\(\s*[.،؛:]))\s*\((?!\w{{2,40}}\))")


def _meant(text: str, at: int, mark: str) -> str:
    """The mark as it is meant: guillemets may be entities, two signs, or turned round, »سلام«."""
    if mark == "»":
        return "«" if _opens(text, at) else mark
    if mark == "«":
        return "»" if _closes(text, at) else mark
    return _OTHER_FORMS.get(mark, mark)


def _opens(text: str, at: int) -> bool:
    """Whether the character stands where an opening mark does: behind a space, before a letter."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in ":(") and after.isalnum()


def _closes(text: str, at: int) -> bool:
    """Whether the character stands where a closing mark does: behind a letter or mark, before a space or mark."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        bool(before)
        and (before.isalnum() or before in ENDS)
        and (not after or after.isspace() or after in ENDS + "،؛:)")
    )
