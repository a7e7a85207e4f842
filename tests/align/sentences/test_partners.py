from pathlib import Path

import pytest

from tarjoman.align.sentences.partners import partners, read, stem
from tarjoman.config import AlignConfig
from tarjoman.errors import InputError, UsageError


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.txt", "a"),
        ("a.fa.txt", "a"),
        ("a.en.txt.gz", "a"),
        ("sub/a_en.html", "sub/a"),
        ("a.b.docx", "a.b"),
        ("a.EN", "a"),
        (".fa", ".fa"),
        ("x.fa/en.txt", "x.fa/en"),
    ],
)
def test_what_partners_share(name: str, found: str) -> None:
    assert stem(name) == found


def test_folders(tmp_path: Path) -> None:
    for name in ("fa/1.txt", "fa/sub/2.fa.md", "fa/3.txt", "fa/.hidden.txt", "fa/notes.pdf", "fa/1.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("en/1.en.txt", "en/sub/2.html", "en/4.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = partners(tmp_path / "fa", tmp_path / "en")
    assert [(id, a.name, b.name) for id, a, b in found.pairs] == [
        ("1", "1.md", "1.en.txt"),
        ("sub/2", "2.fa.md", "2.html"),
    ]
    assert [str(e).removeprefix(f"{tmp_path}/") for e in found.alone] == [
        "en/4.txt: no Persian text has its name. Call its Persian text 4 too, but for the ending",
        f"fa/1.txt: {tmp_path}/fa/1.md has the same name but for its ending. Rename one of them",
        "fa/3.txt: no English text has its name. Call its English text 3 too, but for the ending",
    ]


def test_what_has_no_partners(tmp_path: Path) -> None:
    (tmp_path / "fa").mkdir()
    (tmp_path / "a.txt").touch()
    with pytest.raises(UsageError, match="a file and a folder have no pairs"):
        partners(tmp_path / "fa", tmp_path / "a.txt")
    with pytest.raises(InputError, match="is the same as the Persian side"):
        partners(tmp_path / "a.txt", tmp_path / "fa/../a.txt")
    with pytest.raises(InputError, match="no such file"):
        partners(tmp_path / "a.txt", tmp_path / "b.txt")
    (tmp_path / "en").mkdir()
    assert ["no texts in it" in str(e) for e in partners(tmp_path / "fa", tmp_path / "en").alone] == [True, True]


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Headline\n\nOne. Two.\n")
    document = read(tmp_path / "a.txt", "x", persian=False)
    assert (document.id, document.paragraphs, document.title) == ("x", ("Headline\n\n", "One. Two.\n"), "Headline")
    assert read(tmp_path / "a.txt", "x", lines=True, persian=False).title is None
    with pytest.raises(InputError, match="no Persian letters"):
        read(tmp_path / "a.txt", "x")
    with pytest.raises(InputError, match="more than 100 bytes"):
        (tmp_path / "a.txt").write_text("x" * 101)
        read(tmp_path / "a.txt", "x", AlignConfig(max_file=100), persian=False)
    (tmp_path / "b.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(InputError, match=r"b\.jsonl: holds several documents"):
        read(tmp_path / "b.jsonl", "x", persian=False)
    (tmp_path / "c.html").write_text("<html><body><article><p>It is English, all of it.</p></article></body></html>")
    assert read(tmp_path / "c.html", "x", persian=False).text == "It is English, all of it.\n"
    for name in ("empty.txt", "gone.txt"):
        (tmp_path / "empty.txt").touch()
        with pytest.raises(InputError, match=name):
            read(tmp_path / name, "x", persian=False)
