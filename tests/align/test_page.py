"""The side-by-side page, read back as a browser would."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from builders import make_bitext
from tarjoman.align.review import page
from tarjoman.bitext import Flag, Origin
from tarjoman.translate.normalization.profile import normalizer

ATTACKS = [
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }} {% raw %}",
    "<!-- --><![CDATA[<b>]]>",
    "&lt;b&gt; &amp; &#60;",
]


class Reader(HTMLParser):
    """Rows of cells, the attributes of every tag, and the whole text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.text = ""
        self.cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "td":
            self.cells.append("")
            self.cell = True
        if tag == "small":
            self.cell = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.cell = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.cell:
            self.cells[-1] += data


def test_rows_stand_side_by_side() -> None:
    reader = Reader(page.render(make_bitext(("یک\n", "One."), ("دو", "Two."), title="یک")))
    assert reader.cells == ["One.", "یک", "Two.", "دو"]
    cells = [attributes for tag, attributes in reader.tags if tag == "td"]
    assert cells == [{"lang": "en", "dir": "ltr"}, {"lang": "fa", "dir": "rtl"}] * 2
    assert sum(tag == "tbody" for tag, _ in reader.tags) == 2  # a paragraph each


def test_the_head_says_what_it_is() -> None:
    text = Reader(
        page.render(
            make_bitext(("تیتر\n", "Headline"), ("متن", "Text"), title="تیتر", meta={"agency": "ایسنا", "URL": "x"})
        )
    ).text
    for part in ["URL", "Headline", "تیتر", "m@1", "Apache-2.0", "2026-01-02", "ایسنا", "Agency", "tarjoman 0"]:
        assert part in text


def test_a_headline_that_is_not_in_the_text_is_not_taken_for_its_first_line() -> None:
    html = page.render(make_bitext(("متن", "Text"), title="تیتر"))
    assert '<h1 dir="ltr">doc</h1>' in html and "تیتر" in html


def test_a_copied_line_keeps_its_own_direction() -> None:
    bitext = make_bitext(("BBC.", "BBC."))
    html = page.render(replace(bitext, pairs=(replace(bitext.pairs[0], origin=Origin.COPY),)))
    assert '<td lang="fa" dir="rtl"><bdi>BBC.</bdi></td>' in html


def test_flags_are_spelled_out() -> None:
    html = page.render(make_bitext(("یک", "One."), flags=(Flag.SHORT, Flag.CUT)))
    assert Flag.SHORT.meaning in html and Flag.CUT.meaning in html and 'class="flagged"' in html
    assert '1: <a href="#s1">1</a>' in html


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_stays_text(attack: str) -> None:
    html = page.render(make_bitext((f"سلام {attack}\n", attack), ("دو", attack), title=attack, meta={attack: attack}))
    reader = Reader(html)
    assert attack in reader.cells and normalizer("display")(f"سلام {attack}").strip() in reader.cells
    harmless = Reader(page.render(make_bitext(("سلام\n", "x"), ("دو", "x"), title="x", meta={"x": "x"})))
    assert [tag for tag, _ in reader.tags] == [tag for tag, _ in harmless.tags]
    assert [sorted(a) for _, a in reader.tags] == [sorted(a) for _, a in harmless.tags]


def test_a_source_is_shown_without_what_is_broken_in_it() -> None:
    bitext = make_bitext(("خبر&nbsp;<b>\u202bدوم\u0001</b> علي\u200cها\n", "x"), ("<p>\ufefb", "x"))
    assert Reader(page.render(bitext)).cells == ["x", "خبر\u00a0دوم علي\u200cها", "x", "لا"]
    assert Reader(page.render(make_bitext(("<b></b>\n", "x")))).cells == ["x", "<b></b>"]


def test_it_needs_nothing_else_and_its_policy_allows_nothing_else() -> None:
    html = page.render(make_bitext(("یک", "One.")))
    assert not re.search(r"https?://|url\(|@import|<script|<link|<img", html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = [a["content"] for _, a in Reader(html).tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None and policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
