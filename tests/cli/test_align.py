"""`tarjoman align`, by the dictionary where the model does not matter."""

import gzip
import json
import os
import signal
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest
from conftest import ROOT, SEED

from tarjoman import config
from tarjoman.align.sentences.anywhere import Run as Run_
from tarjoman.align.sentences.documents import Documents, Summary
from tarjoman.align.sentences.loading import load
from tarjoman.config import ALIGN, AlignConfig

Run = Callable[..., tuple[int, str, str]]
EN = SEED.with_suffix(".en.txt")
LEXICAL = ("--method", "lexical")
LINES_FA = "رئیس‌جمهور روسیه دیروز وارد تهران شد.\nقیمت نفت در بازار جهانی کاهش یافت.\nتیم ملی فوتبال پیروز شد.\n"
LINES_EN = """Russia's president arrived in Tehran yesterday.
The price of oil fell on world markets.
The national football team won.
"""


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.fa.txt", tmp_path / "a.en.txt"
    for path, text in zip(paths, (LINES_FA, LINES_EN), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_an_article(run: Run, tmp_path: Path) -> None:
    status, out, err = run("align", SEED, EN, "-o", tmp_path / "a.jsonl", "--review")
    assert (status, out) == (0, f"{tmp_path}/a.jsonl\n{tmp_path}/a.html\n")
    assert err.startswith("17 pairs of 17 and 17 sentences in ") and err.count("\n") == 1
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert "".join(row["source"] for row in rows) == SEED.read_text("utf-8")
    assert " ".join(row["target"] for row in rows) == " ".join(EN.read_text("utf-8").split())
    assert {row["origin"] for row in rows} == {"aligned"} and min(row["confidence"] for row in rows) > 0.9
    assert "NATO&#39;s deputy secretary general" in (tmp_path / "a.html").read_text("utf-8").replace("’", "&#39;")
    assert os.environ["TARJOMAN_HOME"] and list(Path(os.environ["TARJOMAN_HOME"]).iterdir())  # what was translated


def test_lines_as_a_ladder(run: Run, texts: tuple[Path, Path], tmp_path: Path) -> None:
    texts[1].write_text(LINES_EN.replace("\n", "\nIt rained in Oslo on Sunday.\n", 1), encoding="utf-8")
    status, out, err = run("align", *texts, *LEXICAL, "--lines", "-o", tmp_path / "a.ladder")
    assert (status, out) == (0, f"{tmp_path}/a.ladder\n")
    assert "3 pairs of 3 and 4 sentences" in err and "; 1 added\n  added, 2: It rained in Oslo on Sunday.\n" in err
    rungs = [line.split("\t") for line in (tmp_path / "a.ladder").read_text().splitlines()]
    assert [(i, j) for i, j, _ in rungs] == [("0", "0"), ("1", "1"), ("1", "2"), ("2", "3"), ("3", "4")]


def test_words(run: Run, texts: tuple[Path, Path]) -> None:
    rows = [json.loads(line) for line in run("align", *texts, *LEXICAL, "-q", "--words")[1].splitlines()]
    assert [6, 6] in rows[0]["links"]  # تهران, Tehran
    assert all(row["links"] for row in rows)
    plain = [json.loads(line) for line in run("align", *texts, *LEXICAL, "-q")[1].splitlines()]
    assert not any(row["links"] for row in plain)


def test_standard_output_and_quiet(run: Run, texts: tuple[Path, Path]) -> None:
    status, out, err = run("align", *texts, *LEXICAL, "-q")
    assert (status, err) == (0, "") and [json.loads(line)["pair"] for line in out.splitlines()] == [0, 1, 2]
    assert run("align", "sentences", *texts, *LEXICAL, "-q")[1] == out
    assert run("align", *texts, *LEXICAL, "-q", "-o", "-")[1] == out
    assert run("align", *texts, *LEXICAL, "-q", "-f", "txt")[1] == LINES_EN


def test_comparable(run: Run, texts: tuple[Path, Path], tmp_path: Path) -> None:
    texts[1].write_text("".join(reversed(LINES_EN.splitlines(keepends=True))), encoding="utf-8")
    status, _, err = run("align", *texts, *LEXICAL, "--comparable", "--lines", "-o", tmp_path / "o.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    assert status == 0 and "3 pairs of 3 and 3" in err
    assert [row["target"] for row in rows] == LINES_EN.splitlines()


def test_folders(run: Run, tmp_path: Path) -> None:
    for name, text in (("fa/a.fa.txt", LINES_FA), ("en/a.en.txt", LINES_EN), ("fa/b.txt", LINES_FA), ("en/b.txt", "۱")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "en/c.txt").write_text("Alone.")
    status, out, err = run("align", tmp_path / "fa", tmp_path / "en", "-o", tmp_path / "out", *LEXICAL)
    assert status == 1 and out == f"{tmp_path}/out/a.html\n{tmp_path}/out/a.jsonl\n"
    assert f"tarjoman: {tmp_path}/en/c.txt: no Persian text has its name" in err and "\na: 3 pairs of 3 and 3" in err
    assert f"tarjoman: {tmp_path}/en/b.txt: " in err or f"{tmp_path}/fa/b.txt: has" in err
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.html", "a.jsonl"]


def folders(tmp_path: Path, *names: str) -> None:
    """Persian and English files in fa/ and en/; those that are packed are named so."""
    for name in names:
        text = (LINES_FA if name.startswith("fa/") else LINES_EN).encode()
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)


@pytest.mark.parametrize("out", ["fa", "en", "link"])
@pytest.mark.parametrize("text", ["dup.html", "dup.b.html"])
def test_no_text_of_a_folder_is_overwritten(run: Run, tmp_path: Path, out: str, text: str) -> None:
    """Be it the second one of a name, or of another pair."""
    folders(
        tmp_path, "fa/dup.docx", "fa/dup.html", "en/dup.html", "fa/dup.b.html", "en/dup.b.html", "fa/a.txt", "en/a.txt"
    )
    (tmp_path / "link").symlink_to("fa")
    (tmp_path / "fa" / text).write_text(page := f"<p>{LINES_FA}</p>", encoding="utf-8")
    status, written, err = run("align", tmp_path / "fa", tmp_path / "en", "-o", tmp_path / out, *LEXICAL)
    assert (status, written) == (2, "") and "html: is a text that is to be aligned. Name another folder" in err
    assert (tmp_path / "fa" / text).read_text("utf-8") == page and not (tmp_path / out / "a.jsonl").exists()


def test_what_was_written_beside_the_texts_is_no_text(run: Run, tmp_path: Path) -> None:
    folders(tmp_path, "fa/a.txt", "en/a.txt")
    given = ("align", tmp_path / "fa", tmp_path / "en", "-o", tmp_path / "fa", *LEXICAL)
    assert run(*given)[:2] == run(*given)[:2] == (0, f"{tmp_path}/fa/a.html\n{tmp_path}/fa/a.jsonl\n")


def test_packed_sides_of_moses_are_texts(run: Run, tmp_path: Path) -> None:
    folders(tmp_path, "fa/a.fa.gz", "en/a.en.gz", "fa/b.FA", "en/b.en")
    status, out, _ = run("align", tmp_path / "fa", tmp_path / "en", "-o", tmp_path / "out", "-f", "txt", *LEXICAL)
    assert (status, out) == (0, f"{tmp_path}/out/a.en.txt\n{tmp_path}/out/b.en.txt\n")


NAMED = [
    ("m.fa", ("m.fa", "m.en"), b"\xd8"),
    ("m.fa-en.en", ("m.fa-en.fa", "m.fa-en.en"), b"\xd8"),
    ("m.fa.gz", ("m.fa.gz", "m.en.gz"), b"\x1f\x8b"),
    ("m.jsonl.gz", ("m.jsonl.gz",), b"\x1f\x8b"),
    ("m.ladder.xz", ("m.ladder.xz",), b"\xfd7zXZ"),
    ("m.xliff", ("m.xliff",), b"<?xml"),
    ("m.fa-en.tsv", ("m.fa-en.tsv", "m.html"), b"version"),
    ("m.jsonl.xz", ("m.jsonl.xz", "m.html"), b"\xfd7zXZ"),
]


@pytest.mark.parametrize(("name", "files", "head"), NAMED)
def test_names_are_those_of_convert(
    run: Run, texts: tuple[Path, Path], tmp_path: Path, name: str, files: tuple[str, ...], head: bytes
) -> None:
    review = ["--review"] * ("m.html" in files)
    status, out, _ = run("align", *texts, *LEXICAL, "-o", tmp_path / "out" / name, *review)
    assert (status, out) == (0, "".join(f"{tmp_path}/out/{file}\n" for file in files))
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(files)
    assert (tmp_path / "out" / files[0]).read_bytes().startswith(head)
    if name == "m.xliff":
        assert b'version="2.' in (tmp_path / "out" / name).read_bytes()[:300]


BAD = [
    (("{en}", "{fa}"), 1, "a.en.txt: is not in Persian letters, and the other text is. Name the Persian text first"),
    (("{fa}", "{fa}"), 1, "a.fa.txt: is the same as the Persian side"),
    (("{fa}", "{tmp}/none.txt"), 1, "none.txt: no such file"),
    (("{fa}", "{tmp}/empty.txt"), 1, "empty.txt: empty"),
    (("{fa}", "{tmp}"), 2, "a file and a folder have no pairs"),
    (("{tmp}", "{fa}"), 2, "a file and a folder have no pairs"),
    (("{fa}", "{en}", "-o", "-", "--review"), 2, "--review: a page needs a name"),
    (("{fa}", "{en}", "-f", "moses"), 2, "--format: moses is several files"),
    (("{fa}", "{en}", "-o", ""), 2, "-o: an empty name"),
    (("{tmp}", "{tmp}/sub", "-o", "-"), 2, "-o: texts of folders cannot share standard output"),
    (("{tmp}", "{tmp}/sub"), 2, "-o: texts of folders cannot share standard output"),
    (
        ("{fa}", "{en}", "-o", "{tmp}/out.odd"),
        2,
        "out.odd: its ending says no format. Add --format, or let it end as one of html, jsonl",
    ),
    (("{fa}", "{en}", "-f", "odd"), 2, "--format: odd is none of html, jsonl"),
    (("{fa}", "{en}", "-f", "html,jsonl", "-o", "{tmp}/x"), 2, "--format: html, jsonl cannot share a file"),
    (("{fa}", "{en}", "--review"), 2, "--review: a page needs a name"),
    (("{fa}", "{en}", "-o", "{en}", "-f", "txt"), 2, "a.en.txt: is a text that is to be aligned"),
    (("{fa}", "{en}", "-o", "{tmp}/a.ladder", "--comparable"), 2, "a ladder has no place for what is out of order"),
    (("{fa}", "{en}", "--comparable", "--method", "length"), 2, "lengths alone do not tell"),
    (("{fa}", "{en}", "--method", "magic"), 2, "method magic is none of mt, lexical"),
    (("{fa}", "{en}", "--memory", "x", "--no-memory"), 2, "has no effect with --no-memory"),
    (("{fa}", "{en}", "--memory", ""), 2, "--memory: an empty name"),
    (("{fa}", "{en}", "--method", "embeddings"), 2, "--encoder"),
    (("{fa}",), 2, "Missing argument"),
]


@pytest.mark.parametrize(("arguments", "wanted", "message"), BAD, ids=[message for *_, message in BAD])
def test_what_cannot_be_done(
    run: Run, texts: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...], wanted: int, message: str
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "sub").mkdir()
    filled = [a.format(fa=texts[0], en=texts[1], tmp=tmp_path) for a in arguments]
    status, out, err = run("align", *filled)
    assert (status, out) == (wanted, "") and message in err


def test_what_is_told_is_not_too_much(run: Run, texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [Run_(range(n, n + 1), range(n, n + 2)) for n in range(1200)]
    summary = Summary(1, 1, 1, 1, [(n, "x" * 200) for n in range(11)], [], runs)
    made = load(replace(ALIGN, method="lexical")).align
    monkeypatch.setattr(Documents, "align", lambda _, *given: (made(*given)[0], summary))
    lines = run("align", *texts, *LEXICAL, "-o", texts[0].with_suffix(".jsonl"))[2].splitlines()
    assert lines[0].startswith("1 pair of 1 and 1 sentence in ")
    assert lines[1] == "  hardly anything here is sure: are these the same article?"
    assert lines[-12:-10] == ["  not translated: 1 more", "  moved: 1 of the Persian stands as 1–2 of the English"]
    assert lines[-1] == "  moved: 1,190 more" and len(lines) == 24


def test_settings_of_a_file(run: Run, texts: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('[align]\nmethod = "lexical"\nconfidence = 1.0\n')
    status, out, err = run("align", *texts, "--config", tmp_path / "c.toml")
    assert status == 0 and "not sure" in err and "alignment" in out
    assert "not sure" not in run("align", *texts, "--config", tmp_path / "c.toml", "--confidence", "0")[2]
    (tmp_path / "c.toml").write_text("[align]\nodd = 1\n")
    assert "unknown setting 'odd'" in run("align", *texts, "--config", tmp_path / "c.toml")[2]


def test_a_group_that_has_room(run: Run) -> None:
    status, out, _ = run("align", "--help")
    assert status == 0 and "sentences" in out and "SOURCE TARGET" in out
    assert run("align")[0] == 2


def test_stopped(run: Run, texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Documents, "align", stop)
    status, out, err = run("align", *texts, *LEXICAL)
    assert (status, out) == (130, "") and "Stopped" in err


def test_the_settings_are_all_in_the_file_of_configs() -> None:
    given = config.load(ROOT / "configs/align.toml", "align", AlignConfig)
    assert given == {field.name: getattr(ALIGN, field.name) for field in fields(ALIGN)}
