"""The words of a sentence, and which of them answer which of its translation: the notation, without what finds them."""

import re

Link = tuple[int, int]  # number of a source word, number of a target word, from 0
Links = tuple[Link, ...]  # in order, each once

LONGEST = 500  # words of a sentence that is linked: a pair has as many cells as the words of both sides multiplied
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def moved(links: Links, before: str, change: tuple[int, int, str]) -> Links:
    """The links of a translation, `before`, when a part of it is replaced.

    change: start and end of the part, and what stands there now. Each new word has the links of all those that it
    replaced, if only in part.
    """
    start, end, new = change
    after = before[:start] + new + before[end:]
    shift = len(new) - (end - start)
    numbers = {span: number for number, span in enumerate(words(after))}
    inside = [n for (a, b), n in numbers.items() if a < start + len(new) and start < b]
    found: set[Link] = set()
    places = words(before)
    for source, target in links:
        a, b = places[target]
        if b <= start or a >= end:
            kept = (a, b) if b <= start else (a + shift, b + shift)
            found |= {(source, numbers[kept])} if kept in numbers else {(source, n) for n in inside}
        else:
            found |= {(source, n) for n in inside}
    return tuple(sorted(found))


def words(text: str) -> list[tuple[int, int]]:
    """Start and end of each word and punctuation mark of a text, in order."""
    return [match.span() for match in WORD.finditer(text)]
