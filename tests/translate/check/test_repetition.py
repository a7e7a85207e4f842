import pytest

from tarjoman.translate.check.repetition import loop, repetition


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("", ""),
        ("The minister said that the talks went well, very well, very very well.", ""),
        ("No, no.", ""),
        ("No, no, no.", "no"),
        ("He went to the city of the city of the city of the city of Shiraz.", "the city of"),
        ("the city of the city of Shiraz", ""),
        ("the city of the city of the city of Shiraz", "the city of"),
        ("He went to the city and he went to the city.", ""),
        ("He said that it is good, said that it is good.", "said that it is good"),
        ("It was in the west, in the west of the country.", ""),
        ("a b c d e f " * 4, "a b c d e f"),
        ("a b c d e f g " * 4, "a b c d e f g"),
        ("Ahahaha in Mississippi", ""),
        ("The Kananananananan region", "an"),
        ("NOOOOOO", "o"),
        ("نهههههه", "ه"),
        ("It cost 10000000 tomans, 1,000,000,000,000 rials ------ in all.", ""),
        (". . . .", "."),
        ("The same the same The Same, the same", "the same"),
    ],
)
def test_loop(text: str, repeated: str) -> None:
    assert loop(text) == repeated


@pytest.mark.parametrize(
    ("source", "target", "score"),
    [
        ("او رفت.", "He went.", 0.0),
        ("او رفت.", "He went, went.", 0.0),
        ("او رفت.", "He went went went.", 1.0),
        ("او رفت.", "He went went went went went.", 2.0),
        ("نه، نه، نه!", "No, no, no!", 1 / 1.5),
        ("نه، نه، نه!", "No, no, no, no, no, no!", 2.5 / 1.5),
        ("نهههههه!", "Nooooooo!", 1.4 / 1.8),
    ],
)
def test_a_source_allows_for_as_much(source: str, target: str, score: float) -> None:
    assert repetition(source, target) == pytest.approx(score, abs=0.2)
