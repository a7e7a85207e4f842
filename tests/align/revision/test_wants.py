"""What a merging left open, in a comment."""

from hypothesis import given
from hypothesis import strategies as st

from tarjoman.align.revision import wants

line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20).map(str.strip)
names = line.filter(lambda name: "wants: " not in f"{name} wants: "[:-7] and name != wants.SOMEBODY)
texts = line.filter(lambda text: text != wants.NOTHING)


@given(st.lists(st.tuples(names, texts), max_size=4), st.sampled_from(["", "Why?", "So.\n\nNo."]))
def test_what_is_written_is_found(said: list[tuple[str, str]], comment: str) -> None:
    whole = "\n".join([*wants.lines(said), comment])
    assert list(wants.found(whole)) == said and wants.rest(whole) == comment
    assert list(wants.found(comment)) == []


def test_what_it_looks_like() -> None:
    assert wants.lines([("Sara", "It wants: rain."), ("", "")]) == [
        "Sara wants: It wants: rain.",
        "somebody wants: (nothing)",
    ]
