"""Bitexts of every kind: one with something in every field, and those that hypothesis makes out of real Persian."""

from dataclasses import replace

from hypothesis import strategies as st

from tarjoman.bitext import Bitext, Flag, Match, Name, NameStatus, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.review import Category, Error, Review, Severity, State

REVIEW = Review(
    State.EDITED, "A man.", "Why?\nSo.", (Error(Category.NAME, Severity.MAJOR, "x"),), "Sara", "2026-01-02T03:04:05Z"
)


def full() -> Bitext:
    """A bitext with something in every field."""
    document = Document("a/b", ("تیتر\n", "یک. دو. ", "سه"), "تیتر", {"agency": "ایسنا"})
    one = Segment("a/b", 0, 0, "تیتر\n", Span(0, 5))
    two, three = Segment("a/b", 1, 1, "یک. ", Span(0, 4)), Segment("a/b", 1, 2, "دو. ", Span(4, 8))
    four = Segment("a/b", 2, 3, "سه", Span(0, 2))
    names = (
        Name(Span(0, 2), Span(2, 5), "Man", NameStatus.REPAIRED, "t.tsv, line 1", "a man"),
        Name(Span(4, 6), None, "Two", NameStatus.MISSING),
    )
    pairs = (
        Pair((one,), ("Headline",), "تیتر", -0.25, (Flag.UNSURE, Flag.NAMES), links=((0, 0),), confidence=0.125),
        Pair((two, three), ("A man.", "Two."), "یک. دو.", None, (), Origin.REVIEWED, names, review=REVIEW),
        Pair((), ("Added.",), origin=Origin.ALIGNED),
        Pair((four,), (), origin=Origin.ALIGNED, matches=(Match("سه", "Three", 0.9),)),
    )
    return Bitext(document, pairs, Provenance("tarjoman 1", "m@1", "MIT", {"beam": "4"}))


PERSIAN = (
    "خبر اول. ",
    "می\u200cرود؟ ",
    '«او گفت: "نه"» ',
    "\u202bراست\u202c به چپ ",
    "۱۲٫۵ درصد\n",
    "یک\u2028دو\t",
    "e\u0301 😀 ",
    "<b>&amp;</b> | \\n ",
    "\r\n",
    "\u00a0",
)
ENGLISH = (
    "The man",
    "\u201csaid\u201d",
    "it's",
    "<i> & </i>",
    "\\t \\",
    "a | b",
    "😀",
    "12.5%",
    "  two",
    "\u00a0x",
    "]]>",
)
_persian = st.lists(st.sampled_from(PERSIAN), min_size=1, max_size=4).map("".join)
_english = st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=4).map(" ".join).map(str.strip)
_comments = st.lists(st.sampled_from([*ENGLISH, *PERSIAN, "\n", " "]), max_size=3).map("".join)


@st.composite
def bitexts(draw: st.DrawFn, id: str = "a/b c") -> Bitext:
    """A document of paragraphs of segments, in pairs of any number on either side, reviewed or not.

    What formats for exchange have no place for (names, links, matches, the normalised source) is not there.
    """
    written = draw(st.lists(st.lists(_persian, min_size=1, max_size=3), max_size=4))
    paragraphs = [texts for texts in written if "".join(texts).strip()]
    segments = []
    for number, texts in enumerate(paragraphs):
        start = 0
        for text in texts:
            segments.append(Segment(id, number, len(segments), text, Span(start, start + len(text))))
            start += len(text)
    pairs = []
    while segments:
        count = draw(st.integers(0, 3))
        sources, segments = tuple(segments[:count]), segments[count:]
        pairs.append(draw(_pairs(sources)))
    meta = draw(st.dictionaries(st.sampled_from(["agency", "آدرس", "a b"]), _comments, max_size=2))
    title = draw(st.none() | st.sampled_from(PERSIAN))
    document = Document(id, tuple(map("".join, paragraphs)), title, meta)
    return Bitext(document, tuple(pairs), Provenance("tarjoman 1", "m@1", "MIT", {"beam": "4"}))


@st.composite
def _pairs(draw: st.DrawFn, sources: tuple[Segment, ...]) -> Pair:
    targets = tuple(draw(st.lists(_english, min_size=0 if sources else 1, max_size=3)))
    flags = tuple(draw(st.lists(st.sampled_from(Flag), max_size=2, unique=True)))
    origin, confidence = draw(st.sampled_from(Origin)), draw(st.none() | st.integers(0, 1000).map(lambda n: n / 1000))
    pair = Pair(sources, targets, "", draw(st.none() | st.just(-0.25)), flags, origin, confidence=confidence)
    state = draw(st.none() | st.sampled_from(State))
    errors = tuple(draw(st.lists(st.just(Error(Category.NAME, Severity.MAJOR, "چرا؟\n")), max_size=1)))
    comment = draw(_comments)
    if state is None or (state is State.UNTOUCHED and not (comment or errors)):
        return pair
    review = Review(state, pair.target, comment, errors, draw(st.sampled_from(["", "سارا"])), "2026-01-02T03:04:05Z")
    if state is not State.EDITED:
        return replace(pair, review=review)
    targets = () if draw(st.booleans()) else tuple(" ".join(target.split()) for target in targets)
    return replace(pair, targets=targets, origin=Origin.REVIEWED, review=replace(review, machine=pair.target + " more"))
