"""What was translated before, in one SQLite file: cache, journal and translation memory in one.

answers     what an engine said of a sentence: a stopped run goes on with them, and nothing is decoded twice
documents   what became of a whole document: it need not even be read again
edits       what a person wrote for a sentence: it outranks every machine
"""

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from tarjoman.errors import MemoryFileError
from tarjoman.files import display
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.model import Model

_APPLICATION = 0x7461726A  # "tarj": `application_id` of the file
# What makes a file of each version out of one of the version before; `user_version` of the file counts them.
_STEPS = (
    """
    CREATE TABLE answers (
        key BLOB PRIMARY KEY,      -- of all that decides it: `RememberingEngine`
        sentence TEXT NOT NULL,    -- as the engine was given it
        model TEXT NOT NULL,       -- name and revision
        hypotheses TEXT NOT NULL,  -- JSON: [[text, score, tokens, truncated, links], ...], best first
        created TEXT NOT NULL      -- ISO 8601, UTC
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE documents (
        key BLOB PRIMARY KEY,      -- of all that decides it: `Finished`
        edition INTEGER NOT NULL,  -- the newest edit there was
        content BLOB NOT NULL,     -- JSON, packed by zlib: `Finished`
        created TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE edits (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,  -- `edit_key` of the source
        source TEXT NOT NULL,
        target TEXT NOT NULL,      -- '' where it was taken back
        created TEXT NOT NULL
    )
    """,
    "ALTER TABLE edits ADD COLUMN reviewer TEXT NOT NULL DEFAULT ''",
)
_WAIT = 60.0  # seconds for another run that is writing
_TOGETHER = 500  # keys that are looked up at once; SQLite takes 999 values in any build


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wrote for a sentence.

    source: raw, stripped. target: not empty. created: ISO 8601, UTC. reviewer: who it was; "" where that is not known.
    """

    source: str
    target: str
    created: str = ""
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Stats:
    """What a memory holds: how many of each kind. models: answers by model. bytes: of the file."""

    answers: int
    documents: int
    edits: int
    models: Mapping[str, int]
    bytes: int


class Memory:
    """A memory file, made where there is none. Several runs, and several threads of one, may use it at a time.

    writable: False opens one that is there, which may lie where nothing can be written, to look into it.

    Raises MemoryFileError: not a memory, of a newer version, damaged, or a place that cannot be written.
    """

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self.path = path
        self._lock = RLock()
        with self._told():
            if writable:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._base = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
                self._prepare()
            else:
                how = "mode=ro" if os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"
                self._base = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", timeout=_WAIT, uri=True)
                self._check()

    def _prepare(self) -> None:
        """Make the tables of a new file; look at those of another, before anything is changed there."""
        self._check(new=True)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing that was committed
        with self._transaction():
            version = self._check(new=True)
            for statement in ";".join(_STEPS[version:]).split(";"):
                self._base.execute(statement)
            self._base.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._base.execute(f"PRAGMA user_version = {len(_STEPS)}")

    def _check(self, *, new: bool = False) -> int:
        """The version of the file; 0 for a new one where that is right. Raises MemoryFileError."""
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        (application,) = self._base.execute("PRAGMA application_id").fetchone()
        is_new = not version and not self._base.execute("SELECT 1 FROM sqlite_master").fetchone()
        if application != _APPLICATION and not (new and is_new):
            raise self._error("is a database of another program", "Name another file with --memory")
        if version > len(_STEPS):
            raise self._error(f"is of version {version}, newer than {len(_STEPS)}", "Use the tarjoman that made it")
        if version < len(_STEPS) and not new:
            raise self._error(f"is of version {version}, older than {len(_STEPS)}", "Translate something with it first")
        return int(version)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __del__(self) -> None:
        if hasattr(self, "_base"):
            self._base.close()

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def answers(self, keys: Sequence[bytes]) -> dict[bytes, list[Hypothesis]]:
        """The hypotheses under some keys, those that there are."""
        found = self._under(keys, "SELECT key, hypotheses FROM answers WHERE key IN")
        with self._told():
            return {key: [_hypothesis(row) for row in json.loads(text)] for key, text in found}

    def _under(self, keys: Sequence[bytes] | Sequence[str], select: str) -> list[tuple[Any, ...]]:
        """The rows of a selection that have some keys."""
        found: list[tuple[Any, ...]] = []
        with self._told():
            for start in range(0, len(keys), _TOGETHER):
                some = keys[start : start + _TOGETHER]
                found += self._base.execute(f"{select} ({','.join('?' * len(some))})", some)
        return found

    def remember(self, model: Model, answers: Iterable[tuple[bytes, str, Sequence[Hypothesis]]]) -> None:
        """Keep answers: key, sentence, hypotheses. What is there already stays."""
        rows = [
            (key, sentence, model.id, json.dumps([_row(h) for h in hypotheses], ensure_ascii=False), _now())
            for key, sentence, hypotheses in answers
        ]
        with self._told(), self._transaction():
            self._base.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?)", rows)

    def documents(self) -> Iterator[Any]:
        """The contents of all documents, oldest first."""
        with self._told():
            for (packed,) in self._base.execute("SELECT content FROM documents ORDER BY created, key"):
                yield json.loads(zlib.decompress(packed))

    def document(self, key: bytes) -> tuple[int, Any] | None:
        """What was kept of a document: the edition then, and its content."""
        with self._told():
            row = self._base.execute("SELECT edition, content FROM documents WHERE key = ?", (key,)).fetchone()
            return row and (row[0], json.loads(zlib.decompress(row[1])))

    def keep(self, key: bytes, content: object, edition: int) -> None:
        """Keep a document's content, JSON, and the edition of the edits that it was made by."""
        packed = zlib.compress(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)
        with self._told(), self._transaction():
            self._base.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", (key, edition, packed, _now()))

    @property
    def edition(self) -> int:
        """The number of the newest edit, 0 where there are none: it grows with each."""
        with self._told():
            (number,) = self._base.execute("SELECT max(number) FROM edits").fetchone()
        return number or 0

    def edit(self, edits: Iterable[tuple[str, Edit]]) -> int:
        """Keep edits by their `edit_key`: a later one of a sentence takes the place of an earlier one. How many."""
        return self.decide(lambda: edits)

    def decide(self, edits: Callable[[], Iterable[tuple[str, Edit]]]) -> int:
        """Keep edits that come out when the memory is looked into, as `edit` does; no other run writes meanwhile."""
        with self._told(), self._transaction():
            rows = [(key, e.source, e.target, e.created or _now(), e.reviewer) for key, e in edits()]
            self._base.executemany(
                "INSERT OR REPLACE INTO edits (key, source, target, created, reviewer) VALUES (?, ?, ?, ?, ?)", rows
            )
        return len(rows)

    def edited(self, keys: Sequence[str]) -> dict[str, Edit]:
        """The edits of sentences, by their `edit_key`."""
        found = self._under(
            keys, "SELECT key, source, target, created, reviewer FROM edits WHERE target != '' AND key IN"
        )
        return {key: Edit(*edit) for key, *edit in found}

    def remove(self, keys: Sequence[str]) -> int:
        """Take back edits by their `edit_key`; how many there were. What is taken back is a change, as an edit is."""
        there = self.edited(keys)
        with self._told(), self._transaction():
            self._base.executemany(
                "INSERT OR REPLACE INTO edits (key, source, target, created) VALUES (?, '', '', ?)",
                [(key, _now()) for key in there],
            )
        return len(there)

    def edits(self) -> dict[str, Edit]:
        """All edits, oldest first, by their `edit_key`."""
        with self._told():
            rows = self._base.execute(
                "SELECT key, source, target, created, reviewer FROM edits WHERE target != '' ORDER BY number"
            ).fetchall()
        return {key: Edit(*edit) for key, *edit in rows}

    def changed(self, since: int) -> frozenset[str]:
        """The `edit_key` of every sentence that was edited after an edition, or whose edit was taken back."""
        with self._told():
            return frozenset(key for (key,) in self._base.execute("SELECT key FROM edits WHERE number > ?", (since,)))

    def forget(self, before: str) -> int:
        """Take out the answers and documents made before a time (ISO 8601, UTC), and give their room back. How many."""
        with self._told():
            with self._transaction():
                gone = [
                    self._base.execute(f"DELETE FROM {table} WHERE created < ?", (before,)).rowcount  # noqa: S608
                    for table in ("answers", "documents")
                ]
            self._base.execute("VACUUM")
        return sum(gone)

    def stats(self) -> Stats:
        """What it holds."""
        with self._told():
            documents, edits = (
                self._base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                for table in ("documents", "edits WHERE target != ''")
            )
            models = dict(self._base.execute("SELECT model, count(*) FROM answers GROUP BY model ORDER BY model"))
            size = self.path.stat().st_size
        return Stats(sum(models.values()), documents, edits, models, size)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._base.in_transaction:  # a full disk ends it by itself
                self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong, as an error that says what to do; one thread at a time."""
        try:
            with self._lock:
                yield
        except (sqlite3.Error, zlib.error, OSError, ValueError, TypeError) as error:
            raise self._error(f"cannot be used ({error})", "Name another file with --memory, or go without") from error

    def _error(self, problem: str, advice: str) -> MemoryFileError:
        return MemoryFileError(display(self.path), problem, advice)


def digest(decides: object) -> bytes:
    """The key of all that decides something, JSON (SHA-256, 32 bytes)."""
    return hashlib.sha256(json.dumps(decides, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _row(h: Hypothesis) -> list[object]:
    return [h.text, h.score, h.tokens, h.truncated, h.links]


def _hypothesis(row: Sequence[Any]) -> Hypothesis:
    """The hypothesis of a row. Raises ValueError or TypeError: of another shape."""
    text, score, tokens, truncated, links = row
    if not isinstance(text, str) or not isinstance(tokens, int) or not isinstance(score, int | float | None):
        raise TypeError(f"an answer of {text!r}, {score!r}, {tokens!r}")
    return Hypothesis(text, score, tokens, truncated, tuple((source, target) for source, target in links))
