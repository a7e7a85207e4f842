"""Sides that have not as many lines: which one is short, and where they part."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from tarjoman.errors import InputError

_FAR = 40  # lines more or fewer up to which the place is looked for
_MOST = 20_000  # lines of a side of which it is looked for
_AROUND = 1  # lines shown on either side of it
_SHOWN = 60  # characters of a line that is shown
_WORD = re.compile(r"\w+")


def uneven(sides: Sequence[tuple[str, Sequence[str]]]) -> InputError:
    """What to tell of sides, each with its name, that have other numbers of segments."""
    sizes = Counter(len(texts) for _, texts in sides[::-1])  # the translation has the last say of what is right
    right = sizes.most_common(1)[0][0]
    name, texts = next(side for side in sides if len(side[1]) != right) if len(sizes) > 1 else sides[0]
    other, wanted = next(side for side in sides if len(side[1]) == right)
    counts = ", ".join(f"{one} has {len(some):,}" for one, some in sides if one != name)
    problem = f"{len(texts):,} lines or segments, but {counts}"
    if (place := parting(texts, wanted)) is not None:
        problem += f". It seems to lack what is line {place + 1} of {other}"
        shown = _shown(texts, wanted, place)
        return InputError(name, problem, f"Put it in, an empty line if there is nothing to say:\n{shown}")
    if (place := parting(wanted, texts)) is not None:
        problem += f". Its line {place + 1} seems to be too many"
        return InputError(name, problem, f"Take it out, or see why {other} lacks it:\n{_shown(texts, wanted, place)}")
    return InputError(name, problem, "Give every side the same segments, an empty line where there is nothing")


def parting(short: Sequence[str], long: Sequence[str]) -> int | None:
    """The first line of the longer side that the shorter one seems to lack, from 0; None where that is not looked for.

    The likest way to leave out as many lines as there are too many, by dynamic programming over lines and lines left
    out so far; lines are alike by their words, and by their lengths.
    """
    lacking = len(long) - len(short)
    if not 0 < lacking <= _FAR or len(long) > _MOST:
        return None
    ours, theirs = ([set(_WORD.findall(text.lower())) for text in side] for side in (short, long))
    rate = log(max(1, sum(map(len, short))) / max(1, sum(map(len, long))) * len(long) / max(1, len(short)))

    def alike(i: int, j: int) -> float:
        words = len(ours[i] & theirs[j]) / max(1, len(ours[i] | theirs[j]))
        return words - 0.1 * min(1.0, abs(log((len(short[i]) + 5) / (len(long[j]) + 5)) - rate))

    best = [0.0] + [float("-inf")] * lacking  # of the lines so far, by how many were left out
    first: list[int | None] = [None] * (lacking + 1)  # and which was the first
    for j in range(len(long)):
        new, came = [float("-inf")] * (lacking + 1), list[int | None]([None] * (lacking + 1))
        for skipped in range(min(j + 1, lacking) + 1):
            i = j - skipped
            if 0 <= i < len(short) and best[skipped] > float("-inf"):
                new[skipped], came[skipped] = best[skipped] + alike(i, j), first[skipped]
            if skipped and best[skipped - 1] > new[skipped]:
                new[skipped] = best[skipped - 1]
                came[skipped] = j if first[skipped - 1] is None else first[skipped - 1]
        best, first = new, came
    return first[lacking]


def _shown(ours: Sequence[str], theirs: Sequence[str], place: int) -> str:
    """The neighbourhood of a place, side by side."""
    rows = []
    for line in range(max(0, place - _AROUND), min(max(len(ours), len(theirs)), place + 2 + _AROUND)):
        left, right = (_cut(side[line]) if line < len(side) else "" for side in (ours, theirs))
        rows.append(f"  {line + 1:>6}  {left:{_SHOWN}}  |  {right}")
    return "\n".join(rows)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
