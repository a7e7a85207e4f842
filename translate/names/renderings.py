"""Where an English text has a name, in the form that the table wants or in another that is as right."""

import re
from functools import lru_cache

from tarjoman.document import Span
from tarjoman.translate.names.table import Entry

# In one word these need their capital: Turkey is no turkey, and a pole no Pole
_CAPITAL = frozenset(("person", "place", "people", "language", ""))
_BODIES = frozenset(("organisation", "agency", "work"))  # of these it is the wanted form: Target, but parliament
_LONGEST_ACRONYM = 5  # letters
_MARK = "\u0300-\u036f"  # accents that stand behind their letter are of it


@lru_cache(50_000)
def _pattern(forms: tuple[str, ...], kind: str) -> re.Pattern[str]:
    """Any of some forms as words of their own; a hyphen or an apostrophe may follow, or stand before.

    Other names of a body, and names of several words, need not have all their capitals: "the parliament", "the foreign
    ministry", "Qazvin province"; but a target is no Target.
    """
    found = []
    for form in sorted(forms, key=len, reverse=True):
        words = [_word(word) for word in form.split()]
        if words[0] == "The" and len(words) > 1:
            words[0] = "(?:The|the)"
        elif form[0].islower():  # al-Qaeda, at the head of a sentence
            words[0] = f"[{form[0]}{form[0].upper()}]" + words[0][1:]
        end = rf"(?![\w{_MARK}])" if form[-1].isalnum() else ""
        exact = form.isupper() or (len(words) == 1 and (kind in _CAPITAL or (kind in _BODIES and form == forms[0])))
        found.append(r"(?<!\w)(?" + ("" if exact else "i") + ":" + r"\s+".join(words) + ")" + end)
    return re.compile("|".join(found))


def _word(word: str) -> str:
    """A word; an acronym with or without its full stops."""
    if word.isalpha() and word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return r"(?<![A-Z]\.)" + r"\.?".join(word) + r"(?:(?<=\.[A-Z])\.)?(?!\.?[A-Z]\.)"  # not of U.S.S.R.
    return re.sub("['\u2019]", "['\u2019]", re.escape(word))


def find(entry: Entry, text: str) -> list[Span]:
    """The places of an entry's accepted forms in an English text, in order, the longest form at each."""
    pattern, found, at = _pattern(entry.english, entry.type), [], 0
    while match := pattern.search(text, at):
        # The Times of London is not the Times; and an article that is not of the wanted form stays outside
        if match[0][:4].lower() == "the " and (inner := pattern.match(text, match.start() + 4)):
            match = inner if inner.end() >= match.end() + entry.en.startswith("The ") else match
        found.append(Span(*match.span()))
        at = match.end()
    return found
