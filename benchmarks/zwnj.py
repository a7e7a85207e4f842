"""Measure how well zero-width non-joiners (ZWNJ) are put back, on news that the table was not made of.

    python benchmarks/zwnj.py NEWS.fa.xz

Reads     NEWS.fa.xz   lines `source<TAB>sentence`; the sources isna_* keep their ZWNJs
Prints    Markdown tables. Takes a quarter of a minute.

Held out is a tenth of the sentences of isna_*, by their SHA-256; the table is made of the rest. Three conditions: every
ZWNJ lost, every ZWNJ a space, and the text as it is. A ZWNJ is right where the text has one between the same two
letters. The newspaper has slips of its own (می شود, فیلمهای), whose repair counts as wrong; so the last table tells
edits at a suffix or after می, where only ZWNJ is right, from others, and `--list` prints those to be judged by eye.
"""

import argparse
import hashlib
import lzma
import re
import time
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from tarjoman.translate.normalization.zwnj import ZWNJ, Table, ending, repair
from tarjoman.translate.normalization.zwnj_learning import PLURAL, PRESENT, learn, read
from tarjoman.translate.script import LETTER

_TAIL = re.compile(f"[{LETTER}]*$")
_HEAD = re.compile(f"^[{LETTER}]*")


def held_out(sentence: str) -> bool:
    """Whether a sentence is one of the tenth that is measured on."""
    return int.from_bytes(hashlib.sha256(sentence.encode()).digest()[:4]) % 10 == 0


def offsets(text: str) -> list[int]:
    """For each offset of a text, how many characters before it are neither ZWNJ nor space."""
    found = [0]
    for character in text:
        found.append(found[-1] + (character not in f"{ZWNJ} "))
    return found


def places(text: str) -> set[int]:
    """Where a text has its ZWNJs, as such numbers of characters."""
    numbers = offsets(text)
    return {numbers[at] for at, character in enumerate(text) if character == ZWNJ}


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with its edits."""
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def share(part: int, whole: int) -> str:
    """A cell."""
    return f"{part / whole:.4f}" if whole else "–"


def measure(title: str, given: list[str], right: list[str], words: Table) -> str:
    """A row: precision of ZWNJs inserted, of those in place of spaces, of all; recall."""
    seen: Counter[tuple[bool, bool]] = Counter()  # in place of spaces, right
    total = 0
    for text, true in zip(given, right, strict=True):
        numbers, wanted = offsets(text), places(true)
        total += len(wanted - places(text))
        for start, end, _ in repair(text, words):
            seen[end > start, numbers[start] in wanted] += 1
    inserted, joined = seen[False, True], seen[True, True]
    cells = [
        f"{total:,}",
        share(inserted, inserted + seen[False, False]),
        share(joined, joined + seen[True, False]),
        share(inserted + joined, seen.total()),
        share(inserted + joined, total),
    ]
    return f"| {title} | {' | '.join(cells)} |"


def missed(right: list[str], words: Table) -> str:
    """What keeps recall down where ZWNJs were lost: shares of all of them, and a bound.

    The bound: the most that a program can reach which decides for a word without its neighbours, even if it knew how
    often the held-out text has each ZWNJ of a word: it puts those that more than half of the occurrences have.
    """
    words_seen: Counter[str] = Counter()
    cuts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for text in right:
        for word in "".join(c if c == ZWNJ or c.isalpha() else " " for c in text).split():
            plain = word.replace(ZWNJ, "")
            words_seen[plain] += 1
            cuts[plain].update(places(word))
    total = sum(n for places_of in cuts.values() for n in places_of.values())
    both = unknown = bound = wrong = 0
    for word, places_of in cuts.items():
        found = set(words.places(word))
        for at, n in places_of.items():
            if at not in found:
                both += n if word in words.splits else 0
                unknown += n if word not in words.splits else 0
            if 2 * n > words_seen[word]:
                bound += n
                wrong += words_seen[word] - n
    rows = [
        "| of the ZWNJs lost | share |",
        "| --- | --- |",
        f"| not put back: the word is spelt in two ways, or was seen without | {share(both, total)} |",
        f"| not put back: the word was never seen | {share(unknown, total)} |",
        f"| bound of recall, word by word | {share(bound, total)} (precision {share(bound, bound + wrong)}) |",
    ]
    return "\n".join(rows)


def untouched(right: list[str], words: Table, show: bool) -> str:
    """Edits on the text as it is, per million words, by what they do and where; the words of the others if asked to."""
    seen: Counter[tuple[str, bool]] = Counter()
    others: Counter[str] = Counter()
    for text in right:
        edits = list(repair(text, words))
        for number, (start, end, _) in enumerate(edits):
            before = _TAIL.findall(edited(text[:start], edits[:number]))[0]
            later = [(a - end, b - end, new) for a, b, new in edits[number + 1 :]]
            after = _HEAD.findall(edited(text[end:], later))[0]
            ends = before in PRESENT or after.startswith(PLURAL) or ending(before) in words.spaced.get(after, ())
            kind = "spaces joined" if end > start else "ZWNJs inserted"
            seen[kind, ends] += 1
            if not ends:
                others[f"{before}{'_' if end > start else '|'}{after}"] += 1
    million = sum(len(text.split()) for text in right) / 1e6
    rows = [
        "| edits on the text as it is, per million words | at a suffix or after می | elsewhere |",
        "| --- | --- | --- |",
    ]
    for kind in ("spaces joined", "ZWNJs inserted"):
        rows.append(f"| {kind} | {seen[kind, True] / million:.0f} | {seen[kind, False] / million:.0f} |")
    if show:
        rows += ["", *(f"{n} {word}" for word, n in others.most_common())]
    return "\n".join(rows)


def speed(given: list[str]) -> str:
    """What the table of the package takes to load, and how fast it works."""
    packed = (files("tarjoman.translate.normalization") / "zwnj.tsv.xz").read_bytes()
    begin = time.perf_counter()
    words = Table.parse(lzma.decompress(packed).decode())
    loading = time.perf_counter() - begin
    begin = time.perf_counter()
    for text in given:
        for _ in repair(text, words):
            pass
    rate = sum(map(len, given)) / (time.perf_counter() - begin)
    return (
        f"The package's table: {len(packed):,} bytes, loaded in {loading * 1e3:.0f} ms; "
        f"{rate / 1e6:.1f} million characters a second."
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--list", action="store_true", help="print the edits elsewhere than at a suffix")
    arguments = parser.parse_args()
    careful, others = read(arguments.news)
    right = [text for text in careful if held_out(text)]
    words = learn((text for text in careful if not held_out(text)), others)
    lost = [text.replace(ZWNJ, "") for text in right]
    spaced = [text.replace(ZWNJ, " ") for text in right]
    print(f"{len(right):,} sentences, {sum(len(text.split()) for text in right):,} words held out.\n")
    print("| condition | ZWNJs | precision, inserted | precision, for spaces | precision, all | recall |")
    print("| --- |" + " --- |" * 5)
    print(measure("lost", lost, right, words))
    print(measure("as spaces", spaced, right, words))
    print(f"\n{missed(right, words)}\n\n{untouched(right, words, arguments.list)}\n\n{speed(lost)}")


if __name__ == "__main__":
    main()
