import gzip
from pathlib import Path

import pytest

from builders import make_bitext
from evaluating import GOOD, REFERENCE, SOURCE, make_material, texts
from tarjoman.align.formats import jsonl, tmx
from tarjoman.errors import InputError
from tarjoman.eval.sanity.overlap import overlap

MATERIAL = make_material(texts(GOOD), references=[texts(REFERENCE)], sources=texts(SOURCE))
FA, EN = texts(SOURCE)[3], texts(REFERENCE)[7]
LOUD = EN.upper().replace(" ", "  ").replace(".", " !")


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("a.txt", f"Something else\n{EN}\n", ["8"]),
        ("a.txt", f"{LOUD}\n", ["8"]),
        ("a.tsv", f"متن\ttext\n{FA}\tOil\n", ["4"]),
        ("a.tsv", FA.replace("ی", "ي").replace("\u200c", "") + "\tOil\n", ["4"]),
        ("a.txt", "\n".join(reversed(texts(REFERENCE))), ["1", "2", "3"]),
        ("a.txt", f"It said: {EN}\nOil\n", []),
        ("a.txt", "", []),
    ],
)
def test_lists(tmp_path: Path, name: str, content: str, places: list[str]) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    for path in (tmp_path / name, tmp_path / f"{name}.gz"):
        found = list(overlap(MATERIAL, [path]))
        assert [[example.place for example in finding.examples] for finding in found] == ([places] if places else [])
        assert all(finding.where == str(path) and finding.severity == "wrong" for finding in found)


def test_bitexts(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_bytes(tmx.render([(FA, "Oil", "", "")]))
    (tmp_path / "a.jsonl").write_text(jsonl.render([make_bitext(("نفت\n", EN))]), encoding="utf-8")
    found = overlap(MATERIAL, [tmp_path / "a.tmx", tmp_path / "a.jsonl"])
    assert [(finding.count, finding.examples[0].place) for finding in found] == [(1, "4"), (1, "8")]


def test_short_sentences_are_alike_by_chance(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He left\n", encoding="utf-8")
    assert not list(overlap(make_material(["He left"], references=[["He left"]]), [tmp_path / "a.txt"]))


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none.txt: cannot be read"):
        list(overlap(MATERIAL, [tmp_path / "none.txt"]))
    (tmp_path / "a.txt").write_bytes(b"one\n\xff\n")
    with pytest.raises(InputError, match="line 2 is not UTF-8"):
        list(overlap(MATERIAL, [tmp_path / "a.txt"]))
    (tmp_path / "a.txt").write_bytes(b"x" * (1 << 21))
    with pytest.raises(InputError, match="line 1 has more than"):
        list(overlap(MATERIAL, [tmp_path / "a.txt"]))
