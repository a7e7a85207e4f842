import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from builders import within
from tarjoman.translate.names import audit as module
from tarjoman.translate.names.audit import Audit, NameReport, Place, Spelling, audit
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.table import NameTable, read

Pairs = Sequence[tuple[str, str]]
Check = Callable[..., Audit]

ALIYEV = "علی\u200cاف در باکو سخنرانی کرد."


def jsonl(path: Path, *documents: Pairs) -> Path:
    rows = [
        {"version": 1, "document": f"d{d}", "pair": n, "source": source, "target": target}
        for d, pairs in enumerate(documents)
        for n, (source, target) in enumerate(pairs)
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def tmx(path: Path, pairs: Pairs) -> Path:
    units = "".join(
        "<tu>"
        + "".join(f'<tuv xml:lang="{c}"><seg>{t}</seg></tuv>' for c, t in zip(("fa", "en"), pair, strict=True) if t)
        + "</tu>"
        for pair in pairs
    )
    text = f'<tmx version="1.4"><body>{units}</body></tmx>'
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.fixture(scope="module")
def names() -> NameReader:
    return NameReader.load()


@pytest.fixture
def check(tmp_path: Path, names: NameReader) -> Check:
    """Audit documents of pairs, all in the file a.jsonl."""

    def check(*documents: Pairs, reader: NameReader = names) -> Audit:
        return audit([jsonl(tmp_path / "a.jsonl", *documents)], reader)

    return check


def found(audit: Audit, fa: str) -> NameReport:
    [report] = [name for name in audit.names if name.fa == fa]
    return report


def numbers(spelling: Spelling) -> list[int]:
    return [place.number for place in spelling.places]


def test_one_name_in_two_ways(check: Check, tmp_path: Path) -> None:
    result = check([(ALIYEV, "Aliyev spoke in Baku."), (ALIYEV, "Ali Af spoke in Baku.")])
    name = found(result, "علی\u200cاف")
    where = str(tmp_path / "a.jsonl")
    assert name.spellings == (
        Spelling("Aliyev", 1, True, (Place(where, 1),)),
        Spelling("Ali Af", 1, False, (Place(where, 2),)),
    )
    assert (name.en, name.known, name.mentions, name.missing, name.ways) == ("Aliyev", True, 2, 0, 2)
    assert name.entry.startswith("people-world.tsv, line ") and result.trouble == (name,)
    assert found(result, "باکو").spellings[0].count == 2 and not found(result, "باکو").trouble
    assert str(result) == (
        "2 names, 4 mentions: 3 as the table says, 1 otherwise, 0 missing, 0 of names that no table has; "
        "1 name spelt in several ways; 2 pairs, 0 not translated"
    )


@pytest.mark.parametrize(
    ("source", "target", "fa", "spellings", "missing"),
    [
        # accepted forms stand as they are, in any number of ways
        ("ایران و ایران", "Iran and Iranian", "ایران", [("Iran", True), ("Iranian", True)], 0),
        ("سازمان ملل", "The U.N. met.", "سازمان ملل متحد", [("U.N.", True)], 0),
        ("وزارت امور خارجه", "the foreign\nministry", "وزارت امور خارجه", [("foreign ministry", True)], 0),
        # the possessive is not of the name, in accepted forms or in others
        (ALIYEV, "Aliyev's speech in Baku", "علی\u200cاف", [("Aliyev", True)], 0),
        (ALIYEV, "Aliev\u2019s speech in Baku", "علی\u200cاف", [("Aliev", False)], 0),
        # keyboards, half-spaces
        ("علي اف آمد.", "Aliev came.", "علی\u200cاف", [("Aliev", False)], 0),
        # a longer accepted form would take words of another name
        ("زنیت سن\u200cپترزبورگ", "Zenit St. Petersburg", "زنیت", [("Zenit", True)], 0),
        # nothing there
        (ALIYEV, "He spoke in Baku.", "علی\u200cاف", [], 1),
        # a longer name that is not there, but the one in it is
        ("جنگ قره\u200cباغ تمام شد.", "The war in Karabakh is over.", "قره\u200cباغ", [("Karabakh", True)], 0),
    ],
)
def test_table_names(
    check: Check, source: str, target: str, fa: str, spellings: list[tuple[str, bool]], missing: int
) -> None:
    name = found(check([(source, target)]), fa)
    assert [(s.text, s.right) for s in name.spellings] == spellings and name.missing == missing
    assert len(name.missing_places) == missing
    assert name.trouble == (missing > 0 or not all(right for _, right in spellings))
    assert name.ways <= 1


SHIVIARI = "نماینده مردم تبریز در مجلس، یعقوب شیویاری، با این طرح مخالفت کرد."


@pytest.mark.parametrize(
    ("english", "ways"),
    [
        (["Yaghoub Shiviari", "Yaghoub Shiviari"], 1),
        (["Yaghub Shiviyari", "Yaghub Shiviyari's", "Yaghub Shiviyari\u2019s"], 1),
        (["Yaghoub Shiviari", "Yaqub Shivyari"], 2),
        (["Yaghoub Shiviari", "YAGHOUB SHIVIARI"], 1),
        (["Yaghoub Shiviari", "Shiviari"], 1),
        (["Yaghoub Shiviari", "Shivyari"], 2),
        (["Yaghoub Shiviari", "the member"], 1),  # not found: no other way
    ],
)
def test_a_name_that_no_table_has_is_compared_with_itself(check: Check, english: list[str], ways: int) -> None:
    text = "Tabriz member of parliament {} opposed the plan."
    result = check(*[[(SHIVIARI, text.format(name))] for name in english])
    name = found(result, "یعقوب شیویاری")
    assert (name.mentions, name.ways, name.trouble) == (len(english), ways, ways > 1)
    assert (name.en, name.known, name.entry) == ("Yaghoub Shiviari", False, "")


def test_it_is_compared_over_all_files(tmp_path: Path, names: NameReader) -> None:
    one = jsonl(tmp_path / "one.jsonl", [(SHIVIARI, "Tabriz member Yaghoub Shiviari opposed it.")])
    two = tmx(tmp_path / "two.tmx", [(SHIVIARI, "Tabriz member Yaqub Shivyari opposed it.")])
    result = audit([one, two], names)
    [name] = result.trouble
    assert [(s.text, s.right, *map(str, s.places)) for s in name.spellings] == [
        ("Yaghoub Shiviari", True, f"{one}:1"),
        ("Yaqub Shivyari", False, f"{two}:1"),
    ]
    assert not audit([one], names).trouble and not audit([two], names).trouble


def test_a_table_of_the_house(check: Check, tmp_path: Path) -> None:
    (tmp_path / "house.tsv").write_text("fa\ten\ttype\nقم\tGhom\tplace\nشیویاری\tShivyari\tperson\n", encoding="utf-8")
    house = NameReader.load([tmp_path / "house.tsv"])
    pairs = [("شیویاری در قم است.", "Shiviari is in Qom."), ("قم", "Ghom")]
    result = check(pairs, reader=house)
    assert [(s.text, s.right) for s in found(result, "قم").spellings] == [("Qom", False), ("Ghom", True)]
    assert found(result, "شیویاری").entry == f"{tmp_path / 'house.tsv'}, line 3"
    assert found(result, "شیویاری").otherwise == 1
    assert found(check(pairs), "قم").ways == 2 and found(check(pairs), "قم").right == 1


def test_a_table_that_is_in_no_file(check: Check, tmp_path: Path) -> None:
    (tmp_path / "house.tsv").write_text("fa\ten\nقم\tGhom\n", encoding="utf-8")
    [entry] = read(tmp_path / "house.tsv")
    [name] = check([("قم", "Qom")], reader=NameReader(NameTable([[replace(entry, place="")]]))).names
    assert name.known and name.trouble and name.entry == ""


def test_what_is_not_translated_counts_as_that(check: Check) -> None:
    result = check([(ALIYEV, ""), (ALIYEV, " \n"), ("2024", "2024"), ("\n", ""), ("قم", "Qom")])
    assert (result.pairs, result.untranslated) == (5, 4) and [name.fa for name in result.names] == ["قم"]
    assert str(result).endswith("; 5 pairs, 4 not translated")


def test_units_are_counted_as_they_stand(tmp_path: Path, names: NameReader) -> None:
    path = tmx(tmp_path / "a.tmx.gz", [("قم", "Qom"), ("قم", ""), ("", "Qom"), ("قم", "Ghom")])
    result = audit([path], names)
    assert [numbers(s) for s in found(result, "قم").spellings] == [[1], [4]]
    assert (result.pairs, result.untranslated, result.failures) == (4, 2, ())


def test_places_are_each_once_and_all_of_what_is_wrong(check: Check) -> None:
    pairs = [("از قم تا قم", "from Ghom to Ghom")] * 8 + [("قم", "Qom")] * 7 + [("قم", "There.")] * 6
    name = found(check(pairs), "قم")
    assert [(s.text, s.count, numbers(s)) for s in name.spellings] == [
        ("Ghom", 16, [1, 2, 3, 4, 5, 6, 7, 8]),
        ("Qom", 7, [9, 10, 11, 12, 13]),
    ]
    assert (name.missing, [place.number for place in name.missing_places]) == (6, [16, 17, 18, 19, 20, 21])


def test_trouble_comes_first_and_most_of_it(check: Check) -> None:
    pairs = [("تهران", "Tehran")] * 3 + [("قم", "Ghom"), ("باکو", "Bakou"), ("باکو", "Bakou")]
    assert [name.fa for name in check(pairs).names] == ["باکو", "قم", "تهران"]


def test_one_file_does_not_stop_another(tmp_path: Path, names: NameReader) -> None:
    good = jsonl(tmp_path / "good.jsonl", [("قم", "Ghom")])
    broken = jsonl(tmp_path / "broken.jsonl", [("باکو", "Bakou")])
    broken.write_text(broken.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    cut = tmx(tmp_path / "cut.tmx", [("تهران", "Teheran"), ("قم", "Qom")])
    cut.write_bytes(cut.read_bytes()[:-30])
    german = tmp_path / "german.tmx"
    german.write_text('<tmx><body><tu><tuv xml:lang="de"><seg>Qom</seg></tuv></tu></body></tmx>', encoding="utf-8")
    (tmp_path / "a.txt").write_text("قم\n", encoding="utf-8")
    folder = tmp_path / "folder.jsonl"
    folder.mkdir()
    result = audit(
        [tmp_path / "none.tmx", broken, cut, german, tmp_path / "a.txt", tmp_path / "bare", folder, good], names
    )
    messages = [str(failure).replace(str(tmp_path), ".") for failure in result.failures]
    assert messages[0].startswith("./none.tmx: cannot be read as TMX (")
    assert messages[1].startswith("./broken.jsonl: line 2 is not JSON")
    assert messages[2].startswith("./cut.tmx: cannot be read as TMX (")
    advice = "Name bitexts: .jsonl of `tarjoman translate`, or .tmx; also packed (.gz, .xz)"
    assert messages[3:] == [
        "./german.tmx: has no unit in Persian and English. Its languages must be fa and en",
        f"./a.txt: its name ends with .txt. {advice}",
        f"./bare: its name has no ending. {advice}",
        "./folder.jsonl: is a folder. Name its files, such as ./folder.jsonl/*.jsonl",
    ]
    # what comes before the mistake counts
    assert {name.fa: name.otherwise for name in result.names} == {"باکو": 1, "تهران": 1, "قم": 1}
    assert str(result).endswith("; 7 files not read to the end")


def test_pieces_of_a_long_document(check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_TOGETHER", 2)
    path = jsonl(tmp_path / "a.jsonl", [("قم", "Qom")] * 5, [("قم", "Qom")])
    pieces = list(module.documents(path))
    assert [(id, [line.place.number for line in lines]) for id, lines in pieces] == [
        ("d0", [1, 2]),
        ("d0", [3, 4]),
        ("d0", [5]),
        ("d1", [6]),
    ]
    assert check([("قم", "Qom")] * 5).pairs == 5


def test_time_is_linear(check: Check) -> None:
    with within(30):
        result = check([(ALIYEV, "Ali Af spoke in Baku."), ("قم", "Ghom")] * 5_000)
    assert found(result, "قم").otherwise == 5_000
