"""The words of a sentence, and which of them answer which of its translation: the notation, without what finds them."""

import re

Link = tuple[int, int]  # number of a source word, number of a target word, from 0
Links = tuple[Link, ...]  # in order, each once

LONGEST = 500  # words of a sentence that is linked: a pair has as many cells as the words of both sides multiplied
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def words(text: str) -> list[tuple[int, int]]:
    """Start and end of each word and punctuation mark of a text, in order."""
    return [match.span() for match in WORD.finditer(text)]
