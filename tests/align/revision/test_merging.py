"""Several persons' files as one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_bitext
from tarjoman.align.formats.reviews import Renamed
from tarjoman.align.revision.merging import merge
from tarjoman.align.revision.reading import Reviewed
from tarjoman.bitext import Bitext, Name, NameStatus, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError, UsageError
from tarjoman.review import Category, Error, Review, Severity, State

File = Callable[..., Reviewed]
EDITED, ACCEPTED, FLAGGED, UNTOUCHED = State.EDITED, State.ACCEPTED, State.FLAGGED, State.UNTOUCHED
MON, TUE = "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"
ONE, TWO = (EDITED, "One.", "Sara", MON), (EDITED, "Two.", "Reza", TUE)
ACCEPT, FLAG = (ACCEPTED, "", "Reza", TUE), (FLAGGED, "", "Reza", TUE)
ERRORS = tuple(Error(category, Severity.MINOR) for category in (Category.STYLE, Category.NAME))
SOURCE = ("باران بارید.\n", "It rained.")


@pytest.mark.parametrize(
    ("some", "prefer", "state", "target", "reviewer", "conflict"),
    [
        ([ONE], "", EDITED, "One.", "Sara", []),
        ([ONE, ONE], "", EDITED, "One.", "Sara", []),
        ([ONE, (EDITED, "One.", "Reza", TUE)], "", EDITED, "One.", "Reza, Sara", []),
        ([ONE, ACCEPT], "", EDITED, "One.", "Reza, Sara", []),
        ([ONE, FLAG], "", EDITED, "One.", "Reza, Sara", []),
        ([(ACCEPTED, "", "Sara", MON), FLAG], "", FLAGGED, "It rained.", "Reza, Sara", []),
        ([ONE, (EDITED, "Two.", "Sara", TUE)], "", EDITED, "Two.", "Sara", []),
        ([ONE, (FLAGGED, "", "Sara", TUE)], "", FLAGGED, "It rained.", "Sara", []),
        ([ONE, TWO], "", FLAGGED, "It rained.", "Reza, Sara", ["Two.", "One."]),
        ([ONE, TWO], "newest", EDITED, "Two.", "Reza, Sara", []),
        ([ONE, TWO], "first", EDITED, "One.", "Reza, Sara", []),
        ([TWO, ONE], "first", EDITED, "Two.", "Reza, Sara", []),
        ([ONE, TWO], "Sara", EDITED, "One.", "Reza, Sara", []),
        ([ONE, TWO], "sara", EDITED, "One.", "Reza, Sara", []),
        ([ONE, TWO, (FLAGGED, "", "Omid", TUE)], "Omid", FLAGGED, "It rained.", "Omid, Reza, Sara", ["Two.", "One."]),
        ([ONE, (EDITED, "", "Reza", TUE)], "", FLAGGED, "It rained.", "Reza, Sara", ["", "One."]),
        ([ONE, (EDITED, "Two.", "", TUE)], "newest", EDITED, "Two.", "Sara, somebody", []),
        (
            [ONE, (EDITED, "Two.", "Reza", "9999-01-01T00:00:00Z")],
            "newest",
            FLAGGED,
            "It rained.",
            "Reza, Sara",
            ["Two.", "One."],
        ),
        ([ONE, (EDITED, "Two.", "Reza", MON)], "newest", FLAGGED, "It rained.", "Reza, Sara", ["Two.", "One."]),
        ([ONE, (EDITED, "Two.", "Reza", "")], "newest", FLAGGED, "It rained.", "Reza, Sara", ["Two.", "One."]),
        ([ONE, (EDITED, "Two.", "Sara", MON)], "", FLAGGED, "It rained.", "Sara", ["One.", "Two."]),
        ([ONE, (EDITED, "Two.", "Sara", "")], "", FLAGGED, "It rained.", "Sara", ["One.", "Two."]),
    ],
)
def test_one_sentence(
    file: File,
    some: list[tuple[State, str, str, str]],
    prefer: str,
    state: State,
    target: str,
    reviewer: str,
    conflict: list[str],
) -> None:
    merged = merge([file(f"{n}", {0: said}) for n, said in enumerate(some)], prefer)
    pair = merged.bitexts[0].pairs[0]
    assert pair.review is not None and pair.target == target
    assert (pair.review.state, pair.review.machine, pair.review.reviewer) == (state, "It rained.", reviewer)
    assert [text for found in merged.conflicts for _, text in found.texts] == conflict
    assert pair.origin is (Origin.REVIEWED if state is EDITED else Origin.MACHINE)
    if conflict:
        assert all((text or "(nothing)") in pair.review.comment.splitlines()[n] for n, text in enumerate(conflict))
        assert merged.conflicts[0].why == "doc#0: edited differently"


def made(*reviews: Review) -> list[Reviewed]:
    bitext = make_bitext(SOURCE)
    (pair,) = bitext.pairs
    some = [replace(pair, review=review) for review in reviews]
    return [Reviewed(Path(str(n)), (replace(bitext, pairs=(pair,)),)) for n, pair in enumerate(some)]


@pytest.mark.parametrize(
    ("said", "comment"),
    [
        ([("Sara", "Why?")], "Why?"),
        ([("Sara", "Why?"), ("Reza", "")], "Why?"),
        ([("Sara", "Why?"), ("Reza", "So.\nYes.")], "Reza: So.\nYes.\nSara: Why?"),
        ([("", "Why?"), ("", "So.")], "So.\nWhy?"),
        ([("", "no"), ("Sara", "not so")], "no\nSara: not so"),
        ([("Reza, Sara", "Reza: So.\nSara: Why?"), ("Sara", "Why?")], "Reza: So.\nSara: Why?"),
    ],
)
def test_comments_are_joined(said: list[tuple[str, str]], comment: str) -> None:
    files = made(*(Review(FLAGGED, "It rained.", text, (), who, MON) for who, text in said))
    for some in (files, files[::-1], [*files, *files]):
        (pair,) = merge(some).bitexts[0].pairs
        assert pair.review is not None and pair.review.comment == comment


def test_errors_are_united() -> None:
    files = made(
        *(Review(FLAGGED, "It rained.", "", errors, who) for errors, who in ((ERRORS, "a"), (ERRORS[:1], "b")))
    )
    (pair,) = merge(files).bitexts[0].pairs
    assert pair.review is not None and pair.review.errors == tuple(reversed(ERRORS))


def test_when_nobody_has_the_machines_text(file: File) -> None:
    """It is in every review: with its name in its place."""
    bitext = make_bitext(SOURCE)
    (pair,) = bitext.pairs
    name = Name(Span(0, 5), Span(3, 9), "rained", NameStatus.MATCHED, "t")
    edits = [
        replace(pair, targets=(text,), names=(replace(name, target=Span(*place)),), origin=Origin.REVIEWED,
                review=Review(EDITED, "It rained.", reviewer=text))
        for text, place in (("So rained.", (3, 9)), ("rained.", (0, 6)))
    ]  # fmt: skip
    files = [Reviewed(Path(str(n)), (replace(bitext, pairs=(edit,)),)) for n, edit in enumerate(edits)]
    (found,) = merge(files).bitexts[0].pairs
    assert found.targets == ("It rained.",) and found.names == (name,) and found.origin is Origin.MACHINE


def test_what_was_added_stays(file: File) -> None:
    bitext = make_bitext(SOURCE)
    added = [Pair((), (text,), origin=Origin.ALIGNED, review=Review(EDITED, "")) for text in ("One.", "Two.")]
    files = [Reviewed(Path(str(n)), (replace(bitext, pairs=(*bitext.pairs, pair)),)) for n, pair in enumerate(added)]
    found = merge(files).bitexts[0].pairs[1]
    assert (
        found.target == "One."
        and found.review is not None
        and found.review.comment == "somebody wants: One.\nsomebody wants: Two."
    )


def test_other_documents_stand_beside_each_other(file: File) -> None:
    merged = merge([file("a", {0: ONE}), Reviewed(Path("b"), (one_of("b"),))])
    assert [bitext.document.id for bitext in merged.bitexts] == ["doc", "b"]


def test_what_was_left_open_stays_so_when_it_is_merged_again(file: File) -> None:
    """As if all had been merged at once, whoever is nameless; until somebody decides who knows of it."""
    anybody = file("c", {0: (EDITED, "Three.", "", TUE)})
    open = Reviewed(Path("ab"), tuple(merge([file("a", {0: ONE}), file("b", {0: TWO})]).bitexts))
    for some in ([open, anybody], [anybody, open]):
        merged = merge(some)
        (conflict,) = merged.conflicts
        assert merged.bitexts == merge([file("a", {0: ONE}), file("b", {0: TWO}), anybody]).bitexts
        assert conflict.texts == (("c", "Three."), ("Reza, ab", "Two."), ("Sara, ab", "One."))
    assert merge([open, file("a", {0: ONE})]).bitexts == list(open.bitexts)
    pair = open.bitexts[0].pairs[0]
    assert pair.review and pair.review.comment == "Reza wants: Two.\nSara wants: One."
    decided = replace(pair, targets=("Three.",), review=replace(pair.review, state=EDITED, reviewer="Omid"))
    again = Reviewed(Path("d"), (replace(open.bitexts[0], pairs=(decided, *open.bitexts[0].pairs[1:])),))
    for some in ([open, again], [again, open]):
        merged = merge(some)
        assert not merged.conflicts and merged.bitexts[0].pairs[0].target == "Three."


def test_a_text_of_nobody_is_called_by_its_file(file: File) -> None:
    files = [file("a.xlsx", {0: (EDITED, "One.", "", "")}), file("b.xlsx", {0: (EDITED, "", "", "")})]
    (conflict,) = merge(files).conflicts
    assert conflict.texts == (("b.xlsx", ""), ("a.xlsx", "One."))


@pytest.mark.parametrize(
    ("prefer", "english", "texts"),
    [
        ("", ["Baran"], ["Mehdi", "Mahdi"]),
        ("newest", ["Baran"], ["Mehdi", "Mahdi"]),
        ("first", ["Mehdi", "Baran"], []),
        ("reza", ["Mahdi", "Baran"], []),
        ("Sara", ["Mehdi", "Baran"], []),
    ],
)
def test_names_of_several(file: File, prefer: str, english: list[str], texts: list[str]) -> None:
    """Those that two want otherwise are no name of both."""
    one = file("a", {0: ONE}, Renamed("مهدی", "Mehdi"), Renamed("باران", "Baran"))
    two = file("b", {0: TWO}, Renamed("مهدي", "Mahdi"), Renamed("باران", "Baran"))
    merged = merge([one, two], prefer)
    assert [name.en for name in merged.names] == english
    found = [c for c in merged.conflicts if c.why == "a name spelt in different ways"]
    assert [text for conflict in found for _, text in conflict.texts] == texts


def test_somebody_who_reviewed_nothing_cannot_be_preferred(file: File) -> None:
    with pytest.raises(UsageError, match="--prefer: 'Omid' reviewed nothing .* Name one of newest, first, Reza, Sara"):
        merge([file("a", {0: ONE}), file("b", {0: TWO})], "Omid")


def one_of(id: str) -> Bitext:
    document = Document(id, ("برف",))
    pair = Pair((Segment(id, 0, 0, "برف", Span(0, 3)),), ("Snow.",))
    return Bitext(document, (pair,), Provenance("", "", ""))


def test_files_of_other_translations(file: File) -> None:
    with pytest.raises(InputError, match=r"b: the sentences of doc are not those of it in a\."):
        merge([file("a", {0: ONE}), file("b", {0: ONE}, bitext=make_bitext(SOURCE))])


errors = st.lists(st.builds(Error, st.sampled_from(Category), st.sampled_from(Severity)), max_size=2, unique=True)
said = st.builds(
    lambda state, target, comment, found, who, time: (
        target,
        Review(state, "It rained.", comment, tuple(found), who, time),
    ),
    st.sampled_from(State),
    st.sampled_from(["One.", "Two.", "سه."]),
    st.sampled_from(["", "Why?", "So.\nNo.", "Why"]),
    errors,
    st.sampled_from(["", "Sara", "Reza"]),
    st.sampled_from(["", MON, TUE]),
)


def versions(some: list[tuple[str, Review]]) -> list[Reviewed]:
    """A file for each."""
    bitext = make_bitext(SOURCE)
    (pair,) = bitext.pairs
    files = []
    for n, (target, review) in enumerate(some):
        edit = {"targets": (target,), "origin": Origin.REVIEWED} if review.state is EDITED else {}
        one = replace(pair, review=None if review.is_blank else review, **edit)
        files.append(Reviewed(Path(str(n)), (replace(bitext, pairs=(one,)),)))
    return files


@given(st.lists(said, min_size=1, max_size=4), st.randoms(), st.sampled_from(["", "newest", "Sara"]))
def test_order_does_not_matter(some: list[tuple[str, Review]], random: object, prefer: str) -> None:
    files = versions([*some, ("", Review(FLAGGED, reviewer="Sara"))])
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled, prefer) == merge(files, prefer)


@given(st.lists(said, min_size=1, max_size=4))
def test_merged_with_itself_it_is_itself(some: list[tuple[str, Review]]) -> None:
    """One file, and one that was merged before, also together with what it was made of where nothing disagreed."""
    (first, *_) = files = versions(some)
    assert merge([first, first]).bitexts == list(first.bitexts)
    merged = merge(files)
    again = Reviewed(Path("again"), tuple(merged.bitexts))
    assert merge([again, again]).bitexts == merged.bitexts
    assert merge([again]).conflicts == []


@given(st.lists(said, min_size=1, max_size=4))
def test_nothing_that_was_said_is_lost(some: list[tuple[str, Review]]) -> None:
    """Of persons without a name, or at no known time, whom nobody can have spoken after."""
    some = [(target, replace(review, time="")) for target, review in some]
    (pair,) = merge(versions(some)).bitexts[0].pairs
    review = pair.review or Review()
    for target, one in some:
        assert all(line in review.comment for line in one.comment.splitlines())
        assert set(one.errors) <= set(review.errors) and (one.is_blank or one.reviewer in review.reviewer)
        assert one.state is not EDITED or target in (pair.target + review.comment)
