import random

import pytest

from tarjoman.align.words import Links
from tarjoman.translate.training.copying import Copier

CORPUS = [
    "The envoy of Armenia met Nikol Pashinyan in Yerevan.",
    "In Yerevan, the NATO envoy said that Armenia and Pashinyan had agreed.",
    "They met the Minister, and the minister left; the minister came back.",
    "Yesterday Nikol Pashinyan's envoy went to Ararat-Lori.",
]
SOURCE = "نیکول پاشینیان از ارمنستان در ایروان بود."
TARGET = "Today Nikol Pashinyan of Armenia was in Yerevan."
NAMES: Links = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 6), (5, 7), (6, 5), (7, 8))


@pytest.mark.parametrize(
    ("source", "target", "links", "names"),
    [
        (SOURCE, TARGET, NAMES, [((0, 1), "Nikol Pashinyan"), ((3, 3), "Armenia"), ((5, 5), "Yerevan")]),
        (SOURCE, TARGET, (), []),
        ("ارمنستان آمد.", "Armenia came.", ((0, 0),), []),  # every sentence begins with a capital
        ("وزیر در ایروان", "The Minister in Yerevan", ((0, 1), (2, 3)), [((2, 2), "Yerevan")]),  # a minister has none
        (
            "ناتو در ایروان",
            "The NATO in Yerevan",
            ((0, 1), (2, 3)),
            [((2, 2), "Yerevan")],
        ),  # nor has an abbreviation a name's
        ("ارمنستان و ما", "To Armenia we", ((0, 1), (2, 1)), []),  # its words are apart
        ("ارمنستان و ما", "To Armenia we", ((0, 1), (0, 2)), []),  # it says more than the name
        ("جمهوری ارمنستان و ما", "To Armenia we", ((0, 1), (1, 1)), [((0, 1), "Armenia")]),
        ("این جمهوری ارمنستان", "To Armenia we", ((0, 1), (1, 1), (2, 1)), []),  # too many words for one
    ],
)
def test_names(source: str, target: str, links: Links, names: list[tuple[tuple[int, int], str]]) -> None:
    assert Copier(CORPUS).names(source, target, links) == names


def test_copies_are_made_of_some_names() -> None:
    copier, draw = Copier(CORPUS), random.Random(1)
    made = [copier.copy(SOURCE, TARGET, NAMES, draw) for _ in range(600)]
    assert len(set(made)) == 8  # each of the three names is there or not
    assert SOURCE in made and "Nikol Pashinyan از Armenia در Yerevan بود." in made
    for name in ("Nikol Pashinyan", "Armenia", "Yerevan"):
        assert 0.6 < sum(name in text for text in made) / len(made) < 0.73  # two thirds, by 3.4 standard deviations
