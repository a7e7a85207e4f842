import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import within
from tarjoman.document import Span
from tarjoman.translate.splitting import cut

TEXT = st.text(st.sampled_from("ابتوکه ۱۲،؛:.«»() \u200c") | st.characters(), max_size=120)


@given(TEXT, st.integers(1, 12), st.data())
def test_nothing_is_lost_and_all_fits(text: str, limit: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    keep = [Span(start, data.draw(st.integers(start, len(text))))]
    parts = [text[a:b] for a, b in cut(text, len, limit, keep)]
    assert "".join(parts) == text and all(len(p) <= limit for p in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("یک دو سه؛ چهار پنج، شش هفت", ["یک دو سه؛ ", "چهار پنج، شش هفت"]),
        ("یک دو سه، چهار پنج، شش هفت", ["یک دو سه، چهار پنج، ", "شش هفت"]),
        ("یک دو سه که چهار پنج شش هفت", ["یک دو سه ", "که چهار پنج شش هفت"]),
        ("یک دو و سه که چهار پنج شش", ["یک دو و سه ", "که چهار پنج شش"]),
        ("یک دو سه چهار پنج شش هفت", ["یک دو سه چهار پنج ", "شش هفت"]),
        ("یکدوسهچهارپنجششهفتهشت", ["یکدوسهچهار", "پنجششهفتهشت"]),
        ("کوتاه است", ["کوتاه است"]),
        ("", []),
        ("بهایش ۲۵ میلیون دلار است", ["بهایش ۲۵ میلیون ", "دلار است"]),
        ("بهای سکه امروز ۲۵ میلیون شد", ["بهای سکه امروز ", "۲۵ میلیون شد"]),
        ("شعار «نان، کار و آزادی» دادند", ["شعار ", "«نان، کار و آزادی» ", "دادند"]),
    ],
)
def test_the_best_places_come_first(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in cut(text, len, 20)] == parts


def test_a_name_is_left_whole() -> None:
    text = "دیدار رجب طیب اردوغان لغو شد"
    name = Span(6, 21)
    assert text[name.start : name.end] == "رجب طیب اردوغان"
    assert [text[a:b] for a, b in cut(text, len, 18)] == ["دیدار رجب طیب ", "اردوغان لغو شد"]
    assert [text[a:b] for a, b in cut(text, len, 18, [name])] == ["دیدار ", "رجب طیب اردوغان ", "لغو شد"]
    assert [text[a:b] for a, b in cut(text, len, 12, [name])] == ["دیدار ", "رجب طیب ", "اردوغان ", "لغو شد"]


@pytest.mark.parametrize("unit", ["الف ", "، ", "«", "۱۲ ", "و ", "«الف» "])
def test_long_sentences_are_cut_in_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit)) + "x"
    with within(10):  # most take a tenth of a second; quadratic, some of them take minutes
        assert sum(b - a for a, b in cut(text, len, 50)) == len(text)
