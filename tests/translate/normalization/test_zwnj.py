"""Zero-width non-joiners: put back where they were lost, in place of spaces, and nowhere else. `|` stands for one."""

import lzma
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import within
from tarjoman.translate.normalization.zwnj import Table, repair, table
from tarjoman.translate.normalization.zwnj_learning import learn, read, unified

ROOT = Path(__file__).parent.parent.parent.parent
ZWNJ = "\u200c"


def repaired(text: str, words: Table | None = None) -> str:
    """The text with the edits made, `|` for ZWNJ on both sides."""
    text = text.replace("|", ZWNJ)
    for start, end, new in reversed(list(repair(text, words))):
        text = text[:start] + new + text[end:]
    return text.replace(ZWNJ, "|")


LOST = """
بین|المللی کمک|های می|شود نمی|شود می|کند می|کنند نمی|توان می|خواهم می|رود برمی|گردد
کتاب|ها کتاب|های بازی|هایی فیلم|های قیمت|ها تیم|های برنامه|های برنامه|ای هسته|ای رسانه|ها خانواده|ها شبکه|های
گفته|اند کرده|اند شده|اند رفته|ایم بوده|اند سریع|تر قوی|ترین اصلی|ترین پیچیده|تر برنامه|ریزی سرمایه|گذاری
پیش|بینی راه|اندازی بهره|برداری علاقه|مندان تصمیم|گیری جمع|آوری دروازه|بان نرم|افزار گفت|وگو دانش|بنیان بی|سابقه
خواسته|هایش بچه|هایشان سیاست|های تحریم|ها اروپایی|ها ایرانی|ها آمریکایی|ها خامنه|ای
"""


@pytest.mark.parametrize("right", LOST.split())
def test_lost(right: str) -> None:
    assert repaired(right.replace("|", "")) == right


SPACED = """
می|شود نمی|شود می|کند می|توانند نمی|تواند می|رود می|گویم نمی|دانیم می|پذیرید
کتاب|ها کتاب|های کار|ها کشور|های آن|ها این|ها مدرسه|هایی پروژه|هایش دانشجو|ها خانه|هایمان
رفته|اند کرده|ام گفته|ایم شده|اند داده|اید خامنه|ای هسته|ای حرفه|ای بزرگ|تر مهم|ترین اصلی|ترین سریع|تر خانه|ی
"""


@pytest.mark.parametrize("right", SPACED.split())
def test_in_place_of_a_space(right: str) -> None:
    assert repaired(right.replace("|", " ")) == right


RIGHT_WORDS = """
میدان میلاد میهن میز میراث میانه میزان تنها بها رها آنها اینها انتها دریا مادر برتر دختر کمتر بیشتر بهتر دفتر متر بستر
کلانتر کبوتر تئاتر مهتر کهتر پیشتر فراتر نمک نماز نمایش نمونه بیمار بیکار بینا بیمه همه همین همراه همکار ایمان ایام امام
باید اندیشه اندام نگاهی راهی آگاهی دانشگاهی ماهی گرامی پیام درمان سازمان آسمان قهرمان نشان ایشان استان داستان انگلستان
کارنامه خانه کتابخانه دانشکده خبرنگار آشکار دیدار سردار چهار مهار جهان زبان میزبان چهره|ها شهرها کارها سفر جای صدای
"""


@pytest.mark.parametrize("word", RIGHT_WORDS.split())
def test_right_words_stay(word: str) -> None:
    assert repaired(word) == word


@pytest.mark.parametrize(
    "text",
    [
        "رئیس جمهور ایران با نخست وزیر دیدار کرد",
        "از این که بگذریم",  # and این|که: writers differ
        "به عنوان نماینده تهران",
        "در ماه می سال ۲۰۱۸",
        "تیم ملی فوتبال ایران",
        "او شده است و رفته بود",
        "ای کاش باران ببارد",
        "که ای دوست",
        "جان تری مدافع چلسی",
        "حرفه و فن",
        "می و باده",
        "در شان او نیست",
        "گفت: «ها!»",
        "کتاب\nها",  # a line's end is no space
        "کتاب\tها",
        "کتاب، ها",
        "کتاب-ها",
        "",
        " ",
        "|",
        "a|b",
    ],
)
def test_right_texts_stay(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("۱۲کتابهای", "۱۲کتاب|های"),
        ("«کمکهای»", "«کمک|های»"),
        ("(میشود)،", "(می|شود)،"),
        ("می شود.", "می|شود."),
        ("FIFA میگوید:", "FIFA می|گوید:"),
        ("در ۲۰۱۸ کتاب ها را", "در ۲۰۱۸ کتاب|ها را"),
        ("می  شود", "می|شود"),
        ("می\u00a0شود", "می|شود"),
        ("می| شود", "می|شود"),
        ("کتابهای خوب می خواند", "کتاب|های خوب می|خواند"),
        ("کمکهای بین|المللیها", "کمک|های بین|المللی|ها"),
        ("می|شود و می شود", "می|شود و می|شود"),
        ("می||شود", "می||شود"),
        ("برنامه ریزیهای", "برنامه ریزی|های"),
        ("گلریسیدها ترموستاتهای", "گلریسیدها ترموستات|های"),  # not known as a whole
    ],
)
def test_in_a_text(text: str, right: str) -> None:
    assert repaired(text) == right


def test_edits_are_offsets_into_the_text() -> None:
    assert list(repair("او کمکهای می شود")) == [(6, 6, ZWNJ), (12, 13, ZWNJ)]


# texts of what is likely to go wrong: words and affixes, with and without spaces and ZWNJs between
PIECES = "می نمی شود کتاب کمک برنامه ها های ای اند تر ترین بین المللی رفته ی ه ا خانه هایش بر"
GAPS = ["", " ", ZWNJ, "  ", f" {ZWNJ}", "\u00a0", "،", "1", "a", "\n", "\u064e", "\u0640"]
likely = st.lists(st.sampled_from(PIECES.split() + GAPS), max_size=30).map("".join)


@given(st.text() | likely)
@settings(max_examples=500, deadline=None)
def test_any_text(text: str) -> None:
    edits = list(repair(text))
    assert all(0 <= start <= end <= len(text) and new == ZWNJ for start, end, new in edits)
    assert all(before[1] <= after[0] and before[0] < after[0] for before, after in pairwise(edits))
    out = text
    for start, end, new in reversed(edits):
        assert not text[start:end].strip(f" \u00a0{ZWNJ}")
        out = out[:start] + new + out[end:]
    blank = str.maketrans(dict.fromkeys(f" \u00a0{ZWNJ}"))
    assert out.translate(blank) == text.translate(blank)
    assert list(repair(out)) == []


@pytest.mark.parametrize(
    "piece", ["می شود کتابهای ", "ه", "ها", "می ", "کتاب ", " ", ZWNJ, f" {ZWNJ}", "\u064e", "گلریسید "]
)
def test_time_is_linear(piece: str) -> None:
    table()
    with within(10):  # it takes less than one; a quadratic way would take hours
        for _ in repair("کتاب" + piece * (1_000_000 // len(piece)) + "ها"):
            pass


@pytest.mark.parametrize(
    "text",
    ["ماه می رسید", "ترزا می گفت", "شبکه ای بی سی", "حفظ شان و منزلت", "گونتر و مانفرد", "الیاش"],
)
def test_words_that_are_others_here(text: str) -> None:
    assert list(repair(text)) == []


CORPUS = [
    "کتاب|های خوب",
    *["کتاب|های بد"] * 4,
    "این کتاب خوب",
    "این کتاب بد",
    "می|شود",
    "می|شود",
    "آن|ها",
    "آنها",
    "كتاب|ها ـخوب|",
]


def test_learn_and_dump() -> None:
    words = learn(unified(text.replace("|", ZWNJ)) for text in CORPUS)
    assert repaired("کتابهای", words) == repaired("کتاب های", words) == "کتاب|های"
    assert repaired("می شود", words) == "می|شود" and repaired("آنها", words) == "آنها"
    assert Table.parse(words.dump()) == words
    assert list(repair("کتابهای", Table({}, {}, {}, {}))) == []


def test_words_of_other_texts_fill_in() -> None:
    words = learn(["آنها"], [f"آن{ZWNJ}ها", f"خانه{ZWNJ}ها"])
    assert repaired("آنها خانهها", words) == "آنها خانه|ها"


def test_unified() -> None:
    assert unified("كتابي\u064eـ \u200cها\u200c\u200cي\u200c.") == "کتابی ها\u200cی."


def test_the_table_holds_no_word_whose_parts_are_split_again() -> None:
    words = table()
    for word, places in words.splits.items():
        for start, end in pairwise([0, *places, len(word)]):
            assert start < end and words.places(word[start:end]) == ()
    assert not any(words.places(suffix) for suffix in words.lost)


def test_script(tmp_path: Path) -> None:
    news = "".join(f"isna_tech\t{text}\n" for text in CORPUS).replace("|", ZWNJ) + "fars\tآن خانه\n"
    (tmp_path / "news.fa.xz").write_bytes(lzma.compress(news.encode()))
    assert read(tmp_path / "news.fa.xz")[1] == ["آن خانه"]
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/zwnj-table.py", tmp_path / "news.fa.xz", tmp_path / "zwnj.tsv.xz"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr
    rows = lzma.decompress((tmp_path / "zwnj.tsv.xz").read_bytes()).decode().splitlines()
    assert "word\tکتاب|های" in rows and "word\tخانه" in rows and "join\tمی شود" in rows
