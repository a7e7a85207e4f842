"""What a merging left open, as lines of a comment: `Sara wants: It rained.`"""

import re
from collections.abc import Iterable, Iterator

NOTHING = "(nothing)"  # in place of a text where somebody deleted it
SOMEBODY = "somebody"  # who gave no name
_LINE = re.compile(r"^(.+?) wants: (.*)(?:\n|\Z)", re.MULTILINE)


def lines(said: Iterable[tuple[str, str]]) -> list[str]:
    """The lines of who wants what; a name or a text may be ""."""
    return [f"{who or SOMEBODY} wants: {text or NOTHING}" for who, text in said]


def found(comment: str) -> Iterator[tuple[str, str]]:
    """Who wants what by such lines of a comment, as `lines` was given it."""
    for who, text in _LINE.findall(comment):
        yield "" if who == SOMEBODY else who, "" if text == NOTHING else text


def rest(comment: str) -> str:
    """A comment without such lines."""
    return _LINE.sub("", comment)
