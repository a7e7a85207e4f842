from pathlib import Path

import pytest

from tarjoman.align.formats.tmx import read_pairs
from tarjoman.errors import InputError

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="fa" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x"
creationtool="x" creationtoolversion="1"/><body>"""


def tu(*sides: tuple[str, str]) -> str:
    return "<tu>" + "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in sides) + "</tu>"


@pytest.mark.parametrize(
    ("body", "pairs"),
    [
        (tu(("fa", "سلام"), ("en", "Hello")), [("سلام", "Hello")]),
        (tu(("EN-us", "Hello"), ("fa_IR", "سلام")), [("سلام", "Hello")]),
        (tu(("de", "Hallo"), ("fa", "سلام"), ("en", "Hello")), [("سلام", "Hello")]),
        (tu(("fa", "سلام"), ("en-GB", "Hello"), ("en-US", "Hi")), [("سلام", "Hello")]),
        (tu(("fa", "سلام"), ("de", "Hallo")) + tu(("fa", "نه"), ("en", "No")), [("نه", "No")]),
        (tu(("fa", "  دو\n سطر "), ("en", "Two\tlines")), [("دو سطر", "Two lines")]),
        (tu(("fa", "<ph>&lt;b&gt;</ph>سلام<hi> دنیا</hi>"), ("en", "Hi")), [("سلام دنیا", "Hi")]),
        (tu(("fa", "سلام"), ("en", "A &amp; <bpt i='1'>[</bpt>B")), [("سلام", "A & B")]),
        ('<tu><tuv lang="fa"><seg>یک</seg></tuv><tuv lang="en"><seg>One</seg></tuv></tu>', [("یک", "One")]),
        ('<tu><tuv xml:lang="fa"/><tuv xml:lang="en"><seg>One</seg></tuv></tu>', []),
        ("<!-- none -->", []),
    ],
)
def test_pairs(tmp_path: Path, body: str, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(f"{HEAD}{body}</body></tmx>", encoding="utf-8")
    assert list(read_pairs(path)) == pairs


def test_utf_16_and_a_namespace(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    text = f'<tmx xmlns="http://www.lisa.org/tmx14"><body>{tu(("fa", "سلام"), ("en", "Hello"))}</body></tmx>'
    path.write_bytes(text.encode("utf-16"))
    assert list(read_pairs(path)) == [("سلام", "Hello")]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "fa\ten",
        HEAD,  # cut off
        f"{HEAD}<tu></body></tmx>",
        # entities that grow tenfold with each step
        "<!DOCTYPE t [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {b} '{10 * f'&{a};'}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
        + "]><tmx><body><tu><tuv lang='fa'><seg>&j;</seg></tuv></tu>",
    ],
)
def test_bad_files(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.tmx: cannot be read as TMX .*\. Export it again as TMX 1\.4, in UTF-8"):
        list(read_pairs(path))


def test_other_files_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    path = tmp_path / "a.tmx"
    text = (
        f"<!DOCTYPE tmx [<!ENTITY x SYSTEM '{tmp_path / 'secret'}'>]><tmx><body>{tu(('fa', 'سلام &x;'), ('en', 'a'))}"
    )
    path.write_text(f"{text}</body></tmx>", encoding="utf-8")
    assert list(read_pairs(path)) == [("سلام", "a")]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read as TMX"):
        list(read_pairs(tmp_path / "a.tmx"))
