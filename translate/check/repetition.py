"""Repetition loops: a decoder that goes round in a circle until something stops it."""

import re

# How often in a row a phrase makes a loop, the first included: one of up to three words, and a longer one, up to 30. Of
# 179,000 sentences of English news and encyclopedias 13 have that much, of 121,000 of Persian news 5.
TIMES, SHORT, LONG_TIMES, LONGEST = 3, 3, 2, 30
_SOURCE = 1.5  # how much more than its source a translation must repeat itself where that does too: «نه، نه، نه»
_IN_A_WORD = re.compile(r"([^\W\d_]{1,6}?)\1{4,}")  # five times: words like "Mississippi" or "hahaha" are none
_EDGES = ".,;:!?،؛؟\"'«»()[]-"


def repetition(source: str, target: str) -> float:
    """How far a translation goes round in a circle, ≥ 0: 1 is the least that is a loop, 2 goes round twice as far.

    A source that repeats itself allows for as much, and a half more.
    """
    score, _ = _loop(target)
    if score >= 1 and (allowed := _loop(source)[0]) >= 1:
        return score / (_SOURCE * allowed)
    return score


def loop(text: str) -> str:
    """What a text repeats over and over, up to `LONGEST` words or some letters inside a word; "" where nothing.

    Case and the marks around a word do not count.
    """
    score, phrase = _loop(text)
    return phrase if score >= 1 else ""


def _loop(text: str) -> tuple[float, str]:
    """How far a text repeats itself, 1 a loop, and what it says again."""
    words = [word.strip(_EDGES) or word for word in text.lower().split()]
    best = (0.0, "")
    if len(words) - len(set(words)) >= TIMES - 1:  # else nothing can go round: most sentences
        for size in range(1, min(LONGEST, len(words) // 2) + 1):
            least = size * ((TIMES if size <= SHORT else LONG_TIMES) - 1)
            run = 0
            for at in range(size, len(words)):
                run = run + 1 if words[at] == words[at - size] else 0
                if run > best[0] * least:
                    best = run / least, " ".join(words[at - size + 1 : at + 1])
    if best[0] < 1 and (m := _IN_A_WORD.search(text.lower())):
        return len(m[0]) / len(m[1]) / 5, m[1]
    return best
