import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarjoman.translate.split import LONGEST_QUOTATION, cut, split, split_all

PERSIAN = st.text(
    alphabet=st.sampled_from('ابپتسشمنوهی۱۲3a.!?؟…،؛:«»"“”()[]{} \u200c\u00a0\t-/@') | st.characters(), max_size=200
)


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


# "|" marks where a sentence ends; it is not part of the text.
CASES = {
    "stop": ["خبر اول آمد. |خبر دوم رسید."],
    "question and exclamation": ["آیا آمد؟ |بله! |چه خوب؟! |تمام شد."],
    "no space": [
        "در این منطقه ایجاد شد.|خوشبختانه کسی آسیب ندید",
        "آیا می‌آید؟|بله",
        "او رفت.|«من آمدم»",
        "گزارش تمام شد.|۲۰ نفر آمدند.",
        "وی گفت: «تا آخر ایستاده‌ایم».|وی افزود که می‌ماند.",
        "نشست برگزار شد (ایسنا).|وزیر خارجه آمد.",
        "رسید به ۲۰۰۰.|وی گفت بس است.",
        "رسید به ۴۰٪.|وی گفت بس است.",
        "موافق است قطعاً.|وزیر گفت.",
        "به گفته NASA.|وزیر علوم آمد.",
        "بهای نفت ۳۰ سنت شد .|نفت آمریکا هم.",
        "نمی‌دانم …|شاید فردا بیایم.",
    ],
    "no stop at the end": ["خبر اول آمد. |خبر دوم رسید"],
    "spaced stop": ["خبر اول آمد . |خبر دوم رسید ."],
    "invisible characters after the stop": [
        "خبر اول آمد.\u200f |خبر دوم رسید.",
        "خبر اول آمد.\u200c |خبر دوم رسید.",
        "خبر اول آمد.\u200b|خبر دوم رسید.",
        "خبر اول آمد.\u202c\ufeff |خبر دوم رسید.",
    ],
    "initials": [
        "م. آزاد شعر خواند. |ا. ب. پارسا آمد.",
        "جی. دی. ونس آمد. |او رفت.",
        "دونالد جی. ترامپ و جورج دبلیو. بوش آمدند.",
        "سی.ان.ان گزارش داد. |بی.بی.سی تکذیب کرد.",
        "شبکه ام. بی. سی. گزارش داد.",
        "به گزارش سی\u200c.ان\u200c.ان و ان\u200c. بی\u200c. سی، ویروس اچ\u200c.آی\u200c.وی است. |تمام.",
        "به گفته وی. |او آمد.",
        "در روز ۱۵ دی. |او آمد.",
    ],
    "eras": ["در سال ۱۳۹۹ ه.ش. بود و ۵۰ ق.م. هم.", "نیروهای ج.ا.ا. آمدند."],
    "abbreviations": ["ر.ک. صص. ۱۲ تا ۱۴.", "آقای Dr. Smith آمد. |او رفت.", "گفتگو کردند با تلفن. |وزیر رفت."],
    "decimals": ["نرخ ۳.۵ درصد شد. |۱۲.۷ درصد هم.", "ساعت 10.30 آمد."],
    "addresses": ["به www.irna.ir و a.b@c.ir بنویسید. |تمام.", "نسخه 2.0.1 آمد."],
    "list numbers": ["۱. مقدمه آمد. |2. متن آمد.", "۱.مقدمه آمد."],
    "dates": ["در ۱۴۰۲/۰۳/۱۲ آمد. |در ۱۲.۳.۱۴۰۲ رفت."],
    "names in quotation marks": ["«خاویر کلومینا پیریز» معاون ناتو آمد.", "خبرگزاری « نیوز آرمنیا » گفت."],
    "a quotation stays with its verb": [
        "او گفت: «امروز رفتم. فردا می‌آیم. همین.» |سپس رفت.",
        "او گفت «امروز رفتم. فردا می‌آیم.» |سپس رفت.",
        "او گفت: “امروز رفتم. فردا می‌آیم.” |سپس رفت.",
        "او گفت: ‹امروز رفتم. فردا می‌آیم.› |سپس رفت.",
        'او گفت: "امروز رفتم. فردا می‌آیم." |سپس رفت.',
        "«چرا آمدی؟» گفت و رفت. |تمام.",
    ],
    "a title or slogan is part of its sentence": [
        "شعار «مرگ بر آمریکا!» سر داده شد. |تمام.",
        "به سؤال «آیا جنگ می‌شود؟» پاسخ داد: خیر.",
        "مستند «چه کسی؟ کجا؟» پخش شد. |تمام.",
        'شعار "زنده باد!" سر داده شد.',
    ],
    "brackets": ["او (متولد تهران. ساکن قم.) آمد. |تمام.", "او آمد. |(ساکن قم است.) |تمام.", "پیامبر (ص) آمد. |تمام."],
    "footnotes": ["خبر آمد.[۱] |خبر دوم رسید.[۲]"],
    "stray marks": ["او گفت: «رفتم. |بعد آمد. |تمام.", "رفتم.» |بعد آمد.", "رفتم.’ |بعد آمد."],
    "ellipsis": [
        "کتاب، دفتر و… در کیف بود. |تمام.",
        "کتاب، دفتر و ... خریداری شد. |تمام.",
        "او ... و دوستش رفتند.",
        "نمی‌دانم... |شاید فردا.",
    ],
    "colon and semicolon": ["تهران: آمد؛ رفت، ماند."],
    "white space": ["  یک آمد. \t |دو رفت.\n"],
}


@pytest.mark.parametrize("marked", [case for cases in CASES.values() for case in cases])
def test_golden(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize("text", ["", " ", ".", "...", "»", "«", "a"])
def test_degenerate(text: str) -> None:
    assert sentences(text) == ([text] if text else [])


def test_a_quotation_that_is_too_long_is_cut_at_its_sentence_ends() -> None:
    inner = "این جمله کوتاه است. " * (LONGEST_QUOTATION // 15)
    assert len(sentences(f"او گفت: «{inner}» و رفت.")) > 10
    assert len(sentences("او گفت: «این جمله کوتاه است. آن هم.» و رفت.")) == 1


def test_inside_a_long_quotation_a_short_one_is_kept() -> None:
    inner = "این جمله کوتاه است. " * (LONGEST_QUOTATION // 15)
    assert "او گفت: (یک. دو. سه.) رفت. " in sentences(f"«{inner}او گفت: (یک. دو. سه.) رفت. {inner}»")


def test_split_all_goes_into_quotations() -> None:
    text = "او گفت: «رفتم. آمدم.» سپس رفت."
    assert [text[a:b] for a, b in split_all(text)] == ["او گفت: «رفتم. ", "آمدم.» ", "سپس رفت."]


@given(PERSIAN)
def test_nothing_is_lost(text: str) -> None:
    for function in (split, split_all):
        spans = function(text)
        assert "".join(text[a:b] for a, b in spans) == text
        assert all(a < b for a, b in spans) and [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]


@given(PERSIAN, st.integers(1, 12))
def test_cut_loses_nothing_and_fits(text: str, limit: int) -> None:
    parts = [text[a:b] for a, b in cut(text, len, limit)]
    assert "".join(parts) == text and all(len(p) <= limit for p in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("یک دو سه؛ چهار پنج، شش هفت", ["یک دو سه؛ ", "چهار پنج، شش هفت"]),
        ("یک دو سه، چهار پنج، شش هفت", ["یک دو سه، چهار پنج، ", "شش هفت"]),
        ("یک دو سه که چهار پنج شش هفت", ["یک دو سه ", "که چهار پنج شش هفت"]),
        ("یک دو سه چهار پنج شش هفت", ["یک دو سه چهار پنج ", "شش هفت"]),
        ("یکدوسهچهارپنجششهفتهشت", ["یکدوسهچهار", "پنجششهفتهشت"]),
        ("کوتاه است", ["کوتاه است"]),
    ],
)
def test_cut_prefers_marks_then_words_then_spaces(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in cut(text, len, 20)] == parts


@pytest.mark.parametrize("unit", ["الف ", ".", "« ", "«.", ". ", ". ، ", "(", "م.) ", "\u200c", "خبر آمد. ", '"الف. '])
@pytest.mark.parametrize("head", ["", " " * 100_000, "«" * 100_000, "(" * 100_000, "الف" * 30_000])
def test_long_lines_of_anything_are_split_in_linear_time(head: str, unit: str) -> None:
    text = head + unit * (200_000 // len(unit))  # quadratic, one of these takes minutes
    for function in (split, split_all):
        assert sum(b - a for a, b in function(text)) == len(text)
