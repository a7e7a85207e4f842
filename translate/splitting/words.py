"""The words that decide where a sentence ends, from `words.toml` and `finals.txt`, in the form they are compared in."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PLAIN = str.maketrans("يىك", "ییک", "\u200c\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670")
_TENSED = re.compile("ن?می..|.{2,}اند$")  # a finite verb, as far as its first or last letters tell

_PREVERB = re.compile("^(?:بر|باز|در|فرا|فرو|وا)?ن?")  # of a compound or negated verb

_PERSON = re.compile("(?:ند|یم|م)$")


@dataclass(frozen=True, slots=True)
class Words:
    """Each set holds words in the plain form; `words.toml` says what each is for."""

    abbreviations: frozenset[str]
    letter_names: frozenset[str]
    initials: frozenset[str]
    lettered: frozenset[str]
    exclaimed: frozenset[str]
    sections: frozenset[str]
    agencies: frozenset[str]
    speech: frozenset[str]
    reporting: frozenset[str]
    quoted: frozenset[str]
    continuations: frozenset[str]
    finals: frozenset[str]
    cut_after: tuple[str, ...]
    cut_before: tuple[tuple[str, ...], ...]


@cache
def words() -> Words:
    """The tables, read once."""
    folder = files("tarjoman.translate.splitting")
    data = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    finals = (folder / "finals.txt").read_text(encoding="utf-8").splitlines()
    return Words(
        **{name: frozenset(map(plain, listed)) for name, listed in data["words"].items()},
        finals=frozenset(map(plain, finals)),
        cut_after=tuple(data["cut_after"]),
        cut_before=tuple(tuple(listed) for listed in data["cut_before"]),
    )


def plain(word: str) -> str:
    """A word without ZWNJ, vowel marks and tatweel, in Persian letters, Latin ones small."""
    return word.translate(_PLAIN).lower()


def ends_clauses(word: str) -> bool:
    """Whether a word, in the plain form, is a finite verb: Persian clauses end with theirs."""
    if word in words().finals or _TENSED.match(word):
        return True
    stem = _PREVERB.sub("", word)
    return stem in words().finals or _PERSON.sub("", stem) in words().finals
