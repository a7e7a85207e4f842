"""The scripts that are run by hand, on a few lines."""

import lzma
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECK = ROOT / "translate/check"


def run(script: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / script, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )


def test_name_pairs(tmp_path: Path) -> None:
    names = "fa\ten\ttype\tcorpus\nقم\tQom\tcity\tnames_wof_iran\nمصر\tEgypt\tterritory\tnames_cldr\n"
    people = {"رضا": "Reza", "زهرا": "Zahra", "مریم": "Maryam", "نرگس": "Narges", "کاوه": "Kaveh"}
    news = [f"news\tاز {fa}\tBy {en}\t0-0 1-1\t\n" for fa, en in people.items()]
    news += ["news\tاز تهران\tBy Tehran\t0-0 1-1\t\n"] * 3 + ["news\tاز آزمون\tBy Azmoon\t0-0 1-1\t\n"]
    (tmp_path / "names.tsv.xz").write_bytes(lzma.compress(names.encode()))
    (tmp_path / "news.tsv.xz").write_bytes(lzma.compress("".join(news).encode()))
    (tmp_path / "dev.tsv").write_text("fa\ten\tsentence\nآزمون\tAzmoon\tاز آزمون\n", encoding="utf-8")
    out = tmp_path / "out"
    files = [tmp_path / "names.tsv.xz", tmp_path / "news.tsv.xz", out]
    done = run("name-pairs.py", *files, "--groups=news", "--without", tmp_path / "dev.tsv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("news: 6 pairs found, 6 kept") and done.stdout.endswith("valid: 1\n")
    tables = {path.stem: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert sorted(tables) == ["names_cldr", "names_wof_iran", "often", "rare", "valid"]
    assert tables["often"] == "تهران\tTehran\n" and tables["names_wof_iran"] == "@قم\tQom\n"
    seen = {line.split("\t")[1] for line in (tables["rare"] + tables["valid"]).splitlines()}
    assert seen == {*people.values(), "en"}  # the header of valid


def test_check_lexicon(tmp_path: Path) -> None:
    pairs = ["news\tاو به خانه رفت\tHe went home\t0-0 2-2 3-1\t\n"] * 12 + ["other\tکتاب\tbook\t0-0\t\n"] * 12
    pairs += ["news\tآن خانه\tThat house\t0-0 1-1\t\n"] * 12
    (tmp_path / "pairs.tsv.xz").write_bytes(lzma.compress("".join(pairs).encode()))
    done = run("check-lexicon.py", tmp_path / "pairs.tsv.xz", tmp_path / "out.xz", "--groups=news")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "4 words of 24 pairs\n")
    rows = lzma.decompress((tmp_path / "out.xz").read_bytes()).decode().splitlines()
    assert "خانه\t0199\thome hous" in rows and "رفت\t0150\twent" in rows and not any("book" in row for row in rows)


def test_check_weights(tmp_path: Path, seed: str) -> None:
    sentences = [" ".join(s.split()) for s in seed.split(".") if 40 < len(s) < 300]
    news = [f"isna\t{sentence}.\n" for sentence in sentences]
    valid = [f"news\t{sentence}.\tThe minister said so.\t\t\n" for sentence in sentences[:5]]
    (tmp_path / "news.xz").write_bytes(lzma.compress("".join(news).encode()))
    (tmp_path / "valid.xz").write_bytes(lzma.compress("".join(valid).encode()))
    done = run("check-weights.py", tmp_path / "news.xz", tmp_path / "valid.xz", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("told") == 2 and "on 5 pairs" in done.stdout
    omission, confidence = (
        tomllib.loads((tmp_path / f"{n}.toml").read_text("utf-8")) for n in ("omission", "confidence")
    )
    shipped = [tomllib.loads((CHECK / f"{n}.toml").read_text("utf-8")) for n in ("omission", "confidence")]
    assert list(omission) == list(shipped[0]) and list(confidence) == list(shipped[1])


def test_sentence_finals(tmp_path: Path) -> None:
    news = (
        ["isna_x\tاو به خانه ميرود.\n"] * 5
        + ["isna_x\tخانه دور است، این آن است.\n"] * 5
        + ["isna_x\tبرو به خانه\n"] * 9
    )
    news += ["isna_x\tخبر ماست.\n"] * 5 + ["isna_x\tآمد.\n"] * 4
    (tmp_path / "news.xz").write_bytes(lzma.compress("".join(news).encode()))
    done = run("sentence-finals.py", tmp_path / "news.xz", tmp_path / "out.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 words, the last of 53% of the sentences\n"
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "است\nمیرود\n"


def test_check_text(tmp_path: Path) -> None:
    news = ["isna_x\tکتاب\u200cها را می\u200cخواند.رفت\n"] * 12 + ["fars\tروزنامه &nbsp;<b>كيهان</b> .\n"]
    (tmp_path / "news.xz").write_bytes(lzma.compress("".join(news).encode()))
    done = run("check-text.py", tmp_path / "news.xz")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("13 lines hold; 12 are more than one sentence\n")


def test_name_words(tmp_path: Path) -> None:
    people = ["Zorich", "Bondarenko", "Kowalczyk", "Galindo"]
    rows = [
        f"news\tآقای {fa} در خانه ماند.\tSo Mr {en} stayed at home.\t0-1 1-2 2-4 3-5 4-3 5-6\t\n"
        for fa, en in zip(["زوریچ", "بوندارنکو", "کوالچیک", "گالیندو"], people, strict=True)
    ]
    (tmp_path / "pairs.xz").write_bytes(lzma.compress("".join(rows * 30 + ["web\tخانه\tHome\t\t\n"]).encode()))
    (tmp_path / "news.xz").write_bytes(lzma.compress("fars\tاو به خانه رفت\n".encode() * 5))
    out = tmp_path / "out"
    done = run("name-words.py", *(tmp_path / name for name in ("pairs.xz", "news.xz", "pairs.xz")), "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("120 pairs, 11 words, ")
    assert "confidence ≥ 0.8: precision 1.000 (120), recall 1.000, of just these words 1.000" in done.stdout
    table = lzma.decompress((out / "words.tsv.xz").read_bytes()).decode()
    assert "\nآقای\t4090\n" in "\n" + table
    assert sorted(path.name for path in out.iterdir()) == ["weights.toml", "words.tsv.xz"]


def test_align_lexicon(tmp_path: Path) -> None:
    pairs = ["او به خانه رفت\tHe went home\n", "آن خانه دور است\tThat home is far\n", "او آمد\tHe came\n"] * 5
    (tmp_path / "news.tsv.xz").write_bytes(lzma.compress("".join(pairs).encode()))
    done = run("align-lexicon.py", tmp_path, tmp_path / "out.xz", "--corpora", "news")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.endswith(" words of 15 pairs\n")
    rows = lzma.decompress((tmp_path / "out.xz").read_bytes()).decode().splitlines()
    assert "خانه\thome 100" in rows and rows == sorted(rows)


def test_align_weights(tmp_path: Path) -> None:
    persian = ["رئیس‌جمهور وارد تهران شد.", "قیمت نفت، طلا و ارز امروز در بازار کاهش یافت.", "تیم ملی پیروز شد."]
    english = [
        "The president came to Tehran.",
        "The price of oil, gold and dollars fell on the market.",
        "The team won.",
    ]
    for name, lines in (("fa", persian), ("en", english)):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines * 20), encoding="utf-8")
    files = [tmp_path / name for name in ("fa", "en", "out.toml")]
    done = run("align-weights.py", *files, "--steps", 3, "--rounds", 1, "--memory", tmp_path / "memory")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "documents, " in done.stdout and done.stdout.count(": -") == 4
    made, shipped = (
        tomllib.loads(path.read_text("utf-8")) for path in (files[2], ROOT / "align/sentences/weights.toml")
    )
    assert {name: list(table) for name, table in made.items()} == {name: list(table) for name, table in shipped.items()}
