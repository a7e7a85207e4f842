"""The time that outputs carry."""

import os
from datetime import UTC, datetime

from tarjoman.errors import UsageError

EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: a time for all that is made


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
