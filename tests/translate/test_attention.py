import pytest

from tarjoman.translate.attention import links

ONE = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]


@pytest.mark.parametrize(
    ("sentence", "pieces", "text", "tokens", "attention", "found"),
    [
        # A piece a word, straight and crossed
        ("الف ب", ["▁الف", "▁ب", "</s>"], "A B", ["▁A", "▁B"], ONE[:2], ((0, 0), (1, 1))),
        ("الف ب", ["▁الف", "▁ب", "</s>"], "B A", ["▁B", "▁A"], [ONE[1], ONE[0]], ((0, 1), (1, 0))),
        # Words of several pieces: their weights are added
        ("تهران ب", ["▁ته", "ران", "▁ب"], "Tehran", ["▁Teh", "ran"], [[0.6, 0.4, 0], [0, 0.3, 0.7]], ((0, 0), (1, 0))),
        ("تهران ب", ["▁ته", "ران", "▁ب"], "Tehran", ["▁Teh", "ran"], [[0.6, 0.4, 0.0], [0.5, 0.3, 0.2]], ((0, 0),)),
        # A mark is a word; a lone space piece belongs to the next
        ("ب .", ["▁", "ب", "▁", "."], "B.", ["▁B", "."], [[0.1, 0.9, 0, 0], [0, 0, 0.2, 0.8]], ((0, 0), (1, 1))),
        # What looks at the end marker, or at nothing, answers nothing
        ("ب", ["▁ب", "</s>"], "B C", ["▁B", "▁C"], [[0.0, 1.0], [0.0, 0.0]], ()),
        # A character in bytes, in both
        ("🙂 ب", ["▁", "<0xF0>", "<0x9F>", "<0x99>", "<0x82>", "▁ب"], "é B", ["▁", "<0xC3>", "<0xA9>", "▁B"],
         [[0] * 6, [0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1]], ((0, 0), (1, 1))),
        ("ب", ["▁ب"], "a\u00a0b", ["▁a", "<0xC2>", "<0xA0>", "b"], [[0], [0], [0], [1]], ((0, 1),)),
        ("", [], "", [], [], ()),
    ],
)  # fmt: skip
def test_links(
    sentence: str, pieces: list[str], text: str, tokens: list[str], attention: list[list[float]], found: tuple[object]
) -> None:
    assert links(sentence, pieces, text, tokens, attention) == found
