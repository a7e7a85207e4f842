"""What joins letters or keeps them apart: tatweel, the zero-width characters and what is typed in their place."""

import re
from collections.abc import Iterator

from tarjoman.translate.normalization.edits import Change
from tarjoman.translate.script import LETTER, MARK

_TATWEEL = re.compile("\u0640+")
_HIJRI = re.compile(r"(?<!\w)ه\u0640*\Z")  # هـ, of the lunar or solar era: tatweel gives the letter its shape
# zero width space, ZWNJ, ZWJ, left-to-right and right-to-left marks, Arabic letter mark, soft hyphen, word joiner;
# NOT SIGN, which texts out of old word processors have for ZWNJ
_RUN = re.compile("[\u200b-\u200f\u061c\u00ad\u2060]+|\u00ac+")
_LETTER = re.compile(f"[{LETTER}{MARK}]")  # or a mark on one
_APART = re.compile("[\u200c\u200e\u200f\u00ac]")


def tatweel(text: str) -> Iterator[Change]:
    """Tatweel, which stretches a word, goes. Beside a digit or a space it is a dash and becomes one (3ـ1، الفـ متن)."""
    for m in _TATWEEL.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        dash = before.isdecimal() or after.isdecimal() or not before.strip() or not after.strip()
        yield m.start(), m.end(), "–" if dash and not _HIJRI.search(text, max(0, m.start() - 2), m.start()) else ""


def zero_width(text: str) -> Iterator[Change]:
    """One ZWNJ where letters are kept apart, nothing elsewhere; a zero width space becomes a space.

    A ZWJ between pictures stays. Direction marks and the not sign between two letters are a ZWNJ that some keyboard or
    converter wrote so.
    """
    for m in _RUN.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        if "\u200b" in m[0] or (before.isdecimal() and after.isdecimal()):
            new = " "  # two numbers must not become one
        elif _APART.search(m[0]) and _LETTER.match(before) and _LETTER.match(after):
            new = "\u200c"
        elif m[0] == "\u200d" and not _LETTER.match(before) and not _LETTER.match(after):
            new = m[0]  # it makes one picture of several
        else:
            new = m[0] if "\u00ac" in m[0] else ""
        if new != m[0]:
            yield m.start(), m.end(), new
