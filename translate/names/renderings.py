"""Where an English text has a name, in the form that the table wants or in another that is as right."""

import re
from functools import lru_cache

from tarjoman.document import Span
from tarjoman.translate.names.table import Entry

# What is a common noun too, "the world cup", need not have its capitals
_LOWER = frozenset(("title", "event", "work", ""))


@lru_cache(50_000)
def _pattern(forms: tuple[str, ...], lower: bool) -> re.Pattern[str]:
    """Any of some forms as words of their own; a hyphen or an apostrophe may follow, or stand before."""
    found = []
    for form in sorted(forms, key=len, reverse=True):
        words = [re.escape(word) for word in form.split()]
        if words[0] == "The" and len(words) > 1:
            words[0] = "(?:The|the)"
        end = r"(?!\w)" if form[-1].isalnum() else ""
        found.append(r"(?<!\w)" + r"\s+".join(words) + end)
    return re.compile("|".join(found), re.IGNORECASE if lower else 0)


def find(entry: Entry, text: str) -> list[Span]:
    """The places of an entry's accepted forms in an English text, in order, the longest form at each."""
    return [Span(*m.span()) for m in _pattern(entry.english, entry.type in _LOWER).finditer(text)]
