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
        read_all("md", "متن " + "[" * 5_000 + "](" * 5_000 + "*a_" * 5_000)
