import gzip
from pathlib import Path

import pytest

from bitexts import full
from builders import make_bitext
from tarjoman.align.formats import FORMATS, moses
from tarjoman.bitext import Origin
from tarjoman.errors import InputError


def test_a_line_a_pair_whatever_is_missing(tmp_path: Path) -> None:
    files = FORMATS["moses"].files([full(), make_bitext(("a\u2028b\u200cc\n", "One\r\ntwo."))])
    assert {suffix: content.decode() for suffix, content in files.items()} == {
        ".fa-en.fa": "تیتر\nیک. دو.\n\nسه\na b\u200cc\n",
        ".fa-en.en": "Headline\nA man. Two.\nAdded.\n\nOne two.\n",
    }
    for suffix, content in files.items():
        (tmp_path / f"a{suffix}").write_bytes(content)
    for suffix in files:
        (found,) = moses.decode(tmp_path / f"a{suffix}")
        assert (found.document.id, found.document.text) == ("a", "تیتر\nیک. دو.\nسه\na b\u200cc")
        assert [pair.target for pair in found.pairs] == ["Headline", "A man. Two.", "Added.", "", "One two."]
        assert {pair.origin for pair in found.pairs} == {Origin.ALIGNED}


def test_lines_of_others(tmp_path: Path) -> None:
    (tmp_path / "x.FA.gz").write_bytes(gzip.compress("\ufeffیک\r\n\r\nدو\u2028سه".encode()))
    (tmp_path / "x.en.gz").write_bytes(gzip.compress(b"One.\r\n\r\nTwo."))
    (found,) = moses.decode(tmp_path / "x.FA.gz")
    assert found.document.paragraphs == ("یک\n", "دو\u2028سه") and len(found.pairs) == 2


@pytest.mark.parametrize(
    ("fa", "en", "problem"),
    [
        (b"a\nb\n", b"a\n", r"x\.fa: has 2 lines, and x\.en beside it 1\. Both need as many"),
        (b"a\n", None, r"x\.en: cannot be read .* Check that both sides are there"),
        (b"\n \n", b"\n\n", r"x\.fa: is empty"),
        (b"a\n\xff\n", b"a\nb\n", r"x\.fa: line 2 is not UTF-8"),
        (b"a" * (moses.LONGEST + 1), b"a", r"x\.fa: line 1 has more than 10,000,000 bytes"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, fa: bytes, en: bytes | None, problem: str) -> None:
    (tmp_path / "x.fa").write_bytes(fa)
    if en is not None:
        (tmp_path / "x.en").write_bytes(en)
    with pytest.raises(InputError, match=problem):
        list(moses.decode(tmp_path / "x.fa"))


def test_another_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ends neither in \.fa nor in \.en"):
        list(moses.decode(tmp_path / "x.txt"))
