"""What must stand in a translation as it stands in its source, letter by letter: addresses, handles, emoji.

Networks spell what they have not learnt piece by piece, and go wrong: "htps:/wwww.irna.news". Where it can be seen what
they meant it is put right.
"""

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from tarjoman.align.words import Links, moved

_ADDRESS = re.compile(
    r"(?<![\w/@.])(?:https?://|www\.)[^\s«»()<>\"“”]*[\w/]"  # of pages
    r"|(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"  # of mail
    r"|(?<![\w.@])@[A-Za-z_]\w*"
)
# Flags are two letters of their own, other signs one with what changes it (skin, hair, joined ones)
_PICTURE = "[\U0001f300-\U0001faff\u2600-\u27bf]"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    f"|{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{_PICTURE}[\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
_GARBLED = re.compile("(?:[\U0001f000-\U0001ffff\ufffd]|" + _EMOJI.pattern + ")+")  # what an emoji may have become
_LOST = "\ufffd"  # stands for bytes that are no character
_TOKEN = re.compile(r"\S*[^\s.,;:!?)\]}\"'»”]")
_ALIKE = 60  # per cent of the letters of an address and what was made of it


def lost(source: str, target: str) -> list[str]:
    """What of a source is not in its translation as often as there, and each character that is none."""
    wanted = Counter(_wanted(source))
    found = Counter(_wanted(target))
    return [*(wanted - found).elements(), *[_LOST] * (target.count(_LOST) - source.count(_LOST))]


def restored(source: str, target: str, links: Links = ()) -> tuple[str, Links]:
    """A translation with the addresses and emoji of its source, where it can be seen where they belong; its links."""
    if not _may_have(source) or not target:
        return target, links
    missing = Counter(_wanted(source)) - Counter(_wanted(target))
    addresses = [address for address in _ADDRESS.findall(source) if missing[address]]
    for address in dict.fromkeys(addresses):
        tokens = [m for m in _TOKEN.finditer(target) if m[0] not in source and any(c in m[0] for c in "/.:@")]
        best = max(tokens, key=lambda m: fuzz.ratio(m[0].lower(), address.lower()), default=None)
        if best and fuzz.ratio(best[0].lower(), address.lower()) >= _ALIKE:
            target, links = _put(target, links, best.start(), best.end(), address)
    if any(missing[emoji] for emoji in _EMOJI.findall(source)):
        target, links = _with_emoji(source, target, links)
    return target, links


def _with_emoji(source: str, target: str, links: Links) -> tuple[str, Links]:
    """A translation with the emoji of its source in the places of what they became; at its end where that is theirs."""
    wanted = [m[0] for m in re.finditer(f"(?:{_EMOJI.pattern})+", source)]
    garbled = list(_GARBLED.finditer(target))
    if len(garbled) == len(wanted):
        for match, emoji in reversed(list(zip(garbled, wanted, strict=True))):
            if match[0] != emoji:
                target, links = _put(target, links, *match.span(), emoji)
    elif not garbled and len(wanted) == 1 and source.rstrip().endswith(wanted[0]):
        target, links = _put(target, links, len(target), len(target), f" {wanted[0]}")
    return target, links


def _put(target: str, links: Links, start: int, end: int, new: str) -> tuple[str, Links]:
    return target[:start] + new + target[end:], moved(links, target, (start, end, new)) if links else links


def _may_have(text: str) -> bool:
    """Whether a look is worth its time."""
    return "@" in text or "://" in text or "www." in text or (not text.isascii() and bool(_EMOJI.search(text)))


def _wanted(text: str) -> Sequence[str]:
    """The addresses and emoji of a text."""
    return [*_ADDRESS.findall(text), *_EMOJI.findall(text)] if _may_have(text) else []
