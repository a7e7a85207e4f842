"""What a run leaves behind."""

import json
from pathlib import Path

import pytest

from builders import make_bitext
from tarjoman.bitext import Bitext, Flag
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError, OutputError
from tarjoman.translate.manifest import NAME, Report

BITEXT = make_bitext(("خبر.\n", "News."), ("دوم.\n", ""), flags=(Flag.EMPTY, Flag.NUMBERS))


def test_what_it_says(tmp_path: Path) -> None:
    report = Report(provenance=BITEXT.provenance)
    report.add(BITEXT, [tmp_path / "a.html"])
    report.add(BITEXT, [])
    report.failures.append(InputError("b\udcff.txt", "empty", "Give it a text"))
    report.to_check, report.complete = 3, True
    report.save(tmp_path, TranslateConfig(beam=2))
    told = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert told["version"] == 1 and told["complete"] and told["config"]["beam"] == 2
    assert (told["documents"], told["sentences"], told["to_look_at"], told["names_to_check"]) == (2, 4, 4, 3)
    assert told["flags"] == {"empty": 4, "numbers": 4} and told["origins"] == {"machine": 4} and told["names"] == {}
    assert told["failures"] == [{"where": "b\udcff.txt", "problem": "empty", "advice": "Give it a text"}]
    assert told["model"] == "m@1" and told["started"] <= told["finished"] and told["seconds"] >= 0


def test_where_time_is_fixed_it_is_the_same_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    contents = []
    for _ in range(2):
        Report().save(tmp_path, TranslateConfig())
        contents.append((tmp_path / NAME).read_bytes())
    assert contents[0] == contents[1] and json.loads(contents[0])["seconds"] is None


def test_it_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    report = Report()
    for n in range(100):
        report.add(Bitext(Document(f"d{n}", ()), (), BITEXT.provenance), [tmp_path / str(n)])
    assert report.documents == 100 and len(report.written) == 11


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(OutputError, match=r"run\.json: cannot be written"):
        Report().save(tmp_path, TranslateConfig())


def test_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    report, failed = Report(), []
    with report.kept(tmp_path, TranslateConfig(), failed.append):
        told = json.loads((tmp_path / NAME).read_text("utf-8"))
        assert not told["complete"] and told["model"] == ""
        report.provenance, report.complete = BITEXT.provenance, True
    told = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert told["complete"] and told["model"] == "m@1" and failed == []


def test_an_error_that_ends_a_run_is_in_it(tmp_path: Path) -> None:
    with pytest.raises(InputError), Report().kept(tmp_path, TranslateConfig(), print):
        raise InputError("a.tsv", "no column en", "Give it one")
    told = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert not told["complete"] and told["failures"][0]["problem"] == "no column en"


def test_a_file_of_another_program_stays(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"my": "precious"}')
    with (
        pytest.raises(OutputError, match="is a file of another program"),
        Report().kept(tmp_path, TranslateConfig(), print),
    ):
        raise AssertionError("not reached")
    assert (tmp_path / NAME).read_text() == '{"my": "precious"}'


def test_no_key_that_was_given_by_mistake_is_in_it(tmp_path: Path) -> None:
    config = TranslateConfig(engine="http://user:s3cr3t@localhost:9/v1?api_key=s3cr3t", key_file="s3cr3t")
    Report().save(tmp_path, config)
    assert "s3cr3t" not in (tmp_path / NAME).read_text()
