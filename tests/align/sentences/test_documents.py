"""Documents with the real embedded model, and what cannot be aligned."""

from dataclasses import replace

import pytest
from conftest import SEED
from hypothesis import given, settings
from hypothesis import strategies as st

from tarjoman.align.formats import FORMATS, ladder
from tarjoman.align.sentences import anywhere, band
from tarjoman.align.sentences.aligner import Aligner, Sentences
from tarjoman.align.sentences.documents import Documents, Summary, check, segments
from tarjoman.align.sentences.loading import load
from tarjoman.bitext import Flag, Origin
from tarjoman.config import ALIGN, METHODS
from tarjoman.document import Document
from tarjoman.errors import InputError, UsageError
from tarjoman.translate.reader import paragraphs

ENGLISH = paragraphs(SEED.with_suffix("").with_suffix(".en.txt").read_text("utf-8"))
PERSIAN = paragraphs(SEED.read_text("utf-8"))


@pytest.fixture(scope="module")
def documents() -> Documents:
    return load(replace(ALIGN, memory="off"))


@pytest.fixture(scope="module")
def lexical() -> Documents:
    return load(replace(ALIGN, method="lexical"))


def document(id: str, *parts: str) -> Document:
    return Document(id, parts)


def test_an_article_and_its_reference(documents: Documents) -> None:
    told = []
    bitext, summary = documents.align(
        Document("a", PERSIAN, "t", {"agency": "Fars"}), document("b", *ENGLISH), lambda *step: told.append(step)
    )
    assert bitext.document.meta == {"agency": "Fars"} and (bitext.provenance.model, bitext.provenance.license) == (
        "",
        "",
    )
    by = bitext.provenance.settings["aligned_by"]
    assert by.startswith("fa-en@")
    assert bitext.provenance.settings == {"method": "mt", "target": "b", "aligned_by": by}
    assert (summary.sources, summary.targets, summary.pairs, summary.doubtful) == (17, 17, 17, 0)
    assert [len(p.targets) for p in bitext.pairs] == [1] * 17 and all(p.origin is Origin.ALIGNED for p in bitext.pairs)
    assert all(p.confidence and p.confidence > 0.9 and not p.flags for p in bitext.pairs)
    assert " ".join(p.target for p in bitext.pairs) == " ".join("".join(ENGLISH).split())
    assert ("Translating", 17, 17) in told and told[-1] == ("Aligning", 0, 0)


def test_what_is_missing_added_and_moved(documents: Documents) -> None:
    added = "The weather in Lisbon stayed warm and dry throughout the weekend.\n"
    others = (*ENGLISH[:2], added, *ENGLISH[5:8], *ENGLISH[3:5], *ENGLISH[8:10])
    bitext, summary = documents.align(Document("a", PERSIAN), document("b", *others))
    untranslated = {number for number, _ in summary.untranslated}
    # the third and the last paragraph are left out; two paragraphs stand elsewhere
    assert {2, 16} <= untranslated and (2, added.strip()) in summary.added
    (run,) = summary.moved
    there = [n for n, _ in summary.added if n in run.target]
    assert set(run.source) <= untranslated and there == list(run.target)
    flagged = [p for p in bitext.pairs if Flag.ALONE in p.flags]
    assert len(flagged) == len(untranslated) + len(summary.added) and all(
        not (p.sources and p.targets) for p in flagged
    )


def test_comparable_documents_have_no_order(documents: Documents) -> None:
    source = Document("a", PERSIAN)
    target = document("b", *(p.rstrip("\n") + "\n" for p in reversed(ENGLISH)), "It rains in Oslo.\n")
    bitext, summary = documents.compare(source, target)
    forward, _ = documents.align(source, document("b", *ENGLISH))
    wanted = {p.source: p.target for p in forward.pairs}
    found = {p.source: p.target for p in bitext.pairs if p.sources and p.targets}
    assert len(found) >= 15 and all(wanted[s] == t for s, t in found.items())
    assert bitext.pairs[-1].targets == ("It rains in Oslo.",) and bitext.pairs[-1].confidence is None
    assert "It rains in Oslo." in {text for _, text in summary.added} and not summary.moved


@settings(max_examples=25)
@given(st.permutations(range(6)), st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=6))
def test_every_sentence_is_there_once_and_in_order(lexical: Documents, order: list[int], others: list[str]) -> None:
    source, target = Document("a", tuple(PERSIAN[n].rstrip() + "\n" for n in order)), document("b", *others)
    bitext, _ = lexical.align(source, target)
    assert [s for p in bitext.pairs for s in p.sources] == segments(source)
    assert " ".join(t for p in bitext.pairs for t in p.targets) == " ".join("".join(others).split())
    again, _ = lexical.compare(source, target)
    assert [s for p in again.pairs for s in p.sources] == segments(source)
    assert sorted(t for p in again.pairs for t in p.targets) == sorted(t for p in bitext.pairs for t in p.targets)


def test_lines_stay_as_they_are() -> None:
    lexical = load(replace(ALIGN, method="lexical"), lines=True)
    source = document("a", "یک وزیر آمد. او رفت.\n", "مجلس ایران رأی داد.\n")
    target = document("b", "A minister came. He left.\n", "The Iranian parliament voted.\n")
    bitext, _ = lexical.align(source, target)
    assert [(p.source, p.targets) for p in bitext.pairs] == [
        ("یک وزیر آمد. او رفت.\n", ("A minister came. He left.",)),
        ("مجلس ایران رأی داد.\n", ("The Iranian parliament voted.",)),
    ]


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_formats_take_what_has_one_side_only(lexical: Documents, format: str) -> None:
    bitext, summary = lexical.align(
        Document("a", (PERSIAN[8] + "\n", *PERSIAN[:2])), document("b", *ENGLISH[:2], "It rains in Oslo today.")
    )
    assert summary.untranslated and summary.added
    content = FORMATS[format].encode([bitext])
    assert content and ladder.render([bitext]).splitlines()[-1] == f"{summary.sources}\t{summary.targets}\t0.000"


def test_a_doubtful_pair_is_flagged(lexical: Documents) -> None:
    strict = replace(lexical, confidence=1.0)
    bitext, summary = strict.align(Document("a", PERSIAN[3:6]), document("b", *ENGLISH[3:6]))
    doubtful = [p for p in bitext.pairs if Flag.ALIGNMENT in p.flags]
    assert summary.doubtful == len(doubtful) > 0


LONG = "خبر بلند و دراز و بی‌پایان است. " * 900
BAD = [
    (
        "Hello there, this is English.",
        "سلام، این متن فارسی است.",
        "a: is not in Persian letters, and the other text is",
    ),
    ("سلام، این متن فارسی است.", "سلام، این متن فارسی است.", "b: says the same as the Persian side, letter by letter"),
    ("Hello there.", "Hello again.", "a: only 0% of its letters are Persian ones"),
    ("سلام، این متن فارسی است.", "این هم متن دیگری است.", "b: 100% of its letters are Persian or Arabic"),
    (LONG, "News.", "a: has 20,700 letters, b only 4"),
    ("خبر", "A long one. " * 200, "b: has 1,600 letters, a only 3"),
    ("۱۲۳ \U0001f642", "News.", "a: has no letters"),
    ("سلام، این متن فارسی است.", "123", "b: has no letters"),
]


@pytest.mark.parametrize(("source", "target", "message"), BAD)
def test_what_cannot_be_aligned(source: str, target: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check(document("a", source), document("b", target))


def test_what_cannot_be_loaded() -> None:
    with pytest.raises(UsageError, match="method magic is none of mt, lexical, length, embeddings"):
        replace(ALIGN, method="magic")
    with pytest.raises(ValueError, match="lexical needs kernels"):
        Aligner("lexical", [])
    with pytest.raises(ValueError, match="a side has no sentences"):
        Aligner("length", []).align(Sentences(["a"]), Sentences([]))
    with pytest.raises(ValueError, match="2 sentences with 1 numbers"):
        Sentences(["a", "b"], [0])
    assert METHODS[0] == ALIGN.method and ALIGN.least == anywhere.LEAST


def test_a_mark_alone_is_not_missed(lexical: Documents) -> None:
    lines = replace(lexical, lines=True)
    here = [PERSIAN[n].rstrip() + "\n" for n in (1, 2, 3)]
    there = [ENGLISH[n].rstrip() + "\n" for n in (1, 2, 3)]
    bitext, summary = lines.compare(document("a", *here), document("b", there[0], "”\n", *there[1:]))
    alone = [pair for pair in bitext.pairs if Flag.ALONE in pair.flags]
    assert alone and (summary.untranslated, summary.added) == ([], [])
    assert (summary.sources, summary.targets) == (3, 4)


@pytest.mark.parametrize(("pairs", "doubtful", "unlikely"), [(9, 4, False), (9, 5, True), (0, 0, False), (1, 1, True)])
def test_texts_that_hardly_belong_together(pairs: int, doubtful: int, unlikely: bool) -> None:
    assert Summary(9, 9, pairs, doubtful, [], []).unlikely is unlikely


def test_too_little_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of sentences that are all the same none has a place, and the band would grow to be all there is."""
    monkeypatch.setattr(band, "ALL", 1000)
    monkeypatch.setattr(band, "_FEWEST", 1000)
    lexical = load(replace(ALIGN, method="lexical"), lines=True)
    same = Document("a", ("باران بارید.\n",) * 1200), document("b", *["It rained.\n"] * 900)
    with pytest.raises(InputError, match="a: its texts have too little in common to be aligned in order.*--comparable"):
        lexical.align(*same)


def test_lengths_alone() -> None:
    bitext, summary = load(replace(ALIGN, method="length")).align(Document("a", PERSIAN), document("b", *ENGLISH))
    assert summary.pairs >= 14 and "aligned_by" not in bitext.provenance.settings
