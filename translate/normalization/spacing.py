"""Spaces around marks, where Persian typography has them."""

import re
from collections.abc import Callable, Iterator

from tarjoman.translate.normalization.edits import Change
from tarjoman.translate.script import LETTER, MARK
from tarjoman.translate.splitting import split_all
from tarjoman.translate.splitting.words import plain, words

_L = f"[{LETTER}]"
_WORD = f"[{LETTER}{MARK}\u200c]"
_END = r"(?=\s|$)"
_CLOSED = re.compile(rf"(?<=\S[»”)])({_L}+)(?![{LETTER}{MARK}\u200c])")
_WHITE = re.compile(r"\s+")
# What is put in the place of the first group, or of the whole match where there is none.
_SPACES = [
    # before the mark where it belongs behind (رضا ،علی)
    (re.compile(r"(?<=[\w»)])\s+،(?=[\w«])"), "، "),
    (re.compile(r"(?<=[\w»)])\s+؛(?=[\w«])"), "؛ "),
    # none before a mark (شد .) or inside quotation marks and brackets (« نیوز »)
    (
        re.compile(
            rf"(?<=[\w»”)\]٪%])\s+(?=[،؛؟!])(?![!؟]\S)|(?<=[{LETTER}{MARK}»”)\]])\s+(?=\.(?:[»”)\]]|{_END})|:{_END})"
        ),
        "",
    ),
    (re.compile(r"(?:(?<=[\s(:،؛])|^)[«“](\s+)(?=\w)"), ""),
    (re.compile(r"(?<=[\w.!؟…)])\s+(?=[»”](?:\s|$|[.،؛:!؟)]))"), ""),
    (re.compile(r"(?<=\()\s+(?=\w)|(?<=[\w.!؟])\s+(?=\)(?:\s|$|[.،؛:!؟]))"), ""),
    # one after a mark (علی،حسن), before an opening and after a closing mark
    (re.compile(rf"(?<={_L}[،؛:])(?=[{LETTER}«])|(?<=[»)][،؛:])(?=[{LETTER}«])"), " "),
    (re.compile(rf"(?<={_L})(?=[«“]{_L})|(?<={_L}{_L})(?=\((?:[^()\s]{{6}}|[^()]{{1,20}}\s))"), " "),
]


def _put(pattern: re.Pattern[str], new: str) -> Callable[[str], Iterator[Change]]:
    def rule(text: str) -> Iterator[Change]:
        for m in pattern.finditer(text):
            yield *m.span(m.re.groups), new

    return rule


def sentences(text: str) -> Iterator[Change]:
    """A space after each sentence that has none (شد.خوشبختانه)."""
    for _, end in split_all(text)[:-1]:
        if not text[end - 1].isspace() and text[end - 1] != ">":  # a tag that is no tag
            yield end, end, " "


def closed(text: str) -> Iterator[Change]:
    """A space behind a closing mark (»است), but before what may be the rest of a word («سپاه»یان) none."""
    for m in _CLOSED.finditer(text):
        if (word := plain(m[1])) in words().continuations or word in words().prepositions:
            yield m.start(1), m.start(1), " "


# The passes of the rule, each over what the one before left. Where a sentence ends is clear before the spaces are put
# right (شد .سپس) or only then (شد .«سپس»).
SPACING = [sentences, *(_put(pattern, new) for pattern, new in _SPACES), closed, sentences]


def white_space(text: str) -> Iterator[Change]:
    """One space for any white space, none at the ends."""
    for m in _WHITE.finditer(text):
        new = " " if m.start() and m.end() < len(text) else ""
        if new != m[0]:
            yield m.start(), m.end(), new
