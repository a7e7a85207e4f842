"""The golden report of the fixture; made anew with `python tests/eval/render/test_markdown.py`."""

import re
from dataclasses import replace

import pytest

from evaluating import FIXTURE, report
from tarjoman.eval.render import markdown

GOLDEN = FIXTURE / "report.md"


def rendered() -> str:
    """The report, without what changes with versions, the name table and where the files are."""
    text = markdown.render(report()).replace(f"{FIXTURE}/", "")
    text = re.sub(r"table:\w+", "table:…", text)
    text = re.sub(r"version:[\w.-]+", "version:…", text)
    return re.sub(r"\(tarjoman .*?\)", "(…)", text)


def test_golden() -> None:
    assert rendered() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<script>", r"\<script\>"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("[a](http://b)", r"\[a\](http<!-- -->://b)"),
        ("two\nlines", r"two\\nlines"),
        ("&amp;", r"\&amp;"),
        ("@all www.a.b GH-1 $x$", r"@<!-- -->all www<!-- -->.a.b GH<!-- -->-1 \$x\$"),
        ("\x1b[1m\u202eevil", r"\\x1b\[1m\\u202eevil"),
        ("گوگل 2", "\u2068گوگل 2\u2069"),
    ],
)
def test_texts_are_no_markup(name: str, shown: str) -> None:
    found = markdown.render(replace(report(), systems=(replace(report().systems[0], name=name),), comparisons=()))
    assert found.startswith(f"## Evaluation of {shown}\n")


def test_notes_and_findings_come_first_and_apart() -> None:
    found = markdown.render(replace(report(), notes=("One & two", "Three"), findings=()))
    assert "> **Note** One \\& two.\n\n> **Note** Three.\n\n- good has" in found and "Nothing was found" not in found
    assert "Nothing was found to be wrong with the files.\n\n- good has" in markdown.render(
        replace(report(), findings=())
    )


def test_code_with_backticks() -> None:
    assert "`` a`b ``" in markdown.render(replace(report(), command="a`b"))


if __name__ == "__main__":
    GOLDEN.write_text(rendered(), encoding="utf-8")
