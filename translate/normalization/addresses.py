"""Addresses in a text: what is written in them is no word, and is left as it stands."""

import re
from collections.abc import Callable, Iterator

from tarjoman.translate.normalization.edits import Change

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+|[#@][\w\u200c]+")
_MARKS = ("://", "www.", "@", "#")  # every address has one; looking for them is much faster

Rule = Callable[[str], Iterator[Change]]


def outside(rule: Rule) -> Rule:
    """A rule that changes nothing inside of addresses of pages and mail, hashtags and handles."""

    def kept(text: str) -> Iterator[Change]:
        if not (changes := list(rule(text))):
            return
        addresses = _ADDRESS.finditer(text) if any(mark in text for mark in _MARKS) else iter(())
        address = next(addresses, None)
        for start, end, new in changes:
            while address and address.end() <= start:
                address = next(addresses, None)
            if not address or end <= address.start():
                yield start, end, new

    return kept
