"""The English alone, with the line breaks of its source."""

from collections.abc import Iterable

from tarjoman.bitext import Bitext, Flag, Origin, Pair

SUFFIX = ".en.txt"  # of the English side of a text, ours or a person's


def render(bitexts: Iterable[Bitext]) -> str:
    """The texts, each from the start of a line, an empty one before it."""
    texts = [text(bitext) for bitext in bitexts]
    return "\n".join(one if one.endswith("\n") or n == len(texts) else f"{one}\n" for n, one in enumerate(texts, 1))


def text(bitext: Bitext) -> str:
    """One line per paragraph, blank lines as in the source; a source of a sentence per line gives as many lines.

    Where a translation is missing, wholly or in part, the source follows as `[untranslated: …]`.
    """
    paragraphs = bitext.document.paragraphs or ("",)  # additions need no source
    english: list[list[str]] = [[] for _ in paragraphs]
    number = 0
    for pair in bitext.pairs:
        number = pair.sources[0].paragraph if pair.sources else number  # an addition joins what it follows
        english[number].append(_english(pair))
    lines = [" ".join(filter(None, parts)) for parts in english]
    parts = []
    for number, raw in enumerate(paragraphs):
        head, tail = raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
        last = number == len(paragraphs) - 1
        parts.append("\n" * head.count("\n") + lines[number] + ("\n" * tail.count("\n") or ("" if last else "\n")))
    return "".join(parts)


def _english(pair: Pair) -> str:
    source = " ".join(pair.source.split())
    missing = Flag.EMPTY in pair.flags or not (pair.targets or pair.origin is Origin.COPY)
    return f"{pair.target} [untranslated: {source}]".lstrip() if missing and source else pair.target
