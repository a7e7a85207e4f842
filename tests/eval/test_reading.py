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
