"""Characters of several code points brought to one, and forms of letters to the letters."""

import re
import unicodedata
from collections.abc import Iterator

from tarjoman.translate.normalization.edits import Change

# Arabic Presentation Forms-A and -B less the ornate brackets and the byte order mark (Unicode 15): letters by their
# shape in the word, as old systems and PDF files have them.
_FORM = re.compile("[\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdff\ufe70-\ufefc]")
_FIRST_WORD, _LAST_WORD = "\ufdf0", "\ufdfd"  # one character for a word or more: ﷺ, ﷼
_TOO_MANY = re.compile(r"[^\w\s]{31,}")  # marks are neither; dots and dashes may be caught, and need nothing
# "In the name of God …", one character for a whole phrase that NFKC leaves alone
_PHRASES = {"\ufdfd": "بسم الله الرحمن الرحیم"}


def presentation(text: str) -> Iterator[Change]:
    """Presentation forms become the letters they show (Unicode NFKC)."""
    for m in _FORM.finditer(text):
        # Forms of vowel signs are compatible with a space and the sign: the space is for showing it alone
        new = (_PHRASES.get(m[0]) or unicodedata.normalize("NFKC", m[0])).lstrip(" ")
        if m[0] >= _FIRST_WORD and m[0] <= _LAST_WORD:
            new = " " * text[m.start() - 1 : m.start()].isalnum() + new + " " * text[m.end() : m.end() + 1].isalnum()
        if new != m[0]:
            yield m.start(), m.end(), new


def compose(text: str) -> Iterator[Change]:
    """A letter and the marks that follow it become the character made of them (Unicode NFC).

    Marks in such numbers as no language has (31 and more, Unicode's Stream-Safe Text Format) stay as they are: to order
    them takes time that grows with the square of their number.
    """
    begin = 0
    for m in _TOO_MANY.finditer(text):
        yield from _composed(text, begin, m.start())
        begin = m.end()
    yield from _composed(text, begin, len(text))


def _composed(text: str, at: int, limit: int) -> Iterator[Change]:
    if unicodedata.is_normalized("NFC", text[at:limit]):
        return
    while at < limit:
        end = at + 1
        while end < limit and _attaches(text[end]):
            end += 1
        new = unicodedata.normalize("NFC", text[at:end])
        if new != text[at:end]:
            yield at, end, new
        at = end


def _attaches(character: str) -> bool:
    """Whether a character may compose with one before it: a mark, or a Hangul vowel or final consonant."""
    return unicodedata.category(character)[0] == "M" or "\u1161" <= character <= "\u11c2"
