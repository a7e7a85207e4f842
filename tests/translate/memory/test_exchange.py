"""Translations into a memory and out of it."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.align.formats import FORMATS, tmx
from tarjoman.bitext import Flag, Origin
from tarjoman.document import Document
from tarjoman.errors import InputError
from tarjoman.translate import Translator
from tarjoman.translate.memory import Edit, Memory
from tarjoman.translate.memory.edits import edit_key
from tarjoman.translate.memory.exchange import render, rows, take, untake

RAIN, SNOW = "باران بارید.", "برف بارید."


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite")


@pytest.mark.parametrize("format", ["tmx", "tsv"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_goes_out_comes_in(memory: Memory, tmp_path: Path, format: str, packed: bool) -> None:
    said = {RAIN: "It rained.", SNOW: 'It <b>snowed</b> & "froze".', "او\u200cها «رفتند».": "They \u201cleft\u201d."}
    memory.edit((edit_key(source), Edit(source, target)) for source, target in said.items())
    path = tmp_path / (f"out.{format}" + ".gz" * packed)
    content = render(rows(memory, machine=True), format)
    path.write_bytes(gzip.compress(content) if packed else content)
    with Memory(tmp_path / "other.sqlite") as other:
        taken = take(other, path)
        assert (taken.new, taken.changed, taken.known, taken.refused) == (3, 0, 0, None)
        assert {edit.source: edit.target for edit in other.edits().values()} == said
        assert take(other, path).known == 3


def test_a_later_one_takes_the_place_of_an_earlier_one(memory: Memory, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(f"{RAIN}\tIt rained.\n{RAIN}\tRain fell.\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text(f"origin\ten\tfa\nreviewed\tRain came down.\t{RAIN}\n", encoding="utf-8")
    assert take(memory, tmp_path / "a.tsv").new == 1
    assert memory.edited([edit_key(RAIN)])[edit_key(RAIN)].target == "Rain fell."
    assert take(memory, tmp_path / "b.tsv").changed == 1
    assert memory.edited([edit_key(RAIN)])[edit_key(RAIN)].target == "Rain came down."


def test_what_is_no_translation_is_counted(memory: Memory, tmp_path: Path) -> None:
    lines = [f"{RAIN}\t", f"Rain.\t{RAIN}", f"{RAIN}\t{SNOW}", RAIN, "", f"{RAIN}\tIt rained."]
    (tmp_path / "a.csv").write_text("\n".join(lines).replace("\t", ","), encoding="utf-8")
    taken = take(memory, tmp_path / "a.csv")
    assert taken.new == 1
    assert taken.refused == {
        "a side is empty": 1,
        "no Persian letters in the source": 1,
        "Persian letters in the target": 1,
        "fewer than two columns": 1,
    }


def test_what_nobody_sees_does_not_come_in(memory: Memory, tmp_path: Path) -> None:
    """Control characters would break every file of a document with the sentence; marks of direction, its look."""
    lines = [f"{RAIN}\tIt\0 rained.", f"{SNOW}\tIt\x1b snowed.", "باد وزید.\t\u202eWind\u202c  blew.\u200e"]
    (tmp_path / "a.tsv").write_text("\n".join(lines), encoding="utf-8")
    assert take(memory, tmp_path / "a.tsv").refused == {"control characters": 2}
    assert [edit.target for edit in memory.edits().values()] == ["Wind blew."]


@pytest.mark.parametrize("created", ["soon", "9999-01-01T00:00:00Z"])
def test_a_time_that_cannot_be_is_now(memory: Memory, tmp_path: Path, created: str) -> None:
    (tmp_path / "a.tsv").write_text(f"fa\ten\tcreated\n{RAIN}\tIt rained.\t{created}\n", encoding="utf-8")
    take(memory, tmp_path / "a.tsv")
    (edit,) = memory.edits().values()
    assert edit.created.startswith("20")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", b"\xd3\xe1", "a.tsv: cannot be read .*UTF-8"),
        ("a.docx", b"", r"is neither \.tmx nor \.tsv or \.csv"),
        ("a.tmx", b"<html/>", "is no TMX"),
        ("a.tmx.gz", b"no gzip", "cannot be read as TMX"),
    ],
)
def test_files_that_cannot_be_read(memory: Memory, tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        take(memory, tmp_path / name)


def test_what_xml_cannot_hold_does_not_break_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_bytes(tmx.render([("یک\x0bدو \U0001f642", "one\0two", "m@1", "2026-01-02T03:04:05Z")]))
    (unit,) = tmx.read_units(tmp_path / "a.tmx")
    assert (unit.source, unit.target) == ("یک\ufffdدو \U0001f642", "one\ufffdtwo")
    assert b'creationdate="20260102T030405Z"' in (tmp_path / "a.tmx").read_bytes()


def test_spreadsheets_of_some_countries_write_semicolons(memory: Memory, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'fa;en\n"{RAIN}";"It rained, and snowed."\n', encoding="utf-8-sig")
    assert take(memory, tmp_path / "a.csv").new == 1
    assert [edit.target for edit in memory.edits().values()] == ["It rained, and snowed."]


def test_when_it_was_written_is_kept(memory: Memory, tmp_path: Path) -> None:
    said = Edit(RAIN, "It rained.", "2020-01-02T03:04:05+00:00")
    memory.edit([(edit_key(RAIN), said)])
    for format in ("tmx", "tsv"):
        (tmp_path / f"a.{format}").write_bytes(render(rows(memory, machine=False), format))
        with Memory(tmp_path / f"{format}.sqlite") as other:
            take(other, tmp_path / f"a.{format}")
            assert list(other.edits().values()) == [said]


@pytest.mark.parametrize("format", ["tmx", "tsv"])
def test_what_machines_wrote_goes_out_with_its_names_put_right_and_does_not_come_in(
    memory: Memory, tmp_path: Path, format: str
) -> None:
    source = "خاویر کولومینا وارد تهران شد."
    (bitext,) = Translator.load(memory=memory).translate([Document("d", (source, RAIN))])
    memory.edit([(edit_key(RAIN), Edit(RAIN, "It rained."))])
    found = list(rows(memory, machine=True))
    assert [row[:2] for row in found] == [(RAIN, "It rained."), (source, bitext.pairs[0].target)]
    (tmp_path / f"a.{format}").write_bytes(render(found, format))
    with Memory(tmp_path / "other.sqlite") as other:
        taken = take(other, tmp_path / f"a.{format}")
        assert taken.new == 1 and taken.refused == {"a machine's translation": 1}


def test_an_import_is_taken_back(memory: Memory, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(f"{RAIN}\tIt rained.\n{SNOW}\tIt snowed.\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text(f"{SNOW}\tIt snowed.\n", encoding="utf-8")
    document = Document("d", (RAIN, SNOW))
    machine = next(Translator.load().translate([document])).pairs
    take(memory, tmp_path / "a.tsv")
    list(Translator.load(memory=memory).translate([document]))
    assert untake(memory, tmp_path / "b.tsv") == 1 and untake(memory, tmp_path / "b.tsv") == 0
    pairs = next(Translator.load(memory=memory).translate([document])).pairs
    assert (pairs[0].target, pairs[1].target) == ("It rained.", machine[1].target)


@pytest.mark.parametrize("format", ["tmx", "tsv"])
def test_what_was_aligned_is_a_persons_unless_it_is_not_sure(memory: Memory, tmp_path: Path, format: str) -> None:
    bitext = make_bitext((RAIN, "It rained."), (SNOW, "It snowed."), ("باد وزید.", ""), ("تگرگ بارید.", "It hailed."))
    flags = {1: (Flag.ALIGNMENT,), 2: (Flag.ALONE,), 3: (Flag.NUMBERS,)}
    pairs = [replace(p, origin=Origin.ALIGNED, flags=flags.get(n, ())) for n, p in enumerate(bitext.pairs)]
    path = tmp_path / f"a.{format}"
    path.write_bytes(FORMATS[format].encode([replace(bitext, pairs=tuple(pairs))]))
    taken = take(memory, path)
    assert taken.refused == {"a side is empty": 1, "aligned, but it is not sure that both sides say the same": 1}
    assert {edit.source: edit.target for edit in memory.edits().values()} == {
        RAIN: "It rained.",
        "تگرگ بارید.": "It hailed.",
    }
    assert untake(memory, path) == 2
