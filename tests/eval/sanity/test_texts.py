from collections.abc import Sequence

import pytest

from evaluating import BAD, GOOD, REFERENCE, SOURCE, make_material, texts
from tarjoman.eval.sanity import Effect, Finding
from tarjoman.eval.sanity.texts import look

REF, SRC = texts(REFERENCE), texts(SOURCE)


def findings(outputs: Sequence[str], references: Sequence[Sequence[str]] = (REF,)) -> list[Finding]:
    material = make_material(outputs, references=references, sources=SRC)
    return look(material, lambda before, after, how: (Effect("bleu", 0, sum(map(len, after)), how),))


def kinds(outputs: Sequence[str], references: Sequence[Sequence[str]] = (REF,)) -> list[tuple[str, str, int]]:
    return [(finding.kind, finding.severity, finding.count) for finding in findings(outputs, references)]


def changed(number: int, text: str, side: Sequence[str] = tuple(texts(GOOD))) -> list[str]:
    return [text if n == number else line for n, line in enumerate(side)]


GERMAN = ["Der Minister kam gestern Abend nach Teheran zu Gesprächen."]
SPACED = [line.replace(".", " .").replace(",", " ,") for line in texts(GOOD)]


@pytest.mark.parametrize(
    ("outputs", "found"),
    [
        (texts(GOOD), []),
        (texts(BAD), [("entities", "wrong", 1)]),
        (changed(0, "Iran &amp; Russia&#39;s talks"), [("entities", "wrong", 1)]),
        (changed(0, "R&D; AT&T; &nosuch; & so on in the report"), []),
        (changed(3, ""), [("empty", "wrong", 1)]),
        ([""] * 12, [("empty", "wrong", 12)]),
        (REF, [("reference", "wrong", 12)]),
        (SRC, [("copied", "wrong", 12), ("script", "wrong", 12)]),
        (changed(3, SRC[3]), [("copied", "doubtful", 1), ("script", "doubtful", 1)]),
        (changed(3, "نفت ارزان شد"), [("script", "doubtful", 1)]),
        (SPACED, [("tokenized", "wrong", 12)]),
        ([line.lower() for line in texts(GOOD)], [("lowercased", "wrong", 12)]),
        (changed(2, "Caffe\u0301 in the city"), [("unicode", "doubtful", 1)]),
        (GERMAN * 12, [("language", "doubtful", 12), ("same", "wrong", 12)]),
        (["", *texts(GOOD)[:-1]], [("empty", "wrong", 1), ("step", "wrong", 11)]),
        ([line.upper() for line in texts(GOOD)], [("capitals", "wrong", 12)]),
        (changed(3, "Oil\u200b is \u200fcheap\x00er"), [("invisible", "doubtful", 1)]),
        ([line.replace(" ", "\u200b ") for line in texts(GOOD)], [("invisible", "wrong", 12)]),
        (changed(3, "Oil b\u0435came cheaper"), [("mixed", "wrong", 1)]),
        (changed(3, "<p>Oil became 3 < 4 cheaper</p>"), [("markup", "wrong", 1)]),
        (changed(3, "3 < 4, and 5 > 4; α-rays, Москва"), []),
        (changed(3, "Oil \U0001f468\u200d\U0001f469 \u2764\ufe0f and می\u200cشود became cheap"), []),
        (["Say it again, please."] * 12, [("same", "wrong", 12)]),
        ([*texts(GOOD)[2:], "Another sentence.", "One more."], [("step", "wrong", 10)]),
        (texts(GOOD)[::-1], [("step", "wrong", 12)]),
        ([*texts(GOOD)[1:6], "Another sentence.", *texts(GOOD)[6:]], []),
        ([*texts(GOOD)[1:], "Another sentence."], [("step", "wrong", 11)]),
    ],
)
def test_systems(outputs: list[str], found: list[tuple[str, str, int]]) -> None:
    assert kinds(outputs) == found


@pytest.mark.parametrize(
    ("references", "found"),
    [
        ((SRC,), {"script"}),
        ((REF, REF), {"references"}),
        ((changed(0, "a &lt; b", REF),), {"entities"}),
        ((changed(0, "", REF),), {"empty"}),
    ],
)
def test_references(references: Sequence[Sequence[str]], found: set[str]) -> None:
    told = [
        finding for finding in findings(texts(BAD)[:4] + texts(GOOD)[4:], references) if "reference" in finding.where
    ]
    assert {finding.kind for finding in told} == found


def test_swapped_sides_are_told_on_both() -> None:
    material = make_material(texts(GOOD), references=[SRC], sources=REF)
    told = [(f.where, f.advice) for f in look(material, lambda *_: ()) if f.kind == "script"]
    assert told == [
        ("reference 1", "See that source and reference are not swapped"),
        ("source", "See that source and reference are not swapped"),
    ]


def test_what_is_told() -> None:
    (finding,) = findings(changed(4, "He said: " + "word " * 40 + "Iran&#39;s and &quot;more&quot;"))
    assert (finding.where, finding.whole, finding.effects[0].how) == ("system A", 12, "un-escaped")
    (example,) = finding.examples
    assert example.place == "5" and "&#39;" in example.text and len(example.text) <= 120


@pytest.mark.parametrize("size", [4, 6, 10])
def test_a_few_lines_out_of_step(size: int) -> None:
    side = texts(GOOD)[1 : size + 1]
    material = make_material(side, references=[REF[:size]])
    (finding,) = [f for f in look(material, lambda *_: ()) if f.kind == "step"]
    assert (finding.count, finding.whole) == (size - 1, size) and "one off from 1 on" in finding.what


def test_another_order() -> None:
    order = [5, 2, 8, 0, 9, 11, 1, 4, 3, 10, 7, 6]
    (finding,) = [f for f in findings([texts(GOOD)[n] for n in order]) if f.kind == "step"]
    assert "another order" in finding.what and finding.count == 12


def test_invisible_characters_are_named_and_cost_something() -> None:
    (finding,) = findings(changed(3, "Oil\u200b is \u00adcheap"))
    assert "(U+00AD, U+200B)" in finding.what and finding.effects[0].how == "without them"
    assert finding.examples[0].text == "Oil<ZERO WIDTH SPACE> is <SOFT HYPHEN>cheap"


def test_where_lines_are_out_of_step() -> None:
    long = [f"{line} {n} times it was said" for n in range(5) for line in REF]
    material = make_material([*long[:40], *long[41:], "The last one."], references=[long])
    (finding,) = [f for f in look(material, lambda *_: ()) if f.kind == "step"]
    assert "one off from 41 on: they fit the reference of the line after" in finding.what
