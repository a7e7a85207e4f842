import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bitexts import bitexts, full
from builders import make_bitext, read_all
from tarjoman.align.formats import markdown
from tarjoman.bitext import Bitext, Flag


def cells(bitext: Bitext) -> list[list[str]]:
    """The cells of each row as a reader of Markdown sees them."""
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown.encode([bitext]).decode())
    (table,) = re.findall("<tbody>(.*?)</tbody>", shown, re.DOTALL)
    rows = re.findall("<tr>(.*?)</tr>", table, re.DOTALL)
    return [
        [unescape(re.sub('</?(?:div(?: dir="rtl")?|em|br)>', "", c)) for c in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in rows
    ]


@settings(max_examples=25, deadline=None)
@given(bitexts())
def test_every_text_is_shown_as_it_is(bitext: Bitext) -> None:
    if bitext.pairs:
        for pair, row in zip(bitext.pairs, cells(bitext), strict=True):
            assert row[-2:] == [" ".join(pair.target.split()), " ".join(pair.source.split())]


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("ab1 \\`*_[]()<>&|~$#@:!\"'+-.=^{}/;wh")).map(str.strip).filter(bool))
def test_marks(text: str) -> None:
    assert cells(make_bitext((text, " ".join(text.split()))))[0][1:] == [" ".join(text.split())] * 2


def test_what_a_person_should_look_at() -> None:
    (one, two, *_) = cells(full())
    assert one == ["1", "unsurenames", "Headline", "تیتر"]
    assert two[1] == "editedname (major) xWhy?So."
    assert len(cells(make_bitext(("یک", "One.")))[0]) == 3
    assert len(cells(make_bitext(("یک", "One."), flags=(Flag.UNSURE,)))[0]) == 4


def test_the_head_says_what_is_known_of_the_document() -> None:
    bitext = make_bitext(("یک", "One."), title="1. تیتر *نو*", meta={"- agency": "<ایسنا>"})
    shown = MarkdownIt("commonmark").render(markdown.encode([bitext]).decode())
    assert '<h1><div dir="rtl">1. تیتر *نو*</div></h1>' in shown and "<li>- agency: &lt;ایسنا&gt;</li>" in shown


def test_it_is_no_source() -> None:
    (problem,) = read_all("md", markdown.encode([make_bitext(("یک", "One."))]))
    assert "is a translation that tarjoman wrote, not a source" in str(problem)
