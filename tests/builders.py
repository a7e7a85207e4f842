"""Values that tests make again and again, and what they ask of time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tarjoman.bitext import Bitext, Flag, Pair, Provenance
from tarjoman.document import Document, Segment, Span


def make_bitext(
    *rows: tuple[str, str], title: str | None = None, flags: tuple[Flag, ...] = (), meta: dict[str, str] | None = None
) -> Bitext:
    """A bitext with a paragraph for each row: a source with its line end, and a target that may be empty."""
    document = Document("doc", tuple(source for source, _ in rows), title, meta or {})
    pairs = tuple(
        Pair(
            (Segment("doc", n, n, source, Span(0, len(source))),), (target,) * bool(target), source.strip(), -0.5, flags
        )
        for n, (source, target) in enumerate(rows)
    )
    return Bitext(document, pairs, Provenance("tarjoman 0", "m@1", "Apache-2.0", {"beam": "4"}, "2026-01-02T03:04:05Z"))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where what is done takes more time of the processor: far more than it needs, far less than if quadratic."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < seconds
