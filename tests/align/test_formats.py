import gzip
import json
import lzma
import math
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_bitext
from tarjoman.align.formats import FORMATS, jsonl, plain
from tarjoman.align.formats.recognition import readable
from tarjoman.align.formats.rows import rows
from tarjoman.bitext import Bitext, Flag, Name, NameStatus, Origin, Pair, Provenance
from tarjoman.config import FORMATS as NAMES
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError
from tarjoman.translate.reader import paragraphs

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((files("tarjoman.align.formats") / "pair.schema.json").read_text(encoding="utf-8"))
)


def test_every_format_that_can_be_asked_for_exists() -> None:
    assert set(NAMES) <= set(FORMATS)


class TestJsonl:
    def test_the_schema_knows_every_flag_and_origin(self) -> None:
        assert SCHEMA.schema["properties"]["flags"]["items"]["enum"] == [str(f) for f in Flag]
        assert SCHEMA.schema["properties"]["origin"]["enum"] == [str(o) for o in Origin]
        assert SCHEMA.schema["properties"]["version"]["const"] == jsonl.VERSION
        name = SCHEMA.schema["$defs"]["name"]["properties"]
        assert name["status"]["enum"] == [str(s) for s in NameStatus]

    def test_the_schema_and_its_documentation_describe_every_field(self) -> None:
        (row,) = rows(make_bitext(("یک", "One.")))
        documentation = (Path(__file__).parents[2] / "docs/jsonl.md").read_text(encoding="utf-8")
        assert (
            list(row)
            == list(SCHEMA.schema["properties"])
            == [*SCHEMA.schema["required"], "title", "meta", "provenance"]
        )
        assert all(f"| `{name}` |" in documentation for name in row)
        (row,) = rows(_named())
        name = SCHEMA.schema["$defs"]["name"]
        assert list(row["names"][0]) == list(name["properties"]) == name["required"]
        _, _, section = documentation.partition("## Names\n")
        assert all(f"| `{field}` |" in section for field in name["required"])
        assert all(f"`{word}`" in documentation for word in (*Flag, *NameStatus))

    def test_a_row(self) -> None:
        bitext = make_bitext(("\n خبر اول.\n\n", "First news."), ("خبر «دوم».", ""), flags=(Flag.EMPTY,))
        rows = [json.loads(line) for line in jsonl.render([bitext]).split("\n")[:-1]]
        assert rows[1] == {
            "version": 1,
            "id": "doc#1",
            "document": "doc",
            "pair": 1,
            "paragraph": 1,
            "paragraphs": [1],
            "source": "خبر «دوم».",
            "source_spans": [[12, 22]],
            "normalized": "خبر «دوم».",
            "target": "",
            "target_spans": [],
            "score": -0.5,
            "confidence": None,
            "flags": ["empty"],
            "names": [],
            "origin": "machine",
            "links": [],
            "matches": [],
            "review": None,
            "model": "m@1",
            "license": "Apache-2.0",
        }
        assert rows[0]["target_spans"] == [[0, 11]]
        for row in rows:
            SCHEMA.validate(row)

    def test_what_a_document_says_of_itself_stands_in_its_first_row(self) -> None:
        meta = {"agency": "ایسنا", "url": "https://a.example/1"}
        first, second = rows(make_bitext(("تیتر\n", "Headline"), ("متن", "Text"), title="تیتر", meta=meta))
        assert (first["title"], first["meta"]) == ("تیتر", meta) and not {"title", "meta"} & set(second)
        SCHEMA.validate(first)

    def test_several_sentences_on_either_side(self) -> None:
        document = Document("d", ("یک. دو. ", "سه."))
        segments = [Segment("d", 0, 0, "یک. ", Span(0, 4)), Segment("d", 0, 1, "دو. ", Span(4, 8))]
        last = Segment("d", 1, 2, "سه.", Span(0, 3))
        pairs = (
            Pair(tuple(segments), ("One.", "Two."), origin=Origin.ALIGNED),
            Pair((last,), (), origin=Origin.ALIGNED),
            Pair((), ("Four.",), origin=Origin.ALIGNED),
        )
        found = rows(Bitext(document, pairs, Provenance("t", "", "")))
        assert [r["source_spans"] for r in found] == [[[0, 4], [4, 8]], [[8, 11]], []]
        assert [r["paragraph"] for r in found] == [0, 1, None]
        assert [found[0]["target"][a:b] for a, b in found[0]["target_spans"]] == ["One.", "Two."]
        for row in found:
            SCHEMA.validate(row)

    def test_names_have_their_places_in_both_fields(self) -> None:
        (row,) = [json.loads(line) for line in jsonl.render([_named()]).splitlines()]
        assert row["names"] == [
            {
                "source": [5, 9],
                "target": [0, 4],
                "english": "NATO",
                "status": "matched",
                "entry": "organisations-acronyms.tsv, line 2",
                "gloss": "military alliance",
            },
            {
                "source": [13, 19],
                "target": None,
                "english": "Nakhchivan",
                "status": "missing",
                "entry": "",
                "gloss": "",
            },
        ]
        assert row["source"][13:19] == "نخجوان" and row["target"][0:4] == "Nato"
        SCHEMA.validate(row)

    def test_line_separators_in_the_source_do_not_break_lines(self) -> None:
        rendered = jsonl.render([make_bitext(("یک\u2028دو\x85سه\x1e\n", "One."))])
        assert rendered.count("\n") == 1 and json.loads(rendered)["source"] == "یک\u2028دو\x85سه\x1e\n"


def _named() -> Bitext:
    bitext = make_bitext(("سران ناتو در نخجوان\n", "Nato leaders"), flags=(Flag.NAMES,))
    names = (
        Name(
            Span(5, 9),
            Span(0, 4),
            "NATO",
            NameStatus.MATCHED,
            "organisations-acronyms.tsv, line 2",
            "military alliance",
        ),
        Name(Span(13, 19), None, "Nakhchivan", NameStatus.MISSING),
    )
    return replace(bitext, pairs=(replace(bitext.pairs[0], names=names),))


ROW: dict[str, object] = {"version": 1, "document": "d", "pair": 0, "source": "یک\u2028\n", "target": "One."}


class TestReading:
    @staticmethod
    def read(path: Path, content: bytes) -> list[jsonl.Row]:
        path.write_bytes(content)
        return list(jsonl.read(path))

    @pytest.mark.parametrize(
        ("name", "pack"), [("a.jsonl", bytes), ("a.jsonl.gz", gzip.compress), ("a.JSONL.XZ", lzma.compress)]
    )
    def test_what_is_written_is_read(self, tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
        bitext = make_bitext(("\nیک\u2028\n", "One."), ("دو", ""))
        assert self.read(tmp_path / name, pack(jsonl.render([bitext]).encode())) == [
            jsonl.Row("doc", 0, "\nیک\u2028\n", "One.", 1),
            jsonl.Row("doc", 1, "دو", "", 2),
        ]

    def test_a_confidence_is_read_where_there_is_one(self, tmp_path: Path) -> None:
        bitext = make_bitext(("یک", "One."))
        sure = replace(bitext, pairs=(replace(bitext.pairs[0], confidence=0.71249),))
        assert [row.confidence for row in self.read(tmp_path / "a.jsonl", jsonl.render([sure]).encode())] == [0.712]
        lines = [json.dumps(ROW | {"confidence": None}), json.dumps(ROW)]
        assert [row.confidence for row in self.read(tmp_path / "b.jsonl", "\n".join(lines).encode())] == [None, None]

    @pytest.mark.parametrize(
        "form",
        ["{0}{1}", "\ufeff{0}{1}", "{0}\r{1}", "{0}\n \r\n{1}\n"],
        ids=["plain", "byte order mark", "line ends of Windows", "blank lines"],
    )
    def test_forms_of_lines(self, tmp_path: Path, form: str) -> None:
        first, second = (json.dumps(ROW | {"pair": n}) for n in range(2))
        rows = self.read(tmp_path / "a.jsonl", form.format(first + "\n", second).encode())
        assert [(row.pair, row.target) for row in rows] == [(0, "One."), (1, "One.")]
        assert [row.line for row in rows] == ([1, 4] if form.count("\n") > 1 else [1, 2])

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            (b"{'a': 1}", "is not JSON (Expecting property name enclosed in double quotes at its character 2)"),
            (b'{"version": 1', "is not JSON (Expecting ',' delimiter at its character 14)"),
            (b"\xef\xbb\xbf{}", "is not JSON"),
            (b"[" * 100_000, "cannot be read ("),
            (b'{"version": ' + b"1" * 5000 + b"}", "cannot be read ("),
            (b"[1]", "is not an object"),
            (b"null", "is not an object"),
            ("سلام".encode("cp1256"), "is not UTF-8 (its byte 1)"),
            (b'{"a": "b\xff"}', "is not UTF-8 (its byte 9)"),
            (b"{}", ": `version` must be 1, `document` must be a string, `pair` must be an integer from 0, `source`"),
            ({"version": 2}, "is of version 2, not 1. Read it with the tarjoman that wrote it"),
            ({"version": True}, ": `version` must be 1"),
            ({"version": "1"}, ": `version` must be 1"),
            ({"document": None}, ": `document` must be a string"),
            ({"pair": -1}, ": `pair` must be an integer from 0"),
            ({"pair": True}, ": `pair` must be an integer from 0"),
            ({"pair": 1.0}, ": `pair` must be an integer from 0"),
            ({"source": ["یک"]}, ": `source` must be a string"),
            ({"source": "\ud800"}, "cannot be read (U+D800 in it is half a character)"),
            ({"meta": {"a": ["\udfff"]}}, "cannot be read (U+DFFF in it is half a character)"),
            ({"score": math.nan}, "cannot be read (NaN is no number)"),
            ({"score": -math.inf}, "cannot be read (-Infinity is no number)"),
            (json.dumps(ROW)[:-1].encode() + b', "score": 1e999}', "cannot be read (1e999 is too large a number)"),
            ({"confidence": "high"}, ": `confidence` must be a number from 0 to 1, or null"),
            ({"confidence": 1.5}, ": `confidence` must be a number from 0 to 1, or null"),
            ({"target": 1, "pair": "0"}, ": `pair` must be an integer from 0, `target` must be a string"),
        ],
    )
    def test_bad_lines(self, tmp_path: Path, line: bytes | dict[str, object], problem: str) -> None:
        good = json.dumps(ROW).encode()
        bad = line if isinstance(line, bytes) else json.dumps(ROW | line).encode()
        with pytest.raises(InputError) as caught:
            self.read(tmp_path / "a.jsonl", good + b"\n" + bad + b"\n" + good)
        gap = "" if problem.startswith(":") else " "
        assert str(caught.value).startswith(f"{tmp_path}/a.jsonl: line 2{gap}{problem}")
        assert caught.value.advice

    def test_rows_before_a_bad_line_are_given(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps(ROW) + "\nx", encoding="utf-8")
        rows = jsonl.read(path)
        assert next(rows).source == "یک\u2028\n"
        with pytest.raises(InputError, match=r"line 2 is not JSON"):
            next(rows)

    def test_a_line_without_end(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl.gz"
        with pytest.raises(InputError, match=r"line 1 has more than 10,000,000 bytes\. Give it one object a line"):
            self.read(path, gzip.compress(b" " * (jsonl.LONGEST + 1) + json.dumps(ROW).encode(), 1))
        assert self.read(path, gzip.compress(json.dumps(ROW).encode().ljust(jsonl.LONGEST), 1))

    @pytest.mark.parametrize("content", [b"", b"\n \n"])
    def test_nothing_in_it(self, tmp_path: Path, content: bytes) -> None:
        with pytest.raises(InputError, match=r"a\.jsonl: is empty\. Name a file"):
            self.read(tmp_path / "a.jsonl", content)

    def test_what_cannot_be_opened_or_unpacked(self, tmp_path: Path) -> None:
        for path in tmp_path, tmp_path / "no.jsonl":
            with pytest.raises(InputError, match=r"cannot be read .*\. Check the path"):
                list(jsonl.read(path))
        packed = gzip.compress(json.dumps(ROW).encode() * 9)
        for content in b"{}", packed[:-9], packed[:20] + b"\0" * 20:
            with pytest.raises(InputError, match=r"a\.gz: cannot be read"):
                self.read(tmp_path / "a.gz", content)


class TestText:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([("یک\n", "One."), ("دو", "Two.")], "One.\nTwo."),
            ([("یک\n\n\n", "One."), ("دو\n", "Two.")], "One.\n\n\nTwo.\n"),
            ([("\n\nیک\r\n", "One."), ("دو\r\n", "Two.")], "\n\nOne.\nTwo.\n"),
            ([("یک\u2028", "One."), ("دو\u2029", "Two.")], "One.\nTwo."),
            ([("یک سه\n", ""), ("دو\n", "Two.")], "[untranslated: یک سه]\nTwo.\n"),
        ],
    )
    def test_lines_are_those_of_the_source(self, rows: list[tuple[str, str]], expected: str) -> None:
        assert plain.text(make_bitext(*rows)) == expected

    def test_a_part_without_translation_is_shown(self) -> None:
        bitext = make_bitext(("یک. دو.\n", "One."), ("سه\n", "Three."), flags=(Flag.EMPTY,))
        assert plain.text(bitext) == "One. [untranslated: یک. دو.]\nThree. [untranslated: سه]\n"

    def test_several_texts_stand_apart(self) -> None:
        one, two = make_bitext(("یک", "One.")), make_bitext(("دو\n", "Two."))
        assert plain.render([one, two, one]) == "One.\n\nTwo.\n\nOne."
        assert plain.render([one]) == "One." and plain.render([]) == ""

    def test_an_addition_stands_where_it_was_added(self) -> None:
        bitext = make_bitext(("یک\n", "One."), ("دو\n", "Two."))
        addition = Pair((), ("More.",), origin=Origin.ALIGNED)
        pairs = (addition, bitext.pairs[0], addition, bitext.pairs[1])
        assert plain.text(replace(bitext, pairs=pairs)) == "More. One. More.\nTwo.\n"

    @given(st.text(alphabet=st.sampled_from("ا \n\r\t\u2028\x85") | st.characters(exclude_categories=["Cs"])))
    def test_with_lines_the_count_is_the_same(self, source: str) -> None:
        if parts := paragraphs(source, lines=True):
            rendered = plain.text(make_bitext(*((part, "x") for part in parts)))
            assert rendered.count("\n") == source.count("\n")
            assert [bool(a.strip()) for a in rendered.split("\n")] == [bool(a.strip()) for a in source.split("\n")]


@pytest.mark.parametrize(
    ("name", "other"), [("a.ods", ".xlsx"), ("a.XLS", ".xlsx"), ("a.odt", ".docx"), ("a.doc", ".docx")]
)
def test_files_of_other_office_formats(tmp_path: Path, name: str, other: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(InputError, match=f"which is not read. Save it as {other} in the program that made it"):
        readable(tmp_path / name)


def test_the_english_of_what_has_no_persian() -> None:
    pairs = (Pair((), ("One.",)), Pair((), ("Two.",)))
    assert plain.render([Bitext(Document("a", ()), pairs, Provenance("", "", ""))]) == "One. Two."
