"""The places where a sentence may end, and what stands around each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tarjoman.translate.html import ATTRIBUTES, BLOCK
from tarjoman.translate.script import MARK
from tarjoman.translate.splitting.words import plain

# Full stops of Latin, Urdu (U+06D4), Chinese and Japanese text, of full width, the triple dot, the end of an ayah.
ENDS = ".!?؟۔…؞．。｡！？\u06dd"
OPENING, CLOSING = "«“‹‘([{", "»”›’)]}"
PARTNER = dict(zip(CLOSING, OPENING, strict=True)) | {'"': '"', "«": "»"}  # the last where they are turned round: »…«

# A line's end, also where it is written as a tag of a web page
_LINE = rf"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|</?(?:{BLOCK}){ATTRIBUTES}>"
# white space, invisible characters but those that open a stretch of one direction, and tags and entities for them
_GAP = re.compile(rf"(?:[\s\u200b-\u200f\u061c\u202c\u2060-\u2065\u2069\ufeff]|{_LINE}|&(?:nbsp|zwnj|lrm|rlm|#160);)*")
_LINE_IN = re.compile(_LINE)

# Pictures that express (faces, flags, hands) belong to the sentence they follow; the others are bullets and open one.
_BULLETS = "📌📍👈👉➡🔹🔸🔶🔷🔴🔵🟢🟠🟡🟣⚪⚫⬛⬜▪▫✅❌⭕➖🔻🔺🔰📢📣🔔⚠✍📝📷🎥📰✔❇✳❗❓☑⬅◀▶"
_PICTURE = "\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_PICTURES = rf"(?:[ \u00a0]?(?![{_BULLETS}])[{_PICTURE}][{_PICTURE}\u200d\ufe0f\u2640\u2642]*(?=\s|\Z))"
# A run of sentence marks with what belongs to it: closing quotation marks and brackets, footnote numbers, pictures.
_CANDIDATE = re.compile(
    rf"(?P<marks>[{ENDS}]+)"
    rf"(?P<closers>(?:[ \t\u00a0\u200c\u200d\ufe0f{_PICTURE}]{{0,8}}[»”›’)\]}}]|\"|&raquo;|>>|«(?=\s|\Z))*)"
    rf"(?:\s?\[\d{{1,3}}\])*[¹²³⁰⁴-⁹]*(?:\*+(?=\s))?{_PICTURES}?|(?P<line>{_LINE})"
)
_WORD_BEFORE = re.compile(rf"(?:[^\W\d_][{MARK}\u200c]*)+\Z")
_WORD_AFTER = re.compile(r"[«“‹‘\"(\[\u202a\u202b\u202d\u202e\u2066-\u2068]*([^\W_][\w\u200c]*)")


_BULLET = re.compile(rf"[-–—•*●■◦{_BULLETS}]|\(?(?:\d{{1,3}}|[^\W\d_])\s?[-–.)]")
_LONGEST_LOOK = 600  # characters


@dataclass(frozen=True, slots=True)
class Stop:
    """A run of sentence marks in a text, and what may decide whether a sentence ends with it.

    begin:      where its sentence begins.
    at, end:    the run with the closing marks and footnote numbers that belong to it, `text[at:end]`.
    after:      where the next sentence would begin, behind white space; less than `len(text)`.
    marks:      the sentence marks alone.
    closers:    the closing quotation marks and brackets behind them, without spaces.
    before:     the word before the marks, plain; "" where none is.
    following:  the first word behind them, plain, through opening marks; "" where none is.
    """

    text: str
    begin: int
    at: int
    end: int
    after: int
    marks: str
    closers: str
    before: str
    following: str

    @classmethod
    def of(cls, text: str, begin: int, m: re.Match[str], after: int) -> "Stop":
        """What stands around a candidate with sentence marks."""
        following = _WORD_AFTER.match(text, after)
        return cls(
            text,
            begin,
            m.start(),
            m.end(),
            after,
            m["marks"],
            _closers(m["closers"]),
            word_before(text, begin, m.start()),
            plain(following[1]) if following else "",
        )

    @property
    def spaced(self) -> bool:
        """Whether there is white space behind it."""
        return any(c.isspace() for c in self.text[self.end : self.after]) or self.text[self.end - 1].isspace()

    @property
    def sentence(self) -> str:
        """What its sentence has before it: the last characters, so many that no rule looks farther."""
        return self.text[max(self.begin, self.at - _LONGEST_LOOK) : self.at]


def first_character(text: str) -> int:
    """Where the first character is that is no white space."""
    gap = _GAP.match(text)
    return gap.end() if gap else 0


def candidates(text: str) -> Iterator[tuple[re.Match[str], int, bool]]:
    """Runs of sentence marks and line ends; where the text goes on behind each, and whether a line ends there."""
    passed = 0  # where the text goes on behind the candidate before; what line ends lie before that are its own
    for m in _CANDIDATE.finditer(text):
        if m.start() < passed:
            continue
        gap = _GAP.match(text, m.end())
        after = gap.end() if gap else m.end()
        if after == len(text):
            return
        passed = after
        line = _LINE_IN.search(text, m.end(), after) is not None
        if m["marks"] or line or not _wraps(text, m.start(), after):
            yield m, after, line or m["line"] is not None


def _wraps(text: str, at: int, after: int) -> bool:
    """Whether a line ends at a comma, and so within a sentence; the item of a list does not."""
    return text[max(0, at - 4) : at].rstrip().endswith(("،", ",")) and not _BULLET.match(text, after)


def _closers(marks: str) -> str:
    """Closing marks in their one form, without what stands between them."""
    return "".join(mark for mark in marks.replace("&raquo;", "»").replace(">>", "»") if mark in PARTNER)


def word_before(text: str, begin: int, at: int) -> str:
    """The word that ends at an offset, white space and ZWNJ passed over, in the plain form; "" where none does."""
    while at > begin and (text[at - 1].isspace() or text[at - 1] == "\u200c"):
        at -= 1
    word = _WORD_BEFORE.search(text, max(begin, at - 40), at)
    return plain(word[0]) if word else ""
