"""What a word and those beside it say of whether it is of a name: features for the finder."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tarjoman.document import Span
from tarjoman.translate.names.detection import words
from tarjoman.translate.names.detection.words import UNKNOWN, Features, Words
from tarjoman.translate.names.table import shipped

LONGEST = 4  # words of a name
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_NEAR = 8  # tokens before a name in which a role is looked for
_HOPELESS = -6.0  # words that say no more for themselves than this are of no name, whatever stands beside them
_BEFORE = ("titles", "roles", "named", "places", "organisations", "works")  # lists of what stands before a name
_MARKS = dict.fromkeys(".:؟!", "stop") | {"،": "comma", "«": "opening", "»": "closing", '"': "quote"}  # others: mark


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark.

    text, span:  without its clitic.
    known:       whether it is of a name of the table.
    spaced:      whether white space alone parts it from the token before.
    """

    text: str
    span: Span
    known: bool = False
    spaced: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a word of the Persian script, no longer than words are."""
        return "\u0620" <= self.text[:1] <= "\u06ff" and self.text[0].isalpha() and len(self.text) <= words.LONGEST


_EDGE = Token(".", Span(0, 0))  # stands before the first token, and behind the last


def tokens(sentence: str, known: Sequence[Span], table: Words) -> list[Token]:
    """The words, numbers and marks of a sentence. known: spans of names of the table there."""
    found: list[Token] = []
    mentions = sorted(known)
    at = end = 0
    for match in _TOKEN.finditer(sentence):
        while at < len(mentions) and mentions[at][1] <= match.start():
            at += 1
        inside = at < len(mentions) and mentions[at][0] < match.end()
        text = match[0] if inside else _bare(match[0], table)
        spaced = sentence[end : match.start()].isspace()
        found.append(Token(text, Span(match.start(), match.start() + len(text)), inside, spaced))
        end = match.end()
    return found


def _bare(word: str, table: Words) -> str:
    """A word without its clitic: of one that is not known, or is known without it."""
    if word in table.rows:
        return word
    for clitic in words.cues()["clitics"]:
        if word.endswith(clitic) and len(word) > len(clitic) + 2:
            return word[: -len(clitic)]
    return word[:-1] if word[-2:] in ("ای", "وی") and table.of_names(word[:-1]) else word


def evidence(found: Sequence[Token], table: Words, logit: Callable[[str], float]) -> Iterator[tuple[int, Features]]:
    """The numbers of the words that may be of a name, and the features of each. logit: what a word says for itself."""
    lists = _lists()
    quoted = frozenset(_quoted(found))
    role = -_NEAR - 1  # the last one, with words alone behind it
    for i, token in enumerate(found):
        before, after = found[i - 1] if i else _EDGE, found[i + 1] if i + 1 < len(found) else _EDGE
        if not token.is_word:
            role = -_NEAR - 1
            continue
        if not token.known and (own := logit(token.text)) > _least(token.text):
            features: Features = {"word": own, "given name": token.text in lists["given"], "quoted": i in quoted}
            features["behind role"] = i - role <= _NEAR
            features |= _beside("before", before, table, logit) | _beside("after", after, table, logit)
            if before.is_word:
                features |= {f"behind {name}": before.text in lists[name] for name in (*_BEFORE, "given")}
                if i > 1 and found[i - 2].text in lists["named"] and before.text in lists["naming"]:
                    features["behind named"] = 1
            elif i > 1 and before.text == "،":
                features["behind known, comma"] = found[i - 2].known
            if i + 2 < len(found) and after.text in ("،", "("):
                features["before comma, role"] = found[i + 2].text in lists["roles"]
            features["before saying"] = after.text in lists["sayings"]
            yield i, {name: value for name, value in features.items() if value}
        if token.text in lists["roles"]:
            role = i


def _beside(side: str, token: Token, table: Words, logit: Callable[[str], float]) -> Features:
    """What the word on one side says."""
    if token.known:
        return {f"known {side}": 1}
    if not token.is_word:
        return {f"{_MARKS.get(token.text, 'mark')} {side}": 1}
    row = table.get(token.text)
    share = row.before if side == "before" else row.after
    neighbour: Features = {f"word {side}": logit(token.text)}
    return neighbour | ({f"unknown {side}": 1} if share == UNKNOWN else {f"share {side}": share - 3})


def _quoted(found: Sequence[Token]) -> Iterator[int]:
    """The words that stand in quotation marks of one to four words."""
    opened = -1
    for i, token in enumerate(found):
        if token.text == "«" or (token.text == '"' and opened < 0):
            opened = i
        elif token.text in ("»", '"'):
            if opened >= 0 and 1 < i - opened <= LONGEST + 1:
                yield from range(opened + 1, i)
            opened = -1


def _least(word: str) -> float:
    """What a word must say for itself, whatever stands beside it: titles, clitics and letters are of no name."""
    lists = _lists()
    if len(word) == 1 or any(word in lists[name] for name in ("titles", "honours", "clitics")):
        return math.inf
    return 0.0 if any(word in lists[name] for name in (*_BEFORE, "sayings")) else _HOPELESS


@cache
def _lists() -> dict[str, frozenset[str]]:
    """The lists of lists.toml, and the given names of the table; these are no titles (امیر)."""
    found = {name: frozenset(listed) for name, listed in words.cues().items()}
    names = (form for entry in shipped() if entry.gloss.endswith("given name") for form in entry.forms)
    given = frozenset(name.replace("\u200c", "") for name in names)
    return found | {"given": given, "titles": found["titles"] - given}
