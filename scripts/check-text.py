"""Check on real text what the tests check on made-up text: no sentence is lost, and every edit can be undone.

    python scripts/check-text.py NEWS.fa.xz

Reads     NEWS.fa.xz   lines `source<TAB>sentence`, or of text alone
Checks    each line, and each ten of them joined: the sentences, joined, are the text; normalised text stays as it is
          when normalised again, the log says the same, and spans go from raw to normal text and back, by each profile
Prints    how many lines were checked, how many are more than one sentence, and how long splitting all of them as one
          line took; the first line that fails, with status 1.

Takes some minutes for 100,000 lines.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tarjoman.document import Span
from tarjoman.files import unpacked
from tarjoman.translate.normalization.profile import normalizer, profiles
from tarjoman.translate.splitting import split, split_all


def problems(text: str) -> Iterator[str]:
    """What does not hold of a text."""
    for name, function in (("split", split), ("split_all", split_all)):
        spans = function(text)
        if "".join(text[a:b] for a, b in spans) != text:
            yield f"{name}: the sentences are not the text"
    for profile in profiles():
        normal = normalizer(profile)
        log = normal.log(text)
        if log.text != normal(text):
            yield f"{profile}: the log says otherwise"
        if normal(log.text) != log.text:
            yield f"{profile}: what is normal changes again"
        for (start, end), new, _ in log.edits:
            if start < end and new and log.to_raw(log.to_text(Span(start, end))) != (start, end):
                yield f"{profile}: the span {start}:{end} does not come back"
        if log.to_raw(Span(0, len(log.text))) != (0, len(text)) and not (log.edits and _trimmed(text, log.text)):
            yield f"{profile}: the whole text does not come back"


def _trimmed(raw: str, text: str) -> bool:
    """Whether a text was cut at an end."""
    return raw[:1] != text[:1] or raw[-1:] != text[-1:]


def main() -> None:
    """Read and check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    with unpacked(parser.parse_args().news) as stream:
        lines = [line.decode().rstrip("\n").split("\t", 1)[-1] for line in stream]
    several = 0
    for number, line in enumerate(lines, 1):
        joined = " ".join(lines[number - 10 : number]) if number % 10 == 0 else ""
        for text in filter(None, (line, joined)):
            if found := list(problems(text)):
                sys.exit(f"line {number}: {'; '.join(found)}\n{text}")
        several += len(split(line)) > 1
    text = " ".join(lines)
    start = time.perf_counter()
    split(text)
    seconds = time.perf_counter() - start
    print(f"{len(lines):,} lines hold; {several:,} are more than one sentence")
    print(f"{len(text):,} characters in one line were split in {seconds:.1f} s")


if __name__ == "__main__":
    main()
