import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import within
from tarjoman.document import Span
from tarjoman.translate.names.detection.finder import Unknown, find

SURE = 0.5


def document(text: str) -> tuple[list[str], list[list[Span]]]:
    """Sentences, parted by |, and the spans of what stands in braces: names that the table knows."""
    texts, known = [], []
    for sentence in text.split("|"):
        parts = re.split(r"[{}]", sentence)
        starts = [0, *accumulate(map(len, parts))]
        texts.append("".join(parts))
        known.append([Span(starts[i], starts[i] + len(parts[i])) for i in range(1, len(parts), 2)])
    return texts, known


def sure(text: str) -> list[Unknown]:
    return [name for name in find(*document(text)) if name.confidence >= SURE]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # persons, with and without a title, a role, a verb of saying
        ("مهدی نادری در نشست خبری گفت: بودجه امسال کافی نیست.", ["مهدی نادری"]),
        ("آقای فریدون کاوهپور از دوستان قدیمی ماست.", ["فریدون کاوهپور"]),
        ("دکتر پژمان رستگاریان استاد دانشگاه {تهران} است.", ["پژمان رستگاریان"]),
        ("سردار حسن تقیلو فرمانده انتظامی شهرستان از دستگیری سه نفر خبر داد.", ["حسن تقیلو"]),
        ("حجتالاسلام ابوالفضل یزدانینسب امام جمعه شهر است.", ["ابوالفضل یزدانینسب"]),
        ("وزیر نیرو، بهرام سلیمانزاده، از سد بازدید کرد.", ["بهرام سلیمانزاده"]),
        ("نماینده مردم {تبریز} در مجلس، یعقوب شیویاری، با این طرح مخالفت کرد.", ["یعقوب شیویاری"]),
        ("به گزارش {ایسنا}، کامبیز شهابیفر رئیس سازمان حفاظت محیط زیست شد.", ["کامبیز شهابیفر"]),
        ("بازیکن فصل گذشته {استقلال}، سهیل مرادخانی، مصدوم شد.", ["سهیل مرادخانی"]),
        ("کتاب تازه هوشنگ مرادیکیا نقد میشود", ["هوشنگ مرادیکیا"]),
        # foreign ones
        ("ماریو بالدینوتی، مهاجم {ایتالیایی}، به تیم {میلان} پیوست.", ["ماریو بالدینوتی"]),
        ("یانوش کوالچیک افزود: ما آماده گفتوگو هستیم.", ["یانوش کوالچیک"]),
        ("به گفته سخنگوی شرکت، ژاکلین دوبوآ استعفا کرده است.", ["ژاکلین دوبوآ"]),
        ("{پوتین} با لوکا زوریچ دیدار کرد.", ["لوکا زوریچ"]),
        ("مردی به نام ولادیمیر کورنوسنکوف در {مسکو} بازداشت شد.", ["ولادیمیر کورنوسنکوف"]),
        ("توماس فریدلند و آنا کریستنسن برندگان این دوره هستند.", ["توماس فریدلند", "آنا کریستنسن"]),
        ("هکتور گالیندو: بازی سختی در پیش داریم", ["هکتور گالیندو"]),
        # places, organisations, a ship
        ("زلزلهای بزرگ روستای گلهزرد را لرزاند.", ["گلهزرد"]),
        ("ساکنان روستای چشمهسفید از کمبود آب گلایه دارند.", ["چشمهسفید"]),
        ("این حادثه در شهر پوزارویکا رخ داد.", ["پوزارویکا"]),
        ("شهردار کلاگنبورگ از برگزاری جشنواره خبر داد.", ["کلاگنبورگ"]),
        ("خیابان شهید منوچهر رضاییراد مسدود شد.", ["منوچهر رضاییراد"]),
        ("شرکت کامساتک قرارداد تازهای با {ایران} امضا کرد.", ["کامساتک"]),
        ("روزنامه «لاتریبونا» نوشت که مذاکرات شکست خورد.", ["لاتریبونا"]),
        ("کشتی «اولمپیاکس» در بندر پهلو گرفت.", ["اولمپیاکس"]),
        # in a title of a work; the other words of it are ordinary
        ("فیلم «رویای سیاوش» به کارگردانی نیما طالبیان اکران شد.", ["سیاوش", "نیما طالبیان"]),
        ("مجموعه «باغ خاموش» نوشته لیلا آذرگون منتشر شد.", ["لیلا آذرگون"]),
        # the surname alone, later and before; a clitic stays outside
        ("مهدی نادری مدیرعامل شرکت آب شد.|نادری گفت که طرح تازهای دارد.", ["مهدی نادری", "نادری"]),
        ("بیاتیان جایزه گرفت.|خانم ریحانه بیاتیان سه کتاب دارد.", ["بیاتیان", "ریحانه بیاتیان"]),
        ("سرگئی بوندارنکو استعفا داد.|به گفته بوندارنکو، جنگ ادامه دارد.", ["سرگئی بوندارنکو", "بوندارنکو"]),
        ("زوریچها به خانه رفتند.|لوکا زوریچ آنجا بود.", ["زوریچ", "لوکا زوریچ"]),
        # ordinary words
        ("وی با اشاره به وضعیت اقتصادی کشور گفت: قیمتها افزایش یافته است.", []),
        ("قیمت سکه و دلار در بازار امروز کاهش یافت.", []),
        ("هواشناسی از بارش باران و برف در نوار شمالی کشور خبر داد.", []),
        ("پلیس سه متهم را به اتهام سرقت مسلحانه بازداشت کرد.", []),
        ("این طرح برای کاهش آلودگی هوا در کلانشهرها اجرا میشود.", []),
        ("رئیسجمهور با تاکید بر وحدت ملی، خواستار همکاری همه شد.", []),
        ("دانشآموزان در مدارس سراسر کشور آزمون دادند.", []),
        ("صبح امروز تصادف زنجیرهای در آزادراه باعث مرگ دو نفر شد.", []),
        ("نرخ بیکاری به 9 درصد رسید و تورم کاهش یافت.", []),
        ("مهندسان توانستند نیروگاه را دوباره راهاندازی کنند.", []),
        ("برگزارکنندگان نمایشگاه از استقبال بازدیدکنندگان راضی بودند.", []),
        ("در این دیدار داور کارت زرد به مدافع میزبان نشان داد.", []),
        # that may be names elsewhere
        ("بهار امسال گرمتر از سال گذشته است.", []),
        ("این پیروزی امید تازهای به هواداران داد.", []),
        ("آنها شادی خود را با فریاد نشان دادند.", []),
        ("سقوط بالگرد در ارتفاعات جان چهار نفر را گرفت.", []),
        # guillemets around ordinary words
        ("وزیر بهداشت گفت: «واکسن به اندازه کافی موجود است.»", []),
        ("او تاکید کرد: «ما پیروز میشویم» و سپس سالن را ترک کرد.", []),
        ("مراسم «روز ملی» با حضور مردم برگزار شد.", []),
        ("طرح «نان حلال» از فردا آغاز میشود.", []),
        ("", []),
        ("Mehdi 12 ؟؟ «»", []),
    ],
)
def test_find(text: str, names: list[str]) -> None:
    assert [name.form for name in sure(text)] == names


def test_a_name_with_what_says_so() -> None:
    texts, known = document("لوکا زوریچ، وزیر نیرو، از سد بازدید کرد.|به گفته زوریچ و آقای  زوریچ، {ایران} دور است.")
    full, short = find(texts, known)
    assert (full.form, short.form) == ("لوکا زوریچ", "زوریچ")
    assert full.confidence > 0.9 and short.confidence > 0.8
    assert [texts[n][slice(*span)] for n, span in short.places] == ["زوریچ"] * 2
    assert full.places == ((0, Span(0, 10)),)
    assert "role" in full.cues and {"title", "repeated", "full name"} <= set(short.cues)


def test_each_sentence_has_its_known_names() -> None:
    with pytest.raises(ValueError, match="zip"):
        find(["تهران"], [])


PIECES = [
    "مهدی",
    "نادری",
    "زوریچ",
    "ها",
    "ای",
    "آقای",
    "گفت",
    "{ایران}",
    " ",
    "  ",
    "،",
    "«",
    "»",
    '"',
    ".",
    "\u200c",
    "12",
    "|",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text().map(lambda text: re.sub("[{}|]", "", text)))
def test_places_are_of_the_text_in_order_and_of_no_known_name(text: str) -> None:
    texts, known = document(text)
    found = find(texts, known)
    assert found == find(texts, known)
    assert len({name.form for name in found}) == len(found)
    taken = [(n, *span) for n, spans in enumerate(known) for span in spans]
    for name in found:
        assert 0 <= name.confidence <= 1 and 1 <= len(name.form.split()) <= 4
        assert list(name.places) == sorted(name.places) and name.cues is not None
        number, (start, end) = name.places[0]
        assert texts[number][start:end] == name.form
        taken += [(n, *span) for n, span in name.places]
    at = (0, 0)
    for number, start, end in sorted(taken):
        assert (number, start) >= at and start < end <= len(texts[number])
        at = (number, end)


@pytest.mark.parametrize(
    "unit", ["مهدی نادری ", "زوریچ، ", "«زوریچ", "م", "مهدی\u200c", "ها ", '"', " ", "قصذژ{ایران}"]
)
def test_time_is_linear(unit: str) -> None:
    texts, known = document(unit * (200_000 // len(unit)))
    find(["گرم"], [[]])
    with within(15):  # it takes a few seconds at most
        find(texts, known)
