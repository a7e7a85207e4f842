"""Whole documents out of a memory."""

from dataclasses import replace
from pathlib import Path

import pytest

from tarjoman.align.formats import FORMATS
from tarjoman.bitext import Origin
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.translate import Translator
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.memory import Edit, Memory
from tarjoman.translate.memory.edits import edit_key
from tarjoman.translate.memory.finished import program
from tarjoman.translate.pipeline import whole
from tarjoman.translate.reader import paragraphs


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.sqlite")


def engineless(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no engine answers."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("an engine was asked")

    monkeypatch.setattr(CTranslate2Engine, "translate", fail)


def test_a_document_comes_back_as_it_was(memory: Memory, seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("seed", paragraphs(seed), meta={"agency": "IRNA"})
    first = Translator.load(memory=memory)
    (made,) = first.translate([document])
    engineless(monkeypatch)
    again = Translator.load(memory=memory)
    heard = []
    (found,) = again.translate([document], heard.append)
    assert found == made and heard == list(made.pairs) and found.provenance.created == made.provenance.created
    assert again.names.suggestions == first.names.suggestions != {}
    (other,) = again.translate([replace(document, id="other", meta={}, title="x")])
    assert [p.sources[0].doc_id for p in other.pairs] == ["other"] * len(made.pairs) and other.document.title == "x"
    for format in FORMATS.values():
        assert format.encode(found) == format.encode(made)


@pytest.mark.parametrize(
    ("config", "options"),
    [
        (TranslateConfig(beam=1), {}),
        (TranslateConfig(enforce=False), {}),
        (TranslateConfig(), {"splitter": whole}),
        (TranslateConfig(across=True), {}),
    ],
)
def test_what_decides_a_document_is_of_its_key(
    memory: Memory, config: TranslateConfig, options: dict[str, object]
) -> None:
    document = Document("d", ("بارش باران. وزیر آمد.",))
    list(Translator.load(memory=memory).translate([document]))
    assert memory.stats().documents == 1
    list(Translator.load(config, memory=memory, **options).translate([document]))  # type: ignore[arg-type]
    assert memory.stats().documents == 1 + (not config.across)  # one document's names would decide another's


def test_a_table_beside_the_texts_decides_too(memory: Memory, tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("fa\ten\nمسکو\tMoskva\n", encoding="utf-8")
    document = Document("d", ("وزیر وارد مسکو شد.",))
    translator = Translator.load(memory=memory)
    targets = [
        next(t.translate([document])).pairs[0].target
        for t in (translator, translator.beside([tmp_path / "names.tsv"]), translator)
    ]
    assert "Moskva" in targets[1] and "Moskva" not in targets[0] == targets[2]


def test_an_edit_outranks_the_machine_also_where_the_document_was_finished(memory: Memory) -> None:
    document = Document("d", ("وزیر خارجه وارد مسکو شد. باران بارید.",))
    (machine,) = Translator.load(memory=memory).translate([document])
    said = "It was raining cats and dogs, as the minister's aide put it."
    memory.edit([(edit_key("باران بارید."), Edit("باران بارید.", said))])
    (found,) = Translator.load(memory=memory).translate([document])
    assert found.pairs[0] == machine.pairs[0]
    assert (found.pairs[1].target, found.pairs[1].origin, found.pairs[1].flags) == (said, Origin.REVIEWED, ())
    memory.edit([(edit_key("چیز دیگری."), Edit("چیز دیگری.", "Something else."))])  # which it does not have
    (again,) = Translator.load(memory=memory).translate([document])
    assert again == found


def test_edits_of_other_sentences_are_told_of_and_not_used(memory: Memory) -> None:
    document = Document("d", ("وزیر امور خارجه ایران روز شنبه وارد مسکو شد.",))
    (machine,) = Translator.load(memory=memory).translate([document])
    other = "وزیر امور خارجه ایران روز دوشنبه وارد مسکو شد."
    memory.edit([(edit_key(other), Edit(other, "Iran's foreign minister arrived in Moscow on Monday."))])
    for _ in range(2):
        (found,) = Translator.load(memory=memory).translate([document])
        assert found.pairs[0].target == machine.pairs[0].target and found.pairs[0].origin is Origin.MACHINE
        assert [match.source for match in found.pairs[0].matches] == [other]


def test_time_that_is_fixed_is_that_of_the_run(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("d", ("باران بارید.",))
    list(Translator.load(memory=memory).translate([document]))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    (found,) = Translator.load(memory=memory).translate([document])
    assert found.provenance.created == "1970-01-01T00:00:00Z"


def test_a_program_that_was_changed_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    first = program()
    program.cache_clear()
    assert program() == first
    monkeypatch.setattr("tarjoman.__version__", "99")
    program.cache_clear()
    assert program() != first
    program.cache_clear()
