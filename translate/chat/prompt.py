"""What a chat model is asked: sentences, the names in them, and what stands around them."""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import jinja2

from tarjoman.translate.engine import Hint

# A tag of the request that a text would have, with whatever a model reads over in it.
_TAG = re.compile(r"<(?=[\s/\u200b-\u200f\u2060\ufeff]*(?:text|before|after))", re.IGNORECASE)


def ask(sentences: Sequence[str], hints: Sequence[Hint]) -> str:
    """The request for one sentence or more, which follow each other in one document; several are numbered from 1.

    hints: one a sentence. Each text stands on one line, sentences and what is around them between tags, of which none
    is left in a text: "<" before their names is "‹".
    """
    names = dict.fromkeys((_data(persian), _data(english)) for hint in hints for persian, english in hint.names)
    return _template().render(
        sentences=[_data(sentence) for sentence in sentences],
        names=list(names),
        before=_data(hints[0].before),
        after=_data(hints[-1].after),
    )


def line(text: str) -> str:
    """A text on one line, whatever ends lines in it."""
    return " ".join(text.split())


@cache
def version() -> str:
    """What identifies the wording of requests: the first 12 hexadecimal digits of the SHA-256 of its template."""
    return hashlib.sha256(_source().encode()).hexdigest()[:12]


def _data(text: str) -> str:
    """A text on one line, which has none of the request's tags."""
    return _TAG.sub("‹", line(text))


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
