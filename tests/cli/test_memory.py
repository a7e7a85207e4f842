"""`tarjoman memory`, and a memory in a translation."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tarjoman.translate.memory import Memory

Run = Callable[..., tuple[int, str, str]]
SAID = "وزیر امور خارجه ایران روز شنبه وارد مسکو شد."


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tm.tsv"
    path.write_text(f"fa\ten\n{SAID}\tTehran's top diplomat landed in Moscow on Saturday.\n", encoding="utf-8")
    return path


def test_from_a_table_into_a_translation_and_out_again(run: Run, table: Path, tmp_path: Path, home: Path) -> None:
    status, out, _ = run("memory", "import", table)
    assert (status, out) == (0, f"{table}: 1 new, 0 changed, 0 known\n")
    (tmp_path / "a.txt").write_text(f"{SAID}\n{SAID.replace('شنبه', 'یکشنبه')}\n", encoding="utf-8")
    assert run("translate", tmp_path / "a.txt", "-o", tmp_path / "out", "-q") == (0, "", "")
    first, second = (json.loads(line) for line in (tmp_path / "out/a.jsonl").read_text("utf-8").splitlines())
    assert first["target"] == "Tehran's top diplomat landed in Moscow on Saturday." and first["origin"] == "reviewed"
    assert second["origin"] == "machine" and second["matches"][0]["source"] == SAID
    page = (tmp_path / "out/a.html").read_text("utf-8")
    assert "Translated by a person." in page and " % like this one a person wrote:" in page
    assert json.loads((tmp_path / "out/run.json").read_text())["origins"] == {"machine": 1, "reviewed": 1}

    status, out, _ = run("memory", "stats")
    assert status == 0 and "1 sentences as persons wrote them" in out and "1 documents, 1 sentences of models" in out
    told = json.loads(run("memory", "stats", "--json")[1])
    assert told["edits"] == told["documents"] == told["answers"] == 1 and list(told["models"].values()) == [1]
    assert told["memory"] == str(home / "memory.sqlite")

    for name, options, count in (("a.tmx", [], 1), ("b.tsv", ["--machine"], 2)):
        assert run("memory", "export", tmp_path / name, *options) == (0, f"{tmp_path / name}: {count} pairs\n", "")
    assert "fa-en@" in (tmp_path / "b.tsv").read_text("utf-8") and SAID in (tmp_path / "a.tmx").read_text("utf-8")

    status, out, _ = run("memory", "forget", "--days", 0)
    assert status == 0 and "2 entries forgotten" in out
    told = json.loads(run("memory", "stats", "--json")[1])
    assert (told["edits"], told["documents"], told["answers"]) == (1, 0, 0)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["stats"], 1, "memory.sqlite: there is no memory yet. tarjoman translate makes one"),
        (["stats", "--memory", "off"], 2, "'off' is no file"),
        (["export", "a.docx"], 2, "a.docx: ends neither in .tmx nor in .tsv"),
        (["export", "a.tmx"], 1, "there is no memory yet"),
        (["import", "none.tmx"], 1, "none.tmx: cannot be read"),
        (["forget"], 2, "--days"),
        (["forget", "--days", "1000000"], 2, "--days"),
        (["remove", "a.tmx"], 1, "there is no memory yet"),
    ],
)
def test_what_cannot_be_done(run: Run, arguments: list[str], status: int, message: str) -> None:
    found, _, err = run("memory", *arguments)
    assert found == status and message in err


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run: Run, table: Path) -> None:
    status, out, err = run("memory", "import", "none.tmx", table)
    assert status == 1 and "1 new" in out and "none.tmx: cannot be read" in err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--memory", "", "-q"], "--memory: an empty name"),
        (["--memory", "m.sqlite", "--no-memory"], "--memory: has no effect with --no-memory"),
    ],
)
def test_options_that_cannot_be_followed(run: Run, table: Path, options: list[str], message: str) -> None:
    status, _, err = run("translate", table, *options)
    assert status == 2 and message in err


def test_without_a_memory_nothing_is_kept(run: Run, tmp_path: Path, home: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    assert run("translate", tmp_path / "a.txt", "--no-memory")[0] == 0
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("limit", "message"),
    [("PRAGMA max_page_count = 14", "database or disk is full"), ("PRAGMA query_only = 1", "readonly database")],
)
def test_a_memory_that_cannot_be_written_ends_the_run_and_loses_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, message: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    (tmp_path / "in").mkdir()
    for n in range(30):
        text = "".join(f"وزیر شماره {n} گفت که {word} خوب است. " * 3 for word in ("باران", "برف", "باد", "نان"))
        (tmp_path / "in" / f"{n:02}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "c.toml").write_text("[translate]\nwindow = 1\n")
    command = ("translate", tmp_path / "in", "-f", "txt", "-q", "--config", tmp_path / "c.toml")
    assert run(*command, "-o", tmp_path / "whole", "--no-memory")[0] == 0
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").glob("*.txt")}

    def limited(*_: object) -> Memory:
        memory = Memory(tmp_path / "m.sqlite")
        memory._base.execute(limit)
        return memory

    with monkeypatch.context() as patch:
        patch.setattr("tarjoman.translate.memory.opened", limited)
        status, _, err = run(*command, "-o", tmp_path / "out")
    assert (
        status == 1 and f"m.sqlite: cannot be used ({'attempt to write a ' * ('readonly' in message)}{message})" in err
    )
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.txt")}
    assert len(written) < 30 and written.items() <= whole.items()
    assert run(*command, "-o", tmp_path / "out", "--memory", tmp_path / "m.sqlite")[0] == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.txt")} == whole


def test_an_import_is_taken_back(run: Run, table: Path) -> None:
    run("memory", "import", table)
    assert run("memory", "remove", table) == (0, f"{table}: 1 removed\n", "")
    assert run("memory", "remove", table)[:2] == (1, f"{table}: 0 removed\n")


def test_ones_own_that_is_full_does_not_end_a_run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = Memory._prepare

    def limited(self: Memory) -> None:
        prepare(self)
        self._base.execute("PRAGMA max_page_count = 1")

    monkeypatch.setattr(Memory, "_prepare", limited)
    (tmp_path / "a.txt").write_text(f"{SAID} " * 400, encoding="utf-8")
    status, out, err = run("translate", tmp_path / "a.txt", "-q")
    assert status == 0 and out.count("Moscow") == 400 and err.count("is not remembered") == 1


def test_what_cannot_be_written_can_be_looked_into(run: Run, table: Path, tmp_path: Path) -> None:
    run("memory", "import", table, "--memory", tmp_path / "m.sqlite")
    (tmp_path / "m.sqlite").chmod(0o444)
    assert run("memory", "stats", "--memory", tmp_path / "m.sqlite")[0] == 0
    assert run("memory", "export", tmp_path / "a.tmx", "--memory", tmp_path / "m.sqlite")[0] == 0
    (tmp_path / "empty.sqlite").touch()
    status, _, err = run("memory", "stats", "--memory", tmp_path / "empty.sqlite")
    assert status == 1 and "empty.sqlite: is a database of another program" in err
    assert (tmp_path / "empty.sqlite").read_bytes() == b""
