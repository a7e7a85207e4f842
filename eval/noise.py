"""What happens to Persian text on its way through keyboards, editors and content systems, done to clean text."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noise:
    """One kind. apply: clean text in, noised text out. sentences: how many it takes at once to show, 1 or 2."""

    name: str
    apply: Callable[[str], str]
    sentences: int = 1


_ARABIC = str.maketrans("یک", "يك")

KINDS = (
    Noise("ZWNJ lost", lambda text: text.replace("\u200c", "")),
    Noise("ZWNJ turned into a space", lambda text: text.replace("\u200c", " ")),
    Noise("Arabic ي and ك for ی and ک", lambda text: text.translate(_ARABIC)),
    Noise("no space after a full stop", lambda text: re.sub(r"\.\s+", ".", text), sentences=2),
    Noise("no final full stop", lambda text: re.sub(r"\.\s*\Z", "", text)),
)
