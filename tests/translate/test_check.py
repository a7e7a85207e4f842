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
        ("سکه 39875000 تومان شد.", "The coin was worth 39,875,000 tomans.", []),
        ("سکه 39,875,000 تومان شد.", "The coin was worth 39875000 tomans.", []),
        ("سکه 39875000 تومان شد.", "The coin was worth 3987,500 tomans.", [Flag.NUMBERS]),
        ("در سال 1402 آمد.", "He came in 2023.", [Flag.NUMBERS]),
        ("در 12 روز 300 نفر آمدند.", "Three hundred people came in twelve days.", []),
    ],
)
def test_check(source: str, target: str, flags: list[Flag]) -> None:
    assert check(source, target) == flags
