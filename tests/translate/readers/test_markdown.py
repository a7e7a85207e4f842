import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import read_all, read_one, within

TEXT = r"""# تیتر *خبر*

بند **یک**
ادامه دارد [پیوند](https://a.example) و `کد`.\
سطر تازه ![عکس](a.png)

* مورد یک
* مورد دو
  1. مورد درونی

> نقل قول

الف | ب
--- | ---
پ | ت

```python
چاپ("کد")
```

    بندی که تو رفته است

زیرتیتر
=======

<div class="x">در <b>اچ‌تی‌ام‌ال</b><br>سطر</div>

پایان<br/>سطر پایانی[^1] \* &amp; ~~خط~~

[1]: https://a.example
"""


def test_what_is_read() -> None:
    document = read_one("md", TEXT.replace("\n", "\r\n"))
    assert document.title == "تیتر خبر"
    assert [p.rstrip("\n") for p in document.paragraphs] == [
        "تیتر خبر",
        "بند یک ادامه دارد پیوند و کد.",
        "سطر تازه",
        "مورد یک",
        "مورد دو",
        "مورد درونی",
        "نقل قول",
        "الف",
        "ب",
        "پ",
        "ت",
        "بندی که تو رفته است",
        "زیرتیتر",
        "در اچ\u200cتی\u200cام\u200cال",
        "سطر",
        "پایان",
        "سطر پایانی[^1] * & خط",
    ]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 'تیتر: خبر'\nDate: 2026-03-02\nسر: x\ntags:\n  - a\n# remark\nنویسنده: ن. راد\n---\n".replace(
            "سر: x\n", ""
        ),
        '+++\ntitle = "تیتر: خبر"\ndate = 2026-03-02\nauthor = "ن. راد"\ntags = ["a"]\n+++\n',
    ],
)
def test_front_matter(front: str) -> None:
    document = read_one("md", front + "\nمتن.\n")
    assert document.paragraphs == ("تیتر: خبر\n", "متن.\n") and document.title == "تیتر: خبر"
    assert {k: v for k, v in document.meta.items() if v} == {"date": "2026-03-02", "author": "ن. راد"}


@pytest.mark.parametrize(
    ("front", "meta"),
    [
        ("title: >\n  یک\n  دو\nauthor: ن. راد", {"title": "یک دو", "author": "ن. راد"}),
        ("title: |-\n  یک\n\n  دو\nx: 'a: b'", {"title": "یک دو", "x": "a: b"}),
        ("title: >2+ # remark\n    یک\n\n    دو", {"title": "یک دو"}),
        ("title: یک\n  دو\nx: 1", {"title": "یک دو", "x": "1"}),
        ("title:\n  یک\nx: 1", {"title": "یک", "x": "1"}),
        ("title: یک\ntags:\n- a\n- b\nkeys: [a, b]\nmap: {a: 1}\nx:\n  y: 1", {"title": "یک"}),
        ("title: یک\ntext: متن دیگر\nbody: بدنه", {"title": "یک", "text": "متن دیگر", "body": "بدنه"}),
        ('title: "یک\' دو"\nx: "', {"title": "یک' دو", "x": '"'}),
    ],
)
def test_values_of_front_matter(front: str, meta: dict[str, str]) -> None:
    document = read_one("md", f"---\n{front}\n---\nمتن.\n")
    assert {"title": document.title, **document.meta} == meta and document.paragraphs[1:] == ("متن.\n",)


def test_an_article_that_stands_in_front_matter_is_read() -> None:
    assert read_one("md", "---\ntitle: تیتر\ntext: |\n  یک\n  دو\n---\n").text == "تیتر\nیک\nدو\n"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("یک\n\n```\nدو **سه**\n\nچهار\n", ["یک", "دو سه", "چهار"]),
        ("یک\n\n~~~نقل\nدو\n```\nسه\n", ["یک", "نقل دو ``` سه"]),
        ("یک\n\n```\nکد\n````\n\n> ```\n> دو\n\nسه", ["یک", "دو", "سه"]),
        ("یک\n\n```\nکد\n``", ["یک", "کد ``"]),
        ("| الف | ب |\n|--|--|\n| پ | ت | *ث* | |\n| ج\n\nد", ["الف", "ب", "پ", "ت", "ث", "ج", "د"]),
        ("> الف | ب\n> --|--\n> پ | \\| | `چ` | [ح][1]\n\n[1]: /x", ["الف", "ب", "پ", "|", "چ", "ح"]),
        ("[خبر]: تهران\n\nپایان", ["[خبر]: تهران", "پایان"]),
        ("[خبر]: تهران\n[خبر]: BBC 'شیراز'\n\nپایان", ["[خبر]: تهران [خبر]: BBC 'شیراز'", "پایان"]),
        ("[خبر]: تهران\n\nاز [خبر] و [این][خبر]", ["از خبر و این"]),
        ("[1]: https://a.example\n[2]: a.html\n[3]: <#x>\n\nپایان", ["پایان"]),
    ],
)
def test_what_marks_would_hide_is_read(text: str, parts: list[str]) -> None:
    assert [part.strip() for part in read_one("md", text).paragraphs] == parts


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nوزیر گفت: سلام.\n\n---\n\nپایان.",
        "---\nیک سطر ساده\n---\nپایان.",
        "---\ntitle: بی‌پایان\n\nپایان.",
        "+++\nx = \n+++\n\nپایان.",
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    document = read_one("md", text)
    assert document.meta == {} and "پایان" in document.text
    assert all(word in document.text for word in ("وزیر", "ساده", "بی\u200cپایان") if word in text)


def test_a_title_later_in_the_text_is_none() -> None:
    assert read_one("md", "بند.\n\n# عنوان\n").title is None


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "no text in it"),
        ("متن".encode("cp1256"), "not UTF-8"),
        ("```\nمتن\n```\n".encode(), "no text in it"),
        (b">" * 150 + "متن".encode(), "nested too deeply"),
        (("- " * 150 + "متن").encode(), "nested too deeply"),
    ],
)
def test_bad_files(raw: bytes, message: str) -> None:
    (found,) = read_all("md", raw)
    assert isinstance(found, str) and message in found


def test_sentences_a_line_are_another_format() -> None:
    assert "has no lines that could be sentences" in str(read_all("md", "متن", lines=True))


@given(st.lists(st.tuples(st.sampled_from(["", "# ", "> ", "- ", "1. ", "> - "]), st.text("آبپ\u200c،٫ ", min_size=1))))
def test_no_paragraph_is_lost(parts: list[tuple[str, str]]) -> None:
    written = [f"م{text.strip()}م" for _, text in parts]
    document = read_one("md", "\n\n".join([*(m + w for (m, _), w in zip(parts, written, strict=True)), "پایان"]))
    assert [p.strip() for p in document.paragraphs] == [*(" ".join(w.split()) for w in written), "پایان"]


def test_hostile_marks_take_no_time() -> None:
    with within(5):
        read_all("md", "---\n" + "a: 1\n" * 50_000 + "---\n" + "".join(f"[ا{n}]: ب\n" for n in range(5_000)))
    with within(5):
        read_all("md", "متن " + "[" * 5_000 + "](" * 5_000 + "*a_" * 5_000)
