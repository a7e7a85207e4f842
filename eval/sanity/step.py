"""Lines that stand beside the reference of another line."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tarjoman.eval.sanity.finding import Finding
from tarjoman.eval.sanity.side import Texts, settings

_BLOCK = 20  # lines that are looked at together
_LEAST = 3  # lines that can show it
_RARE = 10  # lines up to which a word tells where a line belongs
_WORD = re.compile(r"\w+")


def out_of_step(side: Texts, reference: Texts) -> Iterator[Finding]:
    """Blocks of lines most of which are more like the reference of another line than their own: shifted or shuffled."""
    ours, theirs = ([frozenset(_WORD.findall(text.lower())) for text in s.texts] for s in (side, reference))
    homes = _homes(ours, theirs)
    size = len(ours)
    starts = [*range(0, max(1, size - _BLOCK // 2), _BLOCK), size]
    lost: list[int] = []
    for start, end in pairwise(starts):
        said = [n for n in range(start, end) if ours[n]]
        away = [n for n in said if n in homes]
        if len(away) * 2 > len(said) and len(away) >= _LEAST:
            lost += away
    if not lost:
        return
    shift, often = Counter(homes[n] - n for n in lost).most_common(1)[0]
    if often * 2 > len(lost):
        one = abs(shift) == 1
        far, lines = ("one", "line") if one else (str(abs(shift)), f"{abs(shift)} lines")
        way = "before" if shift < 0 else "after"
        what = f"the lines are {far} off from {side.place(lost[0])} on: they fit the reference of the {lines} {way}"
        advice = f"Find the {lines} that {'was' if one else 'were'} lost or doubled before {side.place(lost[-1])}"
    else:
        what = f"the lines are in another order from {side.place(lost[0])} on: they fit the references of other lines"
        advice = "Bring both sides into one order"
    yield side.finding("step", what, lost, advice, severity="wrong")


def _homes(ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> dict[int, int]:
    """Of each line that fits another line's reference better than its own, which one; the nearest of several.

    Only references that share a rare word are looked at, which keeps it linear.
    """
    places = defaultdict[str, list[int]](list)
    for number, words in enumerate(theirs):
        for word in words:
            places[word].append(number)
    found = {}
    for n, words in enumerate(ours):
        near = {m for word in words if len(places.get(word, ())) <= _RARE for m in places.get(word, ())}
        if near:
            score, _, best = max((_alike(words, theirs[m]), -abs(m - n), m) for m in near)
            if score > _alike(words, theirs[n]) + settings()["step"]:
                found[n] = best
    return found


def _alike(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / max(1, len(some | others))
