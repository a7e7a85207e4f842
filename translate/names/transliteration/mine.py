"""Names found in aligned news, as training pairs: capitalised words, and the Persian words they are linked to."""

import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tarjoman.align.words import WORD
from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, display, unpacked
from tarjoman.translate.names.transliteration.skeleton import likeness

# What may stand inside a name, between capitals.
_INNER = re.compile("of|for|and|the|al|bin|ibn|van|von|de|da|del|la|di|der|du|e|ye|[&.'’–-]")
_JOINTS = frozenset("-'’–")
_ARTICLES = frozenset(["al", "el"])
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\b\.?")  # U.S., which is made US
Pairs = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Words with their places in the two texts, and by the number of each word those it is linked to."""

    texts: tuple[str, str]
    words: tuple[list[re.Match[str]], list[re.Match[str]]]
    links: tuple[dict[int, set[int]], dict[int, set[int]]]

    @classmethod
    def read(cls, persian: str, english: str, links: str) -> "_Sentence":
        forth: dict[int, set[int]] = defaultdict(set)
        back: dict[int, set[int]] = defaultdict(set)
        for link in links.split():
            i, j = map(int, link.split("-"))
            forth[i].add(j)
            back[j].add(i)
        texts = persian.replace("\u200c", ""), english
        return cls(texts, (list(WORD.finditer(texts[0])), list(WORD.finditer(english))), (forth, back))

    def text(self, side: int, first: int, last: int) -> str:
        """The words first to last of one side, as they stand."""
        return self.texts[side][self.words[side][first].start() : self.words[side][last].end()]


def mine(path: Path, groups: frozenset[str], skip: frozenset[str]) -> Pairs:
    """The names of a corpus with their English, and how often they were seen so.

    path: .tsv.xz without a header: group, Persian, English, word links (`i-j …`), name spans (`i,i,j,j …`), both over
    the words and marks that `WORD` finds in the Persian without ZWNJ and in the English. groups: those to read.
    skip: Persian sentences to pass over, by `letters`: those that names are tested in. Raises InputError.
    """
    rows = [row for row in _rows(path) if row[0] in groups and letters(row[1]) not in skip]
    capital: Counter[str] = Counter()  # how often a word is written large, and small, where a sentence goes on
    small: Counter[str] = Counter()
    for _, _, english, _, _ in rows:
        for word in WORD.findall(english)[1:]:
            (capital if word[0].isupper() else small)[word.lower()] += 1

    def is_name(word: str, place: int) -> bool:
        many = 1 if place else 3  # the first word of a sentence is always written large
        return word[0].isupper() and word != "I" and capital[word.lower()] > many * small[word.lower()]

    found: Pairs = Counter()
    for _, persian, english, links, spans in rows:
        sentence = _Sentence.read(persian, english, links)
        here = set(_linked(sentence, is_name))
        for span in spans.split():
            a, b, c, d = map(int, span.split(","))
            here.add((sentence.text(0, a, b), sentence.text(1, c, d)))
        found.update(here)
    return found


def letters(text: str) -> str:
    """What tells one sentence from another, whatever was done to its spaces and marks."""
    return "".join(c for c in text if c.isalpha())


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        with io.TextIOWrapper(unpacked(path), encoding="utf-8", newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                row = line.rstrip("\n").split("\t")
                if len(row) != 5:
                    raise InputError(display(path), f"line {number} has {len(row)} columns", "It should have 5")
                yield row
    except (*UNREADABLE, UnicodeDecodeError) as error:
        raise InputError(display(path), f"cannot be read ({error})", "Name a .tsv.xz with word links") from error


def _linked(sentence: _Sentence, is_name: Callable[[str, int], bool]) -> Iterator[tuple[str, str]]:
    """Names and what they are linked to, where nothing else is linked to that: a phrase pair (Och and Ney 2004)."""
    forth, back = sentence.links
    for first, last in _phrases(sentence.texts[1], sentence.words[1], is_name):
        linked = sorted({i for j in range(first, last + 1) for i in back[j]})
        if not linked or linked[-1] - linked[0] > last - first + 3:
            continue
        own = range(linked[0], linked[-1] + 1)
        reached = {j for i in own for j in forth[i]}
        if min(reached) >= first and max(reached) <= last:
            persian = sentence.text(0, own[0], own[-1])
            if not re.search(r"[^\w\s.-]", persian):
                yield persian, _INITIALS.sub(lambda match: match[0].replace(".", ""), sentence.text(1, first, last))


def _phrases(text: str, words: list[re.Match[str]], is_name: Callable[[str, int], bool]) -> Iterator[tuple[int, int]]:
    """First and last of the words of each name: capitals and numbers, with small words between them."""
    start = 0
    while start < len(words):
        article = words[start][0].lower() in _ARTICLES and text.startswith("-", words[start].end())
        if not article and not is_name(words[start][0], start):
            start += 1
            continue
        end = place = start
        while (place := place + 1) < len(words):
            word, joined = words[place][0], words[place].start() == words[place - 1].end()
            if (
                word[0].isupper()
                or word.isdigit()
                or (joined and words[place - 1][0] in _JOINTS and word[0].isalpha() and word != "s")
            ):
                end = place
            elif not _INNER.fullmatch(word) or (word == "." and len(words[place - 1][0]) > 1):
                break
        yield start, end
        start = end + 1


def with_words(pairs: Pairs) -> Pairs:
    """The pairs, and of each name of several words its words, where they agree one by one."""
    found = Counter(pairs)
    for (persian, english), count in pairs.items():
        words = list(zip(persian.split(), english.split(), strict=False))
        if len(words) > 1 and len(words) == len(persian.split()) == len(english.split()) <= 4:
            for a, b in words:
                if b[0].isupper() and likeness(a, b) >= 0.9:
                    found[a, b] += count
    return found


def trusted(pairs: Pairs) -> Pairs:
    """The pairs that are no accident.

    Consonants agree, or it was seen three times, or both sides have several words, as translated names of organisations
    have (with "and" they are rather two names than one). And no other English is ten times as frequent for the same
    Persian.
    """
    most: Counter[str] = Counter()
    for (persian, _), count in pairs.items():
        most[persian] = max(most[persian], count)
    return Counter(
        {
            (persian, english): count
            for (persian, english), count in pairs.items()
            if count * 10 >= most[persian]
            and (
                count >= 3
                or likeness(persian, english) >= 0.8
                or (min(len(persian.split()), len(english.split())) > 1 and " and " not in english)
            )
        }
    )
