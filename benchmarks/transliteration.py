"""Compare transliterators of names: the embedded model, rules, and uroman.

    python benchmarks/transliteration.py DEV.tsv [--pairs WORK/pairs.tsv] [--card MODEL_CARD.md]

Reads     DEV.tsv    columns fa, en, accepted (other right spellings, with | between), type
          pairs.tsv  what `tarjoman train prepare` made: names that it holds as a whole are counted apart
Prints    Markdown tables: all names by system, and the model by type and by whether it was trained on the name.
With      --card FILE, puts them between the file's <!-- scores --> marks as well.
uroman    is a row where it is installed (pip install uroman); its licence wants its authors named: Hermjakob, May and
          Knight (2018), https://aclanthology.org/P18-4003.

A spelling is right when it is en or one of accepted, compared as `folded`: without case, marks on letters and
apostrophes, hyphens as spaces. Spaces count: "Hosseinpour" is right for "Hossein Pour" only where accepted says so.
"""

import argparse
import csv
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import card
import tarjoman
from letter_rules import spellings
from tarjoman.translate.names import Transliterator
from tarjoman.translate.normalization.profile import normalizer

System = Callable[[Sequence[str]], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Name:
    """A test name. right: the spellings that are taken, the reference first."""

    persian: str
    right: list[str]
    kind: str


def read(path: Path) -> list[Name]:
    """The test names of a file."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Name(r["fa"], [r["en"], *filter(None, r["accepted"].split("|"))], r["type"]) for r in rows]


def folded(text: str) -> str:
    """What of a spelling is compared."""
    plain = unicodedata.normalize("NFKD", text.replace("–", "-"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`")
    return " ".join(plain.casefold().replace("-", " ").split())


def distance(a: str, b: str) -> int:
    """Characters to insert, delete or replace to make one text the other (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


def scores(names: Sequence[Name], found: Sequence[list[str]]) -> list[str]:
    """Cells of a row: names, right in the first, in the first five, character error rate.

    The rate: edits from each first spelling to the nearest right one, by the characters of those, over all names.
    """
    first = five = edits = characters = 0
    for name, candidates in zip(names, found, strict=True):
        right = [folded(text) for text in name.right]
        given = [folded(text) for text in candidates[:5]] or [""]
        first += given[0] in right
        five += not set(given).isdisjoint(right)
        nearest = min(right, key=lambda text: distance(given[0], text))
        edits += distance(given[0], nearest)
        characters += len(nearest)
    n = len(names)
    return [str(n), f"{first / n:.1%}", f"{five / n:.1%}", f"{edits / characters:.1%}"]


def uroman() -> System | None:
    """uroman as a system, its one spelling with capitals; None where it is not installed."""
    try:
        from uroman import Uroman
    except ImportError:
        return None
    romanizer = Uroman()
    return lambda names: [[romanizer.romanize_string(name, lcode="fas").title()] for name in names]


def groups(names: list[Name], pairs: Path | None) -> dict[str, list[int]]:
    """The numbers of the names of each type, and of those that the training pairs hold or lack."""
    found: dict[str, list[int]] = {kind: [] for kind in sorted({name.kind for name in names})}
    known = set()
    if pairs:
        known = {line.split("\t")[1] for line in pairs.read_text(encoding="utf-8").split("\n")[:-1]}
        found |= {"trained on": [], "not trained on": []}
    normalize = normalizer("embedded")
    for number, name in enumerate(names):
        found[name.kind].append(number)
        if pairs:
            found["trained on" if normalize(name.persian) in known else "not trained on"].append(number)
    return {part: numbers for part, numbers in found.items() if numbers}


def measure(names: list[Name], pairs: Path | None) -> str:
    """The Markdown tables."""
    transliterator = Transliterator.load()
    systems: dict[str, System | None] = {
        f"`{transliterator.model.id}`": lambda some: [[c.text for c in cs] for cs in transliterator.batch(some)],
        "rules (`benchmarks/letter_rules.py`)": lambda some: [spellings(name) for name in some],
        "uroman": uroman(),
    }
    persian = [name.persian for name in names]
    columns = "names | exact in the first | in the first five | character errors"
    rows = [f"| system | {columns} | names per second |", "| --- |" + " --- |" * 5]
    parts = [f"| of these | {columns} |", "| --- |" + " --- |" * 4]
    for title, system in systems.items():
        if system is None:
            continue
        begin = time.perf_counter()
        found = system(persian)
        rate = len(names) / (time.perf_counter() - begin)
        rows.append(f"| {' | '.join([title, *scores(names, found)])} | {rate:.0f} |")
        if len(parts) == 2:  # the model, which comes first
            for part, some in groups(names, pairs).items():
                parts.append(f"| {part} | {' | '.join(scores([names[i] for i in some], [found[i] for i in some]))} |")
    note = (
        f"tarjoman {tarjoman.__version__}; compared without case, marks on letters and apostrophes, hyphens as spaces."
    )
    return "\n".join([*rows, "", *parts, "", note, ""])


def main() -> None:
    """Measure, print, and update the card if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--card", type=Path)
    arguments = parser.parse_args()
    table = measure(read(arguments.dev), arguments.pairs)
    print(table)
    if arguments.card:
        card.fill(arguments.card, scores=table)


if __name__ == "__main__":
    main()
