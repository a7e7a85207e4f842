"""The side-by-side page, read back as a browser would."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_bitext
from tarjoman.align.formats import FORMATS
from tarjoman.align.review import embedded, page
from tarjoman.bitext import Bitext, Flag, Name, NameStatus, Origin
from tarjoman.document import Span
from tarjoman.errors import InputError
from tarjoman.review import Category, Error, Review, Severity, State
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
    """Rows of cells, the names marked in each, the attributes of every tag, and the whole text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.names: list[list[tuple[str, dict[str, str | None]]]] = []
        self.mark: dict[str, str | None] | None = None
        self.text = ""
        self.cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "td":
            self.cells.append("")
            self.names.append([])
            self.cell = True
        if tag == "mark":
            self.mark = dict(attrs)
        if tag == "small":
            self.cell = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.cell = False
        if tag == "mark":
            self.mark = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.cell:
            self.cells[-1] += data
        if self.mark is not None:
            self.names[-1].append((data, self.mark))

    def marks(self, cell: int) -> list[tuple[str, str | None, str | None]]:
        """Of a cell, the text of each mark, its classes and its numbers."""
        return [(text, attributes["class"], attributes["data-n"]) for text, attributes in self.names[cell]]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("url", "URL"),
        ("ID", "ID"),
        ("agency", "Agency"),
        ("publish_date", "Publish date"),
        ("__views__", "Views"),
        ("_", "_"),
        ("منبع", "منبع"),
    ],
)
def test_labels_of_metadata(name: str, label: str) -> None:
    assert f"<dt>{label}</dt><dd dir=" in page.render([make_bitext(("یک\n", "One."), meta={name: "x"})])


@pytest.mark.parametrize(
    ("value", "is_link"),
    [
        ("https://a.example/1?a=b&c=%D8", True),
        ("http://a.example/خبر", True),
        ("javascript:alert(1)", False),
        ("https://a.example/ x", False),
        ('https://a.example/"onclick="x', False),
        ("data:text/html,https://a.example", False),
    ],
)
def test_addresses_of_the_web_are_links(value: str, is_link: bool) -> None:
    html = page.render([make_bitext(("یک\n", "One."), meta={"url": value})])
    links = [a for tag, a in Reader(html).tags if tag == "a" and not (a["href"] or "").startswith("#")]
    assert links == [{"href": value, "rel": "noreferrer"}] * is_link and value in Reader(html).text


def test_rows_stand_side_by_side() -> None:
    reader = Reader(page.render([make_bitext(("یک\n", "One."), ("دو", "Two."), title="یک")]))
    assert reader.cells == ["One.", "یک", "Two.", "دو"]
    cells = [attributes for tag, attributes in reader.tags if tag == "td"]
    sides = [{"role": "cell", "lang": "en", "dir": "ltr"}, {"role": "cell", "lang": "fa", "dir": "rtl"}]
    assert cells == sides * 2
    assert sum(tag == "tbody" for tag, _ in reader.tags) == 2  # a paragraph each


def test_the_head_says_what_it_is() -> None:
    text = Reader(
        page.render(
            [make_bitext(("تیتر\n", "Headline"), ("متن", "Text"), title="تیتر", meta={"agency": "ایسنا", "URL": "x"})]
        )
    ).text
    for part in ["URL", "Headline", "تیتر", "m@1", "Apache-2.0", "2026-01-02", "ایسنا", "Agency", "tarjoman 0"]:
        assert part in text


def test_a_headline_that_is_not_in_the_text_is_not_taken_for_its_first_line() -> None:
    html = page.render([make_bitext(("متن", "Text"), title="تیتر")])
    assert '<h1 id="d1t" dir="ltr">doc</h1>' in html and "تیتر" in html


def test_a_copied_line_keeps_its_own_direction() -> None:
    bitext = make_bitext(("BBC.", "BBC."))
    html = page.render([replace(bitext, pairs=(replace(bitext.pairs[0], origin=Origin.COPY),))])
    assert '<td role="cell" lang="fa" dir="rtl"><div class="text"><bdi>BBC.</bdi></div></td>' in html


def test_flags_are_spelled_out() -> None:
    html = page.render([make_bitext(("یک", "One."), flags=(Flag.OMISSION, Flag.CUT))])
    assert Flag.OMISSION.meaning in html and Flag.CUT.meaning in html and 'class="flagged"' in html
    assert '1: <a href="#s1">1</a>' in html


def test_a_confidence_stands_below_the_number() -> None:
    bitext = make_bitext(("یک", "One."))
    assert "</small></th>" not in page.render([bitext])
    sure = replace(bitext, pairs=(replace(bitext.pairs[0], confidence=0.625),))
    assert re.search(r"<small title=[^>]*>0.62</small></th>", page.render([sure]))


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_stays_text(attack: str) -> None:
    html = page.render([make_bitext((f"سلام {attack}\n", attack), ("دو", attack), title=attack, meta={attack: attack})])
    reader = Reader(html)
    assert attack in reader.cells and normalizer("display")(f"سلام {attack}").strip() in reader.cells
    harmless = Reader(page.render([make_bitext(("سلام\n", "x"), ("دو", "x"), title="x", meta={"x": "x"})]))
    assert [tag for tag, _ in reader.tags] == [tag for tag, _ in harmless.tags]
    assert [sorted(a) for _, a in reader.tags] == [sorted(a) for _, a in harmless.tags]


def test_a_source_is_shown_without_what_is_broken_in_it() -> None:
    bitext = make_bitext(("خبر&nbsp;<b>\u202bدوم\u0001</b> علي\u200cها\n", "x"), ("<p>\ufefb", "x"))
    assert Reader(page.render([bitext])).cells == ["x", "خبر\u00a0دوم علي\u200cها", "x", "لا"]
    assert Reader(page.render([make_bitext(("<b></b>\n", "x"))])).cells == ["x", "<b></b>"]


def test_it_needs_nothing_else_and_its_policy_allows_nothing_else() -> None:
    html = page.render([make_bitext(("یک", "One."))])
    assert not re.search(r"https?://|url\(|@import|<link|<img|\bsrc=|\bstyle=|\bon\w+=\"", html)
    (policy,) = [a["content"] for _, a in Reader(html).tags if a.get("http-equiv") == "Content-Security-Policy"]

    def digest(tag: str) -> str:
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    assert policy == (
        f"default-src 'none'; script-src {digest('script')}; style-src {digest('style')}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def test_it_is_the_same_every_time() -> None:
    bitext = make_bitext(("یک\n", "One."), ("دو", "Two."), flags=(Flag.NUMBERS, Flag.UNSURE))
    assert page.render([bitext]) == page.render([bitext])


def test_every_part_of_the_script_and_the_style_is_in_it() -> None:
    folder = files("tarjoman.align.review")
    for kind, listed in (("script", page.SCRIPTS), ("style", page.STYLES)):
        assert sorted(f.name.partition(".")[0] for f in (folder / kind).iterdir()) == sorted(listed)


def test_several_documents_have_rows_of_their_own() -> None:
    one = make_bitext(("یک\n", "One."), title="یک", flags=(Flag.UNSURE,))
    html = page.render([one, retitled(one, "other")])
    ids = [a["id"] for tag, a in Reader(html).tags if tag == "tr" and "id" in a]
    assert ids == ["d1s1", "d2s1"] and '<a href="#d2s1">1</a>' in html
    assert '<option value="d2">2. One.</option>' in html and "<title>One. and 1 more</title>" in html


def retitled(bitext: Bitext, id: str) -> Bitext:
    """A bitext of a document that is called otherwise."""
    pairs = tuple(
        replace(pair, sources=tuple(replace(segment, doc_id=id) for segment in pair.sources)) for pair in bitext.pairs
    )
    return replace(bitext, document=replace(bitext.document, id=id), pairs=pairs)


def test_what_a_person_said_can_be_read_without_a_script() -> None:
    said = Review(State.FLAGGED, "x", "Ask <them>", (Error(Category.NAME, Severity.MAJOR, "not <b>"),), "Sara", "2026")
    bitext = make_bitext(("یک", "x"))
    text = Reader(page.render([replace(bitext, pairs=(replace(bitext.pairs[0], review=said),))])).text
    assert "Flagged by Sara, 2026." in text and "Ask <them>" in text and "Major error, name: not <b>" in text


def test_numbers_that_differ_are_marked_and_named() -> None:
    source, target = "برای ۳۴۰ روستا در ۱۲ استان", "For 430 villages in 12 provinces"
    html = page.render([make_bitext((source, target), flags=(Flag.NUMBERS,))])
    assert re.findall(r'<mark class="number">(.*?)</mark>', html) == ["430", "۳۴۰"]
    assert "Only in the Persian: ۳۴۰. Only in the English: 430.</small>" in html
    assert Reader(html).cells == [target, source]
    assert '<mark class="number">' not in page.render([make_bitext((source, target))])


def test_how_many_sentences_are_in_a_row() -> None:
    bitext = make_bitext(("یک. دو.", "One."))
    pair = replace(bitext.pairs[0], targets=("One.", "Two."))
    assert ">2:1</small>" in page.render([replace(bitext, pairs=(pair,))])
    assert ":1</small>" not in page.render([bitext])


def test_words_of_a_source_that_is_shown_otherwise_are_placed() -> None:
    bitext = make_bitext(("<b>خبر</b> دوم", "second news"))
    linked = replace(bitext, pairs=(replace(bitext.pairs[0], links=((3, 1), (8, 0))),))
    html = page.render([linked])
    (places,) = re.findall(r'data-w="([^"]*)"', html)
    assert places.split()[3] == "0-3" and places.split()[8] == "4-7"
    assert 'data-w="' not in page.render([bitext])


class TestReadBack:
    BITEXTS = (
        make_bitext(("یک </script><!-- \u2028\u2029\n", "One. </script>"), ("دو", ""), title="یک", meta={"url": "x"}),
        retitled(make_bitext(("سه 😀", "Three <script>")), "b/other"),
    )

    def write(self, folder: Path, content: bytes) -> Path:
        path = folder / "page.html"
        path.write_bytes(content)
        return path

    def test_what_was_written_comes_back(self, tmp_path: Path) -> None:
        html = page.render(self.BITEXTS)
        assert list(page.decode(self.write(tmp_path, html.encode()))) == list(self.BITEXTS)
        assert FORMATS["html"].decode is page.decode

    def test_packed_too(self, tmp_path: Path) -> None:
        path = tmp_path / "page.html.gz"
        path.write_bytes(gzip.compress(page.render(self.BITEXTS[:1]).encode()))
        assert list(page.decode(path)) == list(self.BITEXTS[:1])

    def test_nothing_in_it_ends_the_element(self) -> None:
        html = page.render(self.BITEXTS)
        (embedded,) = re.findall(r'id="rows">(.*?)</script>', html, re.DOTALL)
        assert not set("<\u2028\u2029") & set(embedded) and len(json.loads(embedded)) == 3

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            (b'id="rows"', b'id="other"', "has no rows of tarjoman in it"),
            (b'id="rows">[', b'id="rows">', "its rows cannot be read"),
            (b'id="rows">[', b'id="rows">[1,', "its rows cannot be read (no list of rows)"),
            (b'"document":"doc"', b'"paper":"doc"', "a row lacks 'document'"),
            (b'"origin":"machine"', b'"origin":"nobody"', "its rows cannot be read (pair 0 of doc: 'nobody'"),
            (b'"source":"', b'"source":"\xff', "its rows cannot be read"),
            (b'id="rows">[', b'id="rows">' + b"[" * 200_000, "its rows cannot be read"),
        ],
    )
    def test_what_cannot_be_read_is_named(self, tmp_path: Path, old: bytes, new: bytes, problem: str) -> None:
        content = page.render(self.BITEXTS[:1]).encode()
        assert old in content
        with pytest.raises(InputError, match=re.escape(f"page.html: {problem}")):
            list(page.decode(self.write(tmp_path, content.replace(old, new))))

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read"):
            list(page.decode(tmp_path / "none.html"))

    def test_its_size_is_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(embedded, "LARGEST", 1000)
        with pytest.raises(InputError, match="more than 1,000 bytes"):
            list(page.decode(self.write(tmp_path, page.render(self.BITEXTS[:1]).encode())))

    def test_its_version_is_of_the_texts_and_of_what_was_said(self) -> None:
        (one, _) = self.BITEXTS
        pair = one.pairs[0]
        others = [replace(pair, targets=("x",)), replace(pair, review=Review(State.ACCEPTED, pair.target))]
        changed = [replace(one, pairs=(other, *one.pairs[1:])) for other in others]
        versions = [embedded.embed([bitext])[1] for bitext in (one, *changed)]
        assert len(set(versions)) == 3
        later = replace(one, provenance=replace(one.provenance, created="2027-01-01T00:00:00Z"))
        assert embedded.embed([later])[1] == versions[0]


def named(source: str, target: str, *names: Name, flags: tuple[Flag, ...] = ()) -> Bitext:
    """A bitext of one pair, and its names."""
    bitext = make_bitext((source, target), flags=flags)
    return replace(bitext, pairs=(replace(bitext.pairs[0], names=names),))


def place(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


class TestNames:
    SOURCE = "\n  الهام علي\u200cاف، <b>ناتو</b>ی دوم&nbsp;و نخجوان \n"
    TARGET = "Ilham Aliyev, Nato and"
    ALIYEV = Name(
        place(SOURCE, "الهام علي\u200cاف"),
        Span(0, 12),
        "Ilham Aliyev",
        NameStatus.REPAIRED,
        "people-world.tsv, line 3",
        "president of Azerbaijan",
    )
    NATO = Name(place(SOURCE, "ناتو"), Span(14, 18), "NATO", NameStatus.UNKNOWN)
    NAKHCHIVAN = Name(place(SOURCE, "نخجوان"), None, "Nakhchivan", NameStatus.MISSING)
    BITEXT = named(SOURCE, TARGET, ALIYEV, NATO, NAKHCHIVAN, flags=(Flag.NAMES,))

    def test_they_are_marked_on_both_sides_by_what_became_of_them(self) -> None:
        reader = Reader(page.render([self.BITEXT]))
        assert reader.cells == [self.TARGET, "الهام علي\u200cاف، ناتوی دوم\u00a0و نخجوان"]
        assert reader.marks(0) == [("Ilham Aliyev", "name repaired", "1"), ("Nato", "name unknown", "2")]
        assert reader.marks(1) == [
            ("الهام علي\u200cاف", "name repaired", "1"),
            ("ناتو", "name unknown", "2"),
            ("نخجوان", "name missing", "3"),
        ]

    def test_a_hint_says_what_is_known(self) -> None:
        reader = Reader(page.render([self.BITEXT]))
        hints = [attributes["title"] for _, attributes in reader.names[1]]
        assert hints[0] == (
            "\u2066Ilham Aliyev\u2069\n\u2066president of Azerbaijan\u2069\n"
            f"\u2066{NameStatus.REPAIRED.meaning}\u2069\n\u2066people-world.tsv, line 3\u2069"
        )
        assert hints[1] == f"\u2066NATO\u2069\n\u2066{NameStatus.UNKNOWN.meaning}\u2069"
        assert [attributes["title"] for _, attributes in reader.names[0]] == hints[:2]

    def test_every_name_can_be_reached_once_without_a_mouse(self) -> None:
        reader = Reader(page.render([self.BITEXT]))
        assert {attributes["tabindex"] for _, attributes in reader.names[0]} == {"-1"}
        assert {attributes["tabindex"] for _, attributes in reader.names[1]} == {"0"}

    def test_what_is_missing_is_said_with_the_flag_too(self) -> None:
        assert f"{Flag.NAMES.meaning} Missing: Nakhchivan.</small>" in page.render([self.BITEXT])
        twice = named("ناتو و ناتو", "x", *(Name(Span(i, i + 4), None, "<NATO>", NameStatus.MISSING) for i in (0, 7)))
        twice = replace(twice, pairs=(replace(twice.pairs[0], flags=(Flag.NAMES,)),))
        assert f"{Flag.NAMES.meaning} Missing: &lt;NATO&gt;.</small>" in page.render([twice])
        assert f"{Flag.NAMES.meaning}</small>" in page.render([make_bitext(("یک", "x"), flags=(Flag.NAMES,))])

    def test_the_legend_counts_them(self) -> None:
        html = page.render([self.BITEXT])
        for status, count in zip(NameStatus, (0, 1, 1, 1), strict=True):
            assert f'<span class="name {status}">{status}</span> {count}</dt><dd>{status.meaning}</dd>' in html

    def test_without_names_there_is_no_legend(self) -> None:
        html = page.render([make_bitext(("یک", "One."))])
        assert 'class="legend"' not in html and "<mark" not in html and NameStatus.MATCHED.meaning not in html

    def test_a_source_that_display_would_empty_is_shown_raw(self) -> None:
        source = " <b></b>\n"
        reader = Reader(
            page.render([named(source, "x", Name(place(source, "b"), Span(0, 1), "b", NameStatus.MATCHED))])
        )
        assert reader.cells == ["x", "<b></b>"] and reader.marks(1) == [("b", "name matched", "1")]

    def test_a_name_in_what_is_not_shown(self) -> None:
        source = "یک <b>دو"
        reader = Reader(
            page.render([named(source, "x", Name(place(source, "b"), Span(0, 1), "b", NameStatus.MATCHED))])
        )
        assert reader.cells == ["x", "یک دو"] and reader.marks(1) == []

    @pytest.mark.parametrize(
        ("spans", "marks"),
        [
            ([(0, 3), (3, 6)], [("abc", "matched", "1"), ("def", "unknown", "2")]),
            ([(0, 3), (0, 3)], [("abc", "unknown", "1 2")]),
            ([(3, 6), (0, 3)], [("abc", "unknown", "2"), ("def", "matched", "1")]),
            ([(0, 4), (2, 6)], [("ab", "matched", "1"), ("cd", "unknown", "1 2"), ("ef", "unknown", "2")]),
            ([(0, 6), (2, 4)], [("ab", "matched", "1"), ("cd", "unknown", "1 2"), ("ef", "matched", "1")]),
        ],
    )
    def test_names_that_touch_or_share_a_place(
        self, spans: list[tuple[int, int]], marks: list[tuple[str, str, str]]
    ) -> None:
        statuses = NameStatus.MATCHED, NameStatus.UNKNOWN
        names = [Name(Span(n, n + 1), Span(*spans[n]), str(n), statuses[n]) for n in range(2)]
        reader = Reader(page.render([named("یک", "abcdef", *names)]))
        assert reader.cells == ["abcdef", "یک"]
        assert [(text, status, numbers) for text, status, numbers in reader.marks(0)] == [
            (text, f"name {status}", numbers) for text, status, numbers in marks
        ]
        assert [text for text, _, _ in reader.marks(1)] == ["ی", "ک"]

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_text_stays_text(self, attack: str) -> None:
        def tags(text: str) -> list[tuple[str, list[str]]]:
            name = Name(Span(0, 2), Span(0, 2), text, NameStatus.MATCHED, text, text)
            html = page.render(
                [named("سلام", f"{attack} x", name, replace(name, target=None, status=NameStatus.MISSING))]
            )
            reader = Reader(html)
            assert reader.cells == [f"{attack} x", "سلام"]
            assert f"\u2066{text}\u2069" in (reader.names[0][0][1]["title"] or "")
            return [(tag, sorted(attributes)) for tag, attributes in reader.tags]

        assert tags(attack) == tags("x")

    WORDS = st.sampled_from(["&nbsp;", "&amp;", "<", "<b>", "</b>", "<br/>", "{{ 1 }}", "ناتو", "علي"])
    CHARACTERS = st.sampled_from(" \n\u00a0\u200c\u202b\u0001\u0654\ufefbهـ1٫2x\"'😀")
    TEXTS = st.lists(WORDS | CHARACTERS, min_size=1, max_size=12).map("".join).filter(str.strip)

    @settings(deadline=None)  # the first reads the tables of normalisation
    @given(st.data())
    def test_no_character_is_lost_or_doubled(self, data: st.DataObject) -> None:
        source, target = data.draw(self.TEXTS), data.draw(self.TEXTS.map(str.strip))
        spans = [
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])
            for text in (source, target)
        ]
        places = data.draw(st.lists(st.tuples(spans[0], st.none() | spans[1]), max_size=5))
        names = [
            Name(Span(*s), t and Span(*t), "x", NameStatus.MATCHED if t else NameStatus.MISSING) for s, t in places
        ]
        marked, plain = (Reader(page.render([named(source, target, *some)])) for some in (names, ()))
        assert marked.cells == plain.cells
        for number, name in enumerate(names, 1):
            parts = [text for text, _, numbers in marked.marks(0) if str(number) in (numbers or "").split()]
            assert "".join(parts) == (target[name.target.start : name.target.end] if name.target else "")


class TestStyle:
    CSS = (files("tarjoman.align.review") / "style" / "page.css").read_text(encoding="utf-8")

    def test_the_first_names_of_a_row_light_up_on_both_sides(self) -> None:
        html = page.render([make_bitext(("یک", "One."))])
        for n in range(1, 21):
            assert f'tr:has([data-n~="{n}"]:is(:hover, :focus)) [data-n~="{n}"]' in html
        assert '[data-n~="21"]' not in html

    def test_marks_take_no_room_so_that_letters_stay_joined(self) -> None:
        rules = re.findall(r"^\.(?:name|matched|repaired|unknown|missing)\b[^{]*\{([^}]*)\}", self.CSS, re.MULTILINE)
        properties = {p.partition(":")[0].strip() for rule in rules for p in rule.split(";") if p.strip()}
        assert len(rules) == 6
        assert properties <= {
            "background",
            "color",
            "text-decoration",
            "text-decoration-style",
            "text-underline-offset",
        }

    def test_kinds_are_told_apart_without_colour(self) -> None:
        lines = [
            re.search(rf"^\.{status} \{{[^}}]*\b(dotted|solid|dashed|wavy)\b", self.CSS, re.MULTILINE)
            for status in NameStatus
        ]
        assert len({line[1] for line in lines if line}) == len(NameStatus)

    @pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
    def test_contrast(self, scheme: int) -> None:
        """Text 4.5 to 1, lines 3 to 1, on every ground (WCAG 2.2, 1.4.3 and 1.4.11, level AA)."""

        def luminance(colour: str) -> float:
            channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
            linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
            return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

        def contrast(one: str, other: str) -> float:
            low, high = sorted(luminance(colours[name]) for name in (one, other))
            return (high + 0.05) / (low + 0.05)

        colours = dict(re.findall(r"--(\w+): (#\w{6});", re.findall(r":root \{(.*?)\}", self.CSS, re.DOTALL)[scheme]))
        for ground in "paper", "band", "wash", "glow":
            for text in "ink", "mark", "repaired", "unknown":
                assert contrast(text, ground) >= 4.5, (text, ground)
            assert contrast("quiet", ground) >= 3, ground


def test_a_page_of_two_texts_says_so() -> None:
    """Nothing of it is a machine's translation."""
    bitext = make_bitext(("یک", "One."))
    aligned = replace(bitext, pairs=(replace(bitext.pairs[0], origin=Origin.ALIGNED, confidence=0.5),))
    html = page.render([aligned])
    assert "<dt>Aligned</dt>" in html and "Two texts aligned by" in html and "say the same" in html
    assert "Machine translation" not in html and "<dt>Translated</dt>" in page.render([bitext])
