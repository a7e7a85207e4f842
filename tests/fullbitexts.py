"""Bitexts of all kinds, for what must hold of any of them."""

from typing import Any

from hypothesis import strategies as st

from tarjoman.bitext import Bitext, Flag, Match, Name, NameStatus, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.review import Category, Error, Review, Severity, State

_SOURCES = st.sampled_from(
    [
        "وزیر خارجه روسیه روز دوشنبه وارد تهران شد. ",
        "او گفت: «می\u200cرویم.»\nو رفت.\n",
        "بانک‌های ۱۲٫۵ درصدی!\r\n",
        "=جمع\tستون\u2028 _x0041_ ",
        "متن\x00 خراب\x0b\ufffe 😀 ",
        "NATO در نخجوان <b>&amp;",
        " \n یک",
    ]
)
_TARGETS = st.sampled_from(
    [
        "He said: “We’re going.”",
        "=1+1",
        "-5 °C",
        "@home",
        "+1",
        "Emoji 😀 & <b>",
        "_x000D_ it is",
        "a\x07b",
        "Two  spaces",
        "x\u200cy",
    ]
)
_NOTES = st.sampled_from(["", "Why?\nSo.", "پرسیده شود", "=x", "\x01 odd"])
_ERRORS = st.builds(Error, st.sampled_from(Category), st.sampled_from(Severity), _NOTES)
_REVIEWS = st.builds(
    Review,
    st.sampled_from(State),
    _TARGETS,
    _NOTES,
    st.lists(_ERRORS, max_size=7).map(tuple),
    st.sampled_from(["", "Sara", "سارا \x02"]),
    st.sampled_from(["", "2026-01-02T03:04:05Z"]),
)


@st.composite
def bitexts(draw: Any, id: str = "a/b") -> Bitext:
    """A bitext: m sources with n targets, paragraphs of several sentences, and all that a pair may have."""
    paragraphs: list[str] = []
    pairs, index = [], 0
    for m, n, is_new in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=5)):
        review = draw(st.none() | _REVIEWS)
        if not m and not n and not review:
            continue
        if m and (is_new or not paragraphs):
            paragraphs.append("")
        segments = []
        for _ in range(m):
            text = draw(_SOURCES)
            start = len(paragraphs[-1])
            paragraphs[-1] += text
            segments.append(Segment(id, len(paragraphs) - 1, index, text, Span(start, start + len(text))))
            index += 1
        source = "".join(s.text for s in segments)
        targets = tuple(draw(st.lists(_TARGETS, min_size=n, max_size=n)))
        names = [Name(Span(0, 2), None, "Wan", NameStatus.MISSING)] if len(source) > 2 else []
        if source and targets:
            names.append(Name(Span(1, 3), Span(0, 2), "It", NameStatus.UNKNOWN, "", "a gloss"))
        pairs.append(
            Pair(
                tuple(segments),
                targets,
                source.strip(),
                draw(st.sampled_from([None, -0.25])),
                tuple(draw(st.lists(st.sampled_from(Flag), unique=True, max_size=2))),
                draw(st.sampled_from(Origin)),
                tuple(names),
                (Match("سه", "Three", 0.9),),
                draw(st.sampled_from([None, 0.125])),
                review=review,
            )
        )
    meta = draw(st.dictionaries(st.sampled_from(["agency", "نام", "a\x03"]), _NOTES))
    made = Provenance("tarjoman 1", "m@1", "MIT", {"beam": "4"}, draw(st.sampled_from(["", "2026-01-02T03:04:05Z"])))
    return Bitext(Document(id, tuple(paragraphs), draw(st.none() | _SOURCES), meta), tuple(pairs), made)
