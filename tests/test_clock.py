"""The time that outputs carry."""

import re

import pytest

from builders import in_zone
from tarjoman import clock
from tarjoman.errors import UsageError


def test_now() -> None:
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", clock.now()) and not clock.is_fixed()


def test_it_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert clock.now() == "2023-11-14T22:13:20Z" and clock.is_fixed()


@pytest.mark.parametrize("time", ["now", "", "99999999999999999"])
def test_a_time_that_is_none(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH: no time .* Give it seconds since 1970, or unset it"):
        clock.now()


@pytest.mark.parametrize(
    ("time", "found"),
    [
        ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02T03:04:05+03:30", "2026-01-01T23:34:05+00:00"),
        ("2026-01-02T03:04:05", "2026-01-02T03:04:05+00:00"),
        ("2026-01-02", "2026-01-02T00:00:00+00:00"),
        ("9999-12-31T00:00:00Z", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("soon", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tehran"])
def test_times_of_others(zone: str, time: str, found: str | None) -> None:
    """Wherever this machine is."""
    with in_zone(zone):
        instant = clock.instant(time)
    assert (instant and instant.isoformat()) == found
