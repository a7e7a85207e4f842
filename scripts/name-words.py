"""Make the table of words and the weights that `tarjoman.translate.names.detection` finds names with, and measure it.

    python scripts/name-words.py PAIRS.tsv.xz NEWS.fa.xz VALID.tsv.xz [--out FOLDER]

Reads     PAIRS, VALID     training pairs, and pairs that were held out: columns group, fa, en, links, names, without
                           a header; those with links count
          NEWS.fa.xz       lines `source<TAB>sentence`, for how frequent words are
Writes    FOLDER/words.tsv.xz     words and their levels, no text: translate/names/detection unless given
          FOLDER/weights.toml     the weights of the features
Prints    what was counted, and how good it is on VALID: names are those that the shipped name table does not know.

A word is of a name where it is linked to a capitalised English word that sounds like it, and that is no nationality,
title or month. Weights are learnt on every seventh pair, with a table made without them; the table that is written has
all. Takes some minutes; the same input gives the same bytes.
"""

import argparse
import lzma
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from tarjoman.align.words import WORD
from tarjoman.document import Span
from tarjoman.files import write
from tarjoman.translate.names.detection.finder import Finder, Sentence
from tarjoman.translate.names.detection.words import LONGEST, UNKNOWN, Features, Row, Words, cues, level, trigrams
from tarjoman.translate.names.matcher import Matcher
from tarjoman.translate.names.table import NameTable
from tarjoman.translate.names.transliteration.mine import letters
from tarjoman.translate.names.transliteration.skeleton import likeness
from tarjoman.translate.normalization.profile import normalizer

OUT = Path(__file__).parent.parent / "translate/names/detection"
HELD = 7  # one pair of so many is for the weights
LEAST = 3  # times that a word must be seen to be listed
BESIDE = 20  # times that a word must be seen to say something of its neighbours
ALIKE = 0.6  # likeness from which on two linked words are one name
SURE = 0.85  # and two that are not linked
FREQUENT = 60  # times that a word must be seen for its links to be believed
RIDGE = 1.0  # prior of the weights: as if each feature's was once seen to be 0
same = lru_cache(1_000_000)(likeness)


@dataclass
class Pair:
    """A sentence and what is known of its words: 1 of a name, 0 of none, None where the links don't tell."""

    text: str
    words: list[tuple[str, Span]]
    gold: list[int | None]

    def names(self) -> list[Span]:
        """The names: words in a row with white space between."""
        found: list[Span] = []
        for (_, span), gold in zip(self.words, self.gold, strict=True):
            if gold and found and self.text[found[-1].end : span.start].isspace():
                found[-1] = Span(found[-1].start, span.end)
            elif gold:
                found.append(span)
        return found


@dataclass
class Counts:
    """How often words are seen, linked, of a name; followed by one, behind one."""

    seen: Counter[str] = field(default_factory=Counter)
    linked: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    def add(self, pair: Pair) -> None:
        """Count a sentence."""
        for i, ((word, span), gold) in enumerate(zip(pair.words, pair.gold, strict=True)):
            self.seen[word] += 1
            if gold is not None:
                self.linked[word] += 1
                self.names[word] += gold
            if gold == 1:
                if i and pair.gold[i - 1] != 1 and pair.text[pair.words[i - 1][1].end : span.start].isspace():
                    self.before[pair.words[i - 1][0]] += 1
                if i + 1 < len(pair.words) and pair.gold[i + 1] != 1:
                    self.after[pair.words[i + 1][0]] += 1

    def table(self) -> Words:
        """The levels of the words, and the letters of names."""
        rows: dict[str, Row] = {}
        kinds: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for word, often in self.seen.items():
            known = self.linked[word]
            if (often < LEAST and not (known and self.names[word] / known > 0.5 and often > 1)) or len(word) > LONGEST:
                continue
            beside = [level(n[word], often) if often >= BESIDE else UNKNOWN for n in (self.before, self.after)]
            name = level(self.names[word], known) if known > 1 else UNKNOWN
            rows[word] = Row(min(9, int(math.log2(often) / 1.5)), name, *beside)
            if name >= 7 or 0 <= name <= 2:
                kinds[name >= 7].update(trigrams(word))
        both = kinds[True] + kinds[False]
        whole = {kind: sum(found.values()) for kind, found in kinds.items()}
        spelling = {
            three: math.log((kinds[True][three] + 0.5) / whole[True])
            - math.log((kinds[False][three] + 0.5) / whole[False])
            for three, count in both.items()
            if count > 2
        }
        lists = cues()
        return Words(rows, spelling, lists["prefixes"], lists["suffixes"])


def read(path: Path) -> Iterator[list[str]]:
    """The rows with links."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as stream:
        for line in stream:
            row = line.rstrip("\n").split("\t")
            if row[3]:
                yield row


def small_words(rows: Iterable[Sequence[str]]) -> frozenset[str]:
    """English words that are not written large three times as often as small, where a sentence goes on."""
    large: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for row in rows:
        for word in WORD.findall(row[2])[1:]:
            (large if word[0].isupper() else small)[word.lower()] += 1
    return frozenset(word for word, count in small.items() if large[word] <= 3 * count)


class Reader:
    """Tells which Persian words are of names. common: English words that never are. frequent: Persian ones."""

    def __init__(self, common: frozenset[str], frequent: frozenset[str]) -> None:
        self.common = common
        self.frequent = frequent
        self.particles = frozenset(cues()["particles"])

    def pair(self, row: Sequence[str]) -> Pair:
        """A row, and which of its words are of names."""
        text = row[1].replace("\u200c", "")
        persian, english = list(WORD.finditer(text)), WORD.findall(row[2])
        forth: dict[int, set[int]] = defaultdict(set)
        back: dict[int, set[int]] = defaultdict(set)
        for link in row[3].split():
            i, j = map(int, link.split("-"))
            forth[i].add(j)
            back[j].add(i)
        capital = {j for j, word in enumerate(english) if word[0].isupper() and not self._is_common(word.lower())}
        places = [i for i, match in enumerate(persian) if match[0][0].isalpha()]
        gold = {i: self._linked(i, persian, english, (forth, back), capital) for i in places}
        free = {j for j in capital if not any(gold.get(i) for i in back[j])}
        for i in places:
            word = persian[i][0]
            if gold[i] == 1:
                continue
            if word in self.particles and gold.get(i - 1) == 1:
                gold[i] = 1
            elif word not in self.frequent and len(word) > 2:  # links go astray where words are rare
                gold[i] = 1 if any(same(word, english[j]) >= SURE for j in free) else gold[i]
        return Pair(text, [(persian[i][0], Span(*persian[i].span())) for i in places], [gold[i] for i in places])

    def _is_common(self, word: str) -> bool:
        return word in self.common or word.removesuffix("s") in self.common

    @staticmethod
    def _linked(
        i: int,
        persian: Sequence[re.Match[str]],
        english: Sequence[str],
        links: tuple[Mapping[int, set[int]], Mapping[int, set[int]]],
        capital: set[int],
    ) -> int | None:
        """What the links of a word say."""
        forth, back = links
        if not forth[i]:
            return None
        here = forth[i] & capital
        if not here:
            return 0
        word = persian[i][0]
        wide = "".join(english[min(forth[i]) : max(forth[i]) + 1])
        if max(same(word, english[j]) for j in here) >= ALIKE or same(word, wide) >= ALIKE:
            return 1
        for j in here:  # several Persian words for one
            parts = sorted(back[j])
            if 1 < len(parts) < 4 and same("".join(persian[k][0] for k in parts), english[j]) >= ALIKE:
                return 1
        return None


def regression(examples: Sequence[tuple[Features, int]]) -> dict[str, float]:
    """Weights by feature, and the bias: logistic regression by Newton's method."""
    columns = {name: i for i, name in enumerate(sorted({n for features, _ in examples for n in features}), 1)}
    x = np.zeros((len(examples), len(columns) + 1))
    x[:, 0] = 1
    for i, (features, _) in enumerate(examples):
        for name, value in features.items():
            x[i, columns[name]] = value
    y = np.array([label for _, label in examples], float)
    w = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - RIDGE * w)
    return {"bias": round(float(w[0]), 3)} | {name: round(float(w[i]), 3) for name, i in columns.items()}


def weights(pairs: Sequence[Pair], table: Words, matcher: Matcher) -> dict[str, dict[str, float]]:
    """The weights: of words, then of words with their neighbours, then of candidates."""
    labelled = [
        (word, gold) for p in pairs for (word, _), gold in zip(p.words, p.gold, strict=True) if gold is not None
    ]
    kept = Counter(labelled)
    found = {"word": regression([(table.features(w), g) for (w, g), n in kept.items() for _ in range(min(n, 50))])}
    sentences = [(p, Sentence(p.text, known(p.text, matcher), Finder(table, found))) for p in pairs]
    found["place"] = regression(
        [(features, gold) for p, sentence in sentences for features, gold in _labelled(p, sentence) if gold is not None]
    )
    finder = Finder(table, found)
    examples = []
    for p, sentence in sentences:
        truth = dict(zip((span.start for _, span in p.words), p.gold, strict=True))
        for run in finder.runs(sentence, {}):
            gold = [truth.get(token.span.start) for token in sentence.tokens[run.first : run.end]]
            if None not in gold:
                examples.append((run.features, min(g or 0 for g in gold)))
    found["run"] = regression(examples)
    return found


def _labelled(p: Pair, sentence: Sentence) -> Iterator[tuple[Features, int | None]]:
    truth = dict(zip((span.start for _, span in p.words), p.gold, strict=True))
    for i, features in sentence.features.items():
        yield features, truth.get(sentence.tokens[i].span.start)


def known(text: str, matcher: Matcher) -> list[Span]:
    """The names of the table in a text."""
    return [mention.span for mention in matcher.find(text)]


def measure(pairs: Sequence[Pair], finder: Finder, matcher: Matcher) -> None:
    """Print precision and recall at two levels, and the share of names by confidence."""
    right: dict[int, list[int]] = defaultdict(list)
    wanted, whole = 0, 0
    reached: Counter[float] = Counter()
    exact: Counter[float] = Counter()
    scored: list[tuple[float, bool]] = []
    for p in pairs:
        spans = known(p.text, matcher)
        names = [n for n in p.names() if not any(n.start < s.end and s.start < n.end for s in spans)]
        starts = {span.start for (_, span), gold in zip(p.words, p.gold, strict=True) if gold}
        unclear = {span.start for (_, span), gold in zip(p.words, p.gold, strict=True) if gold is None}
        found = [(place, u.confidence) for u in finder.find([p.text], [spans]) for _, place in u.places]
        for place, confidence in found:
            inside = {span.start for _, span in p.words if place.start <= span.start < place.end}
            if inside <= starts or not inside & unclear:
                scored.append((confidence, inside <= starts))
        wanted += len(names)
        whole += len(p.words)
        for least in (0.5, 0.8):
            sure = [place for place, confidence in found if confidence >= least]
            reached[least] += sum(any(n.start < s.end and s.start < n.end for s in sure) for n in names)
            exact[least] += sum(n.start == s.start and n.end == s.end for n in names for s in sure)
    print(f"{len(pairs)} sentences, {whole} words, {wanted} names that the table does not know")
    for least in (0.5, 0.8):
        good = [ok for confidence, ok in scored if confidence >= least]
        print(
            f"confidence ≥ {least}: precision {sum(good) / max(1, len(good)):.3f} ({len(good)}), "
            f"recall {reached[least] / max(1, wanted):.3f}, of just these words {exact[least] / max(1, wanted):.3f}"
        )
    for confidence, ok in scored:
        right[min(9, int(confidence * 10))].append(ok)
    for bin_, oks in sorted(right.items()):
        print(f"{bin_ / 10:.1f}: {sum(oks) / len(oks):.2f} of {len(oks)}")


def main() -> None:
    """Read, count, learn, write, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("valid", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    matcher = Matcher(NameTable.load())
    ordinary = frozenset(tomllib.loads((OUT / "lists.toml").read_text(encoding="utf-8"))["english"])
    rows, valid = list(read(arguments.pairs)), list(read(arguments.valid))
    count = Counter(word for row in rows for word in WORD.findall(row[1].replace("\u200c", "")))
    reader = Reader(ordinary | small_words(rows), frozenset(word for word, n in count.items() if n >= FREQUENT))
    seen = {letters(row[1]) for row in (*rows, *valid)}
    held: list[Pair] = []
    rest = Counts()
    normalize = normalizer("embedded")
    for i, row in enumerate(rows):
        if i % HELD:
            rest.add(reader.pair(row))
        else:
            held.append(reader.pair(row))
    with lzma.open(arguments.news, "rt", encoding="utf-8") as stream:
        for line in stream:
            text = line.rstrip("\n").split("\t")[1]
            if letters(text) not in seen:
                rest.seen.update(word for word in WORD.findall(normalize(text)) if word[0].isalpha())
    learnt = weights(held, rest.table(), matcher)
    for p in held:
        rest.add(p)
    table = rest.table()
    packed = lzma.compress(table.dump().encode(), preset=9 | lzma.PRESET_EXTREME)
    head = "# Made by scripts/name-words.py: how much each feature adds to the logit of being a name.\n"
    toml = "".join(
        f"\n[{kind}]\n" + "".join(f'"{name}" = {w}\n' for name, w in found.items()) for kind, found in learnt.items()
    )
    write({arguments.out / "words.tsv.xz": packed, arguments.out / "weights.toml": (head + toml).encode()})
    print(f"{len(rows):,} pairs, {len(table.rows):,} words, {len(table.spelling):,} trigrams, {len(packed):,} bytes")
    measure([reader.pair(row) for row in valid], Finder(table, learnt), matcher)


if __name__ == "__main__":
    main()
