"""A name put in the place of a variant of it, in English that stays right: articles, plurals and possessives."""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import fuzz

from tarjoman.document import Span
from tarjoman.translate.names.grammar import lists
from tarjoman.translate.names.table import Entry
from tarjoman.translate.names.transliteration.skeleton import ascii_letters

_THE = re.compile(r"(?<!\w)(the|The) $")
_A = re.compile(r"(?<!\w)([Aa])(n?) $")
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_LETTERS = re.compile(r"[^\W_]+")
_BESIDE_LEFT = re.compile(r"(?:[^\W_]+(?:['\u2019]s)?[ -]){1,2}(?:[Tt]he )?[\"\u201c']?$")
_BESIDE_RIGHT = re.compile(r"(?:[\"\u201d']?[ -][^\W_]+){1,2}")
_NEAR = 200  # characters before a place
_SAME = 80  # per cent of the letters
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_OPENED = re.compile(r"(?:^|\s)[\"'\u201c\u2018(\[]+$")
_POSSESSIVE = re.compile(r"['\u2019]s?\s+$")
_ABBREVIATED = re.compile(r"(?<!\w)(?:[A-Z]\.)+$|(?<!\w)(?:Mr|Mrs|Ms|Dr|St|Gen|Col|No|vs)\.$")
_JOINED = re.compile(r"[-\u2010\u2011]\w")  # Iran-backed
_SMALL = frozenset(("the", "and", "for", "bin", "ibn", "van", "von", "del"))  # may stand twice
_APART = frozenset(("and", "or", "but", "to", "from", "with", "against", "than", "versus"))  # of two names
# A letter of an acronym whose name begins with a vowel, and words whose first vowel sounds like "you"
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_YOU = re.compile(r"U[A-Z]?\b|Eu|Uk|Uru|Uni|Uga|Uig|Uyg|Utah|Utr|Ural|UEFA|UN(?:AMA|ESCO|ICEF|IDO|IFIL)")


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
    before = _before(text, start)
    new, lead = name, ""
    if the := _THE.search(before):
        if name.startswith("The "):
            start, new = start - len(the[0]), the[0] + name.removeprefix("The ")
        elif not may_take_the(entry) and stands_alone(text, end):
            start -= len(the[0])
    elif name.startswith("The ") and _is_determined(before):
        return None
    elif (article := _A.search(before)) and bool(article[2]) != _begins_with_vowel(name):
        start -= len(article[0])
        lead = article[1] + ("n " if _begins_with_vowel(name) else " ")
    elif takes_the(entry) and stands_alone(text, end) and _asks_for_the(before):
        lead = "The " if _is_first(before) else "the "
    if not lead and _is_first(_before(text, start)) and new[0].islower() and not new[1:2].isupper():
        new = new[0].upper() + new[1:]  # al-Qaeda, but not eBay
    after = ""
    if text[end : end + 2] in ("'s", "\u2019s") and new.endswith("s"):
        # the United States' plots, but McDonald's prices
        after, end = text[end] * (new[-2] not in "'\u2019"), end + 2
    elif text[end - 1] == "s" and text[end : end + 1] in ("'", "\u2019") and not new.endswith("s"):
        if not text[end + 1 : end + 2].isalnum() and not _OPENED.search(before):
            after, end = f"{text[end]}s", end + 1
    elif new.endswith(".") and text[end : end + 1] == ".":
        end += 1
    elif text[end - 1] == "." and not text[end:].strip("\"'\u201d\u2019)") and not new.endswith("."):
        end -= 1  # the stop of U.S. is the sentence's too
    place = Span(start + len(lead), start + len(lead) + len(new))
    new = lead + new + after
    changed = text[:start] + new + text[end:]
    if doubled(changed, place):
        return None
    return Repaired(changed, place, (start, end, new))


def doubled(text: str, span: Span) -> bool:
    """Whether a word of a name stands beside it too: "Ilham Ilham Aliyev", "Iran's Iran national team soccer team"."""
    name = [word.lower() for word in _LETTERS.findall(text[span.start : span.end]) if len(word) > 2]
    left = _BESIDE_LEFT.search(_before(text, span.start))
    right = _BESIDE_RIGHT.match(text, span.end)
    beside = [*_up_to_another(reversed(_LETTERS.findall(left[0] if left else "")), name)]
    beside += _up_to_another(_LETTERS.findall(right[0] if right else ""), name)
    *_, last = text[slice(*span)].lower().split()
    if following := _NEXT.match(text, span.end):
        word = following[1].lower()  # El Al Al; Montevideo video
        if word == last or (len(word) > 3 and last.endswith(word)):
            return True
    telling = [word for word in name if word not in _SMALL]
    return any(fuzz.ratio(word, near.lower()) >= _SAME for word in telling for near in beside if len(near) > 2)


def _up_to_another(words: Iterable[str], name: Container[str]) -> Iterator[str]:
    """The words up to one that parts two names: "North Korea and South Korea"."""
    return takewhile(lambda word: word.lower() not in _APART or word.lower() in name, words)


def _before(text: str, start: int) -> str:
    """What stands before a place, as far as it is looked at."""
    return text[max(0, start - _NEAR) : start]


def takes_the(entry: Entry) -> bool:
    """Whether English says "the" before a name. It may before that of a news agency, but need not."""
    words = entry.en.split()
    if entry.type in ("person", "agency") or words[0] == "The":
        return False
    grammar = lists()
    if len(words) == 1:
        return words[0] in grammar["alone"]
    if "of" in words[1:]:
        return words[words.index("of", 1) - 1] in grammar["before_of"]
    return words[-1] in grammar["last"] or " ".join(words[-2:]) in grammar["last"]


def may_take_the(entry: Entry) -> bool:
    """Whether "the" before a name may be right: it is of a body, of more words than one; or asked for."""
    words = entry.en.split()
    grammar = lists()
    if takes_the(entry) or entry.en in grammar["may"] or entry.type == "people":
        return True
    if entry.type in ("person", "") or words[-1] in grammar["bare"]:
        return False
    if len(words) == 1:  # the IAEA, the Pope
        spelt = entry.en.isupper() and entry.type != "agency" and entry.en not in grammar["spoken"]
        return spelt or entry.type in ("title", "event")
    return entry.type != "place" or words[-1] in grammar["may"]


def stands_alone(text: str, end: int) -> bool:
    """Whether what ends there is no modifier of a noun behind it: "the Ararat region" keeps its "the"."""
    if text[end : end + 2] in ("'s", "\u2019s"):
        return True
    if _JOINED.match(text, end):
        return False
    following = _NEXT.match(text, end)
    return not following or following[1].lower() in lists()["after"]


def may_begin(before: str) -> bool:
    """Whether a name may begin behind a text whole: there is no adjective or noun that belongs to it."""
    word = _WORD_BEFORE.search(before)
    return not word or any(word[1].lower() in lists()[name] for name in ("after", "determiners"))


def is_title(word: str) -> bool:
    """Whether a word stands before surnames."""
    return word.lower() in lists()["titles"]


def _asks_for_the(before: str) -> bool:
    """Whether "the" may be put behind a text: there is no determiner, possessive or adjective."""
    if not before[-1:].isspace():
        return not before or _OPENED.search(before) is not None
    if word := _WORD_BEFORE.search(before):
        small = word[1].lower()
        return small in lists()["after"] and not _is_determined(before)
    return not _POSSESSIVE.search(before) and not _ABBREVIATED.search(before.rstrip())


def _is_determined(before: str) -> bool:
    """Whether a text ends with a determiner or a possessive."""
    word = _WORD_BEFORE.search(before)
    return bool(_POSSESSIVE.search(before) or (word and word[1].lower() in lists()["determiners"]))


def _is_first(before: str) -> bool:
    """Whether a sentence may begin behind a text."""
    if opened := _OPENED.search(before):
        return before[: opened.start()].rstrip()[-1:] in ("", ".", "!", "?", ":", ",")
    said = before.rstrip()
    if _ABBREVIATED.search(said):
        return False
    return said.rstrip("\"'\u201d\u2019)]")[-1:] in ("", ".", "!", "?")


def _begins_with_vowel(name: str) -> bool:
    """Whether a name asks for "an"."""
    first = ascii_letters(name.split()[0].strip("\"'")) or "x"
    if first.isupper() and first not in lists()["spoken"]:
        return first[0] in _VOWEL_LETTERS
    return first[0].lower() in "aeiou" and not _YOU.match(first)
