import math
from dataclasses import replace

import pytest

from builders import make_bitext
from tarjoman.bitext import Bitext, Flag, Origin, Pair
from tarjoman.document import Segment, Span
from tarjoman.review import Review, State


def test_every_flag_has_a_meaning() -> None:
    assert all(flag.meaning.endswith(".") for flag in Flag)


def test_a_pair_reads_as_its_parts_joined() -> None:
    segments = tuple(Segment("d", 0, i, text, Span(i * 3, i * 3 + 3)) for i, text in enumerate(["یک ", "دو "]))
    pair = Pair(segments, ("One.", "Two."))
    assert (pair.source, pair.target) == ("یک دو ", "One. Two.")


@pytest.mark.parametrize("pair", [((), ()), ((), (" a",)), ((), ("a\n",)), ((), ("",))])
def test_a_pair_that_cannot_be(pair: tuple[tuple[Segment, ...], tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match=r"needs a source|must have text"):
        Pair(*pair)


def test_what_a_person_took_away_is_a_pair() -> None:
    assert Pair((), (), review=Review(State.EDITED, "Added.")).target == ""


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**400])
@pytest.mark.parametrize("field", ["score", "confidence"])
def test_numbers_that_are_none(field: str, number: float) -> None:
    with pytest.raises(ValueError, match="must be numbers"):
        Pair((), ("a",), **{field: number})  # type: ignore[arg-type]


def test_flags_stand_once() -> None:
    with pytest.raises(ValueError, match="unique"):
        Pair((), ("a",), flags=(Flag.CUT, Flag.CUT))


class TestAccounting:
    """A bitext that does not hold every source segment once, in order, cannot be made."""

    bitext = make_bitext(("یک\n", "One."), ("دو\n", "Two."), ("سه\n", "Three."))

    @pytest.mark.parametrize("order", [(0, 1), (0, 2), (1, 2), (0, 1, 1, 2), (0, 2, 1), (), (0, 1, 2, 2)])
    def test_lost_doubled_or_moved(self, order: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match=r"missing, doubled|do not give"):
            replace(self.bitext, pairs=tuple(self.bitext.pairs[i] for i in order))

    def test_changed(self) -> None:
        segment = replace(self.bitext.pairs[1].sources[0], text="ده\n")
        pairs = (self.bitext.pairs[0], replace(self.bitext.pairs[1], sources=(segment,)), self.bitext.pairs[2])
        with pytest.raises(ValueError, match="segment 1 is not where its span says"):
            Bitext(self.bitext.document, pairs, self.bitext.provenance)

    @pytest.mark.parametrize("change", [{"doc_id": "other"}, {"paragraph": 0}, {"span": Span(1, 4)}])
    def test_elsewhere(self, change: dict[str, object]) -> None:
        segment = replace(self.bitext.pairs[2].sources[0], **change)  # type: ignore[arg-type]
        pairs = (*self.bitext.pairs[:2], replace(self.bitext.pairs[2], sources=(segment,)))
        with pytest.raises(ValueError, match="segment 2 is not where its span says"):
            replace(self.bitext, pairs=pairs)

    def test_target_without_source_is_allowed(self) -> None:
        extra = Pair((), ("An addition.",), origin=Origin.ALIGNED)
        assert len(replace(self.bitext, pairs=(*self.bitext.pairs, extra)).pairs) == 4
