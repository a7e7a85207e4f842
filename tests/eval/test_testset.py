from pathlib import Path

import pytest

from tarjoman.errors import InputError
from tarjoman.eval.testset import read


def test_columns(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text('doc\tfa\ten\nd\tیک "\tOne "\nd\tدو\tTwo\n', encoding="utf-8")
    assert read(tmp_path / "a.tsv") == (['یک "', "دو"], ['One "', "Two"])


@pytest.mark.parametrize("end", ["", "\n"])
def test_two_files(tmp_path: Path, end: str) -> None:
    (tmp_path / "dev.x.fa").write_text("یک\nدو" + end, encoding="utf-8")
    (tmp_path / "dev.x.en").write_text("One\nTwo" + end, encoding="utf-8")
    assert read(tmp_path / "dev.x") == (["یک", "دو"], ["One", "Two"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", None, "no test set .FileNotFoundError"),
        ("a.tsv", b"fa\tde\nx\ty\n", "no test set .KeyError: 'en'"),
        ("a.tsv", b"fa\ten\n", "0 sources and 0 references"),
        ("a.tsv", b"fa\ten\n\xff\ty\n", "no test set .UnicodeDecodeError"),
        ("a", b"x\n", "no test set .FileNotFoundError"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / (name if name.endswith(".tsv") else f"{name}.fa")).write_bytes(content)
    with pytest.raises(InputError, match=message):
        read(tmp_path / name)


def test_counts_that_differ(tmp_path: Path) -> None:
    (tmp_path / "a.fa").write_text("یک\nدو\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("One\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 sources and 1 references. There must be one reference a source"):
        read(tmp_path / "a")
