import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tarjoman.errors import MemoryFileError
from tarjoman.translate.engine import Hypothesis
from tarjoman.translate.memory import Edit, Memory, RememberingEngine
from tarjoman.translate.model import Model, Tokens


class Counting:
    """An engine that says a sentence backwards, and counts what it is asked."""

    heeds, exact = False, True

    def __init__(self, **settings: str) -> None:
        self.model = replace(Model.find("fa-en"), name="counting")
        self.settings = settings
        self.asked: list[str] = []
        self.calls: list[int] = []

    def size(self, sentence: str) -> int:
        return len(sentence)

    def translate(
        self, sentences: Sequence[str], number: int = 1, **_: object
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        self.calls.append(len(sentences))
        for index, sentence in reversed(list(enumerate(sentences))):
            self.asked.append(sentence)
            text = sentence[::-1]
            yield index, [Hypothesis(f"{text} {n}", -0.5 - n, 3, n > 0, ((0, 1), (2, 0))) for n in range(number)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "memory.sqlite"


def test_a_sentence_is_asked_for_once(path: Path) -> None:
    with Memory(path) as memory:
        engine = Counting(beam="4")
        first = dict(RememberingEngine(engine, memory).translate(["ab", "cd", "ab"]))
        assert sorted(engine.asked) == ["ab", "cd"] and first[0] == first[2] and sorted(first) == [0, 1, 2]
    with Memory(path) as memory:
        again = Counting(beam="4")
        found = RememberingEngine(again, memory)
        assert dict(found.translate(["ab", "cd", "ab"])) == first and again.asked == []
        assert dict(found.translate(["ef"]))[0][0].text == "fe 0" and again.asked == ["ef"]
        assert memory.stats().answers == 3 and memory.stats().models == {engine.model.id: 3}


def test_what_decides_an_answer_is_of_its_key(path: Path) -> None:
    with Memory(path) as memory:
        for engine in (Counting(beam="4"), Counting(beam="5")):
            list(RememberingEngine(engine, memory).translate(["ab"]))
            assert engine.asked == ["ab"]
        other = Counting(beam="4")
        object.__setattr__(other.model, "revision", "other")
        list(RememberingEngine(other, memory).translate(["ab"]))
        several = dict(RememberingEngine(Counting(beam="4"), memory).translate(["ab"], 3))
        shorter = Counting(beam="4")
        object.__setattr__(shorter.model, "decoding", replace(shorter.model.decoding, max_length=99))
        list(RememberingEngine(shorter, memory).translate(["ab"]))
        assert other.asked == shorter.asked == ["ab"] and len(several[0]) == 3 and several[0][2].truncated
        assert memory.stats().answers == 5


def test_another_language_of_one_network_is_another_model(path: Path) -> None:
    with Memory(path) as memory:
        for language in ("prs_Arab", "pes_Arab"):
            engine = Counting()
            engine.model = replace(engine.model, tokens=Tokens((language,)))
            list(RememberingEngine(engine, memory).translate(["ab"]))
            assert engine.asked == ["ab"]


def test_an_exact_engine_is_asked_for_the_same_sentences_again_after_a_stop(path: Path) -> None:
    sentences = [f"s{n}" for n in range(10)]
    with Memory(path) as memory:
        answers = RememberingEngine(Counting(), memory, together=4).translate(sentences)
        for _ in range(6):
            next(answers)
        answers.close()  # type: ignore[attr-defined]
        assert memory.stats().answers == 4
        again = Counting()
        list(RememberingEngine(again, memory, together=4).translate(sentences))
        assert sorted(again.asked) == sentences[4:] and again.calls == [4, 2]


def test_what_another_engine_answered_before_a_stop_is_kept(path: Path) -> None:
    with Memory(path) as memory:
        engine = Counting()
        engine.exact = False
        answers = RememberingEngine(engine, memory).translate([f"s{n}" for n in range(10)])
        for _ in range(3):
            next(answers)
        answers.close()  # type: ignore[attr-defined]
        assert memory.stats().answers == 3


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("failed", [Hypothesis("", None), Hypothesis("cut o", None, truncated=True)])
def test_what_failed_is_kept_where_it_would_fail_again(path: Path, exact: bool, failed: Hypothesis) -> None:
    class Failing(Counting):
        def translate(
            self, sentences: Sequence[str], *_: object, **__: object
        ) -> Iterator[tuple[int, list[Hypothesis]]]:
            for index, sentence in enumerate(sentences):
                yield index, [failed if sentence == "bad" else Hypothesis("good", None)]

    engine = Failing()
    engine.exact = exact
    with Memory(path) as memory:
        for _ in range(2):
            found = dict(RememberingEngine(engine, memory).translate(["a", "bad", "b"]))
            assert [found[n][0].text for n in range(3)] == ["good", failed.text, "good"]
            assert memory.stats().answers == (3 if exact else 2)


def test_without_a_memory_a_sentence_is_asked_for_once_in_a_call() -> None:
    engine = Counting()
    assert len(list(RememberingEngine(engine, None).translate(["ab", "cd", "ab"]))) == 3 and len(engine.asked) == 2


def test_killed_it_has_what_was_committed(path: Path) -> None:
    code = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_remembering import Counting
from tarjoman.translate.memory import Memory, RememberingEngine
memory = Memory(Path({str(path)!r}))
for n in range(100_000):
    list(RememberingEngine(Counting(), memory).translate([f"s{{n}}"]))
    print(n, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(40)]
        process.kill()
    with Memory(path) as memory:
        assert memory.stats().answers > int(said[-1])
        engine = Counting()
        list(RememberingEngine(engine, memory).translate([f"s{n}" for n in range(40)]))
        assert engine.asked == []


def test_two_at_a_time(path: Path) -> None:
    with Memory(path) as one, Memory(path) as other:
        for n in range(50):
            list(RememberingEngine(Counting(), one).translate([f"a{n}", f"c{n}"]))
            list(RememberingEngine(Counting(), other).translate([f"b{n}", f"c{n}"]))
        assert one.stats().answers == other.stats().answers == 150


def test_several_threads_at_a_time(path: Path) -> None:
    with Memory(path) as memory, ThreadPoolExecutor(8) as threads:
        asked = [[f"{n % 4} {m}" for m in range(50)] for n in range(16)]
        engines = [RememberingEngine(Counting(), memory, together=7) for _ in asked]
        found = list(threads.map(lambda work: dict(work[0].translate(work[1])), zip(engines, asked, strict=True)))
        assert all(answers[0][0].text.startswith(row[0][::-1]) for answers, row in zip(found, asked, strict=True))
        assert memory.stats().answers == 200


def test_many_keys_and_any_text(path: Path) -> None:
    sentences = [f"جمله {n}" for n in range(2000)] + ['"quoted"', "\u200c", "🙂", "'; DROP TABLE answers; --"]
    with Memory(path) as memory:
        first = dict(RememberingEngine(Counting(), memory).translate(sentences))
        assert dict(RememberingEngine(Counting(), memory).translate(sentences)) == first


@pytest.mark.parametrize(
    "content", [b"no database, but long enough to be one" * 50, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_memory_stays(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(MemoryFileError, match=r"memory\.sqlite: cannot be used"):
        Memory(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_stays(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()
    with pytest.raises(MemoryFileError, match="another program"):
        Memory(path)
    assert path.read_bytes() == before


def test_a_newer_one_is_refused(path: Path) -> None:
    Memory(path).close()
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")
    with pytest.raises(MemoryFileError, match="version 99, newer than 3"):
        Memory(path)


def test_an_older_one_keeps_what_is_in_it(path: Path) -> None:
    """One of before edits said who made them."""
    Memory(path).close()
    with sqlite3.connect(path) as base:
        base.execute("ALTER TABLE edits DROP COLUMN reviewer")
        base.execute("PRAGMA user_version = 2")
        base.execute("INSERT INTO edits (key, source, target, created) VALUES ('باران', 'باران', 'Rain.', '2026')")
    with Memory(path) as memory:
        assert memory.edits() == {"باران": Edit("باران", "Rain.", "2026")}
        memory.edit([("برف", Edit("برف", "Snow.", "2026", "Sara"))])
    with Memory(path, writable=False) as memory:
        assert memory.edited(["برف"]) == {"برف": Edit("برف", "Snow.", "2026", "Sara")}


def test_a_folder_is_none(tmp_path: Path) -> None:
    with pytest.raises(MemoryFileError, match="cannot be used"):
        Memory(tmp_path)


def test_a_memory_that_breaks_on_the_way_is_told(path: Path) -> None:
    with Memory(path) as memory:
        with sqlite3.connect(path) as base:
            base.execute("DROP TABLE answers")
        with pytest.raises(MemoryFileError, match="no such table"):
            list(RememberingEngine(Counting(), memory).translate(["a"]))


def test_the_second_run_of_the_real_model_is_the_same_and_faster(path: Path, seed: str) -> None:
    from tarjoman.translate import Translator

    texts, times = [], []
    for _ in range(2):
        translator = Translator.load(memory=Memory(path))
        begin = time.process_time()
        texts.append(translator.text(seed))
        times.append(time.process_time() - begin)
    assert texts[0] == texts[1] == Translator.load().text(seed)
    assert times[1] < times[0]
