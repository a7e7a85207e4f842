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
    report = Report()
    report.add(BITEXT, [tmp_path / "a.html"])
    report.add(BITEXT, [])
    report.failures.append(InputError("b\udcff.txt", "empty", "Give it a text"))
    report.to_check, report.complete = 3, True
    report.save(tmp_path, TranslateConfig(beam=2), BITEXT.provenance)
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
        Report().save(tmp_path, TranslateConfig(), BITEXT.provenance)
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
        Report().save(tmp_path, TranslateConfig(), BITEXT.provenance)
