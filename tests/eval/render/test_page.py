"""The page, read as a browser would."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from evaluating import make_material, report
from tarjoman.config import EvalConfig
from tarjoman.eval.evaluation import evaluate
from tarjoman.eval.metrics.choice import choose
from tarjoman.eval.render import page
from tarjoman.eval.sanity import Example, Finding

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></script><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "' onmouseover='alert(1)",
    "&lt;b&gt; &#39;",
]
EMPTY = {"meta", "path", "rect", "br"}


class Reader(HTMLParser):
    """Tags with their attributes, and the text; refuses tags that do not close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_it_needs_nothing_else_and_says_so() -> None:
    html = page.render(report())
    found = Reader(html)
    policy = next(m["content"] for m in found.of("meta") if m.get("http-equiv") == "Content-Security-Policy")
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in str(policy)
    assert str(policy).startswith("default-src 'none';") and "unsafe" not in str(policy)
    for _, attributes in found.tags:
        assert not {"style", "src", "href"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]


def test_what_is_on_it() -> None:
    found = Reader(page.render(report()))
    for measure in report().metrics:
        assert measure.signature in found.text and measure.kind.meaning in found.text
    assert "good is better than bad" in found.text and "un-escaped" in found.text and "Aliev" in found.text
    persian = [a for _, a in found.tags if a.get("lang") == "fa"]
    assert persian and all(a.get("dir") == "rtl" for a in persian)
    assert len(found.of("svg")) == 2 and all(a.get("aria-label") for a in found.of("svg"))
    assert all(a.get("scope") for a in found.of("th"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_texts_are_texts(attack: str) -> None:
    material = make_material(
        [attack, attack],
        ["He left.", "He stayed."],
        references=[[f"Reference {attack}"] * 2],
        sources=[f"قم {attack}"] * 2,
        documents=[attack, "b"],
    )
    found = evaluate(material, choose(material), attack, EvalConfig(samples=5, trials=5))
    finding = Finding("x", "wrong", attack, attack, 1, 2, attack, (Example(attack, attack),))
    html = page.render(replace(found, notes=(attack,), findings=(finding,), created=attack, tool=attack))
    reader = Reader(html)
    assert len(reader.of("script")) == len(reader.of("style")) == 1 and not reader.of("img")
    assert reader.text.count(attack) > 5
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]


def test_nothing_found_and_a_single_system() -> None:
    material = make_material(["He left."] * 30, references=[["He has left."] * 30])
    found = evaluate(material, choose(material), "x", EvalConfig(samples=5, trials=5))
    text = Reader(page.render(found)).text
    assert "Nothing was found to be wrong" in text and "Is the difference real?" not in text
    assert "Nothing was found" not in Reader(page.render(replace(found, notes=("The run stopped",)))).text


def test_what_is_wrong_stands_before_what_it_comes_to() -> None:
    text = Reader(page.render(report())).text
    assert text.index("HTML entities stand") < text.index("good has chrF2++") < text.index("BLEU ↑")


def test_a_reference_that_has_none_of_what_is_bad_is_told() -> None:
    metrics = tuple(replace(m, ceiling=0.0 if m.kind.key == "omissions" else None) for m in report().metrics)
    assert "the reference itself" in Reader(page.render(replace(report(), metrics=metrics))).text


def test_persian_names_are_apart_from_what_is_around_them() -> None:
    name = "گوگل 2"
    systems = (replace(report().systems[0], name=name), report().systems[1])
    comparisons = tuple(replace(c, first=name) for c in report().comparisons)
    scatters = tuple(replace(s, first=name) for s in report().scatters)
    html = page.render(replace(report(), systems=systems, comparisons=comparisons, scatters=scatters))
    assert f"\u2068{name}\u2069 is better than bad" in html and f"\u2068{name}\u2069: " in html
    assert "across, and of bad, up" in html and f"of \u2068{name}\u2069, across" in html


def test_the_best_is_marked_where_there_is_one() -> None:
    best = dict(zip([m.kind.key for m in report().metrics], page._best(report()), strict=True))
    assert best["bleu"] == best["ter"] == best["chrf"] == {0}
    assert best["length"] == best["untranslated"] == best["omissions"] == frozenset()
