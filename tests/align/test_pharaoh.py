from pathlib import Path

import pytest

from tarjoman.align.formats import pharaoh
from tarjoman.errors import InputError

SOURCES, TARGETS = ["وزیر آمد.", "او"], ["The minister came.", "He"]


def test_there_and_back(tmp_path: Path) -> None:
    links = [((0, 1), (1, 2), (2, 3)), ()]
    (tmp_path / "links").write_bytes(pharaoh.encode(links))
    assert (tmp_path / "links").read_bytes() == b"0-1 1-2 2-3\n\n"
    assert list(pharaoh.read(tmp_path / "links", SOURCES, TARGETS)) == links


def test_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "links").write_bytes(b"\xef\xbb\xbf0-1\r\n\r\n")
    assert list(pharaoh.read(tmp_path / "links", SOURCES, TARGETS)) == [((0, 1),), ()]


def test_sentences() -> None:
    assert pharaoh.sentences(SOURCES, TARGETS).decode() == "وزیر آمد . ||| The minister came .\nاو ||| He\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"0-0\n", "1 lines for 2 pairs. Align the pairs as they are now"),
        (b"0-0\n0-0\n\n", "3 lines for 2 pairs"),
        (b"\n0\n", "line 2 is no list of links. Write them as 0-0 1-2"),
        (b"a-b\n\n", "line 1 is no list of links"),
        (b"0-1-2\n\n", "line 1 is no list of links"),
        (b"-1-0\n\n", "line 1 is no list of links"),
        (b"\n0-1\n", "line 2 links words beyond the 1 and 1"),
        (b"3-0\n\n", "line 1 links words beyond the 3 and 4"),
        (b"\xff\n\n", "cannot be read"),
    ],
)
def test_bad_files(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "links").write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(pharaoh.read(tmp_path / "links", SOURCES, TARGETS))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="links: cannot be read"):
        list(pharaoh.read(tmp_path / "links", SOURCES, TARGETS))
