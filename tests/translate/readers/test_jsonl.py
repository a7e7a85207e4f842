import gzip
import io
import json
from dataclasses import replace

import pytest

from builders import make_bitext, read_all, read_one
from tarjoman.align.formats import jsonl
from tarjoman.config import DEFAULT
from tarjoman.document import Document
from tarjoman.translate.readers import READERS
from tarjoman.translate.readers.opened import Opened


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"bad", "not JSON (Expecting value at its character 1). Give it one object a line"),
        (b'["a"]', "not an object"),
        (b'{"text": "\xff"}', "not UTF-8 (its byte 11)"),
        ('{"text": "یک", "text": "دو"}'.encode(), "cannot be read (the field 'text' comes twice)"),
        ('{"text": "یک", "a": {"b": 1, "b": 2}}'.encode(), "the field 'b' comes twice"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"text": 1' + b"0" * 5000 + b"}", "cannot be read"),
        (
            b'{"title": "a", "n": 1}',
            "no field text or body or content, but 'title', 'n'. Name the one of the text with",
        ),
        (b"{}", "no field text or body or content, but none at all"),
        (b'{"text": ""}', "no text in it"),
        (b'{"text": "hello"}', "no Persian letters in it"),
        ('{"text": "\\ud800متن"}'.encode(), "U+D800 in its text"),
        ('{"text": "\\u0000متن"}'.encode(), "U+0000 in its text"),
        (('{"text": "%s"}' % ("متن " * 50)).encode(), "a paragraph has 200 characters, the limit is 150"),
        (b'{"text": "' + b"a" * 2000 + b'"}', "more than 1,000 bytes. Shorten it, or raise the limit with --max-file"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(line: bytes, message: str) -> None:
    good = '{"text": "متن"}\n'.encode()
    settings = {"max_line": 150, "max_file": 1000} if len(line) < 5_000 else {}
    before, error, after = read_all("jsonl", good + line + b"\n" + good, **settings)
    assert isinstance(before, Document) and isinstance(after, Document) and before.id != after.id
    assert isinstance(error, str) and error.startswith("f, line 2: ") and message in error


@pytest.mark.parametrize("raw", [b"", b"\n \n"])
def test_nothing(raw: bytes) -> None:
    assert read_all("jsonl", raw) == ["f: nothing in it. Give it a text, or leave it out"]


def test_a_byte_order_mark_and_lists_of_paragraphs() -> None:
    assert read_one("jsonl", '\ufeff{"text": ["یک", "دو"]}').paragraphs == ("یک\n", "دو\n")


def test_our_own_translation_is_no_source() -> None:
    ours = jsonl.render([make_bitext(("یک\n", "One."))])
    again = json.dumps(json.loads(ours), separators=(",", ":")) + "\n"
    for raw in (ours, "\ufeff" + ours, again):
        assert "is a translation that tarjoman wrote, not a source" in str(read_all("jsonl", raw))
    assert not jsonl.is_ours(b'{"id": "a#1", "version": 1, "text": ""}')


def test_a_million_lines_are_read_one_at_a_time() -> None:
    class Endless(io.RawIOBase):
        read_so_far = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            self.read_so_far += 1
            piece = ('{"text": "متن"}\n'.encode() * (len(buffer) // 18 + 1))[: len(buffer) // 18 * 18]
            buffer[: len(piece)] = piece
            return len(piece)

    endless = Endless()
    file = Opened("f", "f", io.BufferedReader(endless, 18 * 100), replace(DEFAULT, max_file=1000))
    documents = READERS["jsonl"].read(file)
    assert [next(documents).id for _ in range(3)] == ["f/1", "f/2", "f/3"]  # type: ignore[union-attr]
    assert endless.read_so_far == 1


def test_packed_lines_without_end_are_not_unpacked_into_memory() -> None:
    bomb = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(b" " * 50_000_000)))
    found = list(READERS["jsonl"].read(Opened("f", "f", bomb, replace(DEFAULT, max_file=1000))))  # type: ignore[arg-type]
    assert len(found) == 1 and "line 1: more than 1,000 bytes" in str(found[0])
