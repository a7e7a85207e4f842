import pytest

from tarjoman.bitext import Flag
from tarjoman.translate.check import check

LONG = "وزیر خارجه روسیه روز دوشنبه برای گفتگو با همتای خود وارد تهران شد."


@pytest.mark.parametrize(
    ("source", "target", "flags"),
    [
        (LONG, "Russia's foreign minister arrived in Tehran on Monday for talks with his counterpart.", []),
        (LONG, "", [Flag.EMPTY]),
        (LONG, "Russia arrived in Tehran.", [Flag.SHORT]),
        (LONG, "Russia's foreign minister arrived in تهران on Monday for talks.", [Flag.UNTRANSLATED]),
        (LONG, "تهران", [Flag.UNTRANSLATED, Flag.SHORT]),
        ("بله، درست است.", "Yes.", []),
    ],
)
def test_check(source: str, target: str, flags: list[Flag]) -> None:
    assert check(source, target) == flags
