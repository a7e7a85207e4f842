import pytest

from tarjoman.align.links.side import Side, normalized
from tarjoman.translate.normalization.profile import normalizer


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("او گفت : « سلام » .", "او گفت: «سلام»."),
        ("می\u200cرود ، و", "می\u200cرود، و"),
        ("Iran 's ( new ) president , 62 , said :", "Iran's (new) president, 62, said:"),
        ("don n't", "donn't"),
        ("", ""),
    ],
)
def test_tokens_are_put_together_as_they_are_written(tokens: str, text: str) -> None:
    side = Side.tokenized(tokens.split())
    assert side.text == text and side.tokens == tokens.split()


def test_words_are_found() -> None:
    assert Side.of("می\u200cرود، 12.5").tokens == ["می", "\u200c", "رود", "،", "12", ".", "5"]


def test_words_are_where_they_are_when_it_is_normalised() -> None:
    side = normalized(normalizer("embedded"), Side.of("كتاب  علی، ده"))
    assert side.text == "کتاب علی، ده" and side.tokens == ["کتاب", "علی", "،", "ده"]
