import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import within
from tarjoman.translate.names.matcher import Matcher
from tarjoman.translate.names.table import NameTable, parse

ROWS = """fa\ten\tvariants\tcommon\ttype
علی\u200cاف\tAliyev
الهام علی\u200cاف\tIlham Aliyev\tایلهام علی\u200cاف
ایران\tIran
خلیج فارس\tPersian Gulf
فارس\tFars\t\tyes
ناتو\tNATO
سی\u200cان\u200cان\tCNN
قره\u200cباغ\tKarabakh
باغ\tBagh\t\tyes
کابل\tKabul\t\t\tplace
الجزایری\tAlgerian\t\t\tpeople
اکبر\tAkbar\t\tyes\tperson
امیر\tAmir\t\tyes\tperson
پیشین\tPishin\t\tyes\tplace
بهار\tBahar\t\tyes
مؤسسه هنر\tArt Institute
"""
MATCHER = Matcher(NameTable([parse(ROWS.encode(), "t")]))


def marked(text: str) -> str:
    """The text with [name=English] for each mention, + before a clitic."""
    out, at = "", 0
    for mention in MATCHER.find(text):
        (start, end), clitic = mention.span, mention.clitic
        out += f"{text[at:start]}[{text[start:end]}={mention.entry.en}{'+' + clitic if clitic else ''}]"
        at = end
    return out + text[at:]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("اکبر الجزایری گفت", "اکبر الجزایری گفت"),  # a surname
        ("امیر الجزایری و اکبر، الجزایری", "امیر [الجزایری=Algerian] و اکبر، [الجزایری=Algerian]"),
        ("وزیر پیشین و دکتر پیشین", "وزیر پیشین و دکتر پیشین"),
        ("دکتر اکبر در «پیشین»", "دکتر [اکبر=Akbar] در «[پیشین=Pishin]»"),
        ("کابلهای برق در کابل", "کابلهای برق در [کابل=Kabul]"),  # there is one Kabul
        ("الهام علی\u200cاف آمد", "[الهام علی\u200cاف=Ilham Aliyev] آمد"),
        ("الهام علیاف و علي اف", "[الهام علیاف=Ilham Aliyev] و [علي اف=Aliyev]"),
        ("ایلهام  علی\u200cاف", "[ایلهام  علی\u200cاف=Ilham Aliyev]"),
        ("در خلیج فارس", "در [خلیج فارس=Persian Gulf]"),
        ("خلیج. فارس", "خلیج. فارس"),
        ("خبرگزاری «فارس» و زبان فارس", "خبرگزاری «[فارس=Fars]» و زبان فارس"),
        ("آقای بهار در بهار", "آقای [بهار=Bahar] در بهار"),
        ("ناتوی تازه، ناتو\u200cها و ناتوها", "[ناتو=NATO+ی]ی تازه، [ناتو=NATO+ها]\u200cها و [ناتو=NATO+ها]ها"),
        ("ایرانی و ایرانیان و ایران\u200cخودرو", "ایرانی و ایرانیان و ایران\u200cخودرو"),
        ("غیر\u200cایران ابرایران", "غیر\u200cایران ابرایران"),
        ("سی.ان.ان و سی ان ان و سیانان", "[سی.ان.ان=CNN] و [سی ان ان=CNN] و [سیانان=CNN]"),
        ("باغ ایران.ایران", "باغ [ایران=Iran].[ایران=Iran]"),
        ("موسسه هنر", "[موسسه هنر=Art Institute]"),
        ("قره باغ و قرهباغ", "[قره باغ=Karabakh] و [قرهباغ=Karabakh]"),
        ("ا یران", "ا یران"),
        ("«ایران»", "«[ایران=Iran]»"),
        ("", ""),
        ("Iran 2", "Iran 2"),
    ],
)
def test_find(text: str, found: str) -> None:
    assert marked(text) == found


def test_an_empty_table_finds_nothing() -> None:
    assert Matcher(NameTable([])).find("ایران") == []


@given(
    st.lists(st.sampled_from(["ایران", "علی", "اف", "باغ", "\u200c", " ", "ها", "ی", ".", "«", "»", "İ", "ß"])).map(
        "".join
    )
    | st.text()
)
def test_mentions_are_of_the_text_and_disjoint(text: str) -> None:
    at = 0
    for mention in MATCHER.find(text):
        start, end = mention.span
        assert at <= start < end <= len(text) and text[start].isalpha() and text[end - 1] not in " \u200c"
        at = end


@pytest.mark.parametrize("unit", ["ایران ", "علی\u200c", "باغ", " ", "\u200c", "سی.ان."])
def test_time_is_linear(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    with within(10):  # it takes less than one
        MATCHER.find(text)


def test_the_names_within_a_longer_one() -> None:
    table = NameTable([parse("fa\ten\nجنگ قره\u200cباغ\tKarabakh war\nقره\u200cباغ\tKarabakh\n".encode(), "t")])
    matcher, text = Matcher(table), "پس از جنگ قره باغ بود"
    (war,) = matcher.find(text)
    (inside,) = matcher.inside(text, war)
    assert (war.entry.en, inside.entry.en, text[slice(*inside.span)]) == ("Karabakh war", "Karabakh", "قره باغ")
    assert matcher.inside(text, inside) == []
    assert matcher.opened(text, [war], [war]) == matcher.opened(text, [inside], [inside]) == [inside]
    assert matcher.opened(text, [war], []) == [war]
