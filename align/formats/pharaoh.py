"""Word links as aligners read and write them: a line a pair, `0-0 1-2`, source word and target word from 0.

Named for the decoder that introduced it; GIZA++ tools, fast_align and eflomal share it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tarjoman.align.words import Links, words
from tarjoman.errors import InputError
from tarjoman.files import display


def encode(links: Iterable[Links]) -> bytes:
    """A file of links."""
    return "".join(" ".join(f"{s}-{t}" for s, t in pair) + "\n" for pair in links).encode()


def sentences(sources: Sequence[str], targets: Sequence[str]) -> bytes:
    """A file of sentence pairs for an aligner, `source words ||| target words`, cut as `words` cuts."""
    lines = (
        " ||| ".join(" ".join(side[a:b] for a, b in words(side)) for side in pair)
        for pair in zip(sources, targets, strict=True)
    )
    return "".join(line + "\n" for line in lines).encode()


def read(path: Path, sources: Sequence[str], targets: Sequence[str]) -> Iterator[Links]:
    """The links of each pair, whose sentences are those that the aligner was given.

    Raises InputError, with the line: not readable, other than links, words that a sentence does not have, or more or
    fewer lines than pairs.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(display(path), f"cannot be read ({error})", "Check the path, and that it is UTF-8") from error
    if len(lines) != len(sources):
        problem = f"{len(lines)} lines for {len(sources)} pairs"
        raise InputError(display(path), problem, "Align the pairs as they are now, and none but them")
    for number, (line, source, target) in enumerate(zip(lines, sources, targets, strict=True), 1):
        most = len(words(source)), len(words(target))
        try:
            links = {(int(s), int(t)) for s, t in (link.split("-") for link in line.split())}
        except ValueError as error:
            raise InputError(display(path), f"line {number} is no list of links", "Write them as 0-0 1-2") from error
        if any(not (0 <= s < most[0] and 0 <= t < most[1]) for s, t in links):
            problem = f"line {number} links words beyond the {most[0]} and {most[1]} that its sentences have"
            raise InputError(display(path), problem, "Align the pairs as they are now, cut into words as they are")
        yield tuple(sorted(links))
