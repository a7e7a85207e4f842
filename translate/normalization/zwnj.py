"""Put back the zero-width non-joiners (U+200C, ZWNJ) that a text has lost, or has as spaces.

بینالمللی, کمکهای and میشود lost theirs; می شود and کتاب ها hold a space instead. Letters must be unified before (ی, ک).

A segment is a run of letters between anything else, ZWNJ among it. Each is looked up as a whole: a known word is split
as it was seen, or left alone; an unknown one is split where a known word meets a suffix. Then a run of spaces between
two segments becomes a ZWNJ, where these two were seen with one, or the second is such a suffix. No decision regards
what another did to the text, so that a repaired text is right as it stands. Time is linear.
"""

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from tarjoman.translate.normalization.edits import Change, applied
from tarjoman.translate.script import LETTER, MARK

ZWNJ = "\u200c"
LONGEST = 40  # letters of a segment that is split; none in the news is longer
LONGEST_SUFFIX = 8  # letters
SHORTEST = 3  # letters of a word that a suffix is taken from or joined to: مه + تر is مهتر, که ای are two words
# marks belong to a segment, so that a word with vowel signs is a word that is not known rather than two that are
_SEGMENT = re.compile(f"[{LETTER}{MARK}\u0640]+")
_NOT_JOINING = frozenset("اآأإدذرزژوؤةء")
_MONTH = ("ماه", "ترزا")  # before می these make it May, which is no part of a verb
# ای and ام are also names of letters; before one of these they are: شبکه ای بی سی
_LETTERS = re.compile(r"\s(?:بی|سی|تی|اس|ام|ان|آر|اف|ال|پی|یو)\b")
_BLANK = " \u00a0" + ZWNJ


def ending(word: str) -> str:
    """What the last letter of a word does before a suffix: "heh" (ه), "other" (does not join to the left), "joining".

    ZWNJ after a letter of the second kind changes nothing that is seen, and is mostly not written.
    """
    return "heh" if word[-1] == "ه" else "other" if word[-1] in _NOT_JOINING else "joining"


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of words.

    splits: a word without ZWNJ → rising offsets at which one belongs, each inside the word; () for a word to be left
    alone, and for every part of a word that is split.
    joins: a segment → the segments that a ZWNJ joins it to on their left, in place of spaces.
    lost, spaced: a suffix → the endings (see `ending`) that it follows with a ZWNJ: in an unknown word that begins with
    a known one, and after a space.
    """

    splits: dict[str, tuple[int, ...]]
    joins: dict[str, frozenset[str]]
    lost: dict[str, frozenset[str]]
    spaced: dict[str, frozenset[str]]

    @classmethod
    def parse(cls, text: str) -> "Table":
        """Read the lines that `dump` made."""
        splits: dict[str, tuple[int, ...]] = {}
        pairs: dict[str, dict[str, set[str]]] = {"join": {}, "lost": {}, "spaced": {}}
        for line in text.splitlines():
            kind, row = line.split("\t")
            if kind == "word":
                parts = row.split("|")
                at = 0
                splits["".join(parts)] = tuple([at := at + len(part) for part in parts[:-1]])
            else:
                left, right = row.split(" ")
                pairs[kind].setdefault(right, set()).add(left)
        joins, lost, spaced = ({k: frozenset(v) for k, v in pairs[kind].items()} for kind in ("join", "lost", "spaced"))
        return cls(splits, joins, lost, spaced)

    def dump(self) -> str:
        """The table as lines of a kind, a tab and a row, sorted; `|` in a word stands for ZWNJ."""
        rows = []
        for word, places in self.splits.items():
            cuts = [0, *places, len(word)]
            rows.append(("word", "|".join(word[a:b] for a, b in pairwise(cuts))))
        for kind, pairs in (("join", self.joins), ("lost", self.lost), ("spaced", self.spaced)):
            rows += [(kind, f"{left} {right}") for right, lefts in pairs.items() for left in lefts]
        return "".join(f"{kind}\t{row}\n" for kind, row in sorted(rows))

    def places(self, segment: str) -> tuple[int, ...]:
        """The offsets in a segment at which a ZWNJ belongs, rising."""
        known = self.splits.get(segment)
        if known is None:
            return self._guess(segment) if len(segment) <= LONGEST else ()
        return known

    def joined(self, left: str, right: str) -> bool:
        """Whether a ZWNJ belongs between two segments that a space parts."""
        if left in self.joins.get(right, ()):
            return True
        return SHORTEST <= len(left) <= LONGEST and ending(left) in self.spaced.get(right, ())

    def _guess(self, word: str) -> tuple[int, ...]:
        """Where an unknown word is split: between a known word and a suffix, the longest there is.

        Nowhere where two suffixes differ by a letter (برگ + های, برگه + ای): it could be either.
        """
        ways = []
        for at in range(max(SHORTEST, len(word) - LONGEST_SUFFIX), len(word)):
            endings = self.lost.get(word[at:])
            if endings is not None and word[:at] in self.splits and ending(word[:at]) in endings:
                ways.append(at)
        if not ways or ways[0] + 1 in ways:
            return ()
        return *self.splits[word[: ways[0]]], ways[0]


@cache
def table() -> Table:
    """The table that `scripts/zwnj-table.py` made of news."""
    packed = (files("tarjoman.translate.normalization") / "zwnj.tsv.xz").read_bytes()
    return Table.parse(lzma.decompress(packed).decode())


def repair(text: str, words: Table | None = None) -> Iterator[Change]:
    """The edits that give a text its ZWNJs: (start, end, "\\u200c"), rising and disjoint, offsets into the text.

    start = end where one was lost; else the text between is the spaces that it replaces. words: the table to use in
    place of the one that comes with the package. Nothing for a text without Persian letters.
    """
    words = words or table()
    splits, places = words.splits, words.places
    end, last, before = -1, "", ""  # where the segment before ended, the last part of it, the segment before that
    for match in _SEGMENT.finditer(text):
        segment, start = match[0], match.start()
        cuts = splits.get(segment)
        if cuts is None:
            cuts = places(segment)
        first = segment[: cuts[0]] if cuts else segment
        if (
            start > end
            and last
            and not _other(text, match.end(), before, last, first)
            and (first in words.joins or first in words.spaced)
        ):
            gap = text[end:start]
            if not gap.strip(_BLANK) and gap.strip(ZWNJ) and words.joined(last, first):
                yield end, start, ZWNJ
        for at in cuts:
            yield start + at, start + at, ZWNJ
        before, last = last, segment[cuts[-1] :] if cuts else segment
        end = match.end()


def _other(text: str, end: int, before: str, left: str, right: str) -> bool:
    """Whether one of two segments is another word here than in the table: May, or the name of a letter."""
    return (left == "می" and before in _MONTH) or (right in ("ای", "ام") and _LETTERS.match(text, end) is not None)


def close(text: str) -> Iterator[Change]:
    """The edits that delete the spaces which stand for a ZWNJ, for a text that is to have none: می شود becomes میشود.

    Words that are closed so may have another before or behind them that belongs to them; so to the end.
    """
    left = list(range(len(text)))  # the places of the characters that are left
    closed: list[Change] = []
    while spaces := [(start, end) for start, end, _ in repair(text) if start < end]:
        closed += [(left[start], left[end - 1] + 1, "") for start, end in spaces]
        gone = {place for start, end in spaces for place in left[start:end]}
        text = applied(text, ((start, end, "") for start, end in spaces))
        left = [place for place in left if place not in gone]
    yield from sorted(closed)
