"""Measure how fast names are found in news, with the shipped table and with a large one.

    python benchmarks/matcher.py NEWS.fa.xz NAMES.tsv.xz [--show N]

Reads     NEWS.fa.xz     lines `source<TAB>sentence`
          NAMES.tsv.xz   columns fa, en and others: names for the large table, the first 100,000 forms
Prints    a Markdown table: forms, seconds to build the matcher, characters a second, mentions in a million characters.
With      --show N, N sentences drawn from the news with the mentions of the shipped table in brackets, to be read.
"""

import argparse
import csv
import io
import random
import time
from pathlib import Path

from tarjoman.files import unpacked
from tarjoman.translate.names.matcher import Matcher
from tarjoman.translate.names.table import Entry, NameTable, shipped
from tarjoman.translate.script import has_persian

MOST = 100_000


def large(path: Path) -> list[Entry]:
    """Entries of a list of names, as it is."""
    with unpacked(path) as stream:
        rows = csv.DictReader(io.TextIOWrapper(stream, "utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Entry(row["fa"], row["en"]) for row in rows if has_persian(row["fa"])][:MOST]


def shown(text: str, matcher: Matcher) -> str:
    """The text with its mentions in brackets, each with its English form."""
    out, at = "", 0
    for mention in matcher.find(text):
        out += f"{text[at : mention.span.start]}[{text[slice(*mention.span)]} {mention.entry.en}]"
        at = mention.span.end
    return out + text[at:]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    with unpacked(arguments.news) as stream:
        lines = [line.decode().rstrip("\n").split("\t", 1)[-1] for line in stream]
    text = "\n".join(lines)[:3_000_000]
    print("| table | forms | seconds to build | characters a second | mentions in a million characters |")
    print("| --- | --- | --- | --- | --- |")
    for name, entries in (("shipped", list(shipped())), ("large", large(arguments.names))):
        table = NameTable([entries])
        begin = time.process_time()
        matcher = Matcher(table)
        built = time.process_time() - begin
        begin = time.process_time()
        found = len(matcher.find(text))
        rate = len(text) / (time.process_time() - begin)
        print(f"| {name} | {len(table):,} | {built:.2f} | {rate:,.0f} | {found / len(text) * 1e6:,.0f} |")
    if arguments.show:
        matcher = Matcher(NameTable([shipped()]))
        sample = random.Random(0).sample(lines, arguments.show)  # noqa: S311
        print("", *(shown(line, matcher) for line in sample), sep="\n")


if __name__ == "__main__":
    main()
