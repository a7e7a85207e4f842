import tracemalloc
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.align.aligner import align, symmetric
from tarjoman.align.words import LONGEST, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" ", []),
        ("«ناتو» آمد.", ["«", "ناتو", "»", "آمد", "."]),
        ("Azerbaijan's 2.5%", ["Azerbaijan", "'", "s", "2", ".", "5", "%"]),
        ("می\u200cرود", ["می", "\u200c", "رود"]),  # ZWNJ is gone from what is aligned
        ("a_b", ["a", "_", "b"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in words(text)] == found


SUBJECTS = {"وزیر": "The minister", "سفیر": "The ambassador", "نماینده": "The envoy", "پزشک": "The doctor"}
PLACES = {"تهران": "Tehran", "مسکو": "Moscow", "بغداد": "Baghdad", "باکو": "Baku", "کابل": "Kabul"}
VERBS = {"رفت": "went to", "ماند": "stayed in", "زیست": "lived in"}
PAIRS = [
    (f"{s} در {p} {v} .", f"{SUBJECTS[s]} {VERBS[v]} {PLACES[p]} .") for s, p, v in product(SUBJECTS, PLACES, VERBS)
]


def test_a_small_language_is_learnt() -> None:
    links = align(*zip(*PAIRS, strict=True))
    for (source, target), found in zip(PAIRS, links, strict=True):
        s, t = source.split(), target.split()
        for pair in ((0, 1), (2, 4), (3, 2), (4, 5)):  # subject, place, verb, stop
            assert pair in found, (s[pair[0]], t[pair[1]], found)


def test_sentences_without_words() -> None:
    assert align([], []) == []
    assert align([""], [""]) == align([""], ["a b"]) == align(["a b"], [""]) == [()]
    sources, targets = zip(*PAIRS, strict=True)
    links = align(["", *sources, "x"], ["y", *targets, ""])
    assert links[0] == links[-1] == () and len(links) == len(PAIRS) + 2 and all(links[1:-1])


def test_links_are_the_same_every_time() -> None:
    sources, targets = zip(*PAIRS, strict=True)
    assert align(sources, targets) == align(sources, targets)


def test_of_two_equal_words_the_nearer_is_linked() -> None:
    pairs = [*PAIRS, ("وزیر در تهران وزیر رفت .", "The minister went to Tehran the minister .")]
    links = align(*zip(*pairs, strict=True))[-1]
    assert {(0, 1), (3, 6)} <= set(links) and not {(0, 6), (3, 1)} & set(links)


def test_words_that_are_always_together_are_told_apart_by_their_places() -> None:
    pairs = [("وزیر سفیر", "minister ambassador")] * 30 + [("سفیر وزیر", "minister ambassador")]
    links = align(*zip(*pairs, strict=True))
    assert links[0] == ((0, 0), (1, 1)) and links[-1] == ((0, 1), (1, 0))


def test_long_sentences_are_not_linked() -> None:
    sources, targets = zip(*PAIRS, strict=True)
    source, target = (" ".join(" ".join(side * 2).split()[:LONGEST]) for side in (sources, targets))
    found = align([*sources, source, source, f"{source} ."], [*targets, target, f"{target} .", target])
    assert found[-3] and found[-2:] == [(), ()]
    assert found[:-2] == align([*sources, source], [*targets, target])


def test_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tables of the lexicon are there at once, and little else."""
    monkeypatch.setattr("tarjoman.align.aligner._CELLS", 10_000)
    text = " ".join("abcdefghijklmnopqrst")
    align([text], [text])  # what NumPy loads the first time
    tracemalloc.start()
    try:
        align([text] * 1200, [text] * 1200)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * 4 * 2**20  # a table has 2 ** 20 entries of four bytes


@pytest.mark.parametrize(
    ("forward", "backward", "expected"),
    [
        (set(), set(), ()),
        ({(0, 0)}, {(0, 0)}, ((0, 0),)),
        ({(0, 0), (0, 1)}, {(0, 0)}, ((0, 0), (0, 1))),  # next to a sure one, a word more
        ({(0, 0), (0, 2)}, {(0, 0)}, ((0, 0),)),  # its source word is linked, and it is far
        ({(0, 0), (3, 3)}, {(0, 0)}, ((0, 0), (3, 3))),  # far, but of words linked nowhere else
        ({(0, 0), (1, 1), (0, 1)}, {(0, 0), (1, 1)}, ((0, 0), (1, 1))),  # both words are linked
        ({(0, 0), (0, 1), (0, 2)}, {(0, 0)}, ((0, 0), (0, 1), (0, 2))),  # one after the other
    ],
)
def test_symmetric(forward: set[tuple[int, int]], backward: set[tuple[int, int]], expected: tuple[object, ...]) -> None:
    assert symmetric(forward, backward) == expected
    assert symmetric(backward, forward) == expected


NUMBERS = st.integers(0, 6)
DIRECTION = st.sets(st.tuples(NUMBERS, NUMBERS), max_size=12)


@given(DIRECTION, DIRECTION)
def test_symmetric_is_between_both_and_either(forward: set[tuple[int, int]], backward: set[tuple[int, int]]) -> None:
    links = symmetric(forward, backward)
    assert forward & backward <= set(links) <= forward | backward
    assert list(links) == sorted(set(links))
