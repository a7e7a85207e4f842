"""What was translated before, in one SQLite file: a cache, and the journal with which a stopped batch goes on.

An answer of an engine is kept under all that decides it: the sentence as the engine was given it, the model and its
revision, and the settings of its decoding. Names are put right afterwards, so that a new name table asks for no new
answers.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tarjoman.errors import MemoryFileError
from tarjoman.files import display
from tarjoman.translate.engine import Engine, Hint, Hypothesis
from tarjoman.translate.model import Decoding, Model

_VERSION = 1  # of the tables below; `user_version` of the file
_APPLICATION = 0x7461726A  # "tarj": `application_id` of the file
_TABLES = """
CREATE TABLE answers (
    key BLOB PRIMARY KEY,      -- of `_key`
    sentence TEXT NOT NULL,    -- as the engine was given it
    model TEXT NOT NULL,       -- name and revision
    hypotheses TEXT NOT NULL,  -- JSON: [[text, score, tokens, truncated, links], ...], best first
    created TEXT NOT NULL      -- ISO 8601, UTC
) WITHOUT ROWID;
"""
_WAIT = 60.0  # seconds for another run that is writing
_TOGETHER = 500  # keys that are looked up at once; SQLite takes 999 values in any build
_COMMIT = 64  # answers written at once: what a crash can cost


@dataclass(frozen=True, slots=True)
class Stats:
    """What a memory holds. answers: how many. models: answers by model. bytes: of the file."""

    answers: int
    models: Mapping[str, int]
    bytes: int


class Memory:
    """A memory file, made where there is none. Several runs may use one at a time.

    Raises MemoryFileError: not a memory, of a newer version, damaged, or a place that cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            self._prepare()

    def _prepare(self) -> None:
        """Make the tables of a new file; look at those of another."""
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing that was committed
        with self._transaction():
            (version,) = self._base.execute("PRAGMA user_version").fetchone()
            (application,) = self._base.execute("PRAGMA application_id").fetchone()
            if not version and not self._base.execute("SELECT 1 FROM sqlite_master").fetchone():
                for statement in _TABLES.split(";")[:-1]:
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA application_id = {_APPLICATION}")
                self._base.execute(f"PRAGMA user_version = {_VERSION}")
            elif application != _APPLICATION:
                raise self._error("is a database of another program", "Name another file with --memory")
            elif version > _VERSION:
                raise self._error(f"is of version {version}, newer than {_VERSION}", "Use the tarjoman that made it")

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
        found: dict[bytes, list[Hypothesis]] = {}
        with self._told():
            for start in range(0, len(keys), _TOGETHER):
                some = keys[start : start + _TOGETHER]
                marks = ",".join("?" * len(some))
                rows = self._base.execute(f"SELECT key, hypotheses FROM answers WHERE key IN ({marks})", some)  # noqa: S608
                found |= {key: [_hypothesis(row) for row in json.loads(text)] for key, text in rows}
        return found

    def remember(self, model: Model, answers: Iterable[tuple[bytes, str, Sequence[Hypothesis]]]) -> None:
        """Keep answers: key, sentence, hypotheses. What is there already stays."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        rows = [
            (key, sentence, model.id, json.dumps([_row(h) for h in hypotheses], ensure_ascii=False), now)
            for key, sentence, hypotheses in answers
        ]
        with self._told(), self._transaction():
            self._base.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?)", rows)

    def stats(self) -> Stats:
        """What it holds."""
        with self._told():
            models = dict(self._base.execute("SELECT model, count(*) FROM answers GROUP BY model ORDER BY model"))
            size = self.path.stat().st_size
        return Stats(sum(models.values()), models, size)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong, as an error that says what to do."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise self._error(f"cannot be used ({error})", "Name another file with --memory, or go without") from error

    def _error(self, problem: str, advice: str) -> MemoryFileError:
        return MemoryFileError(display(self.path), problem, advice)


class RememberingEngine:
    """An engine that is not asked for what a memory has, nor twice for one sentence, and whose answers are kept."""

    def __init__(self, engine: Engine, memory: Memory) -> None:
        self._engine, self._memory = engine, memory
        self.model = engine.model
        self.settings, self.heeds = engine.settings, engine.heeds

    def size(self, sentence: str) -> int:
        """Of the engine."""
        return self._engine.size(sentence)

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """First what the memory has, in order; then as the engine has it ready."""
        hints = hints if self.heeds else ()
        places: dict[bytes, list[int]] = {}
        for index, sentence in enumerate(sentences):
            key = self._key(sentence, number, decoding or self.model.decoding, hints[index] if hints else None)
            places.setdefault(key, []).append(index)
        known = self._memory.answers(list(places))
        for key, hypotheses in known.items():
            yield from ((index, hypotheses) for index in places[key])
        new = [key for key in places if key not in known]
        if not new:
            return
        first = [places[key][0] for key in new]
        answers = self._engine.translate(
            [sentences[index] for index in first],
            number,
            decoding=decoding,
            hints=[hints[index] for index in first] if hints else (),
        )
        waiting: list[tuple[bytes, str, Sequence[Hypothesis]]] = []
        try:
            for index, hypotheses in answers:
                waiting.append((new[index], sentences[first[index]], hypotheses))
                if len(waiting) >= _COMMIT:
                    self._memory.remember(self.model, waiting)
                    waiting = []
                yield from ((place, hypotheses) for place in places[new[index]])
        finally:
            if waiting:
                self._memory.remember(self.model, waiting)

    def _key(self, sentence: str, number: int, decoding: Decoding, hint: Hint | None) -> bytes:
        """A hash of all that decides an answer (SHA-256, 32 bytes)."""
        decides = [sentence, self.model.id, asdict(decoding), sorted(self.settings.items()), number]
        decides += [asdict(hint)] if hint else []
        return hashlib.sha256(json.dumps(decides, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()


def _row(h: Hypothesis) -> list[object]:
    return [h.text, h.score, h.tokens, h.truncated, h.links]


def _hypothesis(row: Sequence[Any]) -> Hypothesis:
    text, score, tokens, truncated, links = row
    return Hypothesis(text, score, tokens, truncated, tuple((source, target) for source, target in links))
