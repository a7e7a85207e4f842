"""What several persons want, and where they disagree."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from builders import make_bitext
from tarjoman.align.revision.corrections import collect
from tarjoman.align.revision.reading import Reviewed
from tarjoman.bitext import Origin
from tarjoman.review import Review, State

File = Callable[..., Reviewed]
EDITED, ACCEPTED, FLAGGED, UNTOUCHED = State.EDITED, State.ACCEPTED, State.FLAGGED, State.UNTOUCHED
MON, TUE = "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z"
ONE = (EDITED, "One.", "Sara", MON)
TWO = (EDITED, "Two.", "Reza", TUE)


@pytest.mark.parametrize(
    ("some", "newest", "targets", "conflict", "passed"),
    [
        ([ONE], False, ["One."], [], (0, 0)),
        ([ONE, ONE], False, ["One."], [], (0, 0)),
        ([ONE, (EDITED, "One.", "Reza", TUE)], False, ["One."], [], (0, 0)),
        ([ONE, TWO], False, [], ["One.", "Two."], (0, 0)),
        ([TWO, ONE], False, [], ["Two.", "One."], (0, 0)),
        ([ONE, TWO], True, ["Two."], [], (0, 0)),
        ([TWO, ONE], True, ["Two."], [], (0, 0)),
        ([ONE, (EDITED, "Two.", "Reza", MON)], True, [], ["One.", "Two."], (0, 0)),
        ([ONE, (EDITED, "Two.", "Reza", "")], True, [], ["One.", "Two."], (0, 0)),
        ([ONE, (EDITED, "Two.", "Reza", "soon")], True, [], ["One.", "Two."], (0, 0)),
        ([ONE, (EDITED, "Two.", "Reza", "9999-01-01T00:00:00Z")], True, [], ["One.", "Two."], (0, 0)),
        # the same person, again: as they spoke last, where that is known
        ([ONE, (EDITED, "Two.", "Sara", TUE)], False, ["Two."], [], (1, 0)),
        ([(EDITED, "Two.", "Sara", TUE), ONE], False, ["Two."], [], (1, 0)),
        ([ONE, (EDITED, "Two.", "Sara", MON)], False, [], ["One.", "Two."], (0, 0)),
        ([ONE, (EDITED, "Two.", "Sara", "")], False, [], ["One.", "Two."], (0, 0)),
        ([(EDITED, "One.", "", MON), (EDITED, "Two.", "", TUE)], False, [], ["One.", "Two."], (0, 0)),
        ([ONE, (ACCEPTED, "", "Sara", TUE)], False, ["It rained."], [], (1, 0)),
        # an edit outweighs that somebody accepted it
        ([ONE, (ACCEPTED, "", "Reza", TUE)], False, ["One."], [], (0, 1)),
        ([(ACCEPTED, "", "Reza", TUE), ONE], True, ["One."], [], (0, 1)),
        ([(ACCEPTED, "", "Reza", TUE)], False, ["It rained."], [], (0, 0)),
        ([(FLAGGED, "", "Reza", TUE)], False, [], [], (0, 0)),
        ([(UNTOUCHED, "", "Reza", TUE)], False, [], [], (0, 0)),
    ],
)
def test_what_is_wanted_of_one_sentence(
    file: File,
    some: list[tuple[State, str, str, str]],
    newest: bool,
    targets: list[str],
    conflict: list[str],
    passed: tuple[int, int],
) -> None:
    wanted = collect([file(f"{n}.json", {0: said}) for n, said in enumerate(some)], prefer_newest=newest)
    assert [one.target for one in wanted.corrections] == targets
    assert [text for found in wanted.conflicts for _, text in found.texts] == conflict
    assert (wanted.earlier, wanted.outweighed) == passed
    assert all(found.why == "edited differently in several files" for found in wanted.conflicts)


def test_an_edit_of_an_edit_is_no_conflict(file: File) -> None:
    """The second person had the first one's text before them."""
    second = replace(machines_edited(), pairs=machines_edited().pairs)
    files = [file("a", {0: ONE}), file("b", {0: TWO}, bitext=second)]
    for some in (files, files[::-1]):
        wanted = collect(some)
        assert [one.target for one in wanted.corrections] == ["Two."] and not wanted.conflicts


def machines_edited():  # type: ignore[no-untyped-def]
    """The document as it was translated when the first person's edit was in the memory."""
    return make_bitext(("باران بارید.\n", "One."), ("برف بارید.\n", "It snowed."), ("باد وزید.\n", "Wind blew."))


def test_two_that_undo_each_other_are_a_conflict(file: File) -> None:
    back = (EDITED, "It rained.", "Reza", TUE)
    wanted = collect([file("a", {0: ONE}), file("b", {0: back}, bitext=machines_edited())])
    assert not wanted.corrections and len(wanted.conflicts) == 1


def test_one_sentence_in_two_places(file: File) -> None:
    twice = make_bitext(("باران بارید.\n", "It rained."), ("باران  باريد.\n", "It rained."))  # typed otherwise
    said = {0: ONE, 1: (EDITED, "Two.", "Sara", TUE)}
    (conflict,) = collect([file("a.json", said, bitext=twice)]).conflicts
    assert conflict.why == "edited differently in several places" and conflict.source == "باران بارید."
    assert conflict.texts == ((f"Sara, {MON}, a.json doc#0", "One."), (f"Sara, {TUE}, a.json doc#1", "Two."))
    assert len(collect([file("a.json", {0: ONE, 1: ONE}, bitext=twice)]).corrections) == 1


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("باران", "", "a side is empty"),
        ("rain", "Rain.", "no Persian letters in the source"),
        ("باران", "باران", "Persian letters in the target"),
        ("باران", "Ra\0in.", "control characters"),
        ("باران", "Ra\x1b[2Jin.", "control characters"),
        ("باران", "Ra\x9bin.", "control characters"),
        ("باران", "Ra\ufffein.", "control characters"),
        ("با\x07ران", "Rain.", "control characters"),
    ],
)
def test_what_cannot_be_kept_is_told(file: File, source: str, target: str, why: str) -> None:
    (pair,) = make_bitext((source, target)).pairs
    pair = replace(pair, review=Review(EDITED, "It."))
    found = Reviewed(file("a.json", {}).path, (replace(make_bitext((source, target)), pairs=(pair,)),))
    wanted = collect([found])
    assert wanted.refused == [("a.json doc#0", why)] and not wanted.corrections


def test_marks_of_direction_go(file: File) -> None:
    """Nobody sees them, and English needs none."""
    target = "\u202eRain\u202c \u2067fell\u2069\u200f.\u061c"
    wanted = collect([file("a.json", {0: (EDITED, target, "Sara", MON)})])
    assert [one.target for one in wanted.corrections] == ["Rain fell."] and not wanted.refused


@pytest.mark.parametrize(
    ("source", "several"), [("باران بارید.", False), ("باران بارید. برف هم بارید.", True), ("گفت: «آمد. رفت.»", False)]
)
def test_what_is_of_several_sentences(file: File, source: str, several: bool) -> None:
    (one,) = collect([file("a.json", {0: ONE}, bitext=make_bitext((source, "It rained.")))]).corrections
    assert one.is_of_several is several


def test_accepted_ones(file: File) -> None:
    said = (ACCEPTED, "", "Sara", MON)
    assert not collect([file("a", {0: said})], accepted=False).corrections
    (pair,) = make_bitext(("2026", "2026")).pairs
    copied = replace(make_bitext(("2026", "2026")), pairs=(replace(pair, origin=Origin.COPY),))
    wanted = collect([file("a", {0: said}, bitext=copied)])
    assert not wanted.corrections and not wanted.refused
