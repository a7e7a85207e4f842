"""Characters of English text that a reader does not see, or takes for others."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from tarjoman.eval.sanity.finding import Finding
from tarjoman.eval.sanity.side import Rescore, Texts

# Controls, soft hyphen, spaces without width, joiners, marks and embeddings of direction, byte order marks, tags
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|(?<![\u0600-\u06ff])\u200c|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"  # of Persian words, and of emoji
)
_LOOKALIKE = "\u0370-\u03ff\u0400-\u052f"  # Greek, Cyrillic
_MIXED = re.compile(rf"[A-Za-z][{_LOOKALIKE}]|[{_LOOKALIKE}][A-Za-z]")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")


def characters(side: Texts, references: Sequence[Texts] = (), rescore: Rescore | None = None) -> Iterator[Finding]:
    """Invisible characters, words in two scripts, tags that no reference has. rescore: what it costs a system."""
    if unseen := _with(_INVISIBLE, side):
        names = {c for n in unseen for c in _INVISIBLE.findall(side.texts[n])}
        told = ", ".join(f"U+{ord(c):04X}" for c in sorted(names)[:5]) + (" …" if len(names) > 5 else "")
        bare = [_INVISIBLE.sub("", text) for text in side.texts]
        yield side.finding(
            "invisible",
            f"there are characters that nobody sees, but every metric counts ({told})",
            unseen,
            "Take them out, and evaluate again",
            severity="wrong" if len(unseen) * 2 > len(side.texts) else "doubtful",
            effects=rescore(side.texts, bare, "without them") if rescore else (),
            show=_named,
        )
    if mixed := _with(_MIXED, side):
        what = "words have letters of Latin and of Greek or Cyrillic script, which look alike"
        yield side.finding("mixed", what, mixed, "Write each word in one script", severity="wrong")
    tagged = _with(_TAG, side)
    if references and len(tagged) > max(len(_with(_TAG, reference)) for reference in references):
        bare = [_TAG.sub("", text) for text in side.texts]
        effects = rescore(side.texts, bare, "without them") if rescore else ()
        what = "tags stand in the text"
        yield side.finding(
            "markup", what, tagged, "Take them out, and evaluate again", severity="wrong", effects=effects
        )


def _with(pattern: re.Pattern[str], side: Texts) -> list[int]:
    return [n for n, text in enumerate(side.texts) if pattern.search(text)]


def _named(text: str) -> str:
    """A text with what nobody sees written out."""
    return _INVISIBLE.sub(lambda m: f"<{unicodedata.name(m[0], f'U+{ord(m[0]):04X}')}>", text)
