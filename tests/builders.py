"""Values that tests make again and again, and what they ask of time."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tarjoman.bitext import Bitext, Flag, Pair, Provenance
from tarjoman.config import DEFAULT
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError
from tarjoman.translate.readers import READERS
from tarjoman.translate.readers.opened import Opened


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


def read_all(format: str, raw: bytes | str, *, lines: bool = False, **settings: object) -> list[Document | str]:
    """What a reader makes of a file `f`: documents, and in their places the messages of what could not be read."""
    stream = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    config = replace(DEFAULT, **settings)  # type: ignore[arg-type]
    found: list[Document | str] = []
    try:
        for one in READERS[format].read(Opened("f", "f", stream, config, lines)):
            found.append(str(one) if isinstance(one, InputError) else one)
    except InputError as error:
        found.append(str(error))
    return found


def read_one(format: str, raw: bytes | str, **settings: object) -> Document:
    """The one document that a reader makes of a file."""
    (document,) = read_all(format, raw, **settings)  # type: ignore[arg-type]
    assert isinstance(document, Document), document
    return document


@contextmanager
def in_zone(zone: str) -> Iterator[None]:
    """Let the machine stand in a zone of time."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            yield
    finally:
        time.tzset()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where what is done takes more time of the processor: far more than it needs, far less than if quadratic."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < seconds
