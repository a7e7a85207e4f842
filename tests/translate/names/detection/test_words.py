import tomllib
from importlib.resources import files

import pytest

from tarjoman.translate.names.detection import finder
from tarjoman.translate.names.detection.words import UNKNOWN, Row, Words, cues, level

WORDS = Words.parse("خانه\t7012\nکتاب\t60--\nزوریچ\t28--\n^زو\t21\t\nوری\t-4\t\n")
FOLDER = files("tarjoman.translate.names.detection")


def test_a_table_is_written_as_it_is_read() -> None:
    assert WORDS.get("خانه") == Row(7, 0, 1, 2) and WORDS.get("زوریچ").before == UNKNOWN
    assert WORDS.spelling == {"^زو": 2.1, "وری": -0.4}
    assert Words.parse(WORDS.dump()) == WORDS


@pytest.mark.parametrize(("part", "whole", "found"), [(0, 1000, 0), (1, 2, 4), (0, 3, 1), (3, 3, 8), (1000, 1000, 9)])
def test_levels(part: int, whole: int, found: int) -> None:
    assert level(part, whole) == found


@pytest.mark.parametrize(
    ("word", "features"),
    [
        ("زوریچ", {"name 8", "often", "spelling", "letters"}),
        ("لوکا", {"absent", "rare letters"}),
        ("زوی", {"absent", "rare letters", "rare spelling"}),
        ("خانههای", {"absent", "rare letters", "inflected"}),
        ("میخانه", {"absent", "rare letters", "inflected"}),
        ("کتابخانه", {"absent", "rare letters", "compound"}),
    ],
)
def test_features(word: str, features: set[str]) -> None:
    assert {name for name, value in WORDS.features(word).items() if value} == features


def test_lists_are_as_the_text_is() -> None:
    for name, listed in cues().items():
        assert listed and all("\u200c" not in word and " " not in word for word in listed), name


def test_every_cue_has_a_weight_that_speaks_for_a_name() -> None:
    weights = tomllib.loads((FOLDER / "weights.toml").read_text(encoding="utf-8"))
    cues = finder._CUES.keys() - {"known before", "known after"}  # these are beside the share of other words
    assert all(weights["place"][cue] > 0 for cue in cues)


def test_the_shipped_table_is_small() -> None:
    assert len((FOLDER / "words.tsv.xz").read_bytes()) < 300_000
    words = Words.load()
    assert words.ordinary("کتاب") and words.of_names("مهدی") and not words.ordinary("مهدی")
