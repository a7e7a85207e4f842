import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import within
from tarjoman.document import Span
from tarjoman.translate.normalization.profile import normalizer, profiles, rules, rules_of

# Raw text, by rule; what each profile makes of it. None: left as it is.
NORMAL: dict[str, list[tuple[str, str, str | None, str | None]]] = {
    # raw, embedded, nllb, display
    "letters": [
        ("علي كاظمى", "علی کاظمی", "علی کاظمی", None),
        ("همة شركت\u200cها", "همه شرکتها", "همه شرکت\u200cها", None),
        ("\u0633\u06d5\u0631\u06be\u06c1\u06aa", "سهرههک", "سهرههک", None),
        ("چاۓ بچے", "چائ بچی", "چائ بچی", None),
    ],
    "hamza": [("خانۀ مسؤول", "خانه مسوول", None, None), ("أمريكا ٱلله", "امریکا الله", "أمریکا ٱلله", None)],
    "zero width": [
        ("می\u200cشود", "میشود", None, None),
        ("انسان\u200fها و پیش\u200eبینی", "انسانها و پیشبینی", "انسان\u200cها و پیش\u200cبینی", None),
        ("می¬شود ¬ را", "میشود ¬ را", "می\u200cشود ¬ را", None),
        ("می\u200c\u200cشود\u200c، \u200cرا\u200c", "میشود، را", "می\u200cشود، را", None),
        ("ایر\u200dان", "ایران", "ایران", None),
        ("یک\u200bدو", "یک دو", "یک دو", None),
        ("۲\u200c۳ و ۹۸\u00ad۹۹", "2 3 و 98 99", "۲ ۳ و ۹۸ ۹۹", None),
        ("تیم \U0001f468\u200d\U0001f469 آمد", None, None, None),
        ("پایان.\u200f", "پایان.", "پایان.", None),
    ],
    "controls": [
        ("\ufeffیک\u202b سه\u202c\u2067چهار\u2069\u00ad", "یک سهچهار", "یک سهچهار", "یک سهچهار\u00ad"),
        ("الف\x10\x1bب\x85\x7f", "الفب", "الفب", "الفب\x85"),
    ],
    "tatweel": [
        ("خبـــر", "خبر", "خبر", None),
        ("۳ ـ ۱ شد", "3 - 1 شد", "۳ – ۱ شد", None),
        ("(۳ـ۲)، ۹۷ـ۱۳۹۶ و ۱ـ افزایش", "(3-2)، 97-1396 و 1- افزایش", "(۳–۲)، ۹۷–۱۳۹۶ و ۱– افزایش", None),
        ("الفـ مقدمه، ۱۳۲۰ هـ ش", "الف- مقدمه، 1320 ه ش", "الف– مقدمه، ۱۳۲۰ ه ش", None),
    ],
    "diacritics": [
        ("مُحَمَّدٌ رحمٰن", "محمد رحمن", "محمد رحمن", None),
        ("قطعاً هٔ", "قطعا ه", None, None),
    ],
    "composition": [
        ("آ\u0627\u0653 ه\u064a\u0654ت", "آآ هئت", "آآ هئت", "آآ هئت"),
        ("\ufeed\ufeaf\ufbfe\ufeae \ufed3\ufe8e\ufead\ufeb1 \ufefb", "وزیر فارس لا", "وزیر فارس لا", "وزیر فارس لا"),
        (
            "محمد\ufdfaفرمود",
            "محمد صلی الله علیه وسلم فرمود",
            "محمد صلی الله علیه وسلم فرمود",
            "محمد صلى الله عليه وسلم فرمود",
        ),
        ("\ufdfd \ufdfc", "بسم الله الرحمن الرحیم ریال", "بسم الله الرحمن الرحیم ریال", "بسم الله الرحمن الرحیم ریال"),
    ],
    "digits and decimals": [
        ("۱۴۰۲ ١٤٠٢ 1402", "1402 1402 1402", None, None),
        ("۳٫۵ ۱٬۲۰۰ ۵۰٪ ۱،۲۰۰،۰۰۰", "3.5 1,200 50% 1,200,000", None, None),
        ("٢/٥ درصد، ۴۲/۵۰۰ تومان، ۱/۵ تا ۵/۵ متر", "2.5 درصد، 42,500 تومان، 1.5 تا 5.5 متر", None, None),
        ("خودروهای ۲۰۶،۲۰۷ و ۹۷/۹۸ برابر سپاهان", "خودروهای 206،207 و 97/98 برابر سپاهان", None, None),
        ("شماره\u200cهای ۱۱۰ ،۱۱۵ و ۱۲۵", "شمارههای 110، 115 و 125", "شماره\u200cهای ۱۱۰، ۱۱۵ و ۱۲۵", None),
        ("15،000 و ١٥،٠٠٠ و ۰،۱۲۳ و ۱۲،۱۳", "15,000 و 15,000 و 0،123 و 12،13", None, None),
        ("۲/۵ درصد و ۱۲/۷۵ میلیارد", "2.5 درصد و 12.75 میلیارد", None, None),
        ("فصل ۹۸/۹۹ تنها، ۱/۲ مترو، ۵/۳ گرمای هوا", "فصل 98/99 تنها، 1/2 مترو، 5/3 گرمای هوا", None, None),
        ("۲/۵ کیلوگرم، ۱/۸۰ متری، ۳/۵ سانتی\u200cمتر", "2.5 کیلوگرم، 1.80 متری، 3.5 سانتیمتر", None, None),
        ("۱/۲ راه، فصل ۹۸/۹۹، ۱۴۰۲/۳/۱۲ و ۲۴/۷", "1/2 راه، فصل 98/99، 1402/3/12 و 24/7", None, None),
        ("5/69 درصد", "5/69 درصد", None, None),
        ("６- پل پوگبا", "6- پل پوگبا", "6- پل پوگبا", None),
    ],
    "marks": [
        ("“الف” ‘ب’ – ج — د…", "\"الف\" 'ب' - ج - د...", None, None),
        ("«گیومه» است؛ «نقطه».", None, None, None),
    ],
    "spacing": [
        ("این شد.خوشبختانه آمد .", "این شد. خوشبختانه آمد.", "این شد. خوشبختانه آمد.", None),
        ("اموال ، علی،حسن و رضا", "اموال، علی، حسن و رضا", "اموال، علی، حسن و رضا", None),
        ("وی گفت:« می\u200cآیم » و رفت", "وی گفت: «میآیم» و رفت", "وی گفت: «می\u200cآیم» و رفت", None),
        ("مدیر«ارتباطات»است", "مدیر «ارتباطات» است", "مدیر «ارتباطات» است", None),
        ("رضا ،علی و ۶۰ ،۹۲؛ ۴ ؛۵", "رضا، علی و 60، 92؛ 4؛ 5", "رضا، علی و ۶۰، ۹۲؛ ۴؛ ۵", None),
        ("ناتو( پیمان نظامی ) است", "ناتو (پیمان نظامی) است", "ناتو (پیمان نظامی) است", None),
        ("«اصولگرا»یان، (غیر)رسمی، کتاب(هایی) و «داعش»زدایی", None, None, None),
        ("به http://irna.ir/بازیهای-آسیایی و #میشود آمد", None, None, None),
        ("کتاب(ها) و «کیهان»ی و «آن»ها", None, None, None),
        ("به irna.ir، ساعت ۱۰:۳۰ و ج.ا.ا. رفت ... و", "به irna.ir، ساعت 10:30 و ج.ا.ا. رفت ... و", None, None),
        ("»سلام« گفت", None, None, None),
        ("سلام :) خوبی", None, None, None),
        ("  یک\u00a0\tدو\r\n\u2003سه ", "یک دو سه", "یک دو سه", None),
    ],
    "web pages": [
        (
            "یک&nbsp;دو &quot;سه&quot; &amp;laquo;چهار&amp;raquo;",
            'یک دو "سه" «چهار»',
            'یک دو "سه" «چهار»',
            'یک\u00a0دو "سه" «چهار»',
        ),
        ("می&zwnj;شود &#1605;&#x646;", "میشود من", "می\u200cشود من", "می\u200cشود من"),
        ("یک<br/>دو <b>سه</b> <a href='x?a=1'>چهار</a>", "یک دو سه چهار", "یک دو سه چهار", "یک دو سه چهار"),
        ("۵ < ۷ > ۳ و <ناشناس> و R&D; AT&T &foo;", "5 < 7 > 3 و <ناشناس> و R&D; AT&T &foo;", None, None),
        ("&lt;br&gt;یک", "یک", "یک", " یک"),
        ("اگر x <b و متن فارسی> y و <s نمونه متن>", None, None, None),
        ('<p class="x y" dir=rtl hidden>یک</p>', "یک", "یک", " یک "),
    ],
    "nothing": [("", None, None, None), ("NATO ناتو", None, None, None)],
}
CASES = [
    (name, raw, raw if normal is None else normal)
    for cases in NORMAL.values()
    for raw, *expected in cases
    for name, normal in zip(("embedded", "nllb", "display"), expected, strict=True)
]

TEXT = st.text(
    st.sampled_from(
        'ابپتسشمنوهیيكةۀىآئ۱۲٣3a.!?؟…،؛:«»"“”()[]{}<>&;#/ـ٫٬٪ '
        "\u200b\u200c\u200d\u200f\u00ac\u00a0\u064e\u0653\u0654\u064b"
    )
    | st.characters()
) | st.lists(
    st.sampled_from(
        ["&amp;", "&nbsp", "&#", "lt;", "zwnj;", "<b", "<br>", ">", "/", "می", "ها", " ", "شد.", "خوش", "\u200c"]
    )
).map("".join)


@pytest.mark.parametrize(("profile", "raw", "normal"), CASES)
def test_profiles(profile: str, raw: str, normal: str) -> None:
    assert normalizer(profile)(raw) == normal


@pytest.mark.parametrize("profile", profiles())
@given(TEXT)
def test_idempotent_and_logged(profile: str, text: str) -> None:
    once = normalizer(profile)(text)
    log = normalizer(profile).log(text)
    assert normalizer(profile)(once) == once == log.text
    assert all(log.raw[e.span.start : e.span.end] != e.text for e in log.edits)


@given(TEXT)
def test_embedded_is_one_line_without_outer_spaces(text: str) -> None:
    normal = normalizer("embedded")(text)
    assert normal == normal.strip() and len(normal.splitlines()) <= 1


@given(st.text(st.characters(exclude_characters="<&\ufdfd\ufdfc")))
def test_no_letter_or_digit_is_lost(text: str) -> None:
    def count(t: str) -> int:
        t = unicodedata.normalize(
            "NFC", "".join(unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufefc" else c for c in t)
        )
        return sum(unicodedata.category(c)[0] in "LN" and c != "\u0640" for c in t)

    for profile in profiles():
        assert count(normalizer(profile)(text)) == count(text)


@pytest.mark.parametrize("profile", profiles())
@pytest.mark.parametrize(
    "unit",
    [
        "<b",
        "&amp;",
        "\n",
        "ظظظ ها ",
        " ها",
        "<b>x",
        "<a b=",
        "».«",
        "&am",
        "<br>",
        " ",
        "می ",
        "\u200c",
        "«",
        "( ",
        "شد.",
        "۲/۵ ",
        "ا\u0653",
    ],
)
def test_long_lines_of_anything_take_linear_time(profile: str, unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "x"
    with within(20):  # a few take two; quadratic, one of them takes minutes
        assert normalizer(profile).log(text).text == normalizer(profile)(text)


def test_a_span_of_the_normal_text_shows_its_raw_characters() -> None:
    log = normalizer("embedded").log("وزير  خارجه\u200c گفت:« می\u200cآیم.»سپس رفت")
    at = log.text.index("میآیم")
    raw = log.to_raw(Span(at, at + 5))
    assert log.raw[raw.start : raw.end] == "می\u200cآیم"
    assert {e.rule for e in log.edits} >= {"letters", "white-space", "spacing", "no-zwnj"}


@pytest.mark.parametrize("name", ["none", "../embedded", ""])
def test_unknown_profiles(name: str) -> None:
    with pytest.raises(LookupError, match="no normalisation profile"):
        normalizer(name)


def test_profiles_name_rules_that_there_are_and_every_rule_is_used() -> None:
    assert {name for profile in profiles() for name in rules_of(profile)} == set(rules())
