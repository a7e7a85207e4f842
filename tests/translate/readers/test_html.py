"""Pages in the style of Persian news sites. `pages/` marks what is to be read: data-t="title", "yes", or "no"."""

import json
import random
from pathlib import Path

import pytest
from lxml import html as lxml_html

from builders import make_bitext, read_all, read_one, within
from tarjoman.align.review import page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
ARTICLE = "<html><head>%s</head><body><h1>تیتر خبر امروز</h1><p>متن خبر امروز رسید و خوانده شد.</p>%s</body></html>"


def marked(path: Path, mark: str) -> list[str]:
    tree = lxml_html.fromstring(path.read_text("utf-8"))
    return [
        " ".join(e.text_content().split()) for e in tree.iter() if isinstance(e.tag, str) and e.get("data-t") == mark
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_paragraph_of_an_article_is_there_and_nothing_else(path: Path) -> None:
    document = read_one("html", path.read_bytes().decode().encode("cp1256" if path.stem == "table" else "utf-8"))
    found = [" ".join(p.split()) for p in document.paragraphs]
    wanted = marked(path, "yes")
    assert [p for p in found if p in wanted] == wanted
    assert [document.title] == marked(path, "title") or path.stem == "fars"
    assert not [text for text in marked(path, "no") if text in document.text]
    if path.stem in ("irna", "isna", "mehr"):
        assert len(found) == len(wanted) + 1


@pytest.mark.parametrize(
    ("stem", "meta"),
    [
        (
            "irna",
            {"date": "2026-03-02T09:15:00+03:30", "agency": "ایرنا", "url": "https://news.example/news/85000001/"},
        ),
        (
            "bbc",
            {
                "date": "2026-02-11T12:00:00.000Z",
                "agency": "BBC News فارسی",
                "author": "نگار راد",
                "url": "https://bbc.example/persian/articles/c0000000000o",
            },
        ),
        ("fars", {"date": "2026-05-01", "agency": "فارس"}),
        ("tasnim", {"date": "2026/04/05 18:40"}),
        ("table", {}),
    ],
)
def test_metadata(stem: str, meta: dict[str, str]) -> None:
    path = next(path for path in PAGES if path.stem == stem)
    assert read_one("html", path.read_bytes()).meta == meta


def test_line_breaks_end_paragraphs_and_hidden_text_is_not_read() -> None:
    tail = (
        "سطر یک<br>سطر دو<!-- x -->، ادامه<p hidden>پنهان</p><p style='Display : none'>پنهان</p><h2>میان<br>تیتر</h2>"
    )
    assert [p.strip() for p in read_one("html", ARTICLE % ("", tail)).paragraphs[2:]] == [
        "سطر یک",
        "سطر دو، ادامه",
        "میان تیتر",
    ]


@pytest.mark.parametrize(
    ("inner", "parts"),
    [
        ("یک<center>دو</center>سه", ["یک", "دو", "سه"]),
        ("یک<pre>دو\nسه\n \nچهار <b>پنج</b></pre>شش", ["یک", "دو سه", "چهار پنج", "شش"]),
        ("<dl><dt>یک<dd>دو</dl>سه", ["یک", "دو", "سه"]),
        ("یک<figure><img><figcaption>دو</figcaption></figure>سه", ["یک", "دو", "سه"]),
        ("یک<details><summary>دو</summary>سه</details>چهار", ["یک", "دو", "سه", "چهار"]),
        ("<fieldset><legend>یک</legend>دو</fieldset>سه", ["یک", "دو", "سه"]),
        ("یک<address>دو</address>سه<hr>چهار<x-box>پنج</x-box>شش", ["یک", "دو", "سه", "چهار", "پنج", "شش"]),
        ("یک<dir><li>دو<li>سه</dir>چهار<marquee>پنج</marquee>", ["یک", "دو", "سه", "چهار", "پنج"]),
        ("یک<br>دو<span>سه<br/>چهار</span>", ["یک", "دوسه", "چهار"]),
        ("<table><caption>یک</caption><tr><th>دو<td>سه</table>", ["یک", "دو", "سه"]),
    ],
)
def test_no_words_of_two_blocks_are_joined(inner: str, parts: list[str]) -> None:
    """Each stands behind a paragraph that is long enough to be of an article."""
    html = f"<article><p>متن خبر امروز رسید و خوانده شد.</p><div>{inner}</div></article>"
    assert [p.strip() for p in read_one("html", html).paragraphs[1:]] == parts


ONE = "رئیس جمهور وارد تهران شد و با همتای خود در کاخ سعدآباد دیدار کرد."
TWO = "هوا در پایتخت سرد است و مردم در خانه ماندند و مدارس نیز تعطیل شد."
THREE = "باران در شمال کشور آمد و جاده\u200cها بسته شد و پلیس به رانندگان هشدار داد."
FOUR = "وزیر خارجه گفت که مذاکره ادامه دارد و طرفین به توافق نزدیک شده\u200cاند."


def parts_of(html: str) -> list[str]:
    return [part.strip() for part in read_one("html", html).paragraphs]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (
            f"<main><article><h2>یک</h2><p>{ONE}</p></article><article><h2>دو</h2><p>{TWO}{THREE}</p></article></main>",
            ["خبرها", "یک", ONE, "دو", TWO + THREE],
        ),
        (
            f"<article><h1>یک</h1><p>{ONE}</p><p>{TWO}</p></article><article><h1>دو</h1><p>{THREE}</p></article>",
            ["یک", ONE, TWO, "دو", THREE],
        ),
        (
            f"<article><p>{ONE}</p></article><article><h1>خبرها</h1><p>{TWO}</p><p>{THREE}</p></article>",
            ["خبرها", ONE, "خبرها", TWO, THREE],
        ),
        (
            f"<div itemprop=articleBody><p>{ONE}</p></div><div itemprop=articleBody><p>{TWO}</p><p>{THREE}</p></div>",
            ["خبرها", ONE, TWO, THREE],
        ),
        (
            f"<article><p>{ONE}</p><article><p>{TWO}</p><p>{THREE}</p></article></article>",
            ["خبرها", ONE, TWO, THREE],
        ),
        (  # teasers, related articles, and comments that are marked as articles
            f"<article><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p></article>"
            f"<article><h3><a href=/1>وزیر نیرو از سد تازه خبر داد</a></h3><p>{ONE}</p></article>"
            f"<article><a href=/2><h3>تیتر دیگر</h3><p>{TWO}</p></a></article>"
            f"<section class=related><article><h3>تیتر</h3><p>{ONE}</p></article></section>"
            f"<div id=comments><ol class=comment-list><li><article class=comment-body><p>{TWO}</p></article></ol></div>"
            f"<article class=teaser><p>{TWO}</p></article>",
            ["خبرها", ONE, TWO, THREE, FOUR],
        ),
        (
            f"<article class='post latest'><p>{ONE}</p></article>"
            f"<article class='post latest'><p>{TWO}{THREE}</p></article>",
            ["خبرها", ONE, TWO + THREE],
        ),
        (
            f"<main><p>{ONE}</p></main>"
            f"<div id=comments><article class=comment><p>{TWO}</p><p>{THREE}</p></article></div>",
            ["خبرها", ONE],
        ),
    ],
)
def test_articles_beside_one_another_are_read_in_order(body: str, parts: list[str]) -> None:
    assert parts_of(f"<html><head><title>خبرها</title></head><body>{body}</body></html>") == parts


@pytest.mark.parametrize(
    ("inner", "is_read"),
    [
        (f"<p class=discussion>{TWO}</p>", True),
        (f"<blockquote class=comment>{TWO}</blockquote>", True),
        (f"<div class='adv-content body'><p>{TWO}</p></div>", True),
        (f"<section class=latest-update><p>{TWO}</p></section>", True),
        (f"<div class=news-related-quote><p>{TWO}</p></div>", True),
        (f"<div class=tags-lead><p>{TWO} <a href=/x>بیشتر</a></p></div>", True),
        (f"<aside class=pullquote><p>{TWO}</p></aside>", True),
        (f"<blockquote><p>{THREE}</p><footer>{TWO}</footer></blockquote>", True),
        (f"<div class=related><h4><a href=/1>وزیر نیرو از سد تازه خبر داد</a></h4><p>{TWO}</p></div>", False),
        (f"<div class=related><p>{TWO}</p><a href=/1>{ONE}</a></div>", False),
        (f"<div class=comments><p>{TWO}</p></div>", False),
        (f"<div class='comments adv'><blockquote class=comment><p>{TWO}</p></blockquote></div>", False),
        (f"<div class='newsletter promo'><p>{TWO}</p></div>", False),
        (f"<footer><p>{TWO}</p></footer>", False),
        ("<div class=adv><p>خرید کنید</p></div>", False),
    ],
)
def test_what_is_called_as_if_it_stood_beside_an_article_within_one(inner: str, is_read: bool) -> None:
    for mark in ("article", "div itemprop=articleBody"):
        page = f"<body><{mark}><h1>تیتر</h1><p>{ONE}</p><p>{FOUR}</p>{inner}<p>{THREE}</p></{mark.split()[0]}></body>"
        text = read_one("html", page).text
        assert (TWO in text) == is_read and "خرید کنید" not in text
    page = f"<body><article><h1>تیتر</h1><p>{ONE}</p><p>{THREE}</p><p>{FOUR}</p></article>{inner}</body>"
    assert TWO not in read_one("html", page).text


def described(*articles: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(articles, ensure_ascii=False)}</script>'


def told(headline: str, *parts: str, **more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": headline, "articleBody": "\n".join(parts), **more}


OTHER = told("نرخ دلار در بازار آزاد", *[FOUR] * 9, datePublished="1999-01-01")
ADDRESS = "https://a.example/news/1"


@pytest.mark.parametrize(
    ("articles", "parts"),
    [
        ([OTHER], [ONE, TWO]),
        ([{"@type": "ItemList", "itemListElement": [OTHER]}, told("خبر امروز", ONE, THREE, TWO)], [ONE, THREE, TWO]),
        ([told("خبر امروز", ONE, TWO, THREE, mentions=[OTHER])], [ONE, TWO, THREE]),
        ([told("خبر امروز", f"{ONE} {TWO} {THREE}")], [f"{ONE} {TWO} {THREE}"]),
        ([told("خبر امروز", ONE, THREE, FOUR)], [ONE, TWO, THREE, FOUR]),
        ([told("خبر امروز", ONE, *["Read more at example."] * 9)], [ONE, TWO, *["Read more at example."] * 9]),
        ([told("خبر امروز", THREE, FOUR, THREE, FOUR)], [ONE, TWO]),
        ([told("؟", ONE, TWO, THREE, url="http://www.a.example/news/1/")], [ONE, TWO, THREE]),
        ([told("؟", ONE, TWO, THREE, mainEntityOfPage={"@id": ADDRESS + "#x"})], [ONE, TWO, THREE]),
        ([told("؟", ONE, TWO, THREE, mainEntityOfPage="https://b.example/")], [ONE, TWO]),
        ([OTHER, told("؟", ONE, TWO, THREE)], [ONE, TWO]),
    ],
)
def test_the_text_of_json_ld_is_taken_only_of_the_page_and_loses_nothing(
    articles: list[object], parts: list[str]
) -> None:
    head = f"<title>خبر امروز | سایت</title><link rel=canonical href={ADDRESS}>{described(*articles)}"
    page = f"<html><head>{head}</head><body><article><h1>خبر امروز</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>"
    found = read_one("html", page)
    assert [part.strip() for part in found.paragraphs][1:] == parts
    assert (found.title, found.meta.get("date")) == ("خبر امروز", None) or articles == [OTHER]


@pytest.mark.parametrize(
    ("articles", "body", "parts"),
    [
        ([OTHER], "<div>در حال بارگذاری</div>", [OTHER["headline"], *[FOUR] * 9]),
        ([OTHER], "<p>حقوق محفوظ</p>", [OTHER["headline"], *[FOUR] * 9, "حقوق محفوظ"]),
        ([OTHER, told("خبر امروز", ONE)], "", ["خبر امروز", ONE]),
    ],
)
def test_a_page_that_shows_nothing_has_the_text_of_json_ld(articles: list[object], body: str, parts: list[str]) -> None:
    head = f"<title>خبر امروز</title>{described(*articles)}"
    assert parts_of(f"<html><head>{head}</head><body>{body}</body></html>") == parts


@pytest.mark.parametrize(
    ("text", "encoding", "head"),
    [
        ("windows-1256", "cp1256", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'),
        ("declared and not", "utf-8", '<meta charset="windows-1256">'),
        ("mark", "utf-8-sig", ""),
        ("nothing", "utf-8", ""),
    ],
)
def test_encodings(text: str, encoding: str, head: str) -> None:
    raw = (ARTICLE % (head, "")).replace("ی", "ي").encode(encoding)
    assert read_one("html", raw).title == "تيتر خبر امروز"


def test_xhtml_is_xml_where_it_can_be() -> None:
    head = '<script src="a.js"/><title>x</title>'
    body = ARTICLE % (head, "<p>خبر&zwnj;ها&nbsp;&unknown;</p>")
    for declaration in (
        '<?xml version="1.0" encoding="windows-1256"?>',
        '<?xml version="1.0"?><!DOCTYPE html SYSTEM "x">',
    ):
        document = read_one("html", declaration + body.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'))
        assert document.paragraphs[1] == "متن خبر امروز رسید و خوانده شد.\n"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "f: empty"),
        (b"<html><body></body></html>", "no article in it"),
        ("<nav>منو</nav><div id=app>در حال بارگذاری…</div>".encode(), "no article in it"),
        (b"<p>Hello, this is a page in English.</p>", "no Persian letters in it"),
        ("<p>متن</p>\0".encode(), "not a text file in UTF-8"),
        ("<p>متن</p>".encode("utf-16"), "not UTF-8 but UTF-16"),
        ("<p>متن خبر</p>".encode("cp1256"), "and it declares no encoding. Save it as UTF-8"),
        ("<meta charset=punycode><p>متن خبر</p>".encode("cp1256"), "and it declares punycode"),
        (b"x" * 2000, "more than 1,000 bytes"),
    ],
)
def test_bad_and_hostile_pages(raw: bytes, message: str) -> None:
    (found,) = read_all("html", raw, **({"max_file": 1000} if raw.startswith(b"x") else {}))
    assert isinstance(found, str) and message in found


def test_what_is_nested_too_deeply_is_read_or_told() -> None:
    """How deep the parser goes depends on its version."""
    for depth in (100, 1000, 5000):
        (found,) = read_all("html", "<div>" * depth + "متن خبر امروز رسید و خوانده شد.")
        text = found if isinstance(found, str) else found.text
        assert "nested too deeply" in text or "متن خبر امروز رسید و خوانده شد." in text


def test_our_own_page_is_no_source() -> None:
    ours = page.render([make_bitext(("سلام دنیا.\n", "Hello, world."), title="سلام دنیا.")])
    assert "is a page that tarjoman wrote, not a source" in str(read_all("html", ours))


def test_a_short_piece_of_a_page_is_read() -> None:
    assert read_one("html", "<p>متن کوتاه</p>").text == "متن کوتاه\n"


def test_broken_json_of_a_page_is_no_matter() -> None:
    for script in ("{", "[" * 100_000, '{"@type": "NewsArticle", "headline": 7, "author": [{}], "articleBody": null}'):
        head = f'<script type="application/ld+json">{script}</script>'
        assert read_one("html", ARTICLE % (head, "")).title == "تیتر خبر امروز"


def test_an_address_is_one_of_the_web() -> None:
    head = '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="https://a.example/1">'
    assert read_one("html", ARTICLE % (head, "")).meta["url"] == "https://a.example/1"


@pytest.mark.parametrize("seed", range(200))
def test_no_paragraph_is_lost_in_made_up_pages(seed: int) -> None:
    """Articles of paragraphs in boxes with names as sites give them, with menus, lists of links and comments around."""
    rnd = random.Random(seed)
    words = [
        "وزیر",
        "خارجه",
        "روز",
        "دوشنبه",
        "در",
        "دیدار",
        "با",
        "همتای",
        "خود",
        "از",
        "گسترش",
        "همکاری",
        "میان",
        "دو",
        "کشور",
        "سخن",
        "گفت",
    ]
    text = [
        " ".join(rnd.choices(words, k=rnd.randint(3, 40))) + rnd.choice([".", ".", "؟", ":", ""])
        for _ in range(rnd.randint(3, 15))
    ]
    parts = [f"<{tag}>{t}</{tag}>" for t in text for tag in [rnd.choice(["p", "p", "p", "div", "h3", "blockquote"])]]
    links = "".join(
        f'<li><a href="/{n}">{" ".join(rnd.choices(words, k=8))}</a></li>' for n in range(rnd.randint(2, 30))
    )
    if rnd.random() < 0.5:
        parts.insert(rnd.randint(1, len(parts)), f'<div class="related-box"><ul>{links}</ul></div>')
    cut = rnd.randint(1, len(parts))
    boxes = [parts[:cut], parts[cut:]] if rnd.random() < 0.3 else [parts]
    body = "".join(
        f'<div class="{rnd.choice(["body", "item-text", "col-md-8", "css-1a"])}">{"".join(b)}</div>' for b in boxes
    )
    outer = rnd.choice(
        ["article", "main", "div", 'div class="news-page with-sidebar comments-open"', "section", "form"]
    )
    body = f"<{outer}><div><h1>تیتر این خبر تازه</h1></div>{body}</{outer.split()[0]}>"
    side = f'<div class="{rnd.choice(["sidebar", "col-md-4", "latest-news"])}"><ul>{links}</ul></div>'
    comments = (
        '<div class="comments">'
        + "<p>من با این خبر موافق نیستم و آن را درست نمی‌دانم.</p>" * rnd.randint(0, 30)
        + "</div>"
    )
    around = [side, body] if rnd.random() < 0.5 else [body, side]
    html = f"<body><ul>{links}</ul><div>{''.join(around)}</div>{comments}</body>"
    html = f"<html><title>تیتر این خبر تازه</title>{html}</html>"
    found = [p.strip() for p in read_one("html", html).paragraphs]
    assert found[0] == "تیتر این خبر تازه"
    assert found[1:] == text


def test_large_pages_take_no_time() -> None:
    with within(20):
        read_all("html", "<p>متن خبر امروز رسید.</p><a href=x>پیوند</a>" * 50_000)
    with within(20):
        read_all("html", "<p>متن خبر<b>" * 2000 + "<table><tr><td>" * 200)
