"""Make the table of words that `tarjoman.translate.normalization.zwnj` puts zero-width non-joiners (ZWNJ) back with.

    python scripts/zwnj-table.py NEWS.fa.xz [OUT]

Reads     NEWS.fa.xz   lines `source<TAB>sentence`; the sources isna_* keep their ZWNJs, the others fill in words
Writes    OUT          rows of words, compressed with xz: translate/normalization/zwnj.tsv.xz unless given. No sentence
                       of the news can be had from it.
Prints    how many rows of each kind, and the size.

Takes a few seconds. The same news give the same bytes with the same liblzma. Measure what it does with
benchmarks/zwnj.py, which makes its own table, without the sentences that it measures on.
"""

import argparse
import lzma
from collections import Counter
from pathlib import Path

from tarjoman.files import write
from tarjoman.translate.normalization import zwnj_learning

OUT = Path(__file__).parent.parent / "translate/normalization/zwnj.tsv.xz"


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    arguments = parser.parse_args()
    rows = zwnj_learning.learn(*zwnj_learning.read(arguments.news)).dump()
    packed = lzma.compress(rows.encode(), preset=9 | lzma.PRESET_EXTREME)
    write({arguments.out: packed})
    for kind, number in sorted(Counter(row.split("\t")[0] for row in rows.splitlines()).items()):
        print(f"{kind}: {number:,}")
    print(f"{len(rows.encode()):,} bytes, {len(packed):,} compressed")


if __name__ == "__main__":
    main()
