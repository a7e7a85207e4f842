"""What a chat model is asked: sentences, the names in them, and what stands around them."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import count

import jinja2

from tarjoman.translate.engine import Hint

MARK = "text"  # the tag around the sentences; with a number behind it where the text itself has that


def ask(sentences: Sequence[str], hints: Sequence[Hint]) -> str:
    """The request for one sentence or more, which follow each other in one document; several are numbered from 1.

    hints: one a sentence. A sentence is data: it stands on one line, between tags that nothing in it can close.
    """
    lines = [line(sentence) for sentence in sentences]
    names = dict.fromkeys((line(persian), line(english)) for hint in hints for persian, english in hint.names)
    before, after = line(hints[0].before), line(hints[-1].after)
    texts = [*lines, before, after, *(form for name in names for form in name)]
    mark = next(tag for tag in (f"{MARK}{number or ''}" for number in count()) if _is_free(tag, texts))
    return _template().render(sentences=lines, names=list(names), before=before, after=after, mark=mark)


def line(text: str) -> str:
    """A text on one line, whatever ends lines in it."""
    return " ".join(text.split())


@cache
def version() -> str:
    """What identifies the wording of requests: the first 12 hexadecimal digits of the SHA-256 of its template."""
    return hashlib.sha256(_source().encode()).hexdigest()[:12]


def _is_free(tag: str, texts: Sequence[str]) -> bool:
    return not any(f"<{tag}>" in text or f"</{tag}>" in text for text in texts)


def _source() -> str:
    return (files("tarjoman.translate.chat") / "prompt.jinja").read_text(encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=False,  # noqa: S701, what is asked is no page: a model reads it as it is
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(_source())
