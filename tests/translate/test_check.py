import pytest

from tarjoman.bitext import Flag
from tarjoman.translate.check import check, has_name

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
        ("در 8 روز آمد.", "He came in six days.", [Flag.NUMBERS]),
        ("در 12 روز 300 نفر آمدند.", "Three hundred people came in twelve days.", []),
        ("او به شهر رفت.", "He went to the city of the city of the city of the city of.", [Flag.LOOP]),
        ("نه، نه، نه، نه!", "No, no, no, no!", []),
    ],
)
def test_check(source: str, target: str, flags: list[Flag]) -> None:
    assert check(source, target) == flags


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Ali Daei's team", True),
        ("(Ali Daei)", True),
        ("the Ali Daei-led team", True),
        ("ali daei", False),
        ("Ali Daeis", False),
        ("Ali  Daei", False),
        ("Wali Daei", False),
        ("", False),
    ],
)
def test_has_name(text: str, there: bool) -> None:
    assert has_name(text, "Ali Daei") is there


def test_marks_in_a_name_are_its_letters() -> None:
    assert has_name("the group Mad (Fars) there", "Mad (Fars)") and not has_name("US", "U.")
