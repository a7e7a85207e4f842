import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.errors import InputError
from tarjoman.translate.reader import LONGEST_TITLE, paragraphs
from tarjoman.translate.readers.plain import read_text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        (" \n\t\n", ()),
        ("یک", ("یک",)),
        ("یک\nدو\n", ("یک\n", "دو\n")),
        ("یک\r\n\r\nدو", ("یک\r\n\r\n", "دو")),
        ("\n\n یک\n \n\nدو\n\n", ("\n\n یک\n \n\n", "دو\n\n")),
        ("یک\u2028دو\u2029سه\x85چهار\rپنج", ("یک\u2028", "دو\u2029", "سه\x85", "چهار\r", "پنج")),
    ],
)
def test_paragraphs(text: str, parts: tuple[str, ...]) -> None:
    assert paragraphs(text) == parts


def test_with_lines_only_newlines_count() -> None:
    assert paragraphs("یک\u2028دو\rسه\nچهار\r\n", lines=True) == ("یک\u2028دو\rسه\n", "چهار\r\n")


@given(st.text(alphabet=st.sampled_from("ا \n\r\t\u2028\x85\x0b") | st.characters()), st.booleans())
def test_paragraphs_lose_nothing(text: str, lines: bool) -> None:
    parts = paragraphs(text, lines=lines)
    assert ("".join(parts) == text) if text.strip() else not parts
    assert all(part.strip() for part in parts)


def read(raw: bytes, **options: object) -> object:
    return read_text(raw, id="a", name="a.txt", **{"max_line": 1000} | options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "a.txt: empty. Give it a text, or leave it out"),
        (b" \n\t\n", "a.txt: nothing but white space"),
        (b"\xef\xbb\xbf", "a.txt: nothing but white space"),
        ("سلام\nدنيا".encode("cp1256"), r"a.txt: not UTF-8 \(byte 0xd3 at 0, line 1\).*WINDOWS-1256"),
        ("BBC: سلام دنیای بزرگ".replace("ی", "ي").encode("cp1256"), "Persian files are often Windows-1256"),
        ("\u201cWe are here,\u201d he said \u2013 early.".encode("cp1252"), "English .*iconv -f WINDOWS-1252"),
        ("سلام\n".encode() + b"\xff", r"not UTF-8 \(byte 0xff at 9, line 2\)"),
        ("سلام".encode("utf-16"), "not UTF-8 but UTF-16. .*iconv -f UTF-16"),
        (("سلام" * 9).encode("utf-16-le"), "36 control characters.*iconv -f UTF-16LE"),
        (b"\x89PNG\0\0", "not a text file in UTF-8"),
        (b"Hello, world.\n123", "no Persian letters in it. Check that this is the Persian side"),
        (("یک\n" + "دو " * 400).encode(), "line 2 has 1,200 characters, the limit is 1,000.*--max-line"),
        (("\n" * 1200 + "یک\r\n" + "دو " * 400).encode(), "line 1202 has 1,200 characters"),
    ],
)
def test_bad_input(raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(raw)


def test_a_stray_control_character_is_no_reason_to_refuse_a_text() -> None:
    assert read("سلام دنیا.\x10\n".encode())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("تیتر\nمتن خبر.", "تیتر"),
        ("\ufeffتیتر\r\nمتن خبر.", "تیتر"),
        ("فقط یک بند.", None),
        ("ب" * (LONGEST_TITLE + 1) + "\nمتن خبر.", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    document = read(text.encode())
    assert document.title == title  # type: ignore[attr-defined]
    assert document.text == text.removeprefix("\ufeff")  # type: ignore[attr-defined]
