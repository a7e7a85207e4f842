"""The name table: one English form for each Persian one, in layers of which a later one wins."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from tarjoman.errors import InputError
from tarjoman.files import display, reason
from tarjoman.translate.names.folding import fold
from tarjoman.translate.reader import decode
from tarjoman.translate.script import has_persian

TYPES = ("person", "place", "organisation", "agency", "people", "language", "event", "title", "work")
_REQUIRED = ("fa", "en")
COLUMNS = ("fa", "variants", "en", "also", "type", "common", "gloss", "source", "updated")  # of the files
_LONG = 6  # letters of a form from which on its آ may be written ا (اذربایجان); shorter ones might be other words
_MOST_PROBLEMS = 20  # shown of those of a file
LONGEST = 100  # characters of a form
_OFTEN = 7  # `Row.often` of the 300 most frequent words


@dataclass(frozen=True, slots=True)
class Entry:
    """A name.

    fa, variants:  its Persian forms; half-spaces, spaces and letters of other keyboards don't matter.
    en:            the one English form.
    also:          other English forms that are as right, and stay (Iranian for Iran); no other spellings.
    type:          one of `TYPES`, or "".
    common:        whether a form is also an ordinary word, or the name of many: it needs evidence to count as this one.
    gloss:         who or what it is, in a few English words.
    source:        where the English form is from. updated: when, as YYYY-MM-DD. Either may be "".
    place:         the file and line it stands in, for messages.
    """

    fa: str
    en: str
    variants: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    type: str = ""
    common: bool = False
    gloss: str = ""
    source: str = ""
    updated: str = ""
    place: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """All Persian forms, the main one first."""
        return self.fa, *self.variants

    @property
    def english(self) -> tuple[str, ...]:
        """All English forms that are right, the wanted one first."""
        return self.en, *self.also


@dataclass(frozen=True, slots=True)
class Conflict:
    """A form that two entries of one layer spell in different ways; the later one counts."""

    form: str
    earlier: Entry
    later: Entry

    def __str__(self) -> str:
        return f"{self.later.place}: {self.form} is {self.later.en}, but {self.earlier.en} in {self.earlier.place}"


_Said = dict[str, tuple[Entry, str]]  # by folded form: an entry, and the form as it is written


class NameTable:
    """Entries by Persian form. layers: the entries of each, an earlier one under a later one; base: what is under all.

    An entry takes the place of an earlier layer's with the same main form: in its variants too, and where it spells the
    name in the same way and says nothing else, with the other English forms of that one. Where it spells the name in
    another way, longer names of earlier layers that have it inside are spelt so too.

    What a table says is worked out when it is first asked.
    """

    def __init__(self, layers: Iterable[Iterable[Entry]], *, base: "NameTable | None" = None) -> None:
        self._layers = [list(layer) for layer in layers]
        self._base = base

    @cached_property
    def _said(self) -> _Said:
        """The entry of each form, and the form as it is written, without its other spellings."""
        said = {} if self._base is None else dict(self._base._said)
        for layer in self._layers:
            said |= _layer(layer, said)
        return said

    @cached_property
    def _by_form(self) -> _Said:
        # آ may be written ا in long names, unless an entry says otherwise
        plain = {k.replace("آ", "ا"): found for k, found in self._said.items() if "آ" in k and len(k) >= _LONG}
        return plain | self._said

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """Forms with several English ones in one layer. A form of another layer is no conflict: it replaces."""
        found: list[Conflict] = []
        for layer in self._layers:
            own: dict[str, Entry] = {}
            for entry in layer:
                for form in entry.forms:
                    key = fold(form)
                    if key in own and own[key].en != entry.en:
                        found.append(Conflict(form, own[key], entry))
                    own[key] = entry
        return found

    def under(self, layers: Iterable[Iterable[Entry]]) -> "NameTable":
        """A table with more layers over this one. Its conflicts are those of the new layers alone."""
        return NameTable(layers, base=self)

    @classmethod
    def load(cls, paths: Sequence[Path] = ()) -> "NameTable":
        """The shipped table under those of the files, the last on top. Raises InputError."""
        return _Shipped().under(map(read, paths))

    def word(self, name: str) -> str:
        """Why a Persian form cannot be added, in words: it is one of the most frequent words (به, کشور); "" if it can.

        As a name it would be put into every other sentence. What the table has already is a name.
        """
        if fold(name) not in _frequent() or self.get(name):
            return ""
        return f"{name} is one of the most frequent words, and no name"

    def get(self, name: str) -> Entry | None:
        """The entry of a Persian form, in whatever spelling of spaces and letters."""
        found = self._by_form.get(fold(name))
        return found[0] if found else None

    @cached_property
    def english(self) -> frozenset[str]:
        """Every English form that is right for some name."""
        return frozenset(form for entry, _ in self._by_form.values() for form in entry.english)

    @property
    def stamp(self) -> str:
        """As `id`, but of where its entries stand as well."""
        places = [] if self._base is None else [self._base.stamp]
        places += [entry.place for layer in self._layers for entry in layer]
        return hashlib.sha256("\n".join([self.id, *places]).encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @cached_property
    def id(self) -> str:
        """What tells one table from another: the first 12 hexadecimal digits of a SHA-256 of its layers."""
        said = [] if self._base is None else [self._base.id]
        said += [repr([replace(entry, place="") for entry in layer]) for layer in self._layers]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]

    def __len__(self) -> int:
        """How many forms there are."""
        return len(self._by_form)

    def forms(self) -> Iterator[tuple[str, str, Entry]]:
        """Every form that counts: folded, as it is written, its entry."""
        for key, (entry, form) in self._by_form.items():
            yield key, form, entry


@cache
def _frequent() -> frozenset[str]:
    """The most frequent words that are no names, folded."""
    from tarjoman.translate.names.detection.words import Words  # whose package reads this table

    words = Words.load()
    return frozenset(fold(word) for word, row in words.rows.items() if row.often >= _OFTEN and words.ordinary(word))


def _layer(layer: Iterable[Entry], said: _Said) -> _Said:
    """What a layer says of forms, over those that there are."""
    own: _Said = {}
    inherited: _Said = {}
    for given in layer:
        entry = given
        below = said.get(fold(given.fa), (None, ""))[0]
        if below and fold(below.fa) == fold(given.fa):
            if below.en == given.en and not given.also:
                entry = replace(given, also=below.also)
            variants = [v for v in below.variants if said[fold(v)][0] is below]
            inherited |= {fold(variant): (entry, variant) for variant in variants}
        own |= {fold(form): (entry, form) for form in entry.forms}
    return _within(own, said) | inherited | own


def _within(own: _Said, said: _Said) -> _Said:
    """Entries below that have a name of a layer in a longer one, with its new spelling: Nato secretary general."""
    respelt: dict[str, list[tuple[list[str], Entry, str]]] = defaultdict(list)
    for key, (entry, form) in own.items():
        below = said.get(key, (None, ""))[0]
        if below and below.en != entry.en:
            words = [fold(word) for word in form.split()]
            respelt[words[0]].append((words, entry, below.en))
    found: _Said = {}
    for key, (entry, form) in said.items() if respelt else ():
        words = [fold(word) for word in form.split()]
        for at, word in enumerate(words):
            for part, new, old in respelt.get(word, ()):
                if len(part) < len(words) and words[at : at + len(part)] == part:
                    english, *also = (_respelt(text, old, new.en) for text in entry.english)
                    if english != entry.en:
                        place = f"{entry.place}; {new.place}"
                        entry = replace(entry, en=english, also=tuple(also), place=place)
                        found[key] = entry, form
    return found


def _respelt(text: str, old: str, new: str) -> str:
    """A text with another spelling of a name in it."""
    return new.join(re.split(rf"(?<!\w){re.escape(old)}(?!\w)", text))


class _Shipped(NameTable):
    """The table that comes with the package: its files are read when they are asked for a name."""

    def __init__(self) -> None:
        super().__init__([])

    @cached_property
    def _said(self) -> _Said:
        return _layer(shipped(), {})

    @cached_property
    def id(self) -> str:
        return hashlib.sha256(b"\n".join(raw for _, raw in _files())).hexdigest()[:12]


@cache
def shipped() -> tuple[Entry, ...]:
    """The entries that come with the package, in the order of its files' names."""
    return tuple(entry for name, raw in _files() for entry in parse(raw, name))


def _files() -> list[tuple[str, bytes]]:
    """The names and the bytes of the package's files."""
    folder = files("tarjoman.translate.names") / "table"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".tsv")), key=lambda p: p.name)
    return [(path.name, path.read_bytes()) for path in paths]


def read(path: Path) -> list[Entry]:
    """The entries of a TSV file. Raises InputError: unreadable, or entries that cannot be, all named in one message."""
    try:
        return parse(path.read_bytes(), display(path))
    except OSError as error:
        raise InputError(display(path), f"cannot be read ({reason(error)})", "Check the path") from error


def parse(raw: bytes, name: str) -> list[Entry]:
    """The entries of a TSV file's bytes: a header with the columns fa and en, and any others of `Entry`, then rows.

    name: what to call the file in messages. Lines that are empty or begin with # say nothing. Raises InputError.
    """
    lines = [(n, line) for n, line in enumerate(decode(raw, name).splitlines(), 1) if line.strip() and line[0] != "#"]
    if not lines:
        raise InputError(name, "no entries", "Give it a header and a line for each name")
    columns = lines[0][1].split("\t")
    if "\t" not in lines[0][1] and any(mark in lines[0][1] for mark in ",;"):
        mark = "commas" if "," in lines[0][1] else "semicolons"
        raise InputError(name, f"its columns are separated by {mark}, not tabs", "Save it as text with tabs, in UTF-8")
    wrong = [f"line {lines[0][0]}: no column {c}" for c in _REQUIRED if c not in columns]
    wrong += [f"line {lines[0][0]}: column {c or 'without a name'} is not known" for c in columns if c not in COLUMNS]
    wrong += [f"line {lines[0][0]}: column {c} stands twice" for c in dict.fromkeys(columns) if columns.count(c) > 1]
    entries: list[Entry] = []
    for number, line in lines[1:] if not wrong else []:
        cells = line.split("\t")
        if len(cells) > len(columns):
            wrong.append(f"line {number}: {len(cells)} cells, but {len(columns)} columns")
            continue
        row = dict(zip(columns, map(str.strip, cells), strict=False))
        if found := list(problems(row)):
            wrong += [f"line {number}: {problem}" for problem in found]
            continue
        entries.append(
            Entry(
                row["fa"],
                row["en"],
                listed(row.get("variants", "")),
                listed(row.get("also", "")),
                row.get("type", "").lower(),
                row.get("common", "") == "yes",
                row.get("gloss", ""),
                row.get("source", ""),
                row.get("updated", ""),
                f"{name}, line {number}",
            )
        )
    if wrong:
        more = f"; and {len(wrong) - _MOST_PROBLEMS} more" if len(wrong) > _MOST_PROBLEMS else ""
        raise InputError(
            name,
            "; ".join(wrong[:_MOST_PROBLEMS]) + more,
            f"Line 1 names the columns, with tabs between them: fa, en, and of {', '.join(COLUMNS)} what you need",
        )
    return entries


def listed(cell: str) -> tuple[str, ...]:
    """What a cell has between its `|`, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, cell.split("|")))))


def problems(row: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row, in words. row: cells by column."""
    for form in (row.get("fa", ""), *listed(row.get("variants", ""))):
        if not has_persian(form):
            yield f"{form!r} has no Persian letter"
        elif len(form) > LONGEST or len(fold(form)) < 2:
            yield f"{display(form)} has fewer than 2 letters or more than {LONGEST} characters"
    for english in (row.get("en", ""), *listed(row.get("also", ""))):
        written = any(c.isalnum() for c in english.partition(" ")[0]) and english.isprintable()
        if not written or has_persian(english) or len(english) > LONGEST:
            yield f"{display(english)!r} is no English form"
    if row.get("type", "").lower() not in ("", *TYPES):
        yield f"type {display(row['type'])} is none of {', '.join(TYPES)}"
    if row.get("common", "") not in ("", "yes"):
        yield f"common is {display(row['common'])!r}, not yes or nothing"
