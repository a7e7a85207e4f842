import re
from dataclasses import replace
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats import FORMATS, xliff
from tarjoman.bitext import Bitext, Flag, Origin
from tarjoman.errors import InputError
from tarjoman.review import Review, State

ONE, TWO = "urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:2.0"


def read(path: Path, text: str) -> list[Bitext]:
    path = path / "desk.xlf"
    path.write_text(text, encoding="utf-8")
    return list(xliff.decode(path))


def first(body: str, attributes: str = 'source-language="fa-IR" target-language="en-US"') -> str:
    """A file of another program, 1.2."""
    file = f'<file original="a.docx" datatype="x-docx" {attributes}><body>{body}</body></file>'
    return f'<?xml version="1.0"?><xliff version="1.2" xmlns="{ONE}">{file}</xliff>'


def second(body: str, attributes: str = 'srcLang="fa" trgLang="en"') -> str:
    """The same, 2.x."""
    return f'<xliff version="2.0" xmlns="{TWO}" {attributes}><file id="f" original="a.docx">{body}</file></xliff>'


@pytest.mark.parametrize(
    ("body", "source", "target"),
    [
        ("<source>سلام</source><target>Hello</target>", "سلام", "Hello"),
        ("<source>سلام</source>", "سلام", ""),
        ('<source><g id="1">سلا<g id="2">م</g></g></source><target><g id="1">Hel</g>lo</target>', "سلام", "Hello"),
        ('<source>یک<x id="1" ctype="lb"/>دو</source><target>A<x id="1" ctype="lb"/>B</target>', "یک دو", "A B"),
        ('<source>به <x id="1" equiv-text="{0}"/></source><target>To <ph id="1">%s</ph>!</target>', "به {0}", "To !"),
        ('<source><bpt id="1">&lt;b></bpt>یک<ept id="1">&lt;/b></ept></source>', "یک", ""),
        (
            '<source>یک. دو.</source><seg-source><mrk mtype="seg" mid="1">یک.</mrk> <mrk mtype="seg" mid="2">دو.</mrk>'
            '</seg-source><target><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></target>',
            "یک. دو.",
            "One. Two.",
        ),
        ("<source>یک</source><target>A</target><alt-trans><target>B</target></alt-trans>", "یک", "A"),
    ],
)
def test_files_of_other_programs(tmp_path: Path, body: str, source: str, target: str) -> None:
    group = f'<group id="g"><trans-unit id="1">{body}</trans-unit></group>'
    (found,) = read(tmp_path, first(group + '<trans-unit id="2"><source/></trans-unit>'))
    assert found.document.id == "a.docx" and found.document.text == source
    assert (found.pairs[0].target, found.pairs[0].origin, found.pairs[0].review) == (target, Origin.ALIGNED, None)


@pytest.mark.parametrize(
    ("body", "source", "target"),
    [
        ("<segment><source>سلام</source><target>Hello</target></segment>", "سلام", "Hello"),
        (
            '<segment><source><pc id="1">سلام</pc></source><target>A<ph id="2" equiv="x"/>'
            '<sc id="3"/>B<ec startRef="3"/></target></segment>',
            "سلام",
            "AxB",
        ),
        (
            "<segment><source>یک.</source><target>One.</target></segment><ignorable><source> </source></ignorable>"
            "<segment><source>دو.</source><target>Two.</target></segment>",
            "یک. دو.",
            "One. Two.",
        ),
        (
            '<segment><source>یک. </source><target order="2">One.</target></segment>'
            '<segment><source>دو.</source><target order="1">Two.</target></segment>',
            "یک. دو.",
            "Two. One.",
        ),
        (
            "<segment><source>یک. </source></segment><segment><source>دو.</source><target>B</target></segment>",
            "یک. دو.",
            "B",
        ),
        ('<segment><source>ی<mrk id="m" type="term">ک</mrk></source><target/></segment>', "یک", ""),
    ],
)
def test_segments(tmp_path: Path, body: str, source: str, target: str) -> None:
    (found,) = read(tmp_path, second(f'<group id="g"><unit id="1">{body}</unit></group>'))
    assert (found.document.text, found.pairs[0].target) == (source, target)


def test_each_file_is_a_document(tmp_path: Path) -> None:
    unit = "<body><trans-unit id='1'><source>یک</source></trans-unit></body>"
    of = "source-language='fa' datatype='plaintext'"
    text = f"<xliff version='1.2' xmlns='{ONE}'><file original='a' {of}>{unit}</file><file {of}>{unit}</file></xliff>"
    assert [bitext.document.id for bitext in read(tmp_path, text)] == ["a", "desk"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "cannot be read as XLIFF"),
        ("<tmx/>", "is no XLIFF: its root is <tmx>"),
        ("<xliff/>", "is XLIFF of version None"),
        ("<xliff version='3.0'/>", "is XLIFF of version 3.0. Export it again as XLIFF 1.2 or 2.1"),
        (first(""), "has no unit with a text"),
        (first("")[:-9], "cannot be read as XLIFF"),
        (first("<x/>", 'source-language="en"'), "source-language is en, not fa"),
        (first("<x/>", 'source-language="fa" target-language="de"'), "target-language is de, not en"),
        (second("<x/>", 'srcLang="de"'), "srcLang is de, not fa"),
        (second('<unit id="7"><segment><source><cp hex="x"/></source></segment></unit>'), "unit 7: invalid literal"),
        *[
            (
                second(f'<unit id="7"><segment><source><cp hex="{code}"/></source></segment></unit>'),
                f"unit 7: {code} is ",
            )
            for code in ("FFFFFFF", "FFFFFFFF", "D800", "110000")
        ],
        (
            second('<unit id="7"><segment><source>یک</source><target order="x">a</target></segment></unit>'),
            "unit 7: invalid literal",
        ),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(InputError, match=re.escape(problem)):
        read(tmp_path, text)


def changed(tmp_path: Path, name: str, review: State | None, origin: Origin, state: str) -> Review | None:
    """What is known of a pair, a text unchanged, after a program has set its unit to a state."""
    bitext = make_bitext(("یک", "One."))
    said = Review(review, "First." if review is State.EDITED else "One.") if review else None
    pair = replace(bitext.pairs[0], review=said, origin=origin)
    text = FORMATS[name].encode([replace(bitext, pairs=(pair,))]).decode()
    was = xliff.state("1" if name == "xliff" else "2", str(review or ""), str(origin))
    assert text.count(f' state="{was}"') == 1
    (found,) = read(tmp_path, text.replace(f' state="{was}"', f' state="{state}"' if state else ""))
    return found.pairs[0].review


@pytest.mark.parametrize(
    ("name", "review", "origin", "state", "after"),
    [
        ("xliff", None, Origin.MACHINE, "translated", State.ACCEPTED),
        ("xliff", None, Origin.MACHINE, "final", State.ACCEPTED),
        ("xliff", None, Origin.MACHINE, "needs-review-l10n", None),
        ("xliff", None, Origin.MACHINE, "needs-translation", State.FLAGGED),
        ("xliff", None, Origin.MACHINE, "new", None),
        ("xliff", None, Origin.MACHINE, "", None),
        ("xliff", None, Origin.ALIGNED, "signed-off", State.ACCEPTED),
        ("xliff", None, Origin.ALIGNED, "needs-translation", State.FLAGGED),
        ("xliff", State.ACCEPTED, Origin.MACHINE, "final", State.ACCEPTED),
        ("xliff", State.FLAGGED, Origin.MACHINE, "signed-off", State.ACCEPTED),
        ("xliff", State.EDITED, Origin.REVIEWED, "needs-translation", State.EDITED),
        ("xliff2", None, Origin.MACHINE, "translated", State.ACCEPTED),
        ("xliff2", None, Origin.MACHINE, "final", State.ACCEPTED),
        ("xliff2", None, Origin.MACHINE, "", None),
        ("xliff2", None, Origin.ALIGNED, "initial", State.FLAGGED),
        ("xliff2", State.ACCEPTED, Origin.MACHINE, "initial", State.FLAGGED),
        ("xliff2", State.ACCEPTED, Origin.MACHINE, "final", State.ACCEPTED),
        ("xliff2", State.EDITED, Origin.REVIEWED, "final", State.EDITED),
    ],
)
def test_states(
    tmp_path: Path, name: str, review: State | None, origin: Origin, state: str, after: State | None
) -> None:
    found = changed(tmp_path, name, review, origin, state)
    assert (found and found.state) == after


def test_what_is_approved_is_accepted(tmp_path: Path) -> None:
    text = FORMATS["xliff"].encode([make_bitext(("یک", "One."))]).decode()
    (found,) = read(tmp_path, text.replace('<trans-unit id="1"', '<trans-unit approved="yes" id="1"'))
    assert found.pairs[0].review == Review(State.ACCEPTED, "One.")


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_notes_of_others_are_comments_and_flags_are_told_in_words(tmp_path: Path, name: str) -> None:
    text = FORMATS[name].encode([make_bitext(("یک", "One."), flags=(Flag.UNSURE, Flag.NAMES))]).decode()
    assert f"unsure: {Flag.UNSURE.meaning}<" in text and f"names: {Flag.NAMES.meaning}<" in text
    text = text.replace("</note><note", "</note><note>Why?</note><note", 1)
    (found,) = read(tmp_path, text)
    assert found.pairs[0].review == Review(State.UNTOUCHED, "One.", "Why?")
    assert found.pairs[0].flags == (Flag.UNSURE, Flag.NAMES)


def test_a_segment_that_was_split(tmp_path: Path) -> None:
    text = FORMATS["xliff2"].encode([make_bitext(("یک. دو.\n", "One. Two."), ("سه", "Three."))]).decode()
    whole = '<segment id="s1" state="initial"><source>یک. دو.</source><target>One. Two.</target></segment>'
    assert whole in text
    halves = (
        '<segment id="s1" state="final"><source>یک. </source><target>One.</target></segment>'
        '<segment id="s2" state="translated"><source>دو.</source><target>{}.</target></segment>'
    )
    (found,) = read(tmp_path, text.replace(whole, halves.format("Two")))
    assert found.document.paragraphs == ("یک. دو.\n", "سه")
    assert found.pairs[0].review == Review(State.ACCEPTED, "One. Two.") and found.pairs[0].target == "One. Two."
    (found,) = read(tmp_path, text.replace(whole, halves.format("Deux")))
    assert found.pairs[0].review == Review(State.EDITED, "One. Two.") and found.pairs[0].target == "One. Deux."


def test_without_our_match_the_text_is_a_persons(tmp_path: Path) -> None:
    """Unless no unit has a match any more, and the state of this one is what it was, or less."""

    def without(bitext: Bitext, changes: dict[str, str]) -> list[Review | None]:
        text = re.sub("<alt-trans.*?</alt-trans>", "", FORMATS["xliff"].encode([bitext]).decode())
        for old, new in changes.items():
            text = text.replace(old, new)
        (found,) = read(tmp_path, text)
        assert found.pairs[0].target == "One."
        return [pair.review for pair in found.pairs]

    draft = "needs-review-translation"
    bitext = make_bitext(("یک\n", "One."), ("دو", "Two."))
    persons = Review(State.EDITED, "")
    assert without(bitext, {draft: "final"}) == [persons] * 2
    assert without(bitext, {f' state="{draft}"': ""}) == [persons] * 2
    assert without(bitext, {}) == [None] * 2
    assert without(bitext, {draft: "needs-translation"}) == [
        Review(State.FLAGGED, "One."),
        Review(State.FLAGGED, "Two."),
    ]
    edited = replace(bitext.pairs[0], review=Review(State.EDITED, "Won."), origin=Origin.REVIEWED)
    assert without(replace(bitext, pairs=(edited, bitext.pairs[1])), {}) == [persons, None]
    text = FORMATS["xliff"].encode([bitext]).decode()
    (found,) = read(tmp_path, re.sub("<alt-trans.*?</alt-trans>", "", text, count=1))
    assert [pair.review for pair in found.pairs] == [persons, None]


@pytest.mark.parametrize(
    ("state", "origin"),
    [
        ("final", Origin.REVIEWED),
        ("translated", Origin.REVIEWED),
        ("needs-review-translation", Origin.MACHINE),
        ("x", Origin.ALIGNED),
    ],
)
def test_a_state_of_another_program_says_whose_the_text_is(tmp_path: Path, state: str, origin: Origin) -> None:
    (found,) = read(
        tmp_path, first(f'<trans-unit id="1"><source>یک</source><target state="{state}">A</target></trans-unit>')
    )
    assert (found.pairs[0].origin, found.pairs[0].review) == (origin, None)
    new = {"needs-review-translation": "initial"}.get(state, state)
    (found,) = read(
        tmp_path, second(f'<unit id="1"><segment state="{new}"><source>یک</source><target>A</target></segment></unit>')
    )
    assert (found.pairs[0].origin, found.pairs[0].review) == (origin, None)
