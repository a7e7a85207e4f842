"""Ways in which English writes numbers."""

import pytest

from tarjoman.translate.check.numbers import difference


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("اونس طلا به 1983.5 دلار رسید.", "The ounce of gold reached $1,983.5."),
        ("39,875,000.50 ریال", "39,875,000.50 rials"),
        ("50 میلیارد دلار", "$50B"),
        ("50 میلیون دلار", "$50mn"),
        ("50 میلیون دلار", "$50m"),
        ("50 هزار نفر", "50K people"),
        ("2 تریلیون دلار", "$2tn"),
        ("هفت برابر", "sevenfold"),
        ("یک میلیون و نیم نفر", "a million and a half people"),
        ("یک میلیون و نیم نفر", "a million-and-a-half people"),
        ("50 درصد مردم", "50pc of the people"),
        ("کمیته سه جانبه", "a tripartite committee"),
        ("صادرات از 30 به 50 میلیارد دلار رسید.", "Exports rose from $30 billion to $50 billion."),
        ("از دو به سه میلیون تن", "from two million to 3 million tonnes"),
    ],
)
def test_nothing_differs(source: str, target: str) -> None:
    assert difference(source, target).count == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("1983.5 دلار", "$1,984.5"),
        ("50 میلیارد دلار", "$50mn"),
        ("هفت برابر", "sixfold"),
        ("از 30 به 50 میلیارد دلار", "from $30 million to $50 billion"),
    ],
)
def test_something_differs(source: str, target: str) -> None:
    assert difference(source, target).count
