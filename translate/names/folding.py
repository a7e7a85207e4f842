"""Persian names in the one form in which they are compared: what keyboards and writers do differently is gone."""

import unicodedata
from functools import cache

from tarjoman.translate.normalization.characters import tables

# رئیس and رییس, جزء and جز; but آ tells آند (Andes) from اند (are)
_ALIKE = {"ئ": "ی", "ء": ""}


@cache
def table() -> dict[int, str]:
    """What each character becomes, for `str.translate`; half-spaces stay."""
    found: dict[str, str] = {}
    for name in ("letters", "hamza", "vowels", "diacritics"):
        found |= tables()[name]
    found |= _ALIKE | {"\u0640": ""}
    return {ord(a): found.get(b, b) for a, b in found.items()}


def fold(name: str) -> str:
    """A name without half-spaces, spaces, marks and other signs; its letters in one form, Latin ones small."""
    return "".join(map(letters, name))


@cache
def letters(character: str) -> str:
    """What a character is compared as: mostly one letter; "" for marks and spaces, two for a ligature."""
    if "\ufb50" <= character <= "\ufeff":  # forms of letters for print
        character = unicodedata.normalize("NFKC", character)
    return "".join(c for c in character.translate(table()).lower() if c.isalnum())
