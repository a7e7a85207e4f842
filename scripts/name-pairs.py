"""Make the corpora that configs/names.toml trains on.

    python scripts/name-pairs.py NAMES.tsv.xz NEWS.tsv.xz OUT --groups news_synth world_synth --without dev.tsv

Reads     NAMES.tsv.xz   lists of names: columns fa, en, type, corpus
          NEWS.tsv.xz    news with word links: group, fa, en, links, names
          dev.tsv        test names, whose column `sentence` is passed over in the news
Writes    OUT/frequent.tsv, often.tsv, rare.tsv   names of the news, by how often they were seen
          OUT/LIST.tsv                            the names of each list that is used
          OUT/valid.tsv                           600 names seen once (or a fifth of them), to watch the training by
Prints    how many of each.
"""

import argparse
import csv
import random
from collections import defaultdict
from pathlib import Path

from tarjoman.files import write
from tarjoman.translate.names.transliteration import gazetteer, mine

FREQUENT, OFTEN = 30, 3  # times that names of the first two files were seen, at least


def main() -> None:
    """Read, clean, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--groups", nargs="+", required=True)
    parser.add_argument("--without", type=Path, required=True)
    arguments = parser.parse_args()
    with arguments.without.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        skip = frozenset(mine.letters(row["sentence"]) for row in rows)
    found = mine.mine(arguments.news, frozenset(arguments.groups), skip)
    kept = mine.trusted(mine.with_words(found))
    once = sorted(pair for pair, count in found.items() if count == 1 and kept[pair] == 1)
    valid = set(random.Random(1).sample(once, min(600, len(once) // 5)))  # noqa: S311  (nothing secret)
    corpora: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair, count in kept.items():
        if pair not in valid:
            corpora["frequent" if count >= FREQUENT else "often" if count >= OFTEN else "rare"].append(pair)
    for corpus, persian, english in gazetteer.read(arguments.names):
        corpora[corpus].append((persian, english))
    tables = {arguments.out / f"{name}.tsv": _table(pairs) for name, pairs in corpora.items()}
    write(tables | {arguments.out / "valid.tsv": _table([("fa", "en"), *sorted(valid)])})
    print(f"news: {len(found):,} pairs found, {len(kept):,} kept, words of names among them")
    for name, pairs in corpora.items():
        print(f"{name}: {len(pairs):,}")
    print(f"valid: {len(valid):,}")


def _table(pairs: list[tuple[str, str]]) -> bytes:
    return "".join(f"{persian}\t{english}\n" for persian, english in pairs).encode()


if __name__ == "__main__":
    main()
