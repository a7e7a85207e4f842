"""The time that outputs carry, and times that others wrote."""

import os
from datetime import UTC, datetime, timedelta

from tarjoman.errors import UsageError

EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: a time for all that is made
_AHEAD = timedelta(days=1)  # how far a clock may be wrong, and a day elsewhere be further on


def now() -> str:
    """ISO 8601, UTC, to the second; the time of SOURCE_DATE_EPOCH where that is set. Raises UsageError: it is none."""
    try:
        time = datetime.fromtimestamp(int(os.environ[EPOCH]), UTC)
    except KeyError:
        time = datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(EPOCH, f"no time ({error})", "Give it seconds since 1970, or unset it") from error
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def is_fixed() -> bool:
    """Whether what is made now is to be the same when it is made again."""
    return EPOCH in os.environ


def instant(time: str) -> datetime | None:
    """A time that somebody wrote, in ISO 8601, that can be compared with others: in UTC, as it is where no zone stands.

    None for what is none, and for one that is still to come: whoever wrote it had a wrong clock, and nobody could write
    later.
    """
    try:
        found = datetime.fromisoformat(time)
        found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return found if found <= datetime.now(UTC) + _AHEAD else None
