"""Where names are after an edit."""

import pytest

from tarjoman.align.names import find_again
from tarjoman.bitext import Name, NameStatus
from tarjoman.document import Span

HERE = Span(0, 3)


@pytest.mark.parametrize(
    ("name", "target", "before", "place", "status"),
    [
        (Name(HERE, Span(0, 4), "Iran", NameStatus.MATCHED, "t"), "Iran won.", "Iran.", (0, 4), "matched"),
        (Name(HERE, Span(0, 4), "Iran", NameStatus.REPAIRED, "t"), "So Iran won.", "Iran.", (3, 7), "repaired"),
        (Name(HERE, Span(0, 7), "Iran", NameStatus.MATCHED, "t"), "An Iranian.", "Iranian.", (3, 10), "matched"),
        (Name(HERE, Span(0, 4), "Iran", NameStatus.MATCHED, "t"), "Iranian.", "Iran.", None, "missing"),
        (Name(HERE, None, "Iran", NameStatus.MISSING, "t"), "Iran's.", "It.", (0, 4), "matched"),
        (Name(HERE, None, "Iran", NameStatus.MISSING), "Iran.", "It.", (0, 4), "unknown"),
        (Name(HERE, None, "Iran", NameStatus.MISSING), "It.", "It.", None, "missing"),
        (Name(HERE, Span(50, 60), "Iran", NameStatus.MATCHED, "t"), "It.", "It.", None, "missing"),
        (Name(HERE, Span(0, 2), "C.", NameStatus.MATCHED, "t"), "Cx C. (D", "C.", (3, 5), "matched"),
    ],
)
def test_a_name(name: Name, target: str, before: str, place: tuple[int, int] | None, status: str) -> None:
    (found,) = find_again([name], target, before)
    assert (found.target, str(found.status)) == (place, status)


def test_each_mention_has_a_place_of_its_own() -> None:
    names = [Name(HERE, Span(0, 4), "Iran", NameStatus.MATCHED, "t")] * 3
    places = [name.target for name in find_again(names, "Iran and Iran.", "Iran.")]
    assert places == [(0, 4), (9, 13), None]
