"""The words that decide where a sentence ends, from `words.toml` and `finals.txt`, in the form they are compared in."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tarjoman.translate.normalization.characters import tables

# finite verbs, as far as their first and last letters tell: present and past of می, the perfect (کرده‌اند)
_TENSED = re.compile("ن?می.{2,}(?:م|ی|د|ند)$|.{3,}اند$")

_NEGATED = re.compile("^(?:بر|باز|در|فرا|فرو|وا)?ن")  # a compound verb only so: برگشت is a noun too

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
    departments: frozenset[str]
    agencies: frozenset[str]
    speech: frozenset[str]
    reporting: frozenset[str]
    quoted: frozenset[str]
    continuations: frozenset[str]
    nouns: frozenset[str]
    prepositions: frozenset[str]
    numbered: frozenset[str]
    companies: frozenset[str]
    honorifics: frozenset[str]
    questions: frozenset[str]
    raised: frozenset[str]
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
    """A word without ZWNJ, vowel marks and tatweel, in Persian letters."""
    return word.translate(_plain())


@cache
def _plain() -> dict[int, str]:
    found = {ord(a): b for name in ("letters", "vowels", "diacritics", "no-zwnj") for a, b in tables()[name].items()}
    return found | {0x0640: ""}


def ends_clauses(word: str) -> bool:
    """Whether a word, in the plain form, is a finite verb: Persian clauses end with theirs."""
    listed = words().finals
    if word in listed or _PERSON.sub("", word) in listed or (_TENSED.match(word) and word not in words().nouns):
        return True
    stem = _NEGATED.sub("", word)
    return stem in listed or _PERSON.sub("", stem) in listed
