"""Whole documents out of a memory."""

import json
import zlib
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
from tarjoman.translate.model import Tokens
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
        assert format.encode([found]) == format.encode([made])


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


def test_the_languages_of_a_network_decide_too(memory: Memory) -> None:
    document = Document("d", ("بارش باران.",))
    for tokens in (Tokens(), Tokens(marker="x")):
        translator = Translator.load(TranslateConfig(retry=False), memory=memory)
        engine = translator.engine
        engine.model = replace(engine.model, tokens=tokens)  # type: ignore[misc]
        list(translator.translate([document]))
    assert memory.stats().documents == 2 and memory.stats().answers == 2


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


def test_an_edit_that_comes_while_a_run_goes_on_counts_in_the_next(memory: Memory) -> None:
    documents = [Document("a", ("باد آمد.",)), Document("b", ("باران بارید.",))]
    bitexts = Translator.load(TranslateConfig(window=1), memory=memory).translate(documents)
    first = next(bitexts)
    memory.edit([(edit_key("باران بارید."), Edit("باران بارید.", "Rain!"))])
    assert next(bitexts).pairs[0].origin is Origin.MACHINE
    found = list(Translator.load(memory=memory).translate(documents))
    assert found[0] == first and found[1].pairs[0].target == "Rain!"


def test_where_an_entry_stands_decides_too(memory: Memory, tmp_path: Path) -> None:
    document = Document("d", ("وزیر وارد مسکو شد.",))
    for name in ("a.tsv", "b.tsv"):
        (tmp_path / name).write_text("fa\ten\nمسکو\tMoskva\n", encoding="utf-8")
        config = TranslateConfig(names=(str(tmp_path / name),))
        (bitext,) = Translator.load(config, memory=memory).translate([document])
        assert bitext.pairs[0].names[0].entry == f"{tmp_path / name}, line 2"


@pytest.mark.parametrize("content", [7, [], ["2026", "m", [[1]], []], {"a": 1}])
def test_what_has_another_shape_is_worked_out_anew(memory: Memory, content: object) -> None:
    document = Document("d", ("باران بارید.",))
    (made,) = Translator.load(memory=memory).translate([document])
    packed = zlib.compress(json.dumps(content).encode())
    memory._base.execute("UPDATE documents SET content = ?", (packed,))
    (found,) = Translator.load(memory=memory).translate([document])
    assert found.pairs == made.pairs


def test_pools_are_the_same_whatever_is_remembered(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [Document(f"d{n}", (f"باران شماره {n} بارید. وزیر آمد.",)) for n in range(6)]
    asked: list[list[str]] = []
    translate = CTranslate2Engine.translate

    def spy(self: CTranslate2Engine, sentences: list[str], *arguments: object, **options: object) -> object:
        asked.append(list(sentences))
        return translate(self, sentences, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(CTranslate2Engine, "translate", spy)
    config = TranslateConfig(window=4, enforce=False)
    with Memory(memory.path.with_name("other.sqlite")) as other:
        list(Translator.load(config, memory=other).translate(documents))
    undisturbed = asked[:]
    asked.clear()
    bitexts = Translator.load(config, memory=memory).translate(documents)
    for _ in range(3):  # into the second pool, while the third one is translated ahead
        next(bitexts)
    bitexts.close()  # type: ignore[attr-defined]
    list(Translator.load(config, memory=memory).translate(documents))
    assert len(undisturbed) == 4 and all(pool in undisturbed for pool in asked if pool)


def test_an_edit_that_is_taken_back_while_a_run_goes_on_is_gone_in_the_next(memory: Memory) -> None:
    document = Document("b", ("باران بارید.",))
    key = edit_key("باران بارید.")
    memory.edit([(key, Edit("باران بارید.", "Rain!"))])
    bitexts = Translator.load(TranslateConfig(window=1), memory=memory).translate(
        [Document("a", ("باد آمد.",)), document]
    )
    next(bitexts)
    assert memory.remove([key]) == 1 and memory.remove([key]) == 0 and memory.stats().edits == 0
    assert next(bitexts).pairs[0].target == "Rain!"  # as of when the run began
    (found,) = Translator.load(memory=memory).translate([document])
    assert found.pairs[0].origin is Origin.MACHINE


def test_another_program_works_it_out_anew(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("d", ("باران بارید.",))
    list(Translator.load(memory=memory).translate([document]))
    monkeypatch.setattr("tarjoman.translate.memory.finished.program", lambda: "another")
    list(Translator.load(memory=memory).translate([document]))
    assert memory.stats().documents == 2
