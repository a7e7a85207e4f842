"""Where a text names what the table knows: one pass, the longest name at each place."""

import tomllib
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import ahocorasick

from tarjoman.document import Span
from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.folding import letters as folded
from tarjoman.translate.names.folding import table as folding
from tarjoman.translate.names.table import Entry, NameTable

# What is also a surname, where it stands behind a given name
_SURNAMES = frozenset(("people", "language", "organisation", "agency"))
_LONGEST_WORD = 30  # characters before a name in which the word before it is looked for
# What stands between two letters of a text
_SPACE, _HALF, _DOT, _HARD = "space", "half-space", "dot", "mark"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    span:        its characters, without the clitic.
    entry:       what the table says of it; of a name that no table has, how it is to be spelt.
    clitic:      what is written on to it: ها, های, ی …; "" for nothing.
    confidence:  how sure it is that it is a name, 0 to 1; 1 for those of the table.
    """

    span: Span
    entry: Entry
    clitic: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of an entry. breaks: after how many letters its words end inside of it. is_doubtful: it may be no name."""

    entry: Entry
    length: int
    breaks: frozenset[int]
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class _Cues:
    attached: frozenset[str]
    joined: frozenset[str]
    titles: frozenset[str]


@cache
def _cues() -> _Cues:
    data = tomllib.loads((files("tarjoman.translate.names") / "cues.toml").read_text(encoding="utf-8"))
    return _Cues(**{name: frozenset(listed) for name, listed in data.items()})


class Matcher:
    """Finds the names of a table.

    Half-spaces, spaces between the words of a name, letters of other keyboards and hamza don't matter. A name begins
    where a word begins, and ends where it ends or goes on with a clitic. A name that is also a common word counts with
    evidence only: guillemets around it, or a title before.
    """

    def __init__(self, table: NameTable) -> None:
        self._automaton = ahocorasick.Automaton()
        for key, form, entry in table.forms():
            doubtful = entry.common or entry.type in _SURNAMES
            self._automaton.add_word(key, _Form(entry, len(key), frozenset(_Folded(form).breaks), doubtful))
        self._automaton.make_automaton()
        given = {key for key, form, e in table.forms() if e.type == "person" and e.common and " " not in form}
        self._given = given - {fold(title) for title in _cues().titles}  # امیر is an emir, too

    def find(self, text: str, *, without: Entry | None = None) -> list[Mention]:
        """The mentions in the order of the text, none in another, none of the entry `without`. Time is linear."""
        if not len(self._automaton):
            return []
        within = _Folded(text)
        longest: dict[int, tuple[int, _Form, str]] = {}
        for last, form in self._automaton.iter(within.letters):
            if form.entry is without:
                continue
            start, end = last + 1 - form.length, last + 1
            clitic = within.fits(start, end, form)
            if clitic is None or (start in longest and end <= longest[start][0]):
                continue
            if form.is_doubtful and not self._is_name(text, within.span(start, end), form.entry):
                continue
            longest[start] = end, form, clitic
        found: list[Mention] = []
        free = 0
        for start in sorted(longest):
            end, form, clitic = longest[start]
            if start >= free:
                found.append(Mention(within.span(start, end), form.entry, clitic))
                free = end
        return found

    def _is_name(self, text: str, span: Span, entry: Entry) -> bool:
        """Whether a form that may be something else is the name of its entry there."""
        if entry.type in _SURNAMES and self._behind_given(text, span):
            return False
        return not entry.common or _has_evidence(text, span, entry)

    def _behind_given(self, text: str, span: Span) -> bool:
        """Whether a word stands behind a given name, and is a surname: اکبر ایرانی."""
        before = text[max(0, span.start - _LONGEST_WORD) : span.start].split()
        parted = text[span.start - 1].isspace() and bool(before) and before[-1][-1].isalnum()
        return parted and fold(before[-1]) in self._given

    def inside(self, text: str, mention: Mention) -> list[Mention]:
        """The names within a mention of a longer one: قره‌باغ of جنگ قره‌باغ."""
        start, end = mention.span
        found = self.find(text[start:end], without=mention.entry)
        return [replace(m, span=Span(m.span.start + start, m.span.end + start)) for m in found]

    def opened(self, text: str, mentions: Sequence[Mention], longer: Container[Mention]) -> list[Mention]:
        """The mentions, those of `longer` replaced by the names inside of them, where they have any.

        Those of persons stay: a surname is not all of a name.
        """
        found: list[Mention] = []
        for mention in mentions:
            opens = mention in longer and mention.entry.type != "person"
            found += (self.inside(text, mention) if opens else []) or [mention]
        return found


_LETTERS: dict[str, str] = {}  # what each character is compared as, as far as it was asked for


class _Folded:
    """A text as names are compared: its letters alone, where each is in the text, and what parts them."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.places: list[int] = []
        self.breaks: dict[int, str] = {}  # what stands before a letter of this number, where anything does
        alike = folding()
        known = _LETTERS.get
        gap = 0  # where a gap began
        for place, character in enumerate(text):
            found = known(character)
            if found is None:
                found = _LETTERS[character] = folded(character)
            if not found:
                continue
            if gap < place and letters and (kind := _kind(text[gap:place].translate(alike))):
                self.breaks[len(letters)] = kind
            gap = place + 1
            if len(found) == 1:
                letters.append(found)
                self.places.append(place)
            else:
                letters += found
                self.places += [place] * len(found)
        self.letters = "".join(letters)

    def span(self, start: int, end: int) -> Span:
        """Where letters are in the text."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def fits(self, start: int, end: int, form: _Form) -> str | None:
        """The clitic behind a form that stands at letters of the text, "" for none; None where it is no name there."""
        if start and self.breaks.get(start, _HALF) == _HALF:
            return None
        for at in range(start + 1, end):
            kind = self.breaks.get(at)
            if kind == _HARD or (kind in (_SPACE, _DOT) and at - start not in form.breaks):
                return None
        if end == len(self.letters) or self.breaks.get(end, _HALF) != _HALF:
            return ""
        stop = end + 1
        while stop < len(self.letters) and stop not in self.breaks:
            stop += 1
        rest = self.letters[end:stop]
        if form.entry.type == "place" and rest.startswith("ها"):
            return None  # there is one of each: «کابل‌ها» are cables
        if end in self.breaks:
            return rest if rest in _cues().joined else None
        if rest in _cues().attached or (rest == "ی" and self.letters[end - 1] in "او"):
            return rest
        return None


def _kind(gap: str) -> str:
    """What parts two letters, "" for nothing. A full stop may stand in a name (سی.ان.ان); with a space it ends one."""
    rest = gap.replace("\u200c", "")
    if not rest:
        return _HALF if gap else ""
    if rest == ".":
        return _DOT
    return _SPACE if all(c.isspace() or c in "-\u2010" for c in rest) else _HARD


def _has_evidence(text: str, span: Span, entry: Entry) -> bool:
    """Whether something says that a common word is a name: guillemets just around it, before a person's a title."""
    if text[span.start - 1 : span.start] == "«" and text[span.end : span.end + 1] == "»":
        return True
    before = text[max(0, span.start - _LONGEST_WORD) : span.start].split()
    return (
        entry.type in ("person", "")
        and bool(before)
        and text[span.start - 1].isspace()
        and before[-1].translate(folding()).replace("\u200c", "") in _titles()
    )


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.translate(folding()).replace("\u200c", "") for title in _cues().titles)
