import gzip
import lzma
from pathlib import Path

import pytest

from bitexts import full
from builders import make_bitext
from tarjoman.align.formats import FORMATS, jsonl
from tarjoman.cli import main
from tarjoman.config import FORMATS as NAMES


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text(jsonl.render([full()]), encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(jsonl.render([make_bitext(("یک\n", "One."))]).encode()))
    return tmp_path


ENDINGS = {"txt": ".txt", "tsv": ".tsv", "md": ".md"}


@pytest.mark.parametrize("name", NAMES)
def test_into_every_format(here: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    format = FORMATS[name]
    out = f"x{ENDINGS.get(name, format.suffix)}"
    assert main(["convert", "a.jsonl", "-o", out]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"{out}") and said.out.endswith(": 4 pairs of 1 document\n")
    assert (here / out).read_bytes() == format.encode(list(jsonl.decode(here / "a.jsonl")))
    assert ("has no place for names (1), links (1), matches (1)" in said.err) is bool(format.lacks)
    if format.decode and name != "moses":
        assert main(["convert", out, "-o", "back.jsonl"]) == 0
        assert "4 pairs of 1 document" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("out", "files"),
    [
        ("x.fa", ["x.en", "x.fa"]),
        ("x.en.gz", ["x.en.gz", "x.fa.gz"]),
        ("x.fa-en.en", ["x.fa-en.en", "x.fa-en.fa"]),
        ("x.fa-en.fa", ["x.fa-en.en", "x.fa-en.fa"]),
        ("x.y --to moses", ["x.y.en", "x.y.fa"]),
        ("x --to moses", ["x.en", "x.fa"]),
    ],
)
def test_both_sides(here: Path, out: str, files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "a.jsonl", "-o", *out.split()]) == 0
    assert sorted(path.name for path in here.glob("x*")) == files
    assert f"{files[1]} and {files[0]}: 4 pairs" in capsys.readouterr().out
    assert main(["convert", files[0], "-o", "back.jsonl"] + ([] if "." in files[0] else ["--from", "moses"])) == 0


def test_several_files_and_folders(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "other").mkdir()
    (here / "other" / "source.jsonl").write_text('{"text": "سلام"}\n', encoding="utf-8")
    (here / "other" / ".hidden.jsonl").write_text("x", encoding="utf-8")
    assert main(["convert", ".", "-o", "all.tmx.xz"]) == 0
    assert "5 pairs of 2 documents" in capsys.readouterr().out
    assert lzma.decompress((here / "all.tmx.xz").read_bytes()).count(b"<tu ") == 5
    assert main(["convert", "other", "-o", "x.tmx"]) == 1
    assert "other: has no .jsonl that tarjoman wrote" in capsys.readouterr().err


def test_standard_output(here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["convert", "b.jsonl.gz", "-o", "-", "--to", "tsv"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"version\tdocument")


@pytest.mark.parametrize("name", ["jsonl", "tmx", "xliff", "xliff2", "tsv"])
def test_known_by_how_it_begins(here: Path, name: str) -> None:
    content = FORMATS[name].encode([make_bitext(("یک\n", "One."))])
    if name in ("tmx", "xliff"):  # as some programs for Windows write it
        content = content.decode().replace("utf-8", "utf-16").encode("utf-16")
    (here / "x.data").write_bytes(content)
    assert main(["convert", "x.data", "-o", "y.jsonl"]) == 0
    assert main(["convert", "x.data", "-o", "z.data", "--from", name, "--to", "jsonl"]) == 0
    assert (here / "y.jsonl").read_bytes() == (here / "z.data").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ("a.jsonl -o x.pdf", 2, "x.pdf: its ending says no format. Add --to"),
        ("a.jsonl -o x --to pdf", 2, "--to: 'pdf' is no format"),
        ("a.jsonl -o x.tmx --from pdf", 2, "--from: 'pdf' is no format"),
        ("a.jsonl -o x.tmx --from txt", 2, "--from: txt cannot be read back"),
        ("a.jsonl -o -", 2, "standard output has no ending"),
        ("a.jsonl -o - --to moses", 2, "moses is several files"),
        ("a.jsonl -o ./a.jsonl", 2, "a.jsonl: is one of the files to read. Name another with -o"),
        ("a.jsonl -o link.jsonl", 2, "link.jsonl: is one of the files to read"),
        ("c.en -o c.fa", 2, "c.fa: is one of the files to read"),
        (". -o a.jsonl", 2, "a.jsonl: is one of the files to read"),
        ("a.jsonl copy.jsonl -o x.tmx", 1, "copy.jsonl: has a document 'a/b', and so has a.jsonl"),
        ("none.jsonl -o x.tmx", 1, "none.jsonl: cannot be read"),
        ("none -o x.tmx", 1, "none: cannot be read"),
        ("empty.jsonl -o x.tmx", 1, "empty.jsonl: is empty"),
        ("empty -o x.tmx", 1, "empty: is empty"),
        ("c.en.txt -o x.tmx", 1, "c.en.txt: txt cannot be read back: too little is in it. What can be read is html"),
        ("c.pdf -o x.tmx", 1, "c.pdf: is no bitext that is known. What can be read is html"),
        ("broken.jsonl -o x.tmx", 1, "broken.jsonl: line 2 is not JSON"),
        ("a.jsonl -o x.tmx --from tmx", 1, "a.jsonl: cannot be read as TMX"),
        ("control.jsonl -o x.tmx", 1, "doc#0: its source has U+000B in it, which XML cannot hold"),
    ],
)
def test_what_cannot_be(
    here: Path, arguments: str, status: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "copy.jsonl").write_bytes((here / "a.jsonl").read_bytes())
    (here / "broken.jsonl").write_bytes(gzip.decompress((here / "b.jsonl.gz").read_bytes()) + b"{\n")
    (here / "control.jsonl").write_text(jsonl.render([make_bitext(("a\x0bb", "One."))]), encoding="utf-8")
    (here / "link.jsonl").symlink_to("a.jsonl")
    for name in ("empty.jsonl", "empty", "c.fa", "c.en", "c.en.txt", "c.pdf"):
        (here / name).write_text("" if "empty" in name else "text\n")
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    assert main(["convert", *arguments.split()]) == status
    assert message in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_an_empty_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "a.jsonl", "-o", ""]) == 2
    assert "-o: an empty name" in capsys.readouterr().err
