import re
from itertools import pairwise

import pytest

from builders import read_all, read_one, within
from tarjoman.document import Document

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>خبرگزاری نمونه</title><link>https://news.example</link><item>%s</item></channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry>%s</entry><title>خبرگزاری نمونه</title></feed>'
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>خبرگزاری نمونه</title></channel><item>%s</item></rdf:RDF>"""
LINK = "https://news.example/85/1"
META = {"agency": "خبرگزاری نمونه", "date": "2026-03-02T10:00:00+03:30", "author": "ن. راد", "url": LINK}


@pytest.mark.parametrize(
    ("feed", "entry"),
    [
        (
            RSS,
            f"<title>تیتر &amp;amp; خبر</title><link>{LINK}</link><dc:creator>ن. راد</dc:creator>"
            "<pubDate>Mon, 02 Mar 2026 10:00:00 +0330</pubDate><description>خلاصه</description>"
            "<content:encoded><![CDATA[<p>بند یک</p><script>x</script>بند <b>دو</b>]]></content:encoded>",
        ),
        (
            RSS,
            f"<description>&lt;p&gt;بند یک&lt;br&gt;بند دو</description><title>تیتر &amp; خبر</title>"
            f"<guid>{LINK}</guid><pubDate>Mon, 2 Mar 2026 10:00 +0330</pubDate><author>ن. راد</author>",
        ),
        (
            ATOM,
            '<title type="html">تیتر &amp;amp; &lt;b&gt;خبر&lt;/b&gt;</title><link rel="self" href="https://x"/>'
            f'<link href="{LINK}"/><published>2026-03-02T10:00:00+03:30</published><author><name>ن. راد</name></author>'
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>بند یک</p>'
            "<p>بند <i>دو</i></p></div>"
            "</content>",
        ),
        (
            RDF,
            f"<title>تیتر &amp;amp; خبر</title><link>{LINK}</link>"
            "<description>&lt;p&gt;بند یک&lt;p&gt;بند دو</description>"
            "<dc:date>2026-03-02T10:00:00+03:30</dc:date><dc:creator>ن. راد</dc:creator>",
        ),
    ],
)
def test_an_entry_is_a_document(feed: str, entry: str) -> None:
    document = read_one("rss", feed % entry)
    assert document.paragraphs == ("تیتر & خبر\n", "بند یک\n", "بند دو\n") and document.title == "تیتر & خبر"
    assert (document.id, document.meta) == ("f/85-1", META)


NAMES = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:x="urn:x"'
MEDIA = (
    '<media:content url="a.jpg"><media:title>عکاس</media:title>'
    "<media:description>عکس</media:description></media:content>"
)
TEXT = "<description>متن خبر</description>"


@pytest.mark.parametrize(
    ("feed", "entry", "parts"),
    [
        (RSS, f"<title>تیتر</title>{TEXT}{MEDIA}", ["تیتر", "متن خبر"]),
        (RSS, f"{MEDIA}<media:title>عکس</media:title><title>تیتر</title>{TEXT}", ["تیتر", "متن خبر"]),
        (
            RSS,
            f"<title>تیتر</title><media:group>{MEDIA}</media:group>{TEXT}<x:encoded>دیگر</x:encoded>",
            ["تیتر", "متن خبر"],
        ),
        (RSS, f"<title>تیتر</title>{TEXT}<atom:summary>متن</atom:summary>", ["تیتر", "متن خبر"]),
        (
            RSS,
            f"<title>تیتر</title><description>{'متن ' * 9}</description><atom:content>متن</atom:content>",
            ["تیتر", ("متن " * 9).strip()],
        ),
        (RSS, f"<title>تیتر</title>{TEXT}{TEXT}", ["تیتر", "متن خبر", "متن خبر"]),
        (RSS, f"<title>تیتر</title>{TEXT}<content:encoded>&lt;img src=a></content:encoded>", ["تیتر", "متن خبر"]),
        (RSS, "<title>تیتر</title><dc:description>متن خبر</dc:description>", ["تیتر", "متن خبر"]),
        (RDF, f"<title>تیتر</title>{TEXT}{MEDIA}<dc:title>دیگر</dc:title>", ["تیتر", "متن خبر"]),
        (ATOM, f"<title>تیتر</title><summary>متن خبر</summary>{MEDIA}<x:content>دیگر</x:content>", ["تیتر", "متن خبر"]),
        (
            ATOM,
            '<title>تیتر</title><content type="image/png">iVBORw0KGgo</content><summary>متن</summary>',
            ["تیتر", "متن"],
        ),
        (
            '<rss xmlns="urn:own"><channel><item>%s</item></channel></rss>',
            f"<title>تیتر</title>{TEXT}",
            ["تیتر", "متن خبر"],
        ),
    ],
)
def test_elements_of_other_namespaces_are_no_text(feed: str, entry: str, parts: list[str]) -> None:
    feed = re.sub(r"<(rdf:RDF|rss|feed)\b", rf"\g<0> {NAMES}", feed)
    document = read_one("rss", feed % entry)
    assert [part.strip() for part in document.paragraphs] == parts


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("", "می&zwnj;رود&nbsp;&laquo;خانه&raquo; &hellip;", "می\u200cرود\xa0«خانه» …"),
        ("", "<![CDATA[می&zwnj;رود&nbsp;خانه]]><!-- &nbsp; -->", "می\u200cرود\xa0خانه"),
        ("", "آب &lt; باد &amp;nbsp; &amp;amp; &nvlt;", "آب < باد \xa0 & <\u20d2"),
        ('<!DOCTYPE rss PUBLIC "x" "rss-0.91.dtd">', "می&zwnj;رود&copy;", "می\u200cرود©"),
    ],
)
def test_entities_of_html_are_known(declared: str, text: str, expected: str) -> None:
    raw = f"{declared}<rss><channel><title>ف</title><item><description>{text}</description></item></channel></rss>"
    assert read_one("rss", raw).text == expected + "\n"


def test_entities_that_a_feed_declares_are_refused_whatever_they_are_called() -> None:
    raw = '<!DOCTYPE rss [<!ENTITY nbsp "آب"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>%s</title>'
    for text in ("متن&nbsp;", "متن&x;"):
        (found,) = read_all("rss", raw % text + "</item></channel></rss>")
        assert isinstance(found, str) and "is not resolved" in found


def test_marks_without_end_take_no_time() -> None:
    with within(5):
        read_all("rss", "<rss><channel><item><title>متن" + "<![CDATA[" * 500_000)
    with within(5):
        read_all("rss", "<rss><channel><item><title>متن" + "<!--" * 500_000 + "&a" * 500_000)


def test_ids_of_entries() -> None:
    links = [
        "https://a.example/news/85/%D8%AE%D8%A8%D8%B1?id=7",
        "https://b.example/news/85/خبر?id=7",
        "https://c.example/",
    ]
    entries = "</item><item>".join(f"<title>تیتر</title><link>{link}</link>" for link in links)
    ids = [document.id for document in read_all("rss", RSS % entries) if isinstance(document, Document)]
    assert ids == ["f/news-85-خبر-id-7", "f/news-85-خبر-id-7-2", "f/3"]


def test_a_link_that_is_none() -> None:
    assert "url" not in read_one("rss", RSS % "<title>تیتر</title><link>javascript:alert(1)</link>").meta


def test_an_entry_without_persian_is_told() -> None:
    first, second = read_all("rss", RSS % "<title>English</title></item><item><title>تیتر</title>")
    assert str(first).startswith("f, entry 1: no Persian letters") and isinstance(second, Document)


@pytest.mark.parametrize("end", ["<item><title>خبر سوم</ti", "<item><title>&unknown;</title></item></channel></rss>"])
def test_what_follows_a_break_is_told_to_be_missing(end: str) -> None:
    whole = "<rss><channel><title>ف</title><item><title>تیتر</title></item>\n<item><title>خبر</title></item>\n"
    first, second, error = read_all("rss", whole + end)
    assert isinstance(first, Document) and isinstance(second, Document)
    assert str(error).startswith("f: line 3: ") and "only 2 entries before it are read" in str(error)


def bomb() -> str:
    names = "abcdefghi"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    return f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100}">{entities}]>'


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "f: "),
        ("text", "f: line 1: Start tag expected"),
        ("<html/>", "is no feed: its root is <html>"),
        ("<rss><channel><title>ف</title></channel></rss>", "a feed without entries"),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>'
            "<description>متن &x;</description></item></channel></rss>",
            "entry 1: line 1: the entity &x; is not resolved",
        ),
        (bomb() + "<rss><channel><item><title>تیتر &i;</title></item></channel></rss>", "f: line 1: "),
        (bomb() + '<rss><channel><item a="&i;"><title>تیتر</title></item></channel></rss>', "f: line 1: "),
        ("<rss>" + "<a>" * 100_000, "f: line 1: "),
    ],
)
def test_bad_and_hostile_feeds(raw: str, message: str) -> None:
    (found,) = read_all("rss", raw)
    assert isinstance(found, str) and message in found
