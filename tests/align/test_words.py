from hypothesis import given
from hypothesis import strategies as st

from tarjoman.align.words import moved, words


def test_links_follow_the_words_beside_a_change_and_go_to_what_is_new() -> None:
    before = "the Rohani said no"
    links = ((0, 1), (1, 1), (2, 2), (3, 3))
    assert moved(links, before, (0, 10, "Hassan Rouhani")) == ((0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (3, 3))
    assert moved(links, before, (4, 10, "")) == ((2, 1), (3, 2))


def test_a_word_that_grows() -> None:
    assert moved(((0, 0), (1, 1)), "ab cd", (2, 3, "")) == ((0, 0), (1, 0))


@given(st.text("ab- '", max_size=12), st.data())
def test_they_are_links_of_the_words_then(text: str, data: st.DataObject) -> None:
    most = len(words(text))
    links = tuple(sorted({(n % 3, n) for n in range(most)}))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text("ab- '", max_size=5))
    after = len(words(text[:start] + new + text[end:]))
    assert all(0 <= target < after for _, target in moved(links, text, (start, end, new)))
    assert moved(links, text, (start, end, text[start:end])) or not links
