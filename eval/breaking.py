"""Good translations made bad in known ways, to measure what finds them."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

from tarjoman.align.words import Link, Links, words
from tarjoman.bitext import Flag

LEAST, MOST = 0.25, 0.5  # share of a translation's words that are left out with a clause
_DIGITS = re.compile(r"(?<![\w.,/:-])\d[\d,.]*\d(?![\w:-])|(?<![\w.,/:-])\d(?![\w,./:-])")


@dataclass(frozen=True, slots=True)
class Target:
    """A translation, and which words of the source its words come from; no links: it is not known."""

    text: str
    links: Links = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. flag: what should find it. apply: source and good translation in, a bad one out; None: it cannot be."""

    name: str
    flag: Flag
    apply: Callable[[str, Target, Random], Target | None]


def clause(source: str, target: Target, random: Random) -> Target | None:
    """A quarter to a half of the words left out, in a row, from where a clause or phrase begins to where one does."""
    places = words(target.text)
    if not places:
        return None
    counted = [target.text[a].isalnum() for a, _ in places]
    starts = [0, *(n for n in range(1, len(places)) if _opens(target.text, places, n)), len(places)]
    total = sum(counted)
    runs = [
        (a, b)
        for i, a in enumerate(starts)
        for b in starts[i + 1 :]
        if LEAST * total <= sum(counted[a:b]) <= MOST * total
    ]
    if not runs:
        return None
    first, last = random.choice(runs)
    start = places[first][0]
    if last < len(places):
        end, mark = places[last][0], ""
    else:  # the mark at the end stays
        end, mark = len(target.text), target.text[-1] if target.text[-1] in ".?!" else ""
    cut = _without(target, start, end)
    text = cut.text.rstrip(" ,;:") + mark
    return Target(text[:1].upper() + text[1:], cut.links)


def _opens(text: str, places: Sequence[tuple[int, int]], number: int) -> bool:
    (start, end), (before, _) = places[number], places[number - 1]
    return text[start:end].lower() in _table("openers") or text[before] in ",;:"


def changed_number(source: str, target: Target, random: Random) -> Target | None:
    """Another digit in a number, or another number word."""
    if not (found := _numbers(target.text)):
        return None
    start, end = random.choice(found)
    written = target.text[start:end]
    if written[0].isdecimal():
        at = random.choice([k for k, c in enumerate(written) if c.isdecimal()])
        others = [c for c in "123456789" if c != written[at]]
        written = written[:at] + random.choice(others) + written[at + 1 :]
    else:
        written = random.choice([word for word in _table("numbers") if word != written.lower()])
    return Target(target.text[:start] + written + target.text[end:], target.links)


def dropped_number(source: str, target: Target, random: Random) -> Target | None:
    """A number left out."""
    if not (found := _numbers(target.text)):
        return None
    return _without(target, *random.choice(found))


def _numbers(text: str) -> list[tuple[int, int]]:
    """Start and end of the numbers that may be changed."""
    spelt = re.finditer(rf"\b(?:{'|'.join(_table('numbers'))})\b(?!-)", text, re.IGNORECASE)
    return [m.span() for m in (*_DIGITS.finditer(text), *spelt)]


def changed_date(source: str, target: Target, random: Random) -> Target | None:
    """Another day or another month where they stand together."""
    months = _table("months")
    name = "|".join(months)
    found = list(
        re.finditer(
            rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{name})\b|\b(?P<n>{name}) (?P<e>\d{{1,2}})\b", target.text
        )
    )
    if not found:
        return None
    m = random.choice(found)
    part = random.choice("dm" if m["d"] else "ne")
    if part in "de":
        written = str(random.choice([day for day in range(1, 29) if day != int(m[part])]))
    else:
        near = months[:12] if m[part] in months[:12] else months[12:]
        written = random.choice([month for month in near if month != m[part]])
    return Target(target.text[: m.start(part)] + written + target.text[m.end(part) :], target.links)


def looped(source: str, target: Target, random: Random) -> Target | None:
    """One to eight words said three to seven times in all."""
    written = target.text.split()
    size = random.randint(1, min(8, max(1, len(written))))
    if not written:
        return None
    at = random.randint(0, len(written) - size)
    some = written[at : at + size] * random.randint(2, 6)
    return Target(" ".join([*written[: at + size], *some, *written[at + size :]]), target.links)


def left(source: str, target: Target, random: Random) -> Target | None:
    """One to three words of the source in the place of as many of the translation."""
    persian = [word for word in source.split() if any("\u0620" <= c <= "\u06cc" for c in word)]
    written = target.text.split()
    if not persian or not written:
        return None
    count = random.randint(1, min(3, len(written)))
    at = random.randint(0, len(written) - count)
    start = random.randint(0, max(0, len(persian) - count))
    return Target(" ".join([*written[:at], *persian[start : start + count], *written[at + count :]]), target.links)


KINDS = (
    Kind("a clause left out", Flag.OMISSION, clause),
    Kind("a number changed", Flag.NUMBERS, changed_number),
    Kind("a number left out", Flag.NUMBERS, dropped_number),
    Kind("a date changed", Flag.NUMBERS, changed_date),
    Kind("a phrase in a loop", Flag.LOOP, looped),
    Kind("Persian words left", Flag.UNTRANSLATED, left),
)


def _without(target: Target, start: int, end: int) -> Target:
    """A translation without some of its characters, and the links of the words that are left."""
    places = words(target.text)
    kept = [n for n, (a, b) in enumerate(places) if b <= start or a >= end]
    numbers = {old: new for new, old in enumerate(kept)}
    links: list[Link] = [(s, numbers[t]) for s, t in target.links if t in numbers]
    text = " ".join((target.text[:start] + " " + target.text[end:]).split())
    return Target(re.sub(r" (?=[,.;:?!])", "", text), tuple(links))


@cache
def _table(name: str) -> list[str]:
    """A list of breaking.toml."""
    found: list[str] = tomllib.loads((files("tarjoman.eval") / "breaking.toml").read_text(encoding="utf-8"))[name]
    return found
