"""Numbers that stand for one together."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("یکصد و 58 کیلوگرم", "158 kilograms"),
        ("1391 دلار و 70 سنت", "$1,391.70"),
        ("1391 دلار و 70 سنت", "1,391 dollars and 70 cents"),
        ("1 متر و 80 سانتی\u200cمتر", "1.80 meters"),
        ("تلفن +98 21 88776655", "phone +98 21 8877 6655"),
        ("تلفن 02188776655", "phone (021) 8877-6655"),
        ("تلفن 021-88776655", "phone: +98 21 8877 6655"),
        ("شماره 09121234567", "0912 123 4567"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("یکصد و 58 کیلوگرم", "168 kilograms"),
        ("1391 دلار و 70 سنت", "$1,391.80"),
        ("تلفن 02188776655", "phone (021) 8877-6654"),
        ("30 به 50 میلیارد دلار", "30 to 50 million dollars"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
