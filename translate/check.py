"""What can be seen to be wrong with a translation, by looking at it and its source."""

import re

from tarjoman.bitext import Flag
from tarjoman.translate.numerals import lost
from tarjoman.translate.repetition import loop
from tarjoman.translate.script import has_persian

# Characters of English a character of normalised Persian. Of the references of 2,298 development pairs 0.3 % lie below
# 0.6, half of them lie above 1.07: a translation below has lost two fifths of its sentence, or is rightly terse.
# Sources under 20 characters vary too much to judge.
SHORTEST, JUDGED_FROM = 0.6, 20


def check(source: str, target: str) -> list[Flag]:
    """Flags for a translation. source: normalised, with Persian letters.

    Of 455 development pairs whose source has a number, 13 references are flagged for it: miles for kilometres, twice a
    telephone number in groups.
    """
    if not target:
        return [Flag.EMPTY]
    flags = []
    if has_persian(target):
        flags.append(Flag.UNTRANSLATED)
    if len(source) >= JUDGED_FROM and len(target) < SHORTEST * len(source):
        flags.append(Flag.SHORT)
    if lost(source, target):
        flags.append(Flag.NUMBERS)
    if loop(target) and not loop(source):
        flags.append(Flag.LOOP)
    return flags


def has_name(text: str, name: str) -> bool:
    """Whether a name stands in a text, letter by letter and as words of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
