"""`tarjoman names` as a person runs it, with the shipped table and the real model."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "house.tsv").write_text(
        "fa\ten\ttype\nقم\tGhom\tplace\nزرنیخ‌آباد\tZarnikhabad\tplace\n", encoding="utf-8"
    )
    return tmp_path / "house.tsv"


def test_lookup(run: Run, house: Path) -> None:
    status, out, err = run("names", "lookup", "علي اف", "ناتو")
    assert (status, err) == (0, "") and [line.split("\t")[:2] for line in out.splitlines()] == [
        ["علي اف", "Aliyev"],
        ["ناتو", "NATO"],
    ]
    status, out, err = run("names", "lookup", "قم", "بی‌نام‌ونشان‌آباد", "--names", house)
    assert (status, err) == (1, "")
    assert out == f"قم\tGhom\tplace\t\t{house}, line 2\nبی‌نام‌ونشان‌آباد\n"


def test_lookup_json(run: Run, house: Path) -> None:
    status, out, _ = run("names", "lookup", "--json", "--names", house, "زرنیخ آباد", "بی‌نام‌ونشان‌آباد")
    found, missing = map(json.loads, out.splitlines())
    assert status == 1 and found["en"] == "Zarnikhabad" and found["fa"] == "زرنیخ‌آباد"
    assert missing == {"name": "بی‌نام‌ونشان‌آباد"} | {key: None for key in found if key != "name"}


def test_suggest(run: Run) -> None:
    status, out, err = run("names", "suggest", "--json", "-n", 3, "ناتو", "مهدی نادری")
    nato, mehdi = map(json.loads, out.splitlines())
    assert (status, err) == (0, "") and nato["suggestions"][0] == {"en": "NATO", "source": "table", "score": 1.0}
    assert mehdi["fa"] == "مهدی نادری" and len(mehdi["suggestions"]) == 3
    scores = [suggestion["score"] for suggestion in mehdi["suggestions"]]
    assert scores == sorted(scores, reverse=True) and mehdi["suggestions"][0]["source"].startswith("fa-en-names@")
    status, out, _ = run("names", "suggest", "-n", 2, "ناتو")
    assert out.startswith("ناتو\tNATO\t") and len(out.split("\t")) == 3


def test_one_that_cannot_be_spelled_does_not_stop_the_others(run: Run) -> None:
    status, out, err = run("names", "suggest", "Ali", "قم")
    assert status == 1 and out.startswith("قم\tQom") and "Ali: no Persian letter in it; passed over" in err


def test_a_table_with_mistakes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("fa\ten\nQom\tQom\n", encoding="utf-8")
    status, out, err = run("names", "lookup", "قم", "--names", tmp_path / "x.tsv")
    assert status == 1 and out == "" and "line 2: 'Qom' has no Persian letter" in err


def test_conflicts_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("fa\ten\nقم\tQom\nقُم\tGhom\n", encoding="utf-8")
    status, out, err = run("names", "lookup", "قم", "--names", tmp_path / "x.tsv")
    assert status == 0 and "line 3: قُم is Ghom, but Qom in" in err and out.startswith("قم\tGhom")
    status, out, err = run("names", "suggest", "قم", "-n", 1, "--names", tmp_path / "x.tsv")
    assert status == 0 and "line 3: قُم is Ghom, but Qom in" in err and out == "قم\tGhom\n"
