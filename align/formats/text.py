"""The English alone, with the line breaks of its source."""

from itertools import groupby

from tarjoman.bitext import Bitext, Pair


def render(bitext: Bitext) -> str:
    """One line a paragraph, blank lines as in the source; a source whose every line is a sentence gives as many lines.

    A sentence without a translation stands as `[untranslated: …]`: the text never loses one.
    """
    paragraphs = bitext.document.paragraphs
    lines = dict.fromkeys(range(len(paragraphs)), "")
    for number, pairs in groupby(bitext.pairs, key=lambda p: p.sources[0].paragraph if p.sources else None):
        line = " ".join(filter(None, map(_english, pairs)))
        if number is not None:
            lines[number] = " ".join(filter(None, [lines[number], line]))
    parts = []
    for number, raw in enumerate(paragraphs):
        head, tail = raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
        last = number == len(paragraphs) - 1
        parts.append("\n" * head.count("\n") + lines[number] + ("\n" * tail.count("\n") or ("" if last else "\n")))
    return "".join(parts)


def _english(pair: Pair) -> str:
    source = " ".join(pair.source.split())
    return pair.target or (f"[untranslated: {source}]" if source else "")
