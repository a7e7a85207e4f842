"""Make translate/check/lexicon.tsv.xz: the English stems that stand for Persian words of news.

    python scripts/check-lexicon.py PAIRS.tsv.xz translate/check/lexicon.tsv.xz --groups news_synth world_synth

Reads     PAIRS.tsv.xz   group, fa, en, links: pairs with links (`0-0 1-2`) between the words that tarjoman.align.words
                         finds in both, the Persian without half-spaces
Writes    the table: no text of the pairs is in it, but words and shares
Prints    how many words it has.
"""

import argparse
import lzma
import random
from collections import Counter, defaultdict
from pathlib import Path

from tarjoman.align.words import words
from tarjoman.files import write
from tarjoman.translate.check.lexicon import STEM, stems

SEEN = 10  # times that a word must be seen
SHARE, MOST = 0.03, 8  # of its places that a stem stands for it in at least; stems of a word
OTHERS = 2000  # translations that chance is told from


def main() -> None:
    """Count, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--groups", nargs="+", required=True)
    arguments = parser.parse_args()
    seen = Counter[str]()
    answers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: defaultdict[str, list[int]] = defaultdict(list)
    targets: list[set[str]] = []
    with lzma.open(arguments.pairs, "rt", encoding="utf-8") as stream:
        for line in stream:
            group, fa, en, links, *_ = line.rstrip("\n").split("\t")
            if group not in arguments.groups:
                continue
            fa, english = fa.replace("\u200c", ""), [en[a:b].lower() for a, b in words(en)]
            persian = [fa[a:b] for a, b in words(fa)]
            for word in {word for word in persian if word.isalpha()}:
                seen[word] += 1
                places[word].append(len(targets))
            for link in links.split():
                source, target = map(int, link.split("-"))
                if source < len(persian) and target < len(english) and english[target].isalpha():
                    answers[persian[source]][english[target][:STEM]] += 1
            targets.append(stems(en))
    others = random.Random(1).sample(targets, min(OTHERS, len(targets)))  # noqa: S311  (nothing secret)
    lines = []
    for word in sorted(word for word, count in seen.items() if count >= SEEN):
        found = {stem for stem, count in answers[word].most_common(MOST) if count >= SHARE * seen[word] and count > 1}
        if found:
            absent = sum(found.isdisjoint(targets[place]) for place in places[word]) / seen[word]
            chance = sum(not found.isdisjoint(other) for other in others) / len(others)
            rates = "".join(f"{min(max(round(100 * rate), 1), 99):02}" for rate in (absent, chance))
            lines.append(f"{word}\t{rates}\t{' '.join(sorted(found))}")
    text = "\n".join([*lines, ""])
    write({arguments.out: lzma.compress(text.encode(), preset=9)})
    print(f"{len(lines):,} words of {len(targets):,} pairs")


if __name__ == "__main__":
    main()
