import gzip
import lzma
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from builders import make_bitext
from tarjoman.align.formats import tmx
from tarjoman.align.formats.tmx import Unit, read_pairs, read_units
from tarjoman.bitext import Bitext, Origin
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.review import Review, State

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="fa" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x"
creationtool="x" creationtoolversion="1"/><body>"""


def tu(*sides: tuple[str, str]) -> str:
    return "<tu>" + "".join(f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>' for code, text in sides) + "</tu>"


LINES = ("خط یک خط دو", "a b c")


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
        ('<tu><tuv lang="fa"><seg/><seg>یک</seg></tuv><tuv lang="en"><seg>One</seg></tuv></tu>', [("یک", "One")]),
        (tu(("fa", " "), ("fa-AF", "یک"), ("en", "One")), [("یک", "One")]),
        (tu(("fa", "یک"), ("en", "")), []),
        *((tu((code, "یک"), ("eng", "One")), [("یک", "One")]) for code in ("fas", "per", "pes-IR", "PRS", " fa ")),
        (tu(("fa", "خط یک<ph>&lt;br/&gt;</ph>خط دو"), ("en", "a<it pos='begin'>[</it>b<ut>x</ut>c")), [LINES]),
        (tu(("fa", "می<bpt i='1'>[</bpt>رو<ept i='1'>]</ept>د"), ("en", "go<hi>es</hi>")), [("میرود", "goes")]),
        (tu(("fa", "یک<!-- x -->"), ("en", "One<?x y?>")), [("یک", "One")]),
        ('<tuv xml:lang="fa"><seg>نه</seg></tuv>' + tu(("en", "One")), []),
        (tu(("en", "One")) + '<tuv xml:lang="fa"><seg>نه</seg></tuv>' + tu(("en", "Two")), []),
        ("<!-- none -->", []),
    ],
)
def test_pairs(tmp_path: Path, body: str, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(f"{HEAD}{body}</body></tmx>", encoding="utf-8")
    assert list(read_pairs(path)) == pairs


def test_units_are_numbered_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    body = (
        tu(("fa", "یک"), ("de", "Eins")) + tu(("de", "Zwei")) + tu(("fa", "سه"), ("en", "Three")) + tu(("en", "Four"))
    )
    path.write_text(f"{HEAD}{body}</body></tmx>", encoding="utf-8")
    assert list(read_units(path)) == [Unit(1, "یک", ""), Unit(2, "", ""), Unit(3, "سه", "Three"), Unit(4, "", "Four")]
    first, *_ = read_units(path, "fa", "de")
    assert first == Unit(1, "یک", "Eins")
    assert list(read_pairs(path)) == [("سه", "Three")]


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
    ],
)
def test_bad_files(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.tmx: cannot be read as TMX .*\. Export it again as TMX 1\.4, in UTF-8"):
        list(read_pairs(path))


@pytest.mark.parametrize("root", ["html", "tu", "x:body xmlns:x='http://www.lisa.org/tmx14'"])
def test_other_documents(tmp_path: Path, root: str) -> None:
    path = tmp_path / "a.tmx"
    name = root.partition(" ")[0]
    path.write_text(f"<!-- x --><?y z?><{root}>{tu(('fa', 'سلام'), ('en', 'a'))}</{name}>", encoding="utf-8")
    problem = f"a.tmx: is no TMX: its root is <{name.removeprefix('x:')}>. Export it again"
    with pytest.raises(InputError, match=re.escape(problem)):
        list(read_pairs(path))


def test_a_comment_before_the_root(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(f"<!-- x --><?y z?><tmx>{tu(('fa', 'سلام'), ('en', 'Hello'))}</tmx><!-- x -->", encoding="utf-8")
    assert list(read_pairs(path)) == [("سلام", "Hello")]


@pytest.mark.parametrize(
    ("entities", "name"),
    [
        ("<!ENTITY org 'UN'>", "org"),
        ("<!ENTITY x SYSTEM 'secret'>", "x"),
    ],
)
def test_entities_are_refused_not_dropped(tmp_path: Path, entities: str, name: str) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    path = tmp_path / "a.tmx"
    units = tu(("de", f"&{name};"), ("fa", "نه"), ("en", "No")) + tu(("fa", "آمد"), ("en", f"&{name}; came"))
    path.write_text(f"<!DOCTYPE tmx [{entities}]>\n<tmx><body>{units}</body></tmx>", encoding="utf-8")
    pairs = read_pairs(path)
    assert next(pairs) == ("نه", "No")
    with pytest.raises(InputError, match=f"a.tmx: line 2: the entity &{name}; is not resolved. Write what it stands"):
        next(pairs)


def test_entities_that_grow_tenfold_with_each_step(tmp_path: Path) -> None:
    steps = zip("abcdefghi", "bcdefghij", strict=True)
    entities = "<!ENTITY a 'aaaaaaaaaa'>" + "".join(f"<!ENTITY {b} '{10 * f'&{a};'}'>" for a, b in steps)
    path = tmp_path / "a.tmx"
    units = tu(("fa", "&j;"), ("en", "a"))
    path.write_text(f"<!DOCTYPE tmx [{entities}]><tmx><body>{units}</body></tmx>", encoding="utf-8")
    # libxml2 2.12 and later see it themselves
    with pytest.raises(
        InputError, match=r"Maximum entity amplification factor exceeded|the entity &j; is not resolved"
    ):
        list(read_pairs(path))


def test_memory_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    iterparse, seen = etree.iterparse, []

    def watched(*args: Any, **options: Any) -> Iterator[tuple[str, Any]]:
        for event, element in iterparse(*args, **options):
            seen[:] = [element]
            yield event, element

    monkeypatch.setattr(etree, "iterparse", watched)
    path = tmp_path / "a.tmx"
    path.write_text(f"<tmx><body>{tu(('fa', 'یک'), ('en', 'One')) * 50}</body></tmx>", encoding="utf-8")
    left = [(unit.tag, unit.getprevious()) for _ in read_pairs(path) for unit in seen]
    assert left == [("tu", None)] * 50  # what was read before is gone


@pytest.mark.parametrize(("name", "pack"), [("a.tmx.gz", gzip.compress), ("a.TMX.XZ", lzma.compress)])
def test_packed_files(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / name
    packed = pack(f"<tmx>{tu(('fa', 'سلام'), ('en', 'Hello'))}</tmx>".encode())
    path.write_bytes(packed)
    assert list(read_pairs(path)) == [("سلام", "Hello")]
    for damaged in (packed[:-12], packed[:20] + bytes(8) + packed[28:], b"<tmx/>"):
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=f"{name}: cannot be read as TMX"):
            list(read_pairs(path))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read as TMX"):
        list(read_pairs(tmp_path / "a.tmx"))


def read(path: Path, body: str) -> Bitext:
    path = path / "desk.tmx"
    path.write_text(f"{HEAD}{body}</body></tmx>", encoding="utf-8")
    (found,) = tmx.decode(path)
    return found


MEMOQ = """<tu changedate="20240101T000000Z" creationid="a" changeid="a"><prop type="x-document">news.docx</prop>
<prop type="x-context-post">x</prop><prop type="corrected">no</prop>
<tuv xml:lang="fa"><prop type="x-y">z</prop><seg>یک<ph>&lt;br/></ph>دو</seg></tuv>
<tuv xml:lang="en-gb"><seg>One</seg></tuv></tu>
<tu><note>Why?</note><tuv xml:lang="fa-ir"><seg>سه</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Vier</seg></tuv></tu>
<tu><tuv xml:lang="EN-US"><seg>Five</seg></tuv></tu>"""


def test_units_of_others_are_rows_of_one_document(tmp_path: Path) -> None:
    found = read(tmp_path, MEMOQ)
    assert found.document == Document("desk", ("یک دو\n", "سه\n"))
    assert [(pair.source, pair.target) for pair in found.pairs] == [("یک دو\n", "One"), ("سه\n", ""), ("", "Five")]
    assert {pair.origin for pair in found.pairs} == {Origin.ALIGNED}
    assert found.pairs[1].review == Review(State.UNTOUCHED, "", "Why?")


@pytest.mark.parametrize("body", ["", tu(("de", "Eins")), tu(("fa", " "), ("en", ""))])
def test_nothing_in_it(tmp_path: Path, body: str) -> None:
    with pytest.raises(InputError, match="desk.tmx: has no unit in Persian or English"):
        read(tmp_path, body)


def test_an_edit_is_a_persons_for_memories_too(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    text = tmx.encode([make_bitext(("یک\n", "One."), ("دو\n", "Two."))]).decode()
    path.write_text(text.replace("<seg>Two.", "<seg>2."), encoding="utf-8")
    assert [(u.target, u.origin) for u in read_units(path)] == [("One.", "machine"), ("2.", "reviewed")]


def test_a_unit_has_a_name_without_white_space() -> None:
    bitext = make_bitext(("یک", "One."))
    document = replace(bitext.document, id="a b")
    segment = replace(bitext.pairs[0].sources[0], doc_id="a b")
    pair = replace(bitext.pairs[0], sources=(segment,))
    assert b'tuid="a_b#0"' in tmx.encode([replace(bitext, document=document, pairs=(pair,))])
