"""`tarjoman names` as a person runs it, with the shipped table and the real model."""

import gzip
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


ALIYEV, SHIVIARI = "علی\u200cاف در باکو بود.", "نماینده تبریز در مجلس، یعقوب شیویاری، با این طرح مخالفت کرد."
PAIRS = [
    (ALIYEV, "Aliyev was in Baku."),
    (ALIYEV, "Ali Af was in Baku."),
    ("علی\u200cاف آمد.", "He came."),
    (SHIVIARI, "Tabriz member Yaghoub Shiviari opposed the plan."),
    (SHIVIARI, "Tabriz member Yaqub Shivyari opposed the plan."),
    ("تهران", ""),
]


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    rows = [{"version": 1, "document": "a", "pair": n, "source": s, "target": t} for n, (s, t) in enumerate(PAIRS)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path / "a.jsonl"


def tmx(path: Path, source: str, target: str) -> Path:
    unit = f'<tu><tuv xml:lang="fa"><seg>{source}</seg></tuv><tuv xml:lang="en"><seg>{target}</seg></tuv></tu>'
    path.write_text(f'<tmx version="1.4"><body>{unit}</body></tmx>', encoding="utf-8")
    return path


TOTALS = (
    "4 names, 9 mentions: 5 as the table says, 1 otherwise, 1 missing, 2 of names that no table has; "
    "2 names spelt in several ways; 6 pairs, 1 not translated\n"
)


def test_check(run: Run, bitext: Path) -> None:
    status, out, err = run("names", "check", bitext)
    aliyev, shiviari, totals = out.split("\n\n")
    head, *lines = aliyev.split("\n")
    fa, en, entry, counts = head.split("\t")
    assert (status, err, fa, en, counts) == (0, "", "علی\u200cاف", "Aliyev", "3 mentions, 1 as the table says")
    assert entry.startswith("people-world.tsv, line ")
    assert lines == [f"\tAli Af\t1\t{bitext}:2", f"\t(missing)\t1\t{bitext}:3"]
    assert shiviari.split("\n") == [
        "یعقوب شیویاری\tYaghoub Shiviari\tcompared with itself\t2 mentions",
        f"\tYaghoub Shiviari\t1\t{bitext}:4",
        f"\tYaqub Shivyari\t1\t{bitext}:5",
    ]
    assert totals == TOTALS


def test_check_all(run: Run, bitext: Path) -> None:
    status, out, err = run("names", "check", "--all", bitext)
    blocks = out.split("\n\n")
    assert (status, err) == (0, "") and [block.split("\t")[1] for block in blocks[2:-1]] == ["Baku", "Tabriz"]
    assert f"\tBaku\t2\t{bitext}:1, {bitext}:2" in out and f"\tAliyev\t1\t{bitext}:1" in out


def test_check_json(run: Run, bitext: Path) -> None:
    status, out, err = run("names", "check", "--json", bitext)
    aliyev, shiviari = map(json.loads, out.splitlines())
    assert (status, err) == (0, TOTALS) and aliyev.pop("entry").startswith("people-world.tsv, line ")
    assert aliyev == {
        "fa": "علی\u200cاف",
        "en": "Aliyev",
        "mentions": 3,
        "ways": 2,
        "renderings": [
            {"text": "Aliyev", "count": 1, "right": True, "places": [f"{bitext}:1"]},
            {"text": "Ali Af", "count": 1, "right": False, "places": [f"{bitext}:2"]},
        ],
        "missing": {"count": 1, "places": [f"{bitext}:3"]},
    }
    assert (shiviari["entry"], shiviari["ways"], shiviari["missing"]) == ("", 2, {"count": 0, "places": []})
    assert len(run("names", "check", "--json", "--all", bitext)[1].splitlines()) == 4


@pytest.mark.parametrize(
    ("source", "target", "status"),
    [
        ("قم", "Qom", 0),
        ("قم", "Ghom", 1),
        ("قم", "There.", 1),
        (SHIVIARI, "Tabriz member Yaqub Shivyari opposed the plan.", 0),
        (SHIVIARI, "The Tabriz member opposed the plan.", 0),
        (f"{SHIVIARI} یعقوب شیویاری رفت.", "Tabriz member Yaghoub Shiviari opposed it. Yaqub Shivyari left.", 1),
    ],
)
def test_check_strict(run: Run, tmp_path: Path, source: str, target: str, status: int) -> None:
    path = tmx(tmp_path / "a.tmx", source, target)
    assert run("names", "check", "--strict", path)[0] == run("names", "check", "--strict", "--json", path)[0] == status
    assert run("names", "check", path)[0] == 0


def test_check_packed_and_with_a_table_of_the_house(run: Run, bitext: Path, house: Path, tmp_path: Path) -> None:
    packed = bitext.with_name("b.JSONL.gz")
    packed.write_bytes(gzip.compress(bitext.read_bytes()))
    memory = tmx(tmp_path / "memory.tmx", "قم", "Qom")
    status, out, err = run("names", "check", packed, memory, packed, "--names", house)
    assert (status, err) == (0, "") and out.count(f"{packed}:2") == 1  # a file that is named twice counts once
    assert f"قم\tGhom\t{house}, line 2\t1 mention, 0 as the table says\n\tQom\t1\t{memory}:1\n" in out


def test_check_of_many_places(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"version": 1, "document": "a", "pair": 0, "source": "قم", "target": "Ghom"}
    path.write_text((json.dumps(row) + "\n") * 6, encoding="utf-8")
    assert "\tGhom\t6\t" + ", ".join(f"{path}:{n}" for n in range(1, 6)) + ", …\n" in run("names", "check", path)[1]


def test_check_goes_on_without_files_that_cannot_be_read(run: Run, bitext: Path, tmp_path: Path) -> None:
    status, out, err = run("names", "check", tmp_path / "none.jsonl", tmp_path / "a.csv", bitext)
    assert status == 1 and out.endswith(TOTALS[:-1] + "; 2 files not read to the end\n") and "Ali Af" in out
    first, second = err.splitlines()
    assert first.startswith(f"tarjoman: {tmp_path / 'none.jsonl'}: cannot be read (")
    assert second == (
        f"tarjoman: {tmp_path / 'a.csv'}: its name ends with .csv. "
        "Name bitexts: .jsonl of `tarjoman translate`, or .tmx; also packed (.gz, .xz)"
    )


def test_check_of_nothing(run: Run, bitext: Path, tmp_path: Path) -> None:
    assert run("names", "check")[0] == 2
    status, out, err = run("names", "check", bitext, "--names", tmp_path / "none.tsv")
    assert (status, out) == (1, "") and "none.tsv: cannot be read" in err
