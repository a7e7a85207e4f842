import pytest

from tarjoman.translate.repetition import loop


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("", ""),
        ("The minister said that the talks went well, very well, very very well.", ""),
        ("No, no, no.", ""),
        ("No, no, no, no.", "no"),
        ("He went to the city of the city of the city of the city of Shiraz.", "the city of"),
        ("the city of the city of the city of Shiraz", ""),
        ("a b c d e f " * 4, "a b c d e f"),
        ("a b c d e f g " * 4, ""),
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
