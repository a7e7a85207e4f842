import re
from dataclasses import replace
from pathlib import Path

import pytest

from builders import make_bitext
from evaluating import BAD, DOCUMENTS, GOOD, REFERENCE, SOURCE, make_material, texts
from tarjoman.align.formats import jsonl
from tarjoman.bitext import Bitext, Pair
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import InputError, UsageError
from tarjoman.eval.reading import Inputs, gather


def test_all_sides(tmp_path: Path) -> None:
    material = gather(Inputs((("", GOOD), ("Other", BAD)), (REFERENCE, GOOD), SOURCE, DOCUMENTS))
    assert [system.name for system in material.systems] == ["good", "Other"]
    assert material.systems[1].outputs == tuple(texts(BAD)) and material.sources == tuple(texts(SOURCE))
    assert material.references == (tuple(texts(REFERENCE)), tuple(texts(GOOD)))
    assert material.documents == tuple(texts(DOCUMENTS)) and material.place(0) == "1"
    assert [(file.role, file.plain) for file in material.files] == [
        *[("hypothesis", True)] * 2,
        *[("reference", True)] * 2,
        ("source", True),
        ("documents", True),
    ]


def test_files_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for path in (tmp_path / "a.en", tmp_path / "x" / "a.en"):
        path.write_text("One\n", encoding="utf-8")
    one, other = str(tmp_path / "a.en"), str(tmp_path / "x" / "a.en")
    assert [s.name for s in gather(Inputs((("", one), ("", other)), (one,))).systems] == [one, other]
    with pytest.raises(UsageError, match="system A: is there twice. Give each another name"):
        gather(Inputs((("A", one), ("A", other)), (one,)))


def split_document(id: str = "doc") -> Bitext:
    """Two paragraphs, the first of two sentences."""
    document = Document(id, ("قم. ری.\n", "تهران.\n"))
    rows = [(0, "قم. ", 0, "Qom."), (0, "ری.\n", 4, "Rey."), (1, "تهران.\n", 0, "Tehran.")]
    pairs = tuple(
        Pair((Segment(id, p, n, text, Span(at, at + len(text))),), (target,))
        for n, (p, text, at, target) in enumerate(rows)
    )
    return replace(make_bitext(("x\n", "")), document=document, pairs=pairs)


@pytest.mark.parametrize(
    ("reference", "outputs", "places"),
    [
        ("Qom!\nRey!\nTehran!\n", ("Qom.", "Rey.", "Tehran."), ("doc#1", "doc#2", "doc#3")),
        ("Qom! Rey!\nTehran!\n", ("Qom. Rey.", "Tehran."), ("doc#1", "doc#2")),
    ],
)
@pytest.mark.parametrize("as_folder", [False, True])
def test_a_run_by_sentence_or_by_paragraph(
    tmp_path: Path, reference: str, outputs: tuple[str, ...], places: tuple[str, ...], *, as_folder: bool
) -> None:
    run, refs = tmp_path / "run", tmp_path / "refs"
    run.mkdir(), refs.mkdir()
    (run / "doc.jsonl").write_text(jsonl.render([split_document()]), encoding="utf-8")
    (refs / "doc.en.txt").write_text(reference, encoding="utf-8")
    material = gather(Inputs((("", str(run)),), (str(refs if as_folder else refs / "doc.en.txt"),)))
    assert material.systems[0].outputs == outputs and material.systems[0].name == "run"
    assert material.references == (tuple(reference.splitlines()),) and material.documents == ("doc",) * len(outputs)
    assert material.sources is not None and material.sources[0].startswith("قم.")
    assert tuple(material.place(n) for n in range(len(outputs))) == places


def test_two_bitexts_of_the_same_documents(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text(jsonl.render([split_document()]), encoding="utf-8")
    one, other = (str(tmp_path / f"{name}.jsonl") for name in "ab")
    assert len(gather(Inputs((("", one),), (other,)))) == 3
    (tmp_path / "b.jsonl").write_text(jsonl.render([split_document("other")]), encoding="utf-8")
    with pytest.raises(InputError, match="b.jsonl: lacks documents that .*a.jsonl has: doc"):
        gather(Inputs((("", one),), (other,)))


HEAD = "doc\tfa\ten\n"
ROWS = {"a": "a\tقم\tQom\na\tری\tRey\n", "b": "b\tتهران\tTehran\n", "c": "c\tرشت\tRasht\n"}


def table(path: Path, documents: str) -> str:
    path.write_text(HEAD + "".join(ROWS[id] for id in documents), encoding="utf-8")
    return str(path)


class TestDocumentsOfTables:
    def test_are_matched_by_their_names(self, tmp_path: Path) -> None:
        one, other = table(tmp_path / "1.tsv", "abc"), table(tmp_path / "2.tsv", "cab")
        material = gather(Inputs((("", one),), (other,)))
        assert material.systems[0].outputs == material.references[0] == ("Qom", "Rey", "Tehran", "Rasht")
        assert material.documents == ("a", "a", "b", "c") and material.place(1) == "a#2" and material.notes == ()

    def test_have_one_order_where_they_cannot_be(self, tmp_path: Path) -> None:
        one, other = table(tmp_path / "1.tsv", "abc"), table(tmp_path / "2.tsv", "acb")
        (tmp_path / "s").write_text("قم\nری\nتهران\nرشت\n", encoding="utf-8")
        with pytest.raises(InputError, match="2.tsv: segment 3 is of document c, but in .*1.tsv of b"):
            gather(Inputs((("", one),), (other,), str(tmp_path / "s")))
        assert gather(Inputs((("", one),), (one,), str(tmp_path / "s"))).notes == ()

    def test_that_the_first_side_lacks_are_told(self, tmp_path: Path) -> None:
        one, other = table(tmp_path / "1.tsv", "a"), table(tmp_path / "2.tsv", "cab")
        (note,) = gather(Inputs((("", one),), (other,))).notes
        assert note == f"{one} lacks 2 documents that {other} has, which are not scored: c, b"

    def test_not_in_a_row(self, tmp_path: Path) -> None:
        one = table(tmp_path / "1.tsv", "aba")
        assert gather(Inputs((("", one),), (one,))).documents == ("a", "a", "b", "a", "a")


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        (["قم است.", "كتاب", "تهران", "رشت"], None),
        (
            ["قم است", "کتاب", "تهران", "شیراز"],
            "its sources are not those of .* in 1 of 4 segments, first in segment 4",
        ),
    ],
)
def test_sources_of_two_sides(tmp_path: Path, sources: list[str], told: str | None) -> None:
    (tmp_path / "a.tsv").write_text("fa\ten\nقم است\tA\nکتاب\tB\nتهران\tC\nرشت\tD\n", encoding="utf-8")
    (tmp_path / "s").write_text("".join(f"{text}\n" for text in sources), encoding="utf-8")
    inputs = Inputs((("", str(tmp_path / "a.tsv")),), (str(tmp_path / "a.tsv"),), str(tmp_path / "s"))
    notes = gather(inputs).notes
    assert len(notes) == bool(told) and all(re.search(told or "", note) for note in notes)
    (tmp_path / "s").write_text("".join(f"{text}\n" for text in sources[::-1]), encoding="utf-8")
    with pytest.raises(InputError, match="s: its sources are not those of .*a.tsv in 4 of 4 segments"):
        gather(inputs)


def test_lines_that_are_empty_on_every_side_are_no_segments(tmp_path: Path) -> None:
    for name, text in {"h": "One\n\nTwo\n\n", "r": "One\n\nTwo\n\n", "s": "یک\n\nدو\nسه\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    h, r, s = (str(tmp_path / name) for name in "hrs")
    material = gather(Inputs((("", h),), (r,), s))
    assert material.systems[0].outputs == ("One", "Two", "") and material.sources == ("یک", "دو", "سه")
    assert [material.place(n) for n in range(3)] == ["1", "3", "4"] and not any(f.plain for f in material.files)
    assert len(gather(Inputs((("", h),), (r,)))) == 2
    (tmp_path / "h").write_text("\n \n", encoding="utf-8")
    with pytest.raises(InputError, match="h: has nothing but empty lines"):
        gather(Inputs((("", h),), (h,)))


def test_a_line_that_is_a_book(tmp_path: Path) -> None:
    (tmp_path / "h").write_text("One\n" + "x" * 50_001 + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="h: line or segment 2 has 50,001 characters, more than 50,000"):
        gather(Inputs((("", str(tmp_path / "h")),), (str(tmp_path / "h"),)))


def test_the_document_that_does_not_fit_is_named_with_its_file(tmp_path: Path) -> None:
    run, refs = tmp_path / "run", tmp_path / "refs"
    run.mkdir(), refs.mkdir()
    (run / "doc.jsonl").write_text(jsonl.render([split_document()]), encoding="utf-8")
    (refs / "doc.en.txt").write_text("Qom.\n" * 7, encoding="utf-8")
    (refs / "more.en.txt").write_text("Rey.\n", encoding="utf-8")
    with pytest.raises(InputError, match="doc.jsonl, document doc: 3 lines .*but .*doc.en.txt, document doc has 7"):
        gather(Inputs((("", str(run)),), (str(refs),)))
    (refs / "doc.en.txt").write_text("Qom.\nRey.\nTehran.\n", encoding="utf-8")
    (note,) = gather(Inputs((("", str(run)),), (str(refs),))).notes
    assert note == f"what is evaluated lacks 1 document that {refs} has, which are not scored: more"


def test_a_document_that_is_there_twice(tmp_path: Path) -> None:
    text = jsonl.render([split_document(), split_document("b"), split_document()])
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="document doc is there twice"):
        gather(Inputs((("", str(tmp_path / "a.jsonl")),), (str(tmp_path / "a.jsonl"),)))


def test_the_persian_of_a_bitext_is_the_source(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(jsonl.render([split_document()]), encoding="utf-8")
    (tmp_path / "h").write_text("Qom\nRey\nTehran\n", encoding="utf-8")
    hypothesis = str(tmp_path / "h")
    material = gather(Inputs((("", hypothesis),), (hypothesis,), str(tmp_path / "a.jsonl")))
    assert material.sources == ("قم.", "ری.", "تهران.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty. Check that it is the right file"),
        ("One line\n", "1 lines or segments, but .*reference.en has 12"),
    ],
)
def test_sides_that_do_not_fit(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "h").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        gather(Inputs((("", str(tmp_path / "h")),), (REFERENCE,)))


def test_documents_must_be_in_a_row(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("a\nb\na\n" + "c\n" * 9, encoding="utf-8")
    with pytest.raises(InputError, match="line 3: 'a' comes again. Keep each document's lines together"):
        gather(Inputs((("", GOOD),), (REFERENCE,), "", str(tmp_path / "d")))


def test_material_is_even() -> None:
    with pytest.raises(ValueError, match=r"sides of \[1, 2\] segments"):
        make_material(["a"], references=[["a", "b"]])
    with pytest.raises(ValueError, match=r"sides of \[0, 0\]"):
        make_material([], references=[[]])
