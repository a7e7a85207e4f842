"""A transliterator by rules, to compare the model with: a table of letters, and vowels where Persian leaves them out.

Every way to read a letter has a cost, about the negative logarithm of how often it is the right one, set by hand. The
cheapest readings of each word are kept, then the cheapest of the whole name.
"""

import re
from collections.abc import Iterator
from heapq import nsmallest

from tarjoman.translate.normalization.profile import normalizer

BEAM = 50
CONSONANTS = {
    **{"ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r"},
    **{
        "ز": "z",
        "ژ": "zh",
        "س": "s",
        "ش": "sh",
        "ص": "s",
        "ض": "z",
        "ط": "t",
        "ظ": "z",
        "غ": "gh",
        "ف": "f",
        "ق": "gh",
    },
    **{"ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h"},
}
OTHER = {"ق": [("q", 0.6)], "ژ": [("j", 0.8)], "ک": [("c", 1.8)]}  # spellings beside the first, and what more they cost
# Pairs of consonants that end a syllable together: no vowel need stand between them.
ENDS = re.compile("ن[دگکج]|ر[دزسگکتفمنشج]|[سشفخ]ت|ل[دتمف]|م[زسشپ]|ه[رن]|[شس]ک")
SHORT = [("a", 0.5), ("e", 0.9), ("o", 1.6)]  # the vowels that are not written
MUTE = "عءئ"
UNIT = re.compile("[kszgc]h|[a-z]")
CLUSTER = re.compile("[b-df-hj-np-tv-z]+$")  # the consonants that a reading ends in


def spellings(name: str, number: int = 5) -> list[str]:
    """The cheapest spellings of a name, all of them distinct."""
    best: dict[str, float] = {"": 0.0}
    for word in normalizer("embedded")(name).split():
        ends = nsmallest(BEAM, _word(word).items(), key=lambda item: item[1])
        joined: dict[str, float] = {}
        for left, cost in best.items():
            for right, more in ends:
                text = f"{left} {right[:1].upper()}{right[1:]}".strip()
                joined[text] = min(joined.get(text, 99.0), cost + more)
        best = dict(nsmallest(BEAM, joined.items(), key=lambda item: item[1]))
    return list(best)[:number]


def _word(word: str) -> dict[str, float]:
    """Readings of a word and their costs."""
    states: dict[tuple[int, str], float] = {(0, ""): 0.0}
    done: dict[str, float] = {}
    while states:
        following: dict[tuple[int, str], float] = {}
        for (place, text), cost in states.items():
            if place == len(word):
                done[text] = min(done.get(text, 99.0), cost)
                continue
            for used, more, price in _readings(word, place, text):
                key = place + used, text + more
                following[key] = min(following.get(key, 99.0), cost + price)
        states = dict(nsmallest(BEAM, following.items(), key=lambda item: item[1]))
    return done


def _readings(word: str, place: int, text: str) -> Iterator[tuple[int, str, float]]:
    """Ways to read on: letters used, what they give, the cost."""
    letter, after, rest = word[place], word[place + 1 : place + 2], len(word) - place - 1
    vowel_before = text[-1:] in tuple("aeiou")
    if not place and word.startswith("ال") and rest > 2:
        yield 2, "al-", 0.7
    if letter == "آ":
        yield 1, "a", 0.0
    elif letter in "ا" + MUTE and not place:
        if after == "ی":
            yield 2, "i", 0.3
            yield 2, "ey", 1.5
        if after == "و":
            yield 2, "o", 0.7
            yield 2, "ou", 0.9
        if after in ("ا", "آ"):
            yield 1, "", 0.0
        for vowel, cost in SHORT:
            yield 1, vowel, cost
    elif letter == "ا":
        yield 1, "a", 0.0
    elif letter in MUTE:
        yield 1, "", 0.3
        if not vowel_before and after not in tuple("اویآ"):
            for vowel, cost in SHORT:
                yield 1, vowel, cost
    elif letter == "و" and place and not vowel_before:
        yield from [(1, "ou", 0.6), (1, "o", 0.9), (1, "u", 1.0), (1, "oo", 1.6), (1, "av", 1.8)]
    elif letter == "ی" and place and not vowel_before:
        yield from [(1, "i", 0.3), (1, "ei", 1.6), (1, "ey", 1.8), (1, "y", 1.6 if after in tuple("اوآ") else 3.0)]
    elif letter == "ی" and vowel_before:
        yield from [(1, "i", 0.5), (1, "ei", 0.8 if not rest else 2.0), (1, "y", 0.7 if rest else 2.0)]
    elif letter == "ه" and not rest and (not vowel_before or word[place - 1] == "ی"):
        yield from [(1, "eh", 0.3), (1, "e", 1.2), (1, "ah", 1.5)]
    else:
        spelled = CONSONANTS.get(letter, {"و": "v", "ی": "y"}.get(letter, letter))
        for vowel, cost in _between(text, word[place - 1 : place + 1], after):
            yield 1, vowel + spelled, cost
            for other, more in OTHER.get(letter, []):
                yield 1, vowel + other, cost + more


def _between(text: str, pair: str, after: str) -> list[tuple[str, float]]:
    """Vowels that may stand before a consonant, and their costs; syllables are CV, CVC or CVCC."""
    before = CLUSTER.search(text)
    units = len(UNIT.findall(before[0])) if before else 0
    if not units:
        return [("", 0.0)]
    if units > 1 or (before and not before.start()):
        return [*SHORT, ("", 2.5)]
    if after:
        return [*SHORT, ("", 0.3 if after in tuple("اویآ") else 0.5)]
    return [*SHORT, ("", 0.3 if ENDS.fullmatch(pair) else 1.5)]
