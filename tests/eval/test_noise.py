import pytest

from tarjoman.eval.noise import KINDS, Noise

CLEAN = "او می\u200cگوید: یک کتاب\u200cخانه 3.5 میلیون جلد دارد. دیگری کمتر."
NOISED = {
    "ZWNJ lost": "او میگوید: یک کتابخانه 3.5 میلیون جلد دارد. دیگری کمتر.",
    "ZWNJ turned into a space": "او می گوید: یک کتاب خانه 3.5 میلیون جلد دارد. دیگری کمتر.",
    "Arabic ي and ك for ی and ک": "او مي\u200cگويد: يك كتاب\u200cخانه 3.5 ميليون جلد دارد. ديگري كمتر.",
    "no space after a full stop": "او می\u200cگوید: یک کتاب\u200cخانه 3.5 میلیون جلد دارد.دیگری کمتر.",
    "no final full stop": "او می\u200cگوید: یک کتاب\u200cخانه 3.5 میلیون جلد دارد. دیگری کمتر",
}


def test_every_kind_has_its_case() -> None:
    assert [kind.name for kind in KINDS] == list(NOISED)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_noise(kind: Noise) -> None:
    assert kind.apply(CLEAN) == NOISED[kind.name]
