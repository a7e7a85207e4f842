"""Repetition loops: a decoder that goes round in a circle until something stops it."""

import re

LONGEST, TIMES = 6, 4  # words of what is repeated; how often in a row, the first included
_IN_A_WORD = re.compile(r"([^\W\d_]{1,6}?)\1{4,}")  # five times: words like "Mississippi" or "hahaha" are none
_EDGES = ".,;:!?،؛؟\"'«»()[]-"


def loop(text: str) -> str:
    """What a text repeats over and over, up to `LONGEST` words or some letters inside a word; "" where nothing.

    Case and the marks around a word do not count. Of 2,310 development pairs one has a loop, on both sides, a cry of
    «نههههه»; of 121,000 Persian news sentences none.
    """
    words = [word.strip(_EDGES) or word for word in text.lower().split()]
    for size in range(1, LONGEST + 1):
        run = 0
        for at in range(size, len(words)):
            run = run + 1 if words[at] == words[at - size] else 0
            if run == size * (TIMES - 1):
                return " ".join(words[at - size + 1 : at + 1])
    m = _IN_A_WORD.search(text.lower())
    return m[1] if m else ""
