"""The page as a person works on it, in a real browser."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from playwright.sync_api import Browser, Page, expect

from browser import Desk, chromium, download, edit, english, go, keys, saved, shown, states, until
from builders import make_bitext
from tarjoman.align.formats import plain, reviews, tmx
from tarjoman.align.formats.rows import bitexts, rows
from tarjoman.align.revision import corrections, merging, reading
from tarjoman.align.words import words
from tarjoman.bitext import Bitext, Flag, Match, Name, NameStatus, Origin, Pair
from tarjoman.document import Document, Segment, Span
from tarjoman.review import Category, Error, Review, Severity, State

MATCHED, UNKNOWN, MISSING = NameStatus.MATCHED, NameStatus.UNKNOWN, NameStatus.MISSING
SOURCES = [
    "ناتو با علي\u200cاف دیدار کرد.\n",
    "علی\u200cاف از ۳۴۰ روستا گفت. سپس رفت.\n",
    "کتاب\u200cها و ناتو",
    "\n\nمُتن سوم.\n",
    "علی\u200cاف و علی\u200cاف",
]
TARGETS = [
    ("NATO met Aliev.",),
    ("😀 Aliev spoke of 430 villages.", "Then he left."),
    ("Books are good.",),
    (),
    ("Aliev and Aliev.",),
]


def names(number: int, *some: tuple[str, str | None, str, NameStatus]) -> tuple[Name, ...]:
    """Names of a row: what stands in its source, in its target, the form wanted and the status."""
    source, target, found, start, at = SOURCES[number], " ".join(TARGETS[number]), [], 0, 0
    for fa, en, wanted, status in some:
        start = source.index(fa, start)
        at = target.index(en, at) if en else at
        found.append(
            Name(
                Span(start, start + len(fa)),
                Span(at, at + len(en)) if en else None,
                wanted,
                status,
                "t.tsv, line 1",
                "who",
            )
        )
        start, at = start + len(fa), at + len(en or "")
    return tuple(found)


def article() -> Bitext:
    """Five pairs that have everything a page shows."""
    texts = ["".join(SOURCES[:1]), SOURCES[1], SOURCES[2] + SOURCES[3], SOURCES[4]]
    document = Document("doc", tuple(texts), SOURCES[0].strip(), {"agency": "ایسنا", "date": "2026-01-01"})
    cut = SOURCES[1].index("سپس")
    segments = [
        (0, SOURCES[0]), (1, SOURCES[1][:cut]), (1, SOURCES[1][cut:]), (2, SOURCES[2]), (2, SOURCES[3]), (3, SOURCES[4])
    ]  # fmt: skip
    made, starts = [], dict.fromkeys(range(4), 0)
    for index, (paragraph, text) in enumerate(segments):
        start = starts[paragraph]
        made.append(Segment("doc", paragraph, index, text, Span(start, start + len(text))))
        starts[paragraph] += len(text)
    pairs = (
        Pair(
            (made[0],), TARGETS[0], SOURCES[0].strip(), -0.1, confidence=0.9,
            names=names(0, ("ناتو", "NATO", "NATO", MATCHED), ("علي\u200cاف", "Aliev", "Aliyev", UNKNOWN)),
            links=((0, 0), (2, 2), (4, 2), (5, 1), (6, 1), (7, 3)),
        ),
        Pair(
            (made[1], made[2]), TARGETS[1], SOURCES[1].strip(), -0.5, (Flag.NUMBERS,), confidence=0.5,
            names=names(1, ("علی\u200cاف", "Aliev", "Aliyev", UNKNOWN)),
        ),
        Pair(
            (made[3],), TARGETS[2], SOURCES[2].strip(), -0.9, (Flag.UNSURE, Flag.NAMES), confidence=0.3,
            names=names(2, ("ناتو", None, "NATO", MISSING)),
            matches=(Match("کتاب خوب است", "The book is good.", 0.7),),
        ),
        Pair((made[4],), TARGETS[3], SOURCES[3].strip(), None, (Flag.EMPTY,)),
        Pair(
            (made[5],), TARGETS[4], SOURCES[4].strip(), -0.2, confidence=0.8,
            names=names(4, ("علی\u200cاف", "Aliev", "Aliyev", UNKNOWN), ("علی\u200cاف", "Aliev", "Aliyev", UNKNOWN)),
        ),
    )  # fmt: skip
    return replace(make_bitext(("x", "x")), document=document, pairs=pairs)


SCHEMA = Draft202012Validator(json.loads((files("tarjoman.align.formats") / "pair.schema.json").read_text("utf-8")))
ARTICLE = article()
ENGLISH = [" ".join(targets) for targets in TARGETS]


def copy_of(id: str) -> Bitext:
    """The article as another document."""
    pairs = tuple(replace(p, sources=tuple(replace(s, doc_id=id) for s in p.sources)) for p in ARTICLE.pairs)
    return replace(ARTICLE, document=replace(ARTICLE.document, id=id), pairs=pairs)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="install Chromium"), chromium():
        pass


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    """A person with a browser of their own, which has no complaints in the end."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    desk = Desk(context, tmp_path)
    yield desk
    context.close()
    assert desk.complaints == []


@pytest.fixture
def tab(desk: Desk) -> Page:
    return desk.open([ARTICLE])


def sent(tab: Page) -> tuple[dict[str, Any], Bitext]:
    """The review file that is sent back, and its rows as a bitext."""
    content = json.loads(download(tab, "#save-review").read_text(encoding="utf-8"))
    for row in content["rows"]:
        SCHEMA.validate(row)
    (bitext,) = bitexts(content["rows"])
    return content, bitext


def no_names(tab: Page) -> None:
    """No name is corrected, when the header has been brought up to date."""
    expect(tab.locator("#corrected-count")).to_have_text(re.compile("^0?$"))


class TestReading:
    def test_the_bar_says_what_it_is(self, tab: Page) -> None:
        expect(tab.locator("#about-title")).to_have_text("NATO met Aliev.")
        expect(tab.locator("#about-facts")).to_have_text("ایسنا · 2026-01-01 · m@1 (Apache-2.0)")
        expect(tab.locator("#tally")).to_have_text("0 of 5 reviewed")
        assert tab.locator("#bar").evaluate("e => getComputedStyle(e).position") == "sticky"

    def test_sides_have_their_directions(self, tab: Page) -> None:
        sides = tab.evaluate("[...document.querySelector('#s1').cells].map(c => getComputedStyle(c).direction)")
        assert sides == ["ltr", "ltr", "rtl"]
        persian, english = (tab.locator(f"#s1 td[lang={side}]").bounding_box() for side in ("fa", "en"))
        assert persian and english and persian["y"] == english["y"] and persian["x"] > english["x"]

    def test_without_a_script_it_is_a_page_to_read(self, browser: Browser, tmp_path: Path) -> None:
        context = browser.new_context(java_script_enabled=False)
        tab = Desk(context, tmp_path).open([ARTICLE])
        assert english(tab) == ENGLISH
        expect(tab.locator(".noscript")).to_be_visible()
        for hidden in "#bar", "#dock", "dialog >> nth=0":
            expect(tab.locator(hidden)).to_be_hidden()
        context.close()

    def test_on_paper_there_are_no_controls(self, tab: Page) -> None:
        edit(tab, 1, "NATO met the president.")
        tab.emulate_media(media="print")
        for hidden in "#bar", "#dock", ".diff", ".match button":
            expect(tab.locator(hidden).first).to_be_hidden()
        assert english(tab)[0] == "NATO met the president."

    def test_on_a_phone_rows_are_stacked_and_nothing_is_cut_off(self, desk: Desk) -> None:
        tab = desk.open([ARTICLE, copy_of("b/two")])
        tab.set_viewport_size({"width": 390, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        boxes = [tab.locator(f"#d1s1 td[lang={side}]").bounding_box() for side in ("en", "fa")]
        assert boxes[0] and boxes[1] and boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] + 1
        for button in tab.locator("#dock button").all():
            box = button.bounding_box()
            assert box and box["height"] >= 40 and box["width"] >= 40

    def test_on_a_small_phone_no_word_of_a_button_is_broken(self, tab: Page) -> None:
        tab.set_viewport_size({"width": 360, "height": 700})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        for button in tab.locator("#dock > button").all():
            assert button.evaluate("e => e.scrollWidth <= e.clientWidth")
            lines = (
                "e => (r => (r.selectNodeContents(e.firstChild), r.getClientRects().length))(document.createRange())"
            )
            assert button.evaluate(lines) == 1

    def test_everything_that_is_operated_has_a_name(self, tab: Page) -> None:
        for control in tab.locator("button, input, select, textarea, summary").all():
            assert control.evaluate("e => (e.ariaLabel || e.textContent || [...e.labels ?? []].length) !== ''"), control
        roles = tab.evaluate(
            "[...new Set([...document.querySelectorAll('main [role]')].map(e => e.getAttribute('role')))]"
        )
        assert {"table", "rowgroup", "row", "rowheader", "cell", "columnheader", "button"} <= set(roles)
        assert tab.locator("#saved").get_attribute("role") == "status"


class TestKeys:
    def test_accept_goes_on_and_can_be_taken_back(self, tab: Page) -> None:
        keys(tab, "a", "a")
        assert states(tab)[:3] == ["accepted", "accepted", "untouched"]
        expect(tab.locator("#tally")).to_have_text("2 of 5 reviewed")
        expect(tab.locator("tr.current")).to_have_id("s3")
        keys(tab, "k", "a")
        assert states(tab)[:2] == ["accepted", "untouched"]

    def test_next_and_previous_stop_at_the_ends(self, tab: Page) -> None:
        for key, row in ("k", 1), ("j", 2), ("j", 3), ("j", 4), ("j", 5), ("j", 5), ("k", 4):
            keys(tab, key)
            expect(tab.locator("tr[aria-current=true]")).to_have_id(f"s{row}")
            assert tab.evaluate("document.activeElement.id") == f"s{row}"

    def test_the_next_that_nobody_looked_at(self, tab: Page) -> None:
        keys(tab, "a", "j", "f", "n")
        expect(tab.locator("tr.current")).to_have_id("s4")
        keys(tab, "a", "n")
        expect(tab.locator("tr.current")).to_have_id("s2")

    def test_flag(self, tab: Page) -> None:
        keys(tab, "f")
        assert states(tab)[0] == "flagged"
        expect(tab.locator("#s1 .state")).to_contain_text("flagged")
        keys(tab, "f")
        assert states(tab)[0] == "untouched"

    def test_they_work_on_a_persian_keyboard(self, tab: Page) -> None:
        tab.evaluate(
            """document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ش', code: 'KeyA', bubbles: true}))"""
        )
        assert states(tab)[0] == "accepted"

    @pytest.mark.parametrize("where", ["#search", "#reviewer"])
    def test_they_never_fire_while_something_is_typed(self, tab: Page, where: str) -> None:
        tab.locator(where).press_sequentially("aafju?e")
        assert set(states(tab)) == {"untouched"} and tab.locator("textarea.edit, dialog[open]").count() == 0
        expect(tab.locator(where)).to_have_value("aafju?e")

    def test_escape_leaves_a_field_for_the_row(self, tab: Page) -> None:
        for field in "#sort", "#reviewer", "#search":
            tab.locator(field).press("Escape")
            assert tab.evaluate("document.activeElement.id") == "s1", field
        keys(tab, "a")
        expect(tab.locator("#spoken")).to_have_text("Row 1 accepted, 1 of 5 reviewed")

    def test_help(self, tab: Page) -> None:
        keys(tab, "?")
        expect(tab.get_by_role("dialog", name="Keys")).to_be_visible()
        keys(tab, "a")
        assert states(tab)[0] == "untouched"
        keys(tab, "Escape")
        expect(tab.locator("#help")).to_be_hidden()

    def test_words_are_gone_through_with_arrows(self, tab: Page) -> None:
        keys(tab, "ArrowRight")
        expect(tab.locator("#spoken")).to_have_text("NATO: ناتو")
        assert lit(tab) == ["NATO", "ناتو"]
        keys(tab, "ArrowRight", "ArrowRight")
        assert lit(tab) == ["Aliev", "علي", "اف"]
        keys(tab, "ArrowRight", "Escape")
        assert lit(tab) == []


def lit(tab: Page) -> list[str]:
    """The words that are linked to one that is pointed at, and itself."""
    found: list[str] = tab.evaluate("[...CSS.highlights.get('links')].map(String)")
    return found


def test_words_light_up_where_the_mouse_is(tab: Page) -> None:
    for side, word, expected in ("en", "met", ["met", "دیدار", "کرد"]), ("fa", "دیدار", ["دیدار", "met"]):
        box = tab.evaluate(
            """([side, word]) => {
              const text = document.querySelector(`#s1 td[lang=${side}] .text`), range = document.createRange();
              const node = [...text.childNodes].find(n => n.textContent.includes(word));
              const at = node.textContent.indexOf(word);
              range.setStart(node, at); range.setEnd(node, at + word.length);
              const {x, y, width, height} = range.getBoundingClientRect(); return [x + width / 2, y + height / 2]; }""",
            [side, word],
        )
        tab.mouse.move(*box)
        until(tab, "CSS.highlights.get('links').size > 1")
        assert lit(tab) == expected
        tab.mouse.move(5, 5)
        until(tab, "CSS.highlights.get('links').size === 0")


class TestEditing:
    def test_typing_leaving_and_the_difference(self, tab: Page) -> None:
        keys(tab, "Enter", "End")
        tab.keyboard.type(" again")
        keys(tab, "Escape")
        assert english(tab)[0] == "NATO met Aliev. again" and states(tab)[0] == "edited"
        expect(tab.locator("#s1 .diff ins")).to_have_text(" again")
        assert tab.locator("#s1 mark.name").all_text_contents()[:2] == ["NATO", "Aliev"]
        assert tab.evaluate("document.activeElement.id") == "s1"

    def test_a_click_puts_the_caret_where_it_is(self, tab: Page) -> None:
        box = tab.locator("#s4 td[lang=en] .text").bounding_box()
        assert box
        tab.mouse.click(box["x"] + 5, box["y"] + 5)
        tab.keyboard.type("Third text.")
        keys(tab, "Control+Enter")
        assert english(tab)[3] == "Third text."
        expect(tab.locator("tr.current")).to_have_id("s5")

    def test_what_is_pasted_is_plain_and_on_one_line(self, tab: Page) -> None:
        keys(tab, "e", "Control+a")
        tab.keyboard.insert_text("<b>One</b>\n two\tthree \u0007")
        keys(tab, "Escape")
        assert english(tab)[0] == "<b>One</b> two three"

    def test_the_machines_text_comes_back(self, tab: Page) -> None:
        before = tab.locator("#s2 td[lang=en] .text").inner_html()
        edit(tab, 2, "x")
        keys(tab, "r")
        assert english(tab) == ENGLISH and states(tab)[1] == "untouched"
        assert tab.locator("#s2 td[lang=en] .text").inner_html() == before
        expect(tab.locator("#revert")).to_be_disabled()

    def test_an_edit_that_changes_nothing_is_none(self, tab: Page) -> None:
        edit(tab, 1, f"  {ENGLISH[0]} ")
        assert states(tab)[0] == "untouched"
        expect(tab.locator("#undo")).to_be_disabled()

    def test_an_edited_row_stays_edited(self, tab: Page) -> None:
        edit(tab, 1, "x")
        keys(tab, "a", "k", "f")
        expect(tab.locator("#panel-comment")).to_be_visible()
        keys(tab, "Escape")
        assert states(tab)[0] == "edited"

    def test_enter_that_ends_a_composition_stays_in_the_edit(self, tab: Page) -> None:
        keys(tab, "e")
        tab.locator("textarea.edit").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        expect(tab.locator("textarea.edit")).to_be_visible()

    def test_a_match_is_used(self, tab: Page) -> None:
        tab.locator("#s3").get_by_role("button", name="Use it").click()
        assert english(tab)[2] == "The book is good." and states(tab)[2] == "edited"
        keys(tab, "u")
        assert english(tab) == ENGLISH


class TestSaying:
    def test_errors_are_counted(self, tab: Page) -> None:
        keys(tab, "m")
        tab.select_option("#error-category", "name")
        tab.select_option("#error-severity", "major")
        tab.fill("#error-note", "spelt so")
        keys(tab, "Enter", "m")
        tab.select_option("#error-category", "mistranslation")
        tab.select_option("#error-severity", "minor")
        tab.locator("#panel-error").get_by_role("button", name="Add").click()
        expect(tab.locator("#s1 .errors li")).to_have_count(2)
        expect(tab.locator("#penalty")).to_have_text("1 major, 1 minor · 120.0 per 100 words")  # 6 for 5 words
        tab.locator("#s1").get_by_role("button", name="Remove the error name").click()
        expect(tab.locator("#penalty")).to_have_text("1 minor · 20.0 per 100 words")
        keys(tab, "u")
        expect(tab.locator("#s1 .errors li")).to_have_count(2)
        _, bitext = sent(tab)
        review = bitext.pairs[0].review
        assert review and review.state is State.UNTOUCHED and review.machine == ENGLISH[0]
        assert review.errors == (
            Error(Category.NAME, Severity.MAJOR, "spelt so"),
            Error(Category.MISTRANSLATION, Severity.MINOR),
        )

    def test_a_comment_and_who_wrote_it_when(self, tab: Page) -> None:
        tab.fill("#reviewer", "Sara ")
        tab.locator("#reviewer").blur()
        keys(tab, "c")
        tab.fill("#comment-text", "One\nمتن")
        keys(tab, "Control+Enter")
        expect(tab.locator("#s1 .comment")).to_have_text("One\nمتن")
        expect(tab.locator("#panel-comment")).to_be_hidden()
        _, bitext = sent(tab)
        review = bitext.pairs[0].review
        assert review and review.comment == "One\nمتن" and review.reviewer == "Sara"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", review.time)

    @pytest.mark.parametrize("how", ["Escape", "outside", "reload"])
    @pytest.mark.parametrize(("key", "field", "kept"), [
        ("c", "#comment-text", ".comment"), ("m", "#error-note", ".errors li"),
    ])  # fmt: skip
    def test_what_is_written_is_kept_as_it_is_typed(self, tab: Page, key: str, field: str, kept: str, how: str) -> None:
        keys(tab, key)
        tab.locator(field).press_sequentially("see here")
        if how == "Escape":
            keys(tab, "Escape")
        elif how == "outside":
            tab.mouse.click(1190, 300)
        else:
            tab.reload()
        expect(tab.locator("dialog[open]")).to_have_count(0)
        expect(tab.locator(f"#s1 {kept}")).to_contain_text("see here")
        expect(tab.locator(f"#s1 {kept}")).to_have_count(1)
        if how != "reload":
            keys(tab, "u")
            expect(tab.locator("#s1 .review")).to_have_count(0)

    @pytest.mark.parametrize(("key", "panel", "field"), [
        ("c", "#panel-comment", "#comment-text"), ("m", "#panel-error", "#error-note"),
    ])  # fmt: skip
    def test_what_is_discarded_is_not(self, tab: Page, key: str, panel: str, field: str) -> None:
        keys(tab, key)
        tab.locator(field).press_sequentially("no")
        tab.locator(panel).get_by_role("button", name="Discard").click()
        expect(tab.locator("#s1 .review")).to_have_count(0)
        expect(tab.locator("#undo")).to_be_disabled()


class TestNames:
    def test_what_is_known_of_one(self, tab: Page) -> None:
        tab.locator("#s1 td[lang=en] mark.unknown").click()
        expect(tab.locator("#name")).to_be_visible()
        assert tab.locator("#name-title").text_content() == "علي\u200cاف"
        text = tab.locator("#name-facts").inner_text()
        for part in "Aliyev", "who", "unknown", "t.tsv, line 1":
            assert part in text
        expect(tab.locator("#name-where")).to_contain_text("4 times, in 3 rows")
        expect(tab.locator("#name-english")).to_have_value("Aliev")

    def test_with_the_keyboard(self, tab: Page) -> None:
        tab.locator("#s1 td[lang=fa] mark").nth(1).focus()
        keys(tab, "Enter")
        expect(tab.locator("#name-english")).to_be_focused()
        keys(tab, "Escape")
        expect(tab.locator("#s1 td[lang=fa] mark").nth(1)).to_be_focused()
        assert tab.locator("textarea.edit").count() == 0

    def test_a_correction_is_of_all_its_mentions_and_one_undo(self, tab: Page) -> None:
        edit(tab, 2, "He, Aliev, spoke of 340 villages. Then he left.")
        tab.locator("#s1 td[lang=en] mark.unknown").click()
        tab.fill("#name-english", "Əliyev")
        tab.click("#name-all")
        after = ["NATO met Əliyev.", "He, Əliyev, spoke of 340 villages. Then he left.", "Əliyev and Əliyev."]
        assert [english(tab)[n] for n in (0, 1, 4)] == after
        assert [states(tab)[n] for n in (0, 1, 4)] == ["untouched", "edited", "untouched"]
        assert tab.locator("#s1 td[lang=en] mark.repaired").text_content() == "Əliyev"
        go(tab, 1)
        keys(tab, "a", "j", "j", "j", "a")
        assert [states(tab)[n] for n in (0, 1, 4)] == ["edited"] * 3
        content, bitext = sent(tab)
        assert content["names"] == [{"fa": "علي\u200cاف", "en": "Əliyev", "was": "Aliyev"}]
        for pair in (bitext.pairs[n] for n in (0, 1, 4)):
            found = [n for n in pair.names if n.english == "Əliyev"]
            assert found and all(n.status is NameStatus.REPAIRED for n in found)
            assert {pair.target[n.target.start : n.target.end] for n in found if n.target} == {"Əliyev"}
        assert bitext.pairs[4].names[0].target != bitext.pairs[4].names[1].target
        keys(tab, "u", "u", "u")
        expect(tab.locator(".notice")).to_have_count(0)  # it said how to undo it
        assert (
            english(tab)[0] == ENGLISH[0] and english(tab)[1].startswith("He, Aliev,") and states(tab)[4] == "untouched"
        )
        assert sent(tab)[0]["names"] == []

    def everywhere(self, tab: Page, english: str) -> None:
        tab.locator("#s1 td[lang=en] mark[data-n='2']").click()
        tab.fill("#name-english", english)
        tab.click("#name-all")

    def test_who_corrects_a_name_has_not_read_its_rows(self, tab: Page) -> None:
        keys(tab, "j", "a", "k")
        self.everywhere(tab, "Əliyev")
        expect(tab.locator(".notice")).to_contain_text("in 3 rows that had it otherwise")
        expect(tab.locator(".notice")).to_contain_text("Rows that nobody has looked at stay so")
        expect(tab.locator("#tally")).to_have_text("1 of 5 reviewed")
        assert states(tab) == ["untouched", "edited", "untouched", "untouched", "untouched"]  # the second was accepted
        expect(tab.locator("#s1 .diff")).to_contain_text("not read yet")
        tab.click("#filters summary")
        tab.check("#filters [value='state unread']")
        assert shown(tab) == ["1", "5"]
        tab.click("#clear")
        keys(tab, "Escape")
        go(tab, 4)
        keys(tab, "n")
        expect(tab.locator("tr.current")).to_have_id("s5")
        keys(tab, "f")
        content, bitext = sent(tab)
        assert content["names"] == [{"fa": "علي\u200cاف", "en": "Əliyev", "was": "Aliyev"}]
        assert bitext.pairs[0] == ARTICLE.pairs[0]  # it claims nothing
        assert bitext.pairs[1].target.startswith("😀 Əliyev") and bitext.pairs[1].origin is Origin.REVIEWED
        assert bitext.pairs[4].target == ENGLISH[4]
        assert bitext.pairs[4].review and bitext.pairs[4].review.state is State.FLAGGED
        wanted = corrections.collect([reading.read(download(tab, "#save-review"))])
        assert [one.id for one in wanted.corrections] == ["doc#1"]  # the memory gets what a person looked at
        assert "NATO met Əliyev." in download(tab, "#save-text").read_text(encoding="utf-8")
        saved(tab)
        tab.reload()
        assert english(tab)[0] == "NATO met Əliyev." and states(tab)[0] == "untouched"

    def test_corrections_are_listed_and_taken_back(self, tab: Page) -> None:
        expect(tab.locator("#corrected")).to_be_hidden()
        self.everywhere(tab, "Əliyev")
        go(tab, 1)
        keys(tab, "a")
        tab.click("#corrected summary")
        expect(tab.locator("#corrections li")).to_contain_text("Əliyev in 3 rows, 2 not read")
        tab.get_by_role("button", name="Take back Əliyev").click()
        assert english(tab) == ["NATO met Əliyev.", *ENGLISH[1:]] and states(tab)[0] == "edited"
        expect(tab.locator(".notice")).to_contain_text("which stays in 1 row that somebody looked at")
        expect(tab.locator("#corrected")).to_be_hidden()
        assert sent(tab)[0]["names"] == []
        keys(tab, "u")
        assert english(tab)[4] == "Əliyev and Əliyev." and sent(tab)[0]["names"]

    def test_one_that_is_reverted_row_by_row_is_none_in_the_end(self, tab: Page) -> None:
        self.everywhere(tab, "Əliyev")
        for row in 1, 2:
            go(tab, row)
            keys(tab, "r")
            assert len(sent(tab)[0]["names"]) == 1
        go(tab, 5)
        keys(tab, "r")
        assert english(tab) == ENGLISH and sent(tab)[0]["names"] == []
        keys(tab, "u")
        assert len(sent(tab)[0]["names"]) == 1

    @pytest.mark.parametrize("button", ["#name-here", "#name-all"])
    @pytest.mark.parametrize(("typed", "problem"), [(" ", "in English"), ("علی\u200cاف", "Persian letters")])
    def test_what_is_no_english_name_is_refused(self, tab: Page, button: str, typed: str, problem: str) -> None:
        tab.locator("#s1 td[lang=en] mark.unknown").click()
        tab.fill("#name-english", typed)
        tab.click(button)
        expect(tab.locator("#name-problem")).to_contain_text(problem)
        assert english(tab) == ENGLISH
        no_names(tab)
        tab.fill("#name-english", "Aliyev")
        expect(tab.locator("#name-problem")).to_be_hidden()
        tab.click(button)
        assert english(tab)[0] == "NATO met Aliyev."

    def test_only_here(self, tab: Page) -> None:
        tab.locator("#s1 td[lang=en] mark.unknown").click()
        tab.fill("#name-english", "Aliyev")
        tab.click("#name-here")
        assert english(tab) == ["NATO met Aliyev.", *ENGLISH[1:]]
        assert sent(tab)[0]["names"] == []

    def test_one_that_the_edit_took_away_is_missing_and_one_that_it_put_in_is_there(self, tab: Page) -> None:
        edit(tab, 1, "The alliance met Aliev.")
        edit(tab, 3, "Books and NATO.")
        _, bitext = sent(tab)
        nato, aliev = bitext.pairs[0].names
        assert nato.target is None and nato.status is NameStatus.MISSING
        assert aliev.target == Span(17, 22) and aliev.status is NameStatus.UNKNOWN
        (put,) = bitext.pairs[2].names
        assert put.target == Span(10, 14) and put.status is NameStatus.MATCHED


class TestUndo:
    def test_over_all_actions(self, tab: Page) -> None:
        keys(tab, "a", "f")
        edit(tab, 3, "x")
        keys(tab, "c")
        tab.fill("#comment-text", "y")
        keys(tab, "Control+Enter")
        expect(tab.locator("#s3 .comment")).to_be_visible()
        keys(tab, "u")
        expect(tab.locator("#s3 .comment")).to_have_count(0)
        keys(tab, "Control+z")
        assert english(tab) == ENGLISH and states(tab)[:3] == ["accepted", "flagged", "untouched"]
        tab.click("#undo")
        keys(tab, "u", "u")
        assert set(states(tab)) == {"untouched"}
        expect(tab.locator("#undo")).to_be_disabled()
        assert sent(tab)[1] == replace(ARTICLE, provenance=sent(tab)[1].provenance)

    def test_in_an_edit_it_is_the_browsers(self, tab: Page) -> None:
        keys(tab, "a", "e", "End")
        tab.keyboard.type("zz")
        keys(tab, "Control+z", "Control+z", "Escape")
        assert english(tab)[1] == ENGLISH[1] and states(tab)[0] == "accepted"


class TestFinding:
    QUERIES: ClassVar = {
        "villages": "2",
        "VILLAGES": "2",
        "علیاف": "125",  # no joiner, the other ye
        "علي\u200cاف": "125",
        "كتاب": "3",
        "متن": "4",  # a vowel sign is in the text
        "340": "2",
        "٣٤٠": "2",
        "۳۴۰": "2",
        "۴۳۰": "2",
        "nothing like it": "",
        " ": "12345",
    }

    def test_search(self, tab: Page) -> None:
        for query, found in self.QUERIES.items():
            tab.fill("#search", query)
            keys(tab, "Enter")
            assert shown(tab) == [*found], query
            expect(tab.locator(".nothing")).to_be_visible(visible=not found)

    def test_what_is_found_is_marked_in_the_text_as_it_is_written(self, tab: Page) -> None:
        tab.fill("#search", "علیاف و")
        keys(tab, "Enter")
        assert tab.evaluate("[...CSS.highlights.get('found')].map(String)") == ["علی\u200cاف و"]
        tab.fill("#search", "430 Vil")
        keys(tab, "Enter")
        assert tab.evaluate("[...CSS.highlights.get('found')].map(String)") == ["430 vil"]

    def test_search_goes_with_edits(self, tab: Page) -> None:
        edit(tab, 3, "Libraries")
        for query, found in ("books", []), ("librar", ["3"]):
            tab.fill("#search", query)
            keys(tab, "Enter")
            assert shown(tab) == found
        tab.locator("#search").press("Escape")
        assert len(shown(tab)) == 5

    FILTERS: ClassVar = {
        ("state untouched",): "345",
        ("state accepted",): "1",
        ("state edited",): "2",
        ("state edited", "state accepted"): "12",
        ("state flagged",): "",
        ("why flags",): "234",
        ("why numbers",): "2",
        ("why numbers", "why empty"): "24",
        ("why low",): "23",
        ("why unknown-names",): "1235",
        ("state untouched", "why flags"): "34",
    }

    def test_filters(self, tab: Page) -> None:
        keys(tab, "a")
        edit(tab, 2, "Aliev spoke.")
        tab.click("#filters summary")
        for values, found in self.FILTERS.items():
            for value in values:
                tab.check(f"#filters [value='{value}']")
            assert shown(tab) == [*found], values
            tab.click("#clear")
            assert len(shown(tab)) == 5

    def test_what_a_person_translated_before_is_found(self, desk: Desk) -> None:
        before = replace(ARTICLE.pairs[1], origin=Origin.REVIEWED)
        tab = desk.open([replace(ARTICLE, pairs=(ARTICLE.pairs[0], before, *ARTICLE.pairs[2:]))])
        tab.click("#filters summary")
        tab.check("#filters [value='state person']")
        assert shown(tab) == ["2"]

    def test_moving_is_among_the_rows_that_are_shown(self, tab: Page) -> None:
        tab.click("#filters summary")
        tab.check("#filters [value='why flags']")
        keys(tab, "Escape", "j", "j", "j", "j")
        expect(tab.locator("tr.current")).to_have_id("s4")
        keys(tab, "a")
        assert shown(tab) == ["2", "3", "4"]  # what is done to a row does not take it away

    def test_sort_and_back(self, tab: Page) -> None:
        tab.select_option("#sort", "confidence")
        assert shown(tab) == ["3", "2", "5", "1", "4"]
        keys(tab, "j")
        tab.select_option("#sort", "document")
        assert shown(tab) == ["1", "2", "3", "4", "5"]
        assert tab.locator("tbody").first.locator("tr").count() == 1

    def test_several_documents(self, desk: Desk) -> None:
        tab = desk.open([ARTICLE, copy_of("b/two")], "both.html")
        keys(tab, "a")
        assert tab.locator("#jump option").all_text_contents() == [
            "1. NATO met Aliev. (1/5)",
            "2. NATO met Aliev. (0/5)",
        ]
        tab.select_option("#jump", "d2")
        expect(tab.locator("tr.current")).to_have_id("d2s1")
        expect(tab.locator("#d2")).to_be_in_viewport()
        content = json.loads(download(tab, "#save-review").read_text(encoding="utf-8"))
        assert [b.document.id for b in bitexts(content["rows"])] == ["doc", "b/two"]


class TestSaving:
    def test_a_reload_loses_nothing(self, tab: Page) -> None:
        tab.fill("#reviewer", "Sara")
        edit(tab, 1, "NATO met him.")
        tab.locator("#s5 td[lang=en] mark").first.click()
        tab.fill("#name-english", "Əliyev")
        tab.click("#name-all")
        keys(tab, "k", "f")
        before = sent(tab)[0]
        saved(tab)
        tab.reload()
        after = sent(tab)[0]
        assert before | {"exported": ""} == after | {"exported": ""} and after["names"]
        expect(tab.locator("#reviewer")).to_have_value("Sara")

    def test_not_even_in_an_edit(self, tab: Page) -> None:
        keys(tab, "e", "End")
        tab.keyboard.type(" more")
        tab.reload()  # at once: what waits is written when the page goes
        assert english(tab)[0] == "NATO met Aliev. more" and states(tab)[0] == "edited"

    def test_it_is_saved_soon_also_while_typing_goes_on(self, tab: Page) -> None:
        keys(tab, "e")
        stored = "Object.entries(localStorage).find(([k]) => k.endsWith('row:doc#0'))?.[1]"
        kept = tab.evaluate(
            f"""async () => {{ const box = document.activeElement;
            for (let n = 0; n < 30; n += 1) {{
              box.value += 'x';
              box.dispatchEvent(new Event('input'));
              await new Promise(done => setTimeout(done, 30));
            }}
            return {stored}; }}"""
        )
        assert "Aliev.xxx" in (kept or "")
        saved(tab)
        expect(tab.locator("#saved")).to_have_text("Saved in this browser")

    def test_two_versions_of_a_document_do_not_mix(self, desk: Desk, tab: Page) -> None:
        keys(tab, "a")
        saved(tab)
        other = replace(
            ARTICLE, pairs=(replace(ARTICLE.pairs[0], targets=("Other.",), names=(), links=()), *ARTICLE.pairs[1:])
        )
        assert set(states(desk.open([other], "other.html"))) == {"untouched"}
        assert states(desk.open(None))[0] == "accepted"

    def test_work_on_an_earlier_version_is_offered(self, desk: Desk, tab: Page) -> None:
        edit(tab, 1, "Lost.")
        edit(tab, 3, "Mine.")
        tab.locator("#s5 td[lang=en] mark").first.click()
        tab.fill("#name-english", "Əliyev")
        tab.click("#name-all")
        saved(tab)
        changed = replace(ARTICLE.pairs[0], targets=("Other.",), names=(), links=())
        other = desk.open([replace(ARTICLE, pairs=(changed, *ARTICLE.pairs[1:]))], "other.html")
        expect(other.locator(".notice")).to_contain_text(
            "1 row of it has the same text here, and 1 name was corrected; 1 has another"
        )
        other.get_by_role("button", name="Take it over").click()
        after = ["Other.", ENGLISH[1].replace("Aliev", "Əliyev"), "Mine.", "", "Əliyev and Əliyev."]
        assert english(other) == after and states(other) == [
            "untouched",
            "untouched",
            "edited",
            "untouched",
            "untouched",
        ]
        assert len(sent(other)[0]["names"]) == 1
        saved(other)
        other.reload()
        assert english(other) == after
        expect(other.locator(".notice")).to_have_count(0)
        keys(other, "u")  # what was taken over before the reload stays
        assert english(other) == after

    def test_work_on_an_earlier_version_is_found_where_sentences_moved(self, desk: Desk) -> None:
        some = [("یک\n", "One."), ("دو\n", "Two."), ("یک\n", "One."), ("سه\n", "Three.")]
        tab = desk.open([make_bitext(*some)])
        edit(tab, 1, "1")
        edit(tab, 3, "3")
        keys(tab, "j", "a")
        saved(tab)
        other = desk.open([make_bitext(("صفر\n", "Zero."), *some)], "other.html")
        other.get_by_role("button", name="Take it over").click()
        assert english(other) == ["Zero.", "1", "Two.", "3", "Three."]
        assert states(other) == ["untouched", "edited", "untouched", "edited", "accepted"]
        keys(other, "u")
        assert set(states(other)) == {"untouched"}

    def test_work_on_an_earlier_version_can_be_left(self, desk: Desk, tab: Page) -> None:
        keys(tab, "a")
        saved(tab)
        later = replace(ARTICLE, pairs=(*ARTICLE.pairs[:4], replace(ARTICLE.pairs[4], targets=("X.",), names=())))
        other = desk.open([later], "other.html")
        other.get_by_role("button", name="Leave it").click()
        saved(other)
        other.reload()
        expect(other.locator(".notice")).to_have_count(0)
        assert set(states(other)) == {"untouched"}
        foreign = desk.open([copy_of("b/two")], "foreign.html")
        expect(foreign.locator(".notice")).to_have_count(0)

    def test_two_tabs_share_what_is_done(self, desk: Desk, tab: Page) -> None:
        other = desk.open(None)
        edit(tab, 1, "NATO saw Aliev.")
        saved(tab)
        until(other, "document.querySelector('#s1').dataset.state === 'edited'")
        assert english(other)[0] == "NATO saw Aliev."
        go(other, 1)
        keys(other, "u")  # also what the other tab did
        assert english(other)[0] == ENGLISH[0]

    def test_two_tabs_in_one_row_lose_nothing(self, desk: Desk, tab: Page) -> None:
        other = desk.open(None)
        keys(other, "e")
        other.locator("textarea.edit").fill("Mine.")
        saved(other)
        edit(tab, 1, "Theirs.")
        saved(tab)
        expect(other.locator("#s1 .theirs q")).to_have_text("Theirs.")
        expect(other.locator("textarea.edit")).to_have_value("Mine.")
        keys(other, "Escape")
        assert english(other)[0] == "Mine."
        other.locator("#s1 .theirs").get_by_role("button", name="Use it").click()
        assert english(other)[0] == "Theirs."
        keys(other, "u")
        assert english(other)[0] == "Mine."

    @pytest.mark.parametrize("decided", [True, False])
    def test_a_text_that_stays_is_there_after_a_reload(self, desk: Desk, tab: Page, decided: bool) -> None:
        other = desk.open(None)
        keys(other, "e")
        other.locator("textarea.edit").fill("Mine.")
        saved(other)
        edit(tab, 1, "Theirs.")
        saved(tab)
        expect(other.locator("#s1 .theirs q")).to_have_text("Theirs.")
        if decided:
            other.locator("#s1 .theirs").get_by_role("button", name="Leave it").click()
            saved(other)
        other.reload()
        assert english(other)[0] == "Mine."
        expect(other.locator("#s1 .theirs")).to_have_count(0 if decided else 1)
        until(tab, "document.querySelector('#s1 .text').textContent === 'Mine.'")
        pair = sent(other)[1].pairs[0]
        assert pair.review and pair.review.comment == ("" if decided else "Another text: Theirs.")

    def test_what_is_said_in_another_tab_during_an_edit_is_kept(self, desk: Desk, tab: Page) -> None:
        keys(tab, "e", "End")
        tab.keyboard.type(" again")
        saved(tab)
        other = desk.open(None)
        go(other, 1)
        keys(other, "c")
        other.fill("#comment-text", "why?")
        keys(other, "Control+Enter", "m")
        other.fill("#error-note", "so")
        keys(other, "Enter")
        saved(other)
        expect(tab.locator("#s1 .comment")).to_have_text("why?")
        tab.keyboard.type(" and")
        keys(tab, "Escape")
        expect(tab.locator("#s1 .theirs")).to_have_count(0)
        saved(tab)
        until(other, "document.querySelector('#s1 .text').textContent.endsWith('again and')")
        for one in tab, other:
            review = sent(one)[1].pairs[0].review
            assert review and review.comment == "why?" and [e.note for e in review.errors] == ["so"]
        go(tab, 1)
        keys(tab, "u")
        expect(tab.locator("#s1 .comment")).to_have_text("why?")  # the other tab's words are not of this edit

    def test_an_editor_in_which_nothing_was_typed_shows_what_another_tab_wrote(self, desk: Desk, tab: Page) -> None:
        keys(tab, "e")
        edit(desk.open(None), 1, "Theirs.")
        expect(tab.locator("textarea.edit")).to_have_value("Theirs.")
        keys(tab, "Escape")
        assert english(tab)[0] == "Theirs." and states(tab)[0] == "edited"

    def test_two_tabs_at_once(self, desk: Desk, tab: Page) -> None:
        """Before either has saved: the texts stand beside each other, comments are joined."""
        key = f"tarjoman:{tab.locator('body').get_attribute('data-version')}:row:doc#0"
        value = {"target": "Theirs.", "state": "edited", "comment": "b", "errors": [], "reviewer": "", "time": ""}
        told = """([key, newValue]) => dispatchEvent(
            new StorageEvent('storage', {key, newValue, storageArea: localStorage}))"""
        edit(tab, 1, "Mine.")
        tab.evaluate(told, [key, json.dumps(value)])
        expect(tab.locator("#s1 .theirs q")).to_have_text("Theirs.")
        expect(tab.locator("#s1 .comment")).to_have_text("b")
        saved(tab)
        tab.reload()
        assert english(tab)[0] == "Mine."
        expect(tab.locator("#s1 .theirs q")).to_have_text("Theirs.")

    NONE = """Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('no', 'SecurityError'); } })"""
    FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"

    @pytest.mark.parametrize(("init", "problem"), [(NONE, "keeps nothing"), (FULL, "full")], ids=["none", "full"])
    def test_where_nothing_can_be_saved_it_says_so_and_warns(self, desk: Desk, init: str, problem: str) -> None:
        tab = desk.open([ARTICLE], init=init)
        expect(tab.locator(".notice")).to_contain_text(problem)
        tab.close(run_before_unload=True)  # nothing is lost yet
        tab = desk.open(None, init=init)
        keys(tab, "a")
        expect(tab.locator("#saved")).to_have_text("Not saved")
        tab.evaluate("setTimeout(() => location.reload())")
        until(tab, lambda: bool(desk.complaints))
        assert desk.complaints.pop().startswith("dialog:") and states(tab)[0] == "accepted"  # it was told to stay

    def test_what_is_kept_of_other_pages_can_make_room(self, desk: Desk) -> None:
        tab = desk.open([ARTICLE])
        tab.evaluate(
            """() => { localStorage.setItem('tarjoman:other:row:x#0', 'x'.repeat(5000));
            localStorage.setItem('foreign', 'x');
            const set = Storage.prototype.setItem;
            Storage.prototype.setItem = function (...some) {
              if ('tarjoman:other:row:x#0' in localStorage) throw new DOMException('full', 'QuotaExceededError');
              set.apply(this, some); }; }"""
        )
        keys(tab, "a")
        expect(tab.locator("#saved")).to_have_text("Not saved")
        tab.get_by_role("button", name="Remove what it keeps of other pages (6 kB)").click()
        saved(tab)
        expect(tab.locator(".notice")).to_have_count(0)
        tab.reload()
        assert states(tab)[0] == "accepted" and tab.evaluate("localStorage.getItem('foreign')") == "x"

    def test_what_is_stored_is_not_trusted(self, desk: Desk, tab: Page) -> None:
        key = f"tarjoman:{tab.locator('body').get_attribute('data-version')}:row:doc#0"
        for value in (
            '{"target": 1}',
            "{",
            "null",
            '{"target":"x","state":"odd","comment":"","errors":[],"reviewer":"","time":""}',
        ):
            tab.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, value])
            tab.reload()
            assert english(tab) == ENGLISH


class TestSendingBack:
    def test_what_nobody_touched_comes_back_as_it_was(self, tab: Page) -> None:
        path = download(tab, "#save-review")
        content = json.loads(path.read_text(encoding="utf-8"))
        assert path.name == "doc.review.json"
        assert (content["format"], content["version"], content["names"]) == ("tarjoman-review", 1, [])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", content["exported"])
        assert list(bitexts(content["rows"])) == [ARTICLE]

    def test_an_edit_comes_back_with_all_that_points_into_it(self, tab: Page) -> None:
        edit(tab, 2, "😀 So Aliev spoke of 340 villages. Then he left.")
        _, bitext = sent(tab)
        pair = bitext.pairs[1]
        assert pair.targets == ("😀 So Aliev spoke of 340 villages.", "Then he left.")
        assert pair.names[0].target == Span(5, 10) and pair.links == ()
        assert pair.review and pair.review.state is State.EDITED and pair.review.machine == ENGLISH[1]
        assert pair.origin is Origin.REVIEWED
        untouched = [*range(1), *range(2, 5)]
        assert [bitext.pairs[n] for n in untouched] == [ARTICLE.pairs[n] for n in untouched]

    @pytest.mark.parametrize("target", ["", "One sentence of it all", "😀😀 Aliev 😀 left.", "Then he left."])
    def test_any_edit_is_accepted(self, tab: Page, target: str) -> None:
        edit(tab, 2, target)
        edit(tab, 1, target)
        _, bitext = sent(tab)
        assert [p.target for p in bitext.pairs[:2]] == [target] * 2

    def test_a_review_that_came_along_goes_on(self, desk: Desk) -> None:
        said = Review(State.EDITED, "NATO met him.", "see", (), "Sara", "2026-01-01T00:00:00Z")
        before = replace(ARTICLE.pairs[0], origin=Origin.REVIEWED, review=said)
        tab = desk.open([replace(ARTICLE, pairs=(before, *ARTICLE.pairs[1:]))])
        assert states(tab)[0] == "edited" and tab.locator(".said").count() == 0
        expect(tab.locator("#s1 .diff ins")).to_have_text("Aliev")
        assert sent(tab)[1].pairs[0] == before
        go(tab, 1)
        keys(tab, "r")
        _, bitext = sent(tab)
        assert bitext.pairs[0].target == "NATO met him." and bitext.pairs[0].origin is Origin.MACHINE

    def test_tmx(self, tab: Page) -> None:
        edit(tab, 1, 'A & <b> "x" 😀')
        keys(tab, "j", "a")
        path = download(tab, "#save-tmx")
        etree.parse(path)
        units = list(tmx.read_units(path))
        assert [u.target for u in units] == ['A & <b> "x" 😀', ENGLISH[1], ENGLISH[2], ENGLISH[4]]
        assert units[0].source == SOURCES[0].strip()
        assert [u.origin for u in units] == ["reviewed", "reviewed", "machine", "machine"]
        assert re.fullmatch(r"\d{8}T\d{6}Z", units[0].created) and units[2].created == ""
        assert path.name == "doc.tmx"

    def test_the_english_alone_is_that_of_the_program(self, tab: Page) -> None:
        path = download(tab, "#save-text")
        assert path.name == "doc.en.txt" and path.read_text(encoding="utf-8") == plain.text(ARTICLE)
        edit(tab, 4, "Third.")
        edit(tab, 1, "")
        changed = [
            replace(ARTICLE.pairs[3], targets=("Third.",), flags=()),
            replace(ARTICLE.pairs[0], targets=(), names=(), links=(), origin=Origin.COPY),
        ]
        expected = replace(ARTICLE, pairs=(changed[1], *ARTICLE.pairs[1:3], changed[0], ARTICLE.pairs[4]))
        assert download(tab, "#save-text").read_text(encoding="utf-8") == plain.text(expected)

    def test_the_english_of_several_documents_is_apart(self, desk: Desk) -> None:
        last = replace(ARTICLE.pairs[0], sources=(), targets=("Just English.",), names=(), links=())
        bitexts = [ARTICLE, replace(copy_of("b"), pairs=(last, *copy_of("b").pairs))]
        tab = desk.open(bitexts)
        texts = [plain.text(one).rstrip("\n") for one in bitexts]
        assert download(tab, "#save-text").read_text(encoding="utf-8") == "\n\n".join(texts)


class TestGoingOn:
    def content(self, *reviews: tuple[int, str, Review]) -> dict[str, Any]:
        """A review file of the article, with the targets and reviews of some rows."""
        made = rows(ARTICLE)
        for number, target, review in reviews:
            bitext = replace(
                ARTICLE,
                pairs=(
                    *ARTICLE.pairs[:number],
                    replace(
                        ARTICLE.pairs[number], targets=(target,) if target else (), names=(), links=(), review=review
                    ),
                    *ARTICLE.pairs[number + 1 :],
                ),
            )
            made[number] = rows(bitext)[number]
        return {
            "format": "tarjoman-review",
            "version": 1,
            "rows": made,
            "names": [],
            "exported": "2026-01-01T00:00:00Z",
        }

    def give(self, tab: Page, content: object) -> None:
        raw = content if isinstance(content, str) else json.dumps(content)
        tab.set_input_files("#file", {"name": "a.review.json", "mimeType": "application/json", "buffer": raw.encode()})
        expect(tab.locator(".notice")).to_be_visible()

    def test_on_another_machine(self, tab: Page) -> None:
        said = Review(
            State.EDITED, ENGLISH[0], "c", (Error(Category.STYLE, Severity.MINOR, "n"),), "Sara", "2026-01-01T00:00:00Z"
        )
        accepted = Review(State.ACCEPTED, ENGLISH[2], "", (), "Sara", "2026-01-01T00:00:00Z")
        content = self.content((0, "NATO saw him.", said), (2, ENGLISH[2], accepted))
        content["names"] = [{"fa": "ناتو", "en": "Nato", "was": "NATO"}]
        self.give(tab, content)
        expect(tab.locator(".notice")).to_contain_text("2 rows taken over, 1 name too")
        got, bitext = sent(tab)
        assert bitext.pairs[0].target == "NATO saw him." and bitext.pairs[0].review == said
        assert bitext.pairs[2].review == accepted and got["names"] == content["names"]
        keys(tab, "u")
        assert english(tab) == ENGLISH and set(states(tab)) == {"untouched"}

    TIMES: ClassVar = [
        ("2020-01-01T00:00:00Z", "Ours."),
        ("2022-01-01T00:00:00Z", "Theirs."),
        ("9999-01-01T00:00:00Z", "Theirs."),  # is now
        ("yesterday", "Ours."),
        ("2022-02-30T00:00:00Z", "Ours."),
        ("2022-01-01", "Ours."),
        ("", "Ours."),
    ]

    @pytest.mark.parametrize("reviewer", ["Reza", "Sara", ""])
    @pytest.mark.parametrize(("time", "target"), TIMES)
    def test_of_two_edits_the_newer_stands(self, tab: Page, time: str, target: str, reviewer: str) -> None:
        ours = Review(State.EDITED, ENGLISH[0], "", (), "Sara", "2021-01-01T00:00:00Z")
        self.give(tab, self.content((0, "Ours.", ours)))
        content = self.content((0, "Theirs.", replace(ours, reviewer=reviewer)))
        content["rows"][0]["review"]["time"] = time
        self.give(tab, content)
        expect(tab.locator(".notice")).to_contain_text("1 conflict, where the newer text stands")
        assert english(tab)[0] == target
        expect(tab.locator("#s1 .theirs q")).to_have_text("Theirs." if target == "Ours." else "Ours.")
        review = sent(tab)[1].pairs[0].review
        assert review and re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", review.time)
        assert review.comment == f"Another text: {'Theirs.' if target == 'Ours.' else 'Ours.'}"
        self.give(tab, content)  # once more: nothing is said twice
        assert tab.locator("#s1 .theirs").count() == 1

    def test_a_time_that_is_none_does_not_spoil_what_is_sent_back(self, tab: Page, tmp_path: Path) -> None:
        content = self.content((0, "Theirs.", Review(State.EDITED, ENGLISH[0], time="yesterday")))
        self.give(tab, content)
        (read,) = reviews.decode(download(tab, "#save-review"))
        assert read.pairs[0].target == "Theirs." and read.pairs[0].review and read.pairs[0].review.time == ""

    MAJOR = Error(Category.NAME, Severity.MAJOR, "n")
    EDITED = Review(State.EDITED, ENGLISH[0], "a", (MAJOR,), "Sara", "2021-01-01T00:00:00Z")
    FLAGGED = Review(State.FLAGGED, ENGLISH[0], "b", (Error(Category.STYLE, Severity.MINOR),), "Reza")
    ACCEPTED = Review(State.ACCEPTED, ENGLISH[0], "", (), "Ali")

    @pytest.mark.parametrize("year", [2020, 2022])
    @pytest.mark.parametrize(
        ("one", "other"), [(EDITED, FLAGGED), (EDITED, ACCEPTED), (FLAGGED, ACCEPTED)], ids=["ef", "ea", "fa"]
    )
    @pytest.mark.parametrize("turned", [False, True])
    def test_they_are_joined_as_the_program_does(
        self, tab: Page, tmp_path: Path, one: Review, other: Review, year: int, turned: bool
    ) -> None:
        one, other = replace(one, time="2021-01-01T00:00:00Z"), replace(other, time=f"{year}-01-01T00:00:00Z")
        files = [
            self.content((0, "Mine." if said.state is State.EDITED else ENGLISH[0], said)) for said in (one, other)
        ]
        for content in reversed(files) if turned else files:
            self.give(tab, content)
        paths = [tmp_path / f"{n}.review.json" for n in range(2)]
        for path, content in zip(paths, files, strict=True):
            path.write_text(json.dumps(content), encoding="utf-8")
        (expected,) = merging.merge([reading.read(path) for path in paths]).bitexts
        got, wanted = sent(tab)[1].pairs[0], expected.pairs[0]
        assert got.target == wanted.target and got.review and wanted.review
        assert got.review.state is wanted.review.state and got.review.reviewer == wanted.review.reviewer
        assert got.review.time == wanted.review.time and set(got.review.errors) == set(wanted.review.errors)
        assert sorted(got.review.comment.splitlines())[-1:] == sorted(wanted.review.comment.splitlines())[-1:] or (
            {line.partition(": ")[2] for line in got.review.comment.splitlines()} == {wanted.review.comment}
        )
        assert "conflict" not in tab.locator(".notice").inner_text()

    def test_what_the_memory_brought_here_is_not_of_another_translation(self, desk: Desk) -> None:
        said = Review(State.EDITED, ENGLISH[0], "see", (self.MAJOR,), "Sara", "2026-01-01T00:00:00Z")
        content = self.content((0, "Mine.", said))
        now = replace(ARTICLE.pairs[0], targets=("Mine.",), names=(), links=(), origin=Origin.REVIEWED)
        tab = desk.open([replace(ARTICLE, pairs=(now, *ARTICLE.pairs[1:]))])
        self.give(tab, content)
        expect(tab.locator(".notice")).to_contain_text("1 row taken over. u takes it back")
        review = sent(tab)[1].pairs[0].review
        assert review == Review(State.ACCEPTED, "Mine.", "see", (), "Sara", "2026-01-01T00:00:00Z")

    def test_names_alone(self, tab: Page) -> None:
        edit(tab, 2, "Aliev spoke.")
        content = self.content()
        content["names"] = [
            {"fa": "علی\u200cاف", "en": "Əliyev", "was": "Aliyev"},
            {"fa": "ناتو", "en": "Nato", "was": "NATO"},
            {"fa": "ناتو", "en": "N.A.T.O.", "was": "NATO"},
            {"fa": "کتاب", "en": "کتاب", "was": ""},
        ]
        self.give(tab, content)
        message = tab.locator(".notice")
        expect(message).to_contain_text("0 rows taken over, 1 name too, corrected in 2 rows to be read")
        expect(message).to_contain_text("several spellings: ناتو (Nato, N.A.T.O.)")
        expect(message).to_contain_text("1 name left out: not spelt in English")
        expect(message).to_contain_text("u takes it back")
        assert english(tab) == ["NATO met Əliyev.", "Aliev spoke.", *ENGLISH[2:4], "Əliyev and Əliyev."]
        assert states(tab)[0] == "untouched" and [n["en"] for n in sent(tab)[0]["names"]] == ["Əliyev"]
        keys(tab, "u")
        assert english(tab)[4] == ENGLISH[4]
        no_names(tab)
        expect(tab.locator(".notice")).to_have_count(0)

    def test_another_translation_is_left_out(self, tab: Page) -> None:
        content = self.content((0, "x", Review(State.EDITED, "Another text.", time="2026-01-01T00:00:00Z")))
        content["rows"][1]["id"] = "other#1"
        content["rows"][2]["source"] = "دیگر"
        content["rows"][3]["review"] = {"state": "odd"}
        self.give(tab, content)
        expect(tab.locator(".notice")).to_contain_text("0 rows taken over, 4 left out")
        assert english(tab) == ENGLISH

    @pytest.mark.parametrize("content", ["{", "[]", '{"format": "tarjoman-review", "version": 2, "rows": []}', "null"])
    def test_a_file_that_is_none(self, tab: Page, content: str) -> None:
        self.give(tab, content)
        expect(tab.locator(".notice")).to_contain_text("a.review.json cannot be read")


ATTACKS = [
    "<img src=x onerror='window.hacked=1'>",
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "<!--<script>",
    "\"><svg onload=window.hacked=1>",
    "' onmouseover='window.hacked=1",
    "javascript:window.hacked=1",
    "</textarea><img src=x onerror=window.hacked=1>",
    "</style><img src=x onerror=window.hacked=1>",
    "${window.hacked=1}`;window.hacked=1//",
    "\u2028window.hacked=1\u2029",
    "__proto__",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_written_runs(desk: Desk, attack: str) -> None:
    source, target = f"سلام {attack}\n", f"Hi {attack}".strip()
    said = Review(State.FLAGGED, target, attack, (Error(Category.OTHER, Severity.MAJOR, attack),), attack, attack)
    pair = Pair(
        (Segment(attack, 0, 0, source, Span(0, len(source))),), (target,), attack, -0.5, (Flag.NUMBERS, Flag.NAMES),
        names=(
            Name(Span(0, 4), Span(0, 2), attack, UNKNOWN, attack, attack),
            Name(Span(0, len(source)), None, attack, MISSING, attack, attack),
        ),
        matches=(Match(attack, attack, 0.5),), confidence=0.5, review=said,
    )  # fmt: skip
    made = replace(
        make_bitext(("x", "x")).provenance,
        tool=f"tarjoman {attack}",
        model=attack,
        license=attack,
        settings={attack: attack},
        created=attack,
    )
    bitext = Bitext(
        Document(attack, (source,), source.strip(), {attack: attack, "url": attack, "agency": attack}), (pair,), made
    )
    tab = desk.open([bitext, replace(copy_of("b"), provenance=made)])
    tab.fill("#reviewer", attack)
    tab.fill("#search", attack)
    keys(tab, "Enter")
    tab.locator("#d1s1 td[lang=fa] mark").first.dispatch_event("click")
    tab.fill("#name-english", attack)
    tab.click("#name-all")
    tab.locator("#d1s1").focus()
    keys(tab, "c")
    tab.fill("#comment-text", f"{attack}!")
    tab.click("#comment-save")
    tab.locator("#d1s1").get_by_role("button", name="Use it").dispatch_event("click")
    tab.mouse.move(300, 300)
    raw = json.dumps({"format": "tarjoman-review", "version": attack, "rows": []}).encode()
    tab.set_input_files("#file", {"name": attack.replace("/", "_"), "mimeType": "application/json", "buffer": raw})
    expect(tab.locator(".notice").last).to_contain_text("cannot be read")
    content = json.loads(download(tab, "#save-review").read_text(encoding="utf-8"))
    assert next(bitexts(content["rows"])).pairs[0].review
    saved(tab)
    tab.reload()
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("main :is(script, img, svg, style)").count() == 0


def many(count: int) -> Bitext:
    """A document of that many pairs."""
    bitext = make_bitext(*((f"خبر {n} از ناتو\n", f"News {n} of NATO.") for n in range(count)))
    name = Name(Span(0, 3), Span(0, 4), "News", UNKNOWN)
    return replace(
        bitext,
        pairs=tuple(replace(p, names=(name,), confidence=(n * 7919 % 1000) / 1000) for n, p in enumerate(bitext.pairs)),
    )


def test_five_thousand_rows(desk: Desk) -> None:
    """What one thing does to one row touches no other: counted in changes of the page, not in time."""
    tab = desk.open([many(5000)])
    tab.evaluate(
        """() => { window.changes = 0; new MutationObserver(some => window.changes += some.length).observe(
        document.body, {subtree: true, childList: true, attributes: true, characterData: true}); }"""
    )

    def changes() -> int:
        tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return int(tab.evaluate("(() => { const n = window.changes; window.changes = 0; return n; })()"))

    changes()
    keys(tab, "a")
    assert 0 < changes() < 60
    keys(tab, "e")
    tab.keyboard.type("xy")
    assert 0 < changes() < 120
    keys(tab, "Escape")
    changes()
    tab.fill("#search", "خبر ۴۹۹۹")
    keys(tab, "Enter")
    assert shown(tab) == ["5000"] and changes() < 10_100  # a row and its paragraph each, once
    tab.fill("#search", "خبر ۴۹۹")
    keys(tab, "Enter")
    assert len(shown(tab)) == 11 and changes() < 100
    tab.locator("#search").press("Escape")
    tab.select_option("#sort", "confidence")
    assert shown(tab)[:2] == ["1", "1001"]
    changes()
    laid_out = """[...document.querySelectorAll('tbody tr')].filter(
        r => r.cells[1].checkVisibility({contentVisibilityAuto: true})).length"""
    assert tab.evaluate(laid_out) < 200


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page with nothing but some of the script."""
    tab = browser.new_page()
    folder = files("tarjoman.align.review") / "script"
    code = "".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in ("text", "diff"))
    tab.evaluate(f"() => {{ {code}; Object.assign(window, {{ text, diff }}); }}")
    yield tab
    tab.close()


class TestModules:
    """Parts of the script by themselves, against what they must agree with."""

    TEXTS = st.text(
        st.sampled_from("abZ_1۲٣ یيكک\u200c\u0654\u064e،.«»\u00a0\u2028\x1c\x85\ufeff😀\U00020000é½²"), max_size=30
    )

    @settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(some=st.lists(TEXTS, min_size=40, max_size=40))
    def test_words_are_those_of_the_program(self, blank: Page, some: list[str]) -> None:
        found = blank.evaluate("some => some.map(s => text.words(s).map(w => w.map(at => text.points(s, at))))", some)
        assert [[tuple(span) for span in spans] for spans in found] == [words(text) for text in some]

    @settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(some=st.lists(TEXTS, min_size=40, max_size=40))
    def test_a_line_is_one_as_targets_are(self, blank: Page, some: list[str]) -> None:
        for line in blank.evaluate("some => some.map(text.line)", some):
            assert line == line.strip() and not re.search(r"[\n\r\t]|  ", line)

    @settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(some=st.lists(st.tuples(TEXTS, TEXTS), min_size=40, max_size=40))
    def test_a_difference_gives_both_texts_back(self, blank: Page, some: list[tuple[str, str]]) -> None:
        for (before, after), pieces in zip(
            some, blank.evaluate("some => some.map(p => diff.words(...p))", some), strict=True
        ):
            assert "".join(part for kind, part in pieces if kind != "ins") == before
            assert "".join(part for kind, part in pieces if kind != "del") == after

    @pytest.mark.parametrize(
        ("before", "after", "pieces"),
        [
            ("a b c", "a x c", [["same", "a "], ["del", "b"], ["ins", "x"], ["same", " c"]]),
            ("a b c d", "a x y d", [["same", "a "], ["del", "b c"], ["ins", "x y"], ["same", " d"]]),
            ("a", "a", [["same", "a"]]),
            ("", "a b", [["ins", "a b"]]),
        ],
    )
    def test_differences_are_of_words(self, blank: Page, before: str, after: str, pieces: list[list[str]]) -> None:
        assert blank.evaluate("p => diff.words(...p)", [before, after]) == pieces
