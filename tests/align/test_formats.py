import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_bitext
from tarjoman.align.formats import FORMATS, jsonl, plain
from tarjoman.bitext import Bitext, Flag, Origin, Pair, Provenance
from tarjoman.config import FORMATS as NAMES
from tarjoman.document import Document, Segment, Span
from tarjoman.translate.reader import paragraphs

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((files("tarjoman.align.formats") / "pair.schema.json").read_text(encoding="utf-8"))
)


def test_every_format_that_can_be_asked_for_exists() -> None:
    assert tuple(FORMATS) == NAMES


class TestJsonl:
    def test_the_schema_knows_every_flag_and_origin(self) -> None:
        assert SCHEMA.schema["properties"]["flags"]["items"]["enum"] == [str(f) for f in Flag]
        assert SCHEMA.schema["properties"]["origin"]["enum"] == [str(o) for o in Origin]
        assert SCHEMA.schema["properties"]["version"]["const"] == jsonl.VERSION

    def test_the_schema_and_its_documentation_describe_every_field(self) -> None:
        (row,) = jsonl.rows(make_bitext(("یک", "One.")))
        documentation = (Path(__file__).parents[2] / "docs/jsonl.md").read_text(encoding="utf-8")
        assert list(row) == list(SCHEMA.schema["properties"]) == SCHEMA.schema["required"]
        assert all(f"| `{name}` |" in documentation for name in row)

    def test_a_row(self) -> None:
        bitext = make_bitext(("\n خبر اول.\n\n", "First news."), ("خبر «دوم».", ""), flags=(Flag.EMPTY,))
        rows = [json.loads(line) for line in jsonl.render(bitext).split("\n")[:-1]]
        assert rows[1] == {
            "version": 1,
            "id": "doc#1",
            "document": "doc",
            "pair": 1,
            "paragraph": 1,
            "source": "خبر «دوم».",
            "source_spans": [[12, 22]],
            "normalized": "خبر «دوم».",
            "target": "",
            "target_spans": [],
            "score": -0.5,
            "flags": ["empty"],
            "origin": "machine",
            "model": "m@1",
        }
        assert rows[0]["target_spans"] == [[0, 11]]
        for row in rows:
            SCHEMA.validate(row)

    def test_several_sentences_on_either_side(self) -> None:
        document = Document("d", ("یک. دو. ", "سه."))
        segments = [Segment("d", 0, 0, "یک. ", Span(0, 4)), Segment("d", 0, 1, "دو. ", Span(4, 8))]
        last = Segment("d", 1, 2, "سه.", Span(0, 3))
        pairs = (
            Pair(tuple(segments), ("One.", "Two."), origin=Origin.ALIGNED),
            Pair((last,), (), origin=Origin.ALIGNED),
            Pair((), ("Four.",), origin=Origin.ALIGNED),
        )
        rows = jsonl.rows(Bitext(document, pairs, Provenance("t", "", "")))
        assert [r["source_spans"] for r in rows] == [[[0, 4], [4, 8]], [[8, 11]], []]
        assert [r["paragraph"] for r in rows] == [0, 1, None]
        assert [rows[0]["target"][a:b] for a, b in rows[0]["target_spans"]] == ["One.", "Two."]
        for row in rows:
            SCHEMA.validate(row)

    def test_line_separators_in_the_source_do_not_break_lines(self) -> None:
        rendered = jsonl.render(make_bitext(("یک\u2028دو\x85سه\x1e\n", "One.")))
        assert rendered.count("\n") == 1 and json.loads(rendered)["source"] == "یک\u2028دو\x85سه\x1e\n"


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
        assert plain.render(make_bitext(*rows)) == expected

    def test_a_part_without_translation_is_shown(self) -> None:
        bitext = make_bitext(("یک. دو.\n", "One."), ("سه\n", "Three."), flags=(Flag.EMPTY,))
        assert plain.render(bitext) == "One. [untranslated: یک. دو.]\nThree. [untranslated: سه]\n"

    def test_an_addition_stands_where_it_was_added(self) -> None:
        bitext = make_bitext(("یک\n", "One."), ("دو\n", "Two."))
        addition = Pair((), ("More.",), origin=Origin.ALIGNED)
        pairs = (addition, bitext.pairs[0], addition, bitext.pairs[1])
        assert plain.render(replace(bitext, pairs=pairs)) == "More. One. More.\nTwo.\n"

    @given(st.text(alphabet=st.sampled_from("ا \n\r\t\u2028\x85") | st.characters(exclude_categories=["Cs"])))
    def test_with_lines_the_count_is_the_same(self, source: str) -> None:
        if parts := paragraphs(source, lines=True):
            rendered = plain.render(make_bitext(*((part, "x") for part in parts)))
            assert rendered.count("\n") == source.count("\n")
            assert [bool(a.strip()) for a in rendered.split("\n")] == [bool(a.strip()) for a in source.split("\n")]
