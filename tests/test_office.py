from datetime import datetime

import pytest

from tarjoman.office import holdable, moment


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("می\u200cرود\t😀\n", "می\u200cرود\t😀\n"),
        ("a\r\nb\rc\x0bd\x0ce", "a\nb\nc\nd\ne"),
        ("\x00\x1b\ufffe\ud800", "\ufffd" * 4),
    ],
)
def test_what_xml_can_hold(text: str, held: str) -> None:
    assert holdable(text) == held


@pytest.mark.parametrize(
    ("created", "found"),
    [
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5)),
        ("2026-01-02T03:04:05.6+03:30", datetime(2026, 1, 1, 23, 34, 5)),
        ("2026-01-02", datetime(2026, 1, 2)),
        ("1970-01-01T00:00:00Z", datetime(1980, 1, 1)),
        ("", datetime(1980, 1, 1)),
        ("دیروز", datetime(1980, 1, 1)),
    ],
)
def test_the_time_of_a_package(created: str, found: datetime) -> None:
    assert moment(created) == found
