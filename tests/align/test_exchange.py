"""What holds for every format that translators' programs read."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from bitexts import bitexts
from builders import make_bitext
from tarjoman.align.formats import FORMATS
from tarjoman.bitext import Bitext, Flag, Match, Name, NameStatus, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError, OutputError
from tarjoman.review import Review, State

EXCHANGED = ("tmx", "xliff", "xliff2", "tsv")
IN_XML = ("tmx", "xliff", "xliff2")
UNIT = {
    "tmx": "<tu .*?</tu>",
    "xliff": "<trans-unit .*?</trans-unit>",
    "xliff2": "<unit .*?</unit>",
    "tsv": r"1\tdoc\t.*?\n",
}
formats = pytest.mark.parametrize("name", EXCHANGED)


def through(name: str, folder: Path, *some: Bitext, change: Callable[[str], str] = lambda text: text) -> list[Bitext]:
    """What comes back of bitexts that were written, and maybe changed."""
    format = FORMATS[name]
    path = folder / f"x{format.suffix}"
    path.write_bytes(change(format.encode(some).decode()).encode())
    assert format.decode
    return list(format.decode(path))


def plainly(bitext: Bitext) -> Bitext:
    """A bitext without what these formats have no place for."""
    pairs = tuple(replace(pair, normalized="", names=(), links=(), matches=()) for pair in bitext.pairs)
    return replace(bitext, pairs=pairs, provenance=replace(bitext.provenance, created=""))


@formats
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=bitexts(), second=bitexts("متن"))
def test_documents_come_back_as_they_were(name: str, tmp_path: Path, first: Bitext, second: Bitext) -> None:
    written = [bitext for bitext in (first, second) if bitext.pairs]
    if written:
        assert through(name, tmp_path, *written) == written
        if name in IN_XML:
            GRAMMARS[name].assertValid(etree.fromstring(FORMATS[name].encode(written)))


@formats
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_character_comes_back_or_is_refused(name: str, tmp_path: Path, text: str) -> None:
    bitext = make_bitext((text, " ".join(text.split())))
    try:
        (found,) = through(name, tmp_path, bitext)
    except OutputError as error:
        assert name in ("tmx", "xliff") and "has U+" in error.problem and error.where == "doc#0"
    else:
        assert found == plainly(bitext)


@formats
def test_an_edit_is_known_as_one(name: str, tmp_path: Path) -> None:
    bitext = make_bitext(("یک\n", "One."), ("دو\n", "Two."), ("سه", "Three."), flags=(Flag.UNSURE,))
    after = {"tsv": "\tTwo.\t", "tmx": "</seg>", "xliff": "</target><context", "xliff2": "</target></segment>"}[name]
    old, new = "Two." + after, ("2 & <b>." if name == "tsv" else "2 &amp; &lt;b>.") + after

    def change(text: str) -> str:
        assert text.count(old) == 1
        return text.replace(old, new)

    (found,) = through(name, tmp_path, bitext, change=change)
    one, two, three = found.pairs
    assert (two.target, two.origin, two.flags) == ("2 & <b>.", Origin.REVIEWED, (Flag.UNSURE,))
    assert two.review == Review(State.EDITED, "Two.")
    assert (one, three) == (plainly(bitext).pairs[0], plainly(bitext).pairs[2])
    assert through(name, tmp_path, found) == [found]


@formats
def test_what_a_person_translates_where_there_was_nothing(name: str, tmp_path: Path) -> None:
    bitext = make_bitext(("یک\n", "One."), ("دو", ""))
    changes: dict[str, Callable[[str], str]] = {
        "tsv": lambda text: text.replace("\tدو\t\t", "\tدو\tTwo.\t"),
        "tmx": lambda text: text.replace("دو</seg></tuv>", 'دو</seg></tuv><tuv xml:lang="en"><seg>Two.</seg></tuv>'),
        "xliff": lambda text: text.replace("دو</source>", 'دو</source><target state="final">Two.</target>'),
        "xliff2": lambda text: text.replace("دو</source>", "دو</source><target>Two.</target>"),
    }
    (found,) = through(name, tmp_path, bitext, change=changes[name])
    assert found.pairs[1].review == Review(State.EDITED, "") and found.pairs[1].target == "Two."


@formats
def test_a_changed_source_stays_as_it_is_written(name: str, tmp_path: Path) -> None:
    bitext = make_bitext(("یک. دو.\n", "One. Two."), ("سه", "Three."))
    (found,) = through(name, tmp_path, bitext, change=lambda text: text.replace("یک. دو.", "یک، دو و نیم."))
    assert found.document.paragraphs == ("یک، دو و نیم.\n", "سه")


@formats
def test_pairs_that_were_moved_find_their_places(name: str, tmp_path: Path) -> None:
    bitext = make_bitext(*((f"خبر {n}\n", f"News {n}.") for n in range(12)), title="تیتر", meta={"agency": "ایسنا"})

    def turned(text: str) -> str:
        units = re.findall(UNIT[name], text, re.DOTALL)
        assert len(units) == 12
        begin, end = text.index(units[0]), text.index(units[-1]) + len(units[-1])
        return text[:begin] + "".join(reversed(units)) + text[end:]

    assert through(name, tmp_path, bitext, change=turned) == [plainly(bitext)]


@formats
@pytest.mark.parametrize("place", [0, 1, 2])
def test_pairs_that_are_missing(name: str, place: int, tmp_path: Path) -> None:
    """A memory may be thinned out; a document may not."""
    bitext = make_bitext(*((f"خبر {n}\n", f"News {n}.") for n in range(3)))

    def without(text: str) -> str:
        return text.replace(re.findall(UNIT[name], text, re.DOTALL)[place], "")

    if name != "tmx":
        with pytest.raises(InputError, match=f"of doc there are 2 pairs; missing: {place}"):
            through(name, tmp_path, bitext, change=without)
    else:
        (found,) = through(name, tmp_path, bitext, change=without)
        assert len(found.pairs) == 2


@formats
def test_a_pair_that_is_there_twice(name: str, tmp_path: Path) -> None:
    bitext = make_bitext(("خبر\n", "News."), ("دو", "Two."))
    change = (lambda t: t.replace("1\tdoc\t1\t", "1\tdoc\t0\t")) if name == "tsv" else _doubled
    with pytest.raises(InputError, match="pair 0 of doc is there twice"):
        through(name, tmp_path, bitext, change=change)


def _doubled(text: str) -> str:
    for begin, end in (('-pair">', "<"), ('"pair">', "<")):
        text = text.replace(f"{begin}1{end}", f"{begin}0{end}")
    return text


@formats
@pytest.mark.parametrize(("old", "new"), [("unsure", "odd"), ("machine", "oracle"), ("-0.5", "half"), ("0", "null")])
def test_values_that_are_none(name: str, old: str, new: str, tmp_path: Path) -> None:
    bitext = make_bitext(("خبر\n", "News."), ("دو", "Two."), flags=(Flag.UNSURE,))
    with pytest.raises(InputError, match=r"x\.[-a-z.]+: "):
        through(name, tmp_path, bitext, change=lambda text: _in_values(text, old, new))


def _in_values(text: str, old: str, new: str) -> str:
    head, end, rest = text.partition("\n")
    for before, after in ((">", "<"), ("\t", "\t")):
        rest = rest.replace(f"{before}{old}{after}", f"{before}{new}{after}")
    return head + end + rest


@pytest.mark.parametrize("name", ["tmx", "xliff"])
def test_what_xml_cannot_hold_is_refused_with_its_pair(name: str) -> None:
    bitext = make_bitext(("یک\n", "One."), ("د\x0bو", "Two."))
    with pytest.raises(OutputError, match=r"doc#1: its source has U\+000B in it, which XML cannot hold\. Take it out"):
        FORMATS[name].encode([bitext])
    bitext = make_bitext(("یک\x0b\n", "One."))  # around the source it is written in letters
    FORMATS[name].encode([bitext])


def test_xliff_2_holds_every_character(tmp_path: Path) -> None:
    bitext = make_bitext(("د\x0bو\x00.", "\x1bTwo\ufffe."))
    assert b'<cp hex="000B"' in FORMATS["xliff2"].encode([bitext])
    assert through("xliff2", tmp_path, bitext) == [plainly(bitext)]
    noted = replace(bitext.pairs[0], review=Review(State.FLAGGED, bitext.pairs[0].target, "a\x0b"))
    with pytest.raises(OutputError, match="its comment has"):
        FORMATS["xliff2"].encode([replace(bitext, pairs=(noted,))])


BOMB = "<!DOCTYPE {0} [<!ENTITY a 'aaaaaaaaaa'>{1}]>"


@pytest.mark.parametrize("name", IN_XML)
class TestHostile:
    @staticmethod
    def read(name: str, path: Path, declared: str, change: Callable[[str], str]) -> Any:
        path = path / f"x{FORMATS[name].suffix}"
        text = FORMATS[name].encode([make_bitext(("یک\n", "One."))]).decode()
        head, _, rest = text.partition("\n")
        path.write_text(f"{head}\n{declared}\n{change(rest)}", encoding="utf-8")
        decode = FORMATS[name].decode
        assert decode
        return list(decode(path))

    def test_entities_of_files(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("hush", encoding="utf-8")
        root = "tmx" if name == "tmx" else "xliff"
        declared = f"<!DOCTYPE {root} [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]>"
        with pytest.raises(InputError, match=r"the entity &x; is not resolved"):
            self.read(name, tmp_path, declared, lambda text: text.replace("یک<", "&x;<"))

    def test_entities_that_grow(self, name: str, tmp_path: Path) -> None:
        steps = zip("abcdefghi", "bcdefghij", strict=True)
        grown = "".join(f"<!ENTITY {b} '{10 * f'&{a};'}'>" for a, b in steps)
        root = "tmx" if name == "tmx" else "xliff"
        for old, new in (("یک<", "&j;<"), ("#0", "&j;")):  # a text, and an attribute
            with pytest.raises(InputError, match=r"[Aa]mplification|the entity &j; is not resolved"):
                self.read(name, tmp_path, BOMB.format(root, grown), lambda text, a=old, b=new: text.replace(a, b))

    def test_depth_and_length(self, name: str, tmp_path: Path) -> None:
        tag = "hi" if name == "tmx" else "mrk"
        for inner in (f"<{tag}>" * 5000 + f"</{tag}>" * 5000, "ا" * 6_000_000):
            with pytest.raises(InputError, match="cannot be read as|more than 10,000,000 bytes in one unit"):
                self.read(name, tmp_path, "", lambda text, inner=inner: text.replace("یک<", f"{inner}<"))

    def test_a_dtd_that_is_not_there(self, name: str, tmp_path: Path) -> None:
        root = "tmx" if name == "tmx" else "xliff"
        (found,) = self.read(name, tmp_path, f"<!DOCTYPE {root} SYSTEM 'http://127.0.0.1:9/x.dtd'>", lambda text: text)
        assert found == plainly(make_bitext(("یک\n", "One.")))


def test_every_format_says_what_it_lacks(tmp_path: Path) -> None:
    """What is not in `lacks` comes back; what is in it does not."""
    pair = Pair(
        (Segment("y", 0, 0, "نادری", Span(0, 5)),),
        ("Naderi",),
        flags=(Flag.NAMES,),
        names=(Name(Span(0, 5), Span(0, 6), "Naderi", NameStatus.MATCHED),),
        matches=(Match("نادری", "Nadery", 0.9),),
        confidence=0.5,
        links=((0, 0),),
        review=Review(State.ACCEPTED, "Naderi"),
    )
    bitext = Bitext(Document("y", ("نادری",), "نادری", {"agency": "ایسنا"}), (pair,), Provenance("", "m@1", ""))
    for name, format in FORMATS.items():
        if not format.decode:
            continue
        for suffix, content in format.files([bitext]).items():
            (tmp_path / f"y{suffix}").write_bytes(content)
        (found,) = format.decode(tmp_path / f"y{format.suffix}")
        for field in ("names", "links", "matches", "flags", "confidence", "review"):
            same = [getattr(p, field) for p in found.pairs] == [getattr(p, field) for p in bitext.pairs]
            assert same is (field not in format.lacks), (name, field)
            assert format.lost([bitext]).get(field, 0) == (field in format.lacks)
        document, model = found.document, found.provenance.model
        for field, same in (
            ("title", document.title == bitext.document.title),
            ("metadata", document.meta == bitext.document.meta),
            ("model", model == "m@1"),
        ):
            assert same is (field not in format.lacks), (name, field)
            assert format.lost([bitext]).get(field, 0) == (field in format.lacks)


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("txt", {"title": 1, "metadata": 1, "model": 2, "document borders": 1}),
        ("moses", {"title": 1, "metadata": 1, "model": 2, "document borders": 1, "paragraph borders": 2}),
        ("md", {"paragraph borders": 2}),
        ("tmx", {}),
        ("jsonl", {}),
    ],
)
def test_what_is_lost_of_documents(name: str, lost: dict[str, int]) -> None:
    first = make_bitext(("یک\n", "One."), ("دو\n", "Two."), ("سه", "Three."), title="یک", meta={"agency": "ایسنا"})
    assert FORMATS[name].lost([first, make_bitext(("یک", "One."))]) == lost


def _grammar(name: str) -> etree.DTD:
    return etree.DTD(str(Path(__file__).parent / "grammars" / f"{name}.dtd"))


GRAMMARS = {name: _grammar(name) for name in IN_XML}


def test_an_empty_pair_of_a_memory(tmp_path: Path) -> None:
    """A unit needs one side."""
    bitext = make_bitext(("یک\n", "One."))
    addition = Pair((), ("More.",), origin=Origin.ALIGNED)
    both = replace(bitext, pairs=(*bitext.pairs, addition))
    assert through("tmx", tmp_path, both) == [plainly(both)]


@pytest.mark.parametrize("name", ["html", "jsonl", "review", *EXCHANGED])
def test_what_a_person_took_away_that_had_no_source(name: str, tmp_path: Path) -> None:
    """It is a pair, and what it was is known."""
    gone = Pair((), (), origin=Origin.REVIEWED, review=Review(State.EDITED, "Added."))
    bitext = make_bitext(("یک\n", "One."), ("دو", "Two."))
    bitext = replace(bitext, pairs=(bitext.pairs[0], gone, bitext.pairs[1]))
    (found,) = through(name, tmp_path, bitext)
    assert plainly(found) == plainly(bitext)


@formats
def test_a_person_takes_away_what_has_no_source(name: str, tmp_path: Path) -> None:
    bitext = make_bitext(("یک\n", "One."), ("دو", "Two."))
    addition = Pair((), ("Added.",), origin=Origin.ALIGNED)
    bitext = replace(bitext, pairs=(bitext.pairs[0], addition, bitext.pairs[1]))
    change = {
        "tsv": lambda text: text.replace("\t\tAdded.\tAdded.", "\t\t\tAdded."),
        "tmx": lambda text: text.replace("<seg>Added.</seg>", "<seg/>"),
        "xliff": lambda text: re.sub(r"(<source[^>]*></source><target[^>]*>)Added\.", r"\1", text),
        "xliff2": lambda text: text.replace("<target>Added.</target></segment>", "<target/></segment>"),
    }[name]
    assert change(FORMATS[name].encode([bitext]).decode()) != FORMATS[name].encode([bitext]).decode()
    (found,) = through(name, tmp_path, bitext, change=change)
    gone = Pair((), (), origin=Origin.REVIEWED, review=Review(State.EDITED, "Added."))
    assert found.pairs == plainly(replace(bitext, pairs=(bitext.pairs[0], gone, bitext.pairs[2]))).pairs
