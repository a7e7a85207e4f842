"""Make align/sentences/lexicon.tsv.xz: how probably English stems stand for Persian words.

    python scripts/align-lexicon.py TRAIN align/sentences/lexicon.tsv.xz --corpora news_synth world_synth …

Reads     TRAIN/NAME.tsv.xz of each corpus: fa, en; pairs that may be used for what is shipped
Writes    the table: word, stems with their probability in hundredths, `خانه<TAB>home 61 hous 33`. No text of the pairs
          is in it
Prints    how many words it has, of how many pairs.

It takes some two minutes and 2 GB for 230,000 pairs.
"""

import argparse
import lzma
from collections import Counter, defaultdict
from pathlib import Path

from tarjoman.align.aligner import align
from tarjoman.align.sentences.english_words import stem
from tarjoman.align.words import WORD
from tarjoman.files import write
from tarjoman.translate.normalization.profile import normalizer

SEEN = 2  # times that a word must be seen
LEAST, MOST = 0.03, 8  # probability of a stem; stems of a word


def main() -> None:
    """Align, count, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", nargs="+", required=True)
    arguments = parser.parse_args()
    normalize = normalizer("embedded")
    sources: list[str] = []
    targets: list[str] = []
    for name in arguments.corpora:
        with lzma.open(arguments.train / f"{name}.tsv.xz", "rt", encoding="utf-8") as stream:
            for line in stream:
                fa, en, *_ = line.rstrip("\n").split("\t")
                sources.append(normalize(fa).replace("\u200c", ""))
                targets.append(en.lower())
    answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for source, target, links in zip(sources, targets, align(sources, targets), strict=True):
        persian, english = WORD.findall(source), WORD.findall(target)
        for s, t in links:
            if persian[s].isalpha() and english[t].isascii() and english[t].isalpha():
                answers[persian[s]][stem(english[t])] += 1
    lines = []
    for word in sorted(answers):
        found = answers[word]
        total = found.total()
        kept = [
            (name, round(100 * count / total)) for name, count in sorted(found.items(), key=lambda x: (-x[1], x[0]))
        ]
        kept = [(name, share) for name, share in kept[:MOST] if share >= 100 * LEAST]
        if total >= SEEN and kept:
            lines.append(f"{word}\t{' '.join(f'{name} {share}' for name, share in kept)}")
    write({arguments.out: lzma.compress("\n".join([*lines, ""]).encode(), preset=9)})
    print(f"{len(lines):,} words of {len(sources):,} pairs")


if __name__ == "__main__":
    main()
