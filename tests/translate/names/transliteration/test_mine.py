import lzma
from collections import Counter
from pathlib import Path

import pytest

from tarjoman.errors import InputError
from tarjoman.translate.names.transliteration.mine import letters, mine, trusted, with_words

ROWS = [
    # The first word of a sentence is a name only where it is one elsewhere; "of" joins, "from" does not.
    ("news", "دانشگاه تهران در ایران است.", "The University of Tehran is in Iran.", "0-1 1-3 2-5 3-6 4-4 5-7", ""),
    ("news", "شاید علی\u200cرضا کریمی آمد.", "Perhaps Alireza Karimi came.", "0-0 1-1 2-2 3-3 4-4", ""),
    ("news", "کریمی رفت.", "Then Karimi left.", "0-1 1-2 2-3", "0,0,1,1"),
    ("news", "السعدی از العین", "al-Sa'di from Al-Ain", "0-2 1-5 2-8", ""),
    ("news", "وزیر لیبی و مصر", "So Libya's minister and Egypt's", "0-4 1-1 2-5 3-6", ""),
    ("web", "برلین.", "So Berlin.", "0-1 1-2", ""),
    ("news", "کنگره آمریکا", "The U.S. Congress", "0-5 1-1 1-3", ""),
    ("news", "این جمله آزمون است: پاریس", "So Paris", "4-1", ""),
    # Tehran is linked to a word of another name as well: what belongs to it is not known.
    ("news", "تهران و قم", "So Tehran, then Qom", "0-1 0-4 2-4", ""),
]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.tsv.xz"
    path.write_bytes(lzma.compress("".join("\t".join(row) + "\n" for row in ROWS).encode()))
    return path


def test_names_are_found(news: Path) -> None:
    found = mine(news, frozenset({"news"}), frozenset({letters("این جمله آزمون است پاریس!")}))
    assert found == {
        ("دانشگاه تهران", "University of Tehran"): 1,
        ("ایران", "Iran"): 1,
        ("علیرضا کریمی", "Alireza Karimi"): 1,
        ("کریمی", "Karimi"): 1,
        ("السعدی", "al-Sa'di"): 1,
        ("العین", "Al-Ain"): 1,
        ("لیبی", "Libya"): 1,
        ("کنگره آمریکا", "US Congress"): 1,
        ("مصر", "Egypt"): 1,
    }


def test_a_line_with_too_few_columns(tmp_path: Path) -> None:
    (tmp_path / "news.tsv.xz").write_bytes(lzma.compress("news\tعلی\tAli\n".encode()))
    with pytest.raises(InputError, match="news.tsv.xz: line 1 has 3 columns"):
        mine(tmp_path / "news.tsv.xz", frozenset({"news"}), frozenset())


def test_words_of_names() -> None:
    pairs = Counter({("علی کریمی", "Ali Karimi"): 2, ("دانشگاه تهران", "University of Tehran"): 1})
    assert with_words(pairs) == pairs + Counter({("علی", "Ali"): 2, ("کریمی", "Karimi"): 2})


@pytest.mark.parametrize(
    ("persian", "english", "count", "kept"),
    [
        ("مصر", "Egypt", 3, True),
        ("مصر", "Cairo", 2, False),
        ("قاهره", "Cairo", 1, True),
        ("کانون وکلای پاریس", "Paris Bar Association", 1, True),
        ("برانکو و العین", "Branko and Al-Ain", 1, False),
    ],
)
def test_what_is_trusted(persian: str, english: str, count: int, kept: bool) -> None:
    assert bool(trusted(Counter({(persian, english): count}))) == kept


def test_rare_variants_are_not_trusted() -> None:
    assert trusted(Counter({("علی", "Ali"): 50, ("علی", "Aly"): 4})) == {("علی", "Ali"): 50}
