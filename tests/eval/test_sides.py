import gzip
import json
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats import FORMATS, jsonl
from tarjoman.errors import InputError
from tarjoman.eval.side import Part
from tarjoman.eval.sides import read

TSV = "fa\ten\tdoc\nقم\tQom\ta\nتهران\tTehran\ta\nری\t\tb\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t.tsv").write_text(TSV, encoding="utf-8")
    (tmp_path / "bare.tsv").write_text("قم\tQom\nتهران\tTehran\n", encoding="utf-8")
    (tmp_path / "twice.tsv").write_text("fa\tx\tx\nقم\tQom\tQum\n", encoding="utf-8")
    quoted = 'x\ty\tz\n"a"\t"a ""b"""\t"Go," he said. "Now."\n"b"\tc\td\n'
    (tmp_path / "quoted.tsv").write_text(quoted, encoding="utf-8")
    (tmp_path / "spoken.csv").write_text('x,y\n"""Go!""",1\n"""No!""",2\n', encoding="utf-8")
    (tmp_path / "t.csv").write_text('system,other\n"One, two","x\ny"\n', encoding="utf-8")
    (tmp_path / "a.en").write_text("\ufeffOne.\u2028Still one. \r\n\nThree.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(jsonl.render([make_bitext(("قم\n", "Qom"), ("ری\n", ""))]), encoding="utf-8")
    tmx = "".join(
        f'<tu><tuv xml:lang="fa"><seg>{fa}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>'
        for fa, en in [("قم", "Qom"), ("ری", "Rey")]
    )
    (tmp_path / "c.tmx").write_text(f'<tmx version="1.4"><body>{tmx}</body></tmx>', encoding="utf-8")
    (tmp_path / "d:1.en").write_text("A colon in the name.\n", encoding="utf-8")
    (tmp_path / "packed.en.gz").write_bytes(gzip.compress(b"Packed.\n"))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "label", "texts", "sources"),
    [
        ("a.en", "a", ("One.\u2028Still one.", "", "Three."), None),
        ("t.tsv", "t", ("Qom", "Tehran", ""), ("قم", "تهران", "ری")),
        ("t.tsv:fa", "fa", ("قم", "تهران", "ری"), ("قم", "تهران", "ری")),
        ("bare.tsv:2", "2", ("Qom", "Tehran"), None),
        ("t.csv:other", "other", ("x y",), None),
        ("spoken.csv:x", "x", ('"Go!"', '"No!"'), None),
        ("quoted.tsv:z", "z", ('"Go," he said. "Now."', "d"), None),
        ("b.jsonl", "b", ("Qom", ""), ("قم", "ری")),
        ("c.tmx", "c", ("Qom", "Rey"), ("قم", "ری")),
        ("d:1.en", "d:1", ("A colon in the name.",), None),
        ("packed.en.gz", "packed", ("Packed.",), None),
    ],
)
def test_texts_of_any_format(
    folder: Path, name: str, label: str, texts: tuple[str, ...], sources: tuple[str, ...] | None
) -> None:
    side = read(f"{folder}/{name}")
    assert (side.label, side.whole().texts, side.whole().sources) == (label, texts, sources)
    assert side.plain == (sources is None and ".en" in name) and len(side.sha256) == 64


@pytest.mark.parametrize("called", [name for name, format in FORMATS.items() if format.decode and not format.beside])
def test_every_bitext_that_can_be_read(tmp_path: Path, called: str) -> None:
    format = FORMATS[called]
    path = tmp_path / f"doc{format.suffix}"
    path.write_bytes(format.encode([make_bitext(("قم\n", "Qom"), ("ری\n", "Rey"))]))
    side = read(str(path))
    assert (side.whole().texts, side.whole().sources, side.plain) == (("Qom", "Rey"), ("قم", "ری"), False)
    assert side.whole().id == "doc"


def test_sides_of_two_files_are_texts(tmp_path: Path) -> None:
    for suffix, content in FORMATS["moses"].files([make_bitext(("قم\n", "Qom"), ("ری\n", ""))]).items():
        (tmp_path / f"doc{suffix}").write_bytes(content)
    assert read(f"{tmp_path}/doc.fa-en.en").whole() == Part(None, ("Qom", ""))
    assert read(f"{tmp_path}/doc.fa-en.fa").whole() == Part(None, ("قم", "ری"))


def test_documents_come_with_tables_and_bitexts(folder: Path) -> None:
    assert read(f"{folder}/t.tsv").whole().documents == ("a", "a", "b")
    assert read(f"{folder}/b.jsonl").whole().documents == ("doc", "doc")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.en", "none.en: cannot be read"),
        ("t.tsv:de", "has no column 'de'. It has: fa, en, doc"),
        ("t.tsv:2", "its first line is a header: fa, en, doc. Name the column, .*t.tsv:en"),
        ("bare.tsv:9", "has 2 columns. Name one of them"),
        ("twice.tsv:x", "has 2 columns 'x'"),
        ("quoted.tsv:x", "cells of column 1 are in quotes"),
        ("quoted.tsv:y", "cells of column 2 are in quotes"),
        ("t.csv", "column"),
        ("latin1.en", "line 2 is not UTF-8"),
        ("broken.csv:x", "no table"),
        ("empty", "has no bitexts"),
        ("damaged.en.gz", "cannot be read"),
    ],
)
def test_what_cannot_be_read(folder: Path, name: str, message: str) -> None:
    (folder / "latin1.en").write_bytes("one\nCaf\xe9\n".encode("latin-1"))
    (folder / "broken.csv").write_text('x\n"a"b\n', encoding="utf-8")
    (folder / "damaged.en.gz").write_bytes(b"not packed")
    (folder / "empty").mkdir()
    with pytest.raises(InputError, match=message):
        read(f"{folder}/{name}")


def test_nothing_of_more_than_a_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarjoman.eval.single.LARGEST", 10)
    (folder / "bomb.en.gz").write_bytes(gzip.compress(b"x" * 1000))
    with pytest.raises(InputError, match="more than 10 bytes"):
        read(f"{folder}/bomb.en.gz")


class TestRun:
    @pytest.fixture
    def run(self, tmp_path: Path) -> Path:
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "b.jsonl").write_text(jsonl.render([make_bitext(("قم\n", "Qom"))]), encoding="utf-8")
        (tmp_path / "names-to-check.tsv").write_text("ok\tfa\n", encoding="utf-8")
        self.record(tmp_path, complete=True, failures=[])
        return tmp_path

    @staticmethod
    def record(folder: Path, **told: object) -> None:
        (folder / "run.json").write_text(json.dumps(told), encoding="utf-8")

    def test_its_documents(self, run: Path) -> None:
        side = read(str(run))
        assert side.parts == (Part("doc", ("Qom",), ("قم",), ("0",), ("doc",)),) and side.notes == ()
        assert side.documented and side.label == run.name

    def test_what_it_says_of_itself(self, run: Path) -> None:
        self.record(run, complete=False, failures=[{}, {}])
        first, second = read(str(run)).notes
        assert "did not come to its end" in first and "2 of the run's sources failed" in second
        (run / "run.json").write_text("[]", encoding="utf-8")
        with pytest.raises(InputError, match="is no record of a run"):
            read(str(run))

    def test_references_by_document(self, run: Path, tmp_path: Path) -> None:
        refs = tmp_path / "refs"
        refs.mkdir()
        (refs / "doc.txt").write_text("The source, perhaps\n", encoding="utf-8")
        (refs / "doc.en.txt").write_text("Qom\n\n", encoding="utf-8")
        assert read(str(refs), ["doc"]).parts == (Part("doc", ("Qom",)),)
        with pytest.raises(InputError, match=r"no reference for 2 of 3 documents: a, b. .*such as a.en.txt"):
            read(str(refs), ["a", "doc", "b"])
        bitext = jsonl.render([make_bitext(("قم\n", "Qom it is"))])
        (refs / "other.jsonl").write_text(bitext, encoding="utf-8")
        (part,) = read(str(refs), ["other"]).parts
        assert part.id == "other" and part.texts == ("Qom it is",)
        (refs / "other.jsonl").write_text(bitext + bitext.replace('"doc"', '"third"'), encoding="utf-8")
        with pytest.raises(InputError, match="has 2 documents, none of which is other"):
            read(str(refs), ["other"])

    @pytest.mark.parametrize("id", ["../secret", "/etc/hostname"])
    def test_references_are_in_their_folder(self, tmp_path: Path, id: str) -> None:
        (tmp_path / "secret.txt").write_text("Nothing for a report\n", encoding="utf-8")
        (tmp_path / "refs").mkdir()
        with pytest.raises(InputError, match="no reference for 1 of 1 documents"):
            read(str(tmp_path / "refs"), [id])


def test_segments_by_paragraph() -> None:
    part = Part("a", ("One.", "", "Two.", "Three."), ("یک", "دو", "سه", "چهار"), ("0", "0", "1", "1"), ("a",) * 4)
    assert part.by_paragraph() == Part("a", ("One.", "Two. Three."), ("یک دو", "سه چهار"), None, ("a", "a"))
    assert Part("a", ("One.",), None, ("0",)).by_paragraph() is None
