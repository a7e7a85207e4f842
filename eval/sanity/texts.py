"""What can be seen to be wrong with translations, sources and references by looking at them."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from tarjoman.eval.material import Material
from tarjoman.eval.sanity.characters import characters
from tarjoman.eval.sanity.finding import Finding
from tarjoman.eval.sanity.side import Rescore, Texts, settings
from tarjoman.eval.sanity.step import out_of_step
from tarjoman.translate.script import LETTER

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_PERSIAN = re.compile(f"[{LETTER}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_TOKENIZED = re.compile(r"(?<=\w) (?:[.,;:?!](?=[ \"'\u201d]|$)|n't\b|'s\b|@-@)")
_WORD = re.compile(r"\w+")


def look(material: Material, rescore: Rescore) -> list[Finding]:
    """All findings, those of the systems first. rescore: what another text of a system would score."""
    systems = [Texts(f"system {s.name}", s.outputs, material.place) for s in material.systems]
    references = [Texts(f"reference {n}", side, material.place) for n, side in enumerate(material.references, 1)]
    source = Texts("source", material.sources, material.place) if material.sources else None
    found: list[Finding] = []
    for system in systems:
        for check in (_empty, _copied, _given):
            found += check(system, source, references)
        found += _entities(system, rescore)
        found += _script(system, latin=True)
        found += _foreign(system)
        found += _forms(system, rescore)
        found += _written(system, references)
        found += _one_text(system, references)
        found += characters(system, references, rescore)
        found += out_of_step(system, references[0])
    for side in references:
        found += _empty(side, source, ())
        found += _entities(side)
        found += _script(side, latin=True)
        found += _foreign(side)
        found += _forms(side)
        found += characters(side)
    found += _same(references)
    if source:
        found += _entities(source)
        found += _script(source, latin=False)
        found += _forms(source)
    return found


def _empty(side: Texts, source: Texts | None, references: Sequence[Texts]) -> Iterator[Finding]:
    empty = [n for n, text in enumerate(side.texts) if not text.strip()]
    if empty:
        places = ", ".join(map(side.place, empty[:5])) + (" …" if len(empty) > 5 else "")
        advice = f"Translate them, or see why they are empty: {places}"
        yield side.finding("empty", "there is nothing", empty, advice, severity="wrong")


def _copied(side: Texts, source: Texts | None, references: Sequence[Texts]) -> Iterator[Finding]:
    if not source:
        return
    rows = enumerate(zip(side.texts, source.texts, *(r.texts for r in references), strict=True))
    same = [n for n, (text, raw, *wanted) in rows if text and text == raw and text not in wanted]
    if len(same) >= max(1, settings()["copied"] * len(side.texts)):
        severity: Literal["wrong", "doubtful"] = "wrong" if len(same) * 2 > len(side.texts) else "doubtful"
        advice = "See that this is not the source file, and that the system had a model for Persian"
        yield side.finding("copied", "the translation is the source", same, advice, severity=severity)


def _given(side: Texts, source: Texts | None, references: Sequence[Texts]) -> Iterator[Finding]:
    rows = enumerate(zip(side.texts, *(r.texts for r in references), strict=True))
    same = [n for n, (text, *wanted) in rows if text in wanted and len(text.split()) >= settings()["words"]]
    if _many(same, side, "given"):
        every = len(same) * 2 > len(side.texts)
        advice = "See that this is not the reference file, and that the system was not trained on this set"
        what = "the translation is the reference, letter by letter"
        yield side.finding("reference", what, same, advice, severity="wrong" if every else "doubtful")


def _entities(side: Texts, rescore: Rescore | None = None) -> Iterator[Finding]:
    found = [n for n, text in enumerate(side.texts) if _ENTITY.search(text) and html.unescape(text) != text]
    if found:
        effects = rescore(side.texts, [html.unescape(t) for t in side.texts], "un-escaped") if rescore else ()
        advice = "Un-escape the text, once (html.unescape in Python), and evaluate again"
        what = "HTML entities stand in the text"
        yield side.finding("entities", what, found, advice, severity="wrong", effects=effects, show=_entity)


def _script(side: Texts, *, latin: bool) -> Iterator[Finding]:
    """Lines most of whose letters are of the other language's script."""
    good, other = (_LATIN, _PERSIAN) if latin else (_PERSIAN, _LATIN)
    found = [n for n, text in enumerate(side.texts) if len(other.findall(text)) > len(good.findall(text))]
    most = len(found) * 2 > len(side.texts)
    if found and (latin or most):
        what = f"most letters are {'Persian' if latin else 'Latin'}"
        advice = "See that source and reference are not swapped" if most else "See why they were not translated"
        yield side.finding("script", what, found, advice, severity="wrong" if most else "doubtful")


def _foreign(side: Texts) -> Iterator[Finding]:
    known = frozenset(settings()["english"])
    words = [_WORD.findall(text.lower()) if len(_LATIN.findall(text)) * 2 > len(text) else [] for text in side.texts]
    found = [n for n, some in enumerate(words) if len(some) >= 8 and known.isdisjoint(some)]
    if _many(found, side, "foreign"):
        yield side.finding("language", "these seem not to be English", found, "See that this is the English side")


def _forms(side: Texts, rescore: Rescore | None = None) -> Iterator[Finding]:
    composed = [unicodedata.normalize("NFC", text) for text in side.texts]
    found = [n for n, (text, other) in enumerate(zip(side.texts, composed, strict=True)) if text != other]
    if found:
        what = "letters and marks are apart (Unicode NFD) where one character would do (NFC)"
        effects = rescore(side.texts, composed, "in NFC") if rescore else ()
        yield side.finding("unicode", what, found, "Bring all sides to NFC, and evaluate again", effects=effects)


def _written(side: Texts, references: Sequence[Texts]) -> Iterator[Finding]:
    """Text that was cut into tokens, or written small, and not put back."""
    apart = [n for n, text in enumerate(side.texts) if _TOKENIZED.search(text)]
    usual = max(sum(bool(_TOKENIZED.search(text)) for text in r.texts) for r in references)
    if len(apart) - usual >= max(1, settings()["tokenized"] * len(side.texts)):
        what = "there are spaces before marks, as after tokenisation"
        advice = "Detokenise it: sacreBLEU cuts into tokens itself, and BLEU of tokens is no BLEU of the text"
        yield side.finding("tokenized", what, apart, advice, severity="wrong")
    small = [n for n, text in enumerate(side.texts) if text[:1].islower()]
    theirs = max(sum(text[:1].islower() for text in r.texts) for r in references)
    if len(small) >= settings()["lowercased"] * len(side.texts) > theirs:
        yield side.finding(
            "lowercased",
            "the text is in small letters, the reference is not",
            small,
            "Restore its case; BLEU and chrF2++ count case, and names are known by it",
            severity="wrong",
        )
    large = [n for n, text in enumerate(side.texts) if text.isupper()]
    theirs = max(sum(text.isupper() for text in r.texts) for r in references)
    if len(large) >= settings()["capitals"] * len(side.texts) > theirs:
        what = "the text is in capitals, the reference is not"
        advice = "Restore its case; BLEU and chrF2++ count case, and names are known by it"
        yield side.finding("capitals", what, large, advice, severity="wrong")


def _one_text(side: Texts, references: Sequence[Texts]) -> Iterator[Finding]:
    """One text for many segments, whose references differ."""
    text, often = Counter(filter(None, side.texts)).most_common(1)[0] if any(side.texts) else ("", 0)
    if often < max(settings()["least"], settings()["same"] * len(side.texts)):
        return
    found = [n for n, one in enumerate(side.texts) if one == text]
    if all(len({r.texts[n] for n in found}) * 2 > often for r in references):
        what = "one text is the translation of many segments"
        yield side.finding("same", what, found, "See whether the system answered at all", severity="wrong")


def _same(references: Sequence[Texts]) -> Iterator[Finding]:
    for n, one in enumerate(references):
        for other in references[:n]:
            if list(one.texts) == list(other.texts):
                what = f"it is the same as {other.name}"
                yield one.finding("references", what, range(len(one.texts)), "Name it once", severity="wrong")


def _many(found: Sequence[int], side: Texts, name: str) -> bool:
    """Whether these are as many as a share of the settings, and not a few by chance."""
    size = len(side.texts)
    return len(found) == size or len(found) >= max(settings()["least"], settings()[name] * size)


def _entity(text: str) -> str:
    """A text from shortly before its first entity on."""
    match = _ENTITY.search(text)
    return text[max(0, match.start() - 40) if match else 0 :]
