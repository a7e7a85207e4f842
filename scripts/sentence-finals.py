"""Make the table of words that Persian sentences end with: nearly all of them finite verbs.

    python scripts/sentence-finals.py NEWS.fa.xz [OUT]

Reads     NEWS.fa.xz   lines `source<TAB>sentence`
Writes    OUT          a word a line, sorted: translate/splitting/finals.txt unless given. A word is there that ends at
                       least 5 sentences with a full stop, and does so in at least a fifth of its uses; without ZWNJ, in
                       Persian letters. No name of a letter is, which would be an initial there.
Prints    how many words, and the share of the sentences that end with one.

Takes a few seconds. Look at what changes before you keep it: news ends some sentences by custom with other words
(ماست، خداست), which are named here.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

from tarjoman.files import unpacked, write
from tarjoman.translate.splitting.words import plain, words

LEAST, SHARE = 5, 0.2
CUSTOM = {"ماست", "آنهاست", "اوست", "هاست", "شماست", "خیر", "درایو", "باش", "نه", "دید", "خداست", "دنیاست", "سینماست"}
OUT = Path(__file__).parent.parent / "translate/splitting/finals.txt"


def main() -> None:
    """Count, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    arguments = parser.parse_args()
    used: Counter[str] = Counter()
    last: Counter[str] = Counter()
    with unpacked(arguments.news) as stream:
        for line in stream:
            found = re.findall(r"[^\W\d_]+|\.", plain(line.decode().rstrip("\n").split("\t", 1)[1]))
            used.update(found)
            if found[-1:] == ["."] and len(found) > 1:
                last[found[-2]] += 1
    passed_over = CUSTOM | words().letter_names
    chosen = {w for w, n in last.items() if n >= LEAST and n >= SHARE * used[w] and len(w) > 1 and w not in passed_over}
    write({arguments.out: "".join(f"{word}\n" for word in sorted(chosen)).encode()})
    print(f"{len(chosen)} words, the last of {sum(last[w] for w in chosen) / last.total():.0%} of the sentences")


if __name__ == "__main__":
    main()
