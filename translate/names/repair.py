"""A name put in the place of a variant of it, in English that stays right: articles, plurals and possessives."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz import fuzz

from tarjoman.document import Span
from tarjoman.translate.names.table import Entry

_THE = re.compile(r"(?<!\w)(the|The) $")
_A = re.compile(r"(?<!\w)([Aa])(n?) $")
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_LETTERS = re.compile(r"[^\W_]+")
_BESIDE_LEFT = re.compile(r"(?:[^\W_]+(?:['\u2019]s)?[ -]){1,2}[\"\u201c']?$")
_BESIDE_RIGHT = re.compile(r"(?:[\"\u201d']?[ -][^\W_]+){1,2}")
_SAME = 80  # per cent of the letters
_WORD_BEFORE = re.compile(r"([^\W\d_]+|['\u2019]s)\s+$")
# A letter of an acronym whose name begins with a vowel, and words whose first vowel sounds like "you"
_VOWEL_LETTERS, _YOU = frozenset("AEFHILMNORSX"), re.compile(r"(?:U[A-Z]?\b|Eu|Uk|Uru|Uni|Uga|Uzb|US)")


class Repaired(NamedTuple):
    """A text with a name in it. span: the name's place. change: what was replaced by what: `text[start:end]`, new."""

    text: str
    span: Span
    change: tuple[int, int, str]


def put(entry: Entry, text: str, span: Span) -> Repaired | None:
    """The text with the entry's form in the place of what stands at the span; None where the name would stand twice.

    A possessive or whatever else follows the span stays. "the" goes where the name takes none and came where it takes
    one, "a" becomes "an" where it must, and what was a plural of a people's name stays one.
    """
    start, end = span
    name = entry.en
    if entry.type == "people" and text[start:end].endswith("s") and not name.endswith(("s", "sh", "ch", "ese")):
        name += "s" if fuzz.ratio(text[start : end - 1], name) > fuzz.ratio(text[start:end], name) else ""
    before = text[:start]
    new, lead = name, ""
    if the := _THE.search(before):
        if name.startswith("The "):
            new = name.removeprefix("The ")
        elif not may_take_the(entry) and _stands_alone(text, end):
            start = the.start()
    elif (article := _A.search(before)) and bool(article[2]) != _begins_with_vowel(name):
        start = article.start()
        lead = article[1] + ("n " if _begins_with_vowel(name) else " ")
    elif takes_the(entry) and not takes_the_already(text[span.start : span.end]) and _stands_alone(text, end):
        word = _WORD_BEFORE.search(before)
        if not (word and (word[1].lower() in _grammar()["determiners"] or word[1][0] in "'\u2019")):
            lead = "the " if before.rstrip()[-1:] not in ("", ".", "!", "?", ":", "\u201c", '"') else "The "
    if text[end : end + 2] in ("'s", "\u2019s") and new.endswith("s"):
        new, end = new + text[end], end + 2  # the United States' plots
    if text[end - 1] == "." and not text[end:].strip("\"'\u201d\u2019)") and new[-1] != ".":
        end -= 1  # the stop of U.S. is the sentence's too
    changed = text[:start] + lead + new + text[end:]
    place = Span(start + len(lead), start + len(lead) + len(new.rstrip("'\u2019")))
    if doubled(changed, place):
        return None
    return Repaired(changed, place, (start, end, lead + new))


def doubled(text: str, span: Span) -> bool:
    """Whether a word of a name stands beside it too: "Ilham Ilham Aliyev", "Iran's Iran national team soccer team"."""
    name = [word.lower() for word in _LETTERS.findall(text[span.start : span.end]) if len(word) > 2]
    left = _BESIDE_LEFT.search(text[: span.start])
    right = _BESIDE_RIGHT.match(text, span.end)
    beside = _LETTERS.findall((left[0] if left else "") + " " + (right[0] if right else ""))
    return any(fuzz.ratio(word, near.lower()) >= _SAME for word in name for near in beside if len(near) > 2)


def takes_the(entry: Entry) -> bool:
    """Whether English says "the" before a name."""
    words = entry.en.split()
    if entry.type == "person" or words[0] == "The":
        return False
    grammar = _grammar()
    if len(words) == 1:
        return words[0] in grammar["alone"]
    if "of" in words[1:]:
        return words[words.index("of", 1) - 1] in grammar["before_of"]
    return words[-1] in grammar["last"]


def may_take_the(entry: Entry) -> bool:
    """Whether "the" before a name may be right: it is of a body, of more words than one; or asked for."""
    words = entry.en.split()
    bare = entry.type in ("person", "place", "people", "") or words[-1] in _grammar()["bare"]
    return takes_the(entry) or (len(words) > 1 and not bare)


def takes_the_already(text: str) -> bool:
    """Whether a span has its article inside."""
    return text.lower().startswith("the ")


def _stands_alone(text: str, end: int) -> bool:
    """Whether what ends there is no modifier of a noun behind it: "the Ararat region" keeps its "the"."""
    if text[end : end + 2] in ("'s", "\u2019s"):
        return True
    following = _NEXT.match(text, end)
    return not following or following[1].lower() in _grammar()["after"]


def _begins_with_vowel(name: str) -> bool:
    """Whether a name asks for "an"."""
    first = name.split()[0].strip("\"'")
    if (
        len(first) > 1
        and first.isupper()
        and first not in ("NATO", "UNESCO", "UNICEF", "FIFA", "NASA", "SAARC", "SAVAK")
    ):
        return first[0] in _VOWEL_LETTERS
    return first[0].lower() in "aeiou" and not _YOU.match(first)


@cache
def _grammar() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files("tarjoman.translate.names") / "grammar.toml").read_text(encoding="utf-8"))
    return {name: frozenset(listed) for name, listed in data.items()}
