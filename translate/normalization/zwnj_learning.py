"""Learn from text that has its zero-width non-joiners (ZWNJ) where they belong."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tarjoman.files import unpacked
from tarjoman.translate.normalization.zwnj import LONGEST, LONGEST_SUFFIX, SHORTEST, ZWNJ, Table, ending
from tarjoman.translate.script import LETTER

CAREFUL = "isna_"  # what the names of sources begin with that keep their ZWNJs
# A ZWNJ is put where this share of a word's occurrences had it: between, writers differ, and both are right.
SHARE = 0.9
# Before a suffix that is mostly written apart a plain form is more likely a slip (سالها), so a smaller share will do,
# unless another split of the same letters was seen (حرف|های, حرفه|ای).
SUFFIX_SHARE = 0.8
LOST = 0.85  # share of the rare words with a suffix that must have a ZWNJ there, for unknown words to get one
SPACED = 0.9  # and of the rare pairs with it, for a space before it to become one
RARE = 4  # occurrences of a word or pair, at most, to count for its suffix: the frequent ones are spelt by custom
TIMES = 6  # rare words with a suffix, at least
KNOWN = 2  # occurrences, at least, of a word before a suffix, and of a pair that is joined
# Not after a space, though mostly set off: also a word (شأن) and a name (Sean).
AMBIGUOUS = ("شان",)
# Not split from an unknown word: names and loans end so (گونتر، الیاش، مانفرد، مانهایم).
IN_NAMES = ("تر", "تری", "اش", "فرد", "ایم")
INFLECTIONS = 20  # different words that a part is joined to, at least, to be taken for a prefix or suffix
FIRM = 5  # occurrences, at least, of a pair of two words that are joined, neither of them a prefix or suffix
PLURAL = "ها"  # what begins with it is no word of its own, so a space before it is always wrong
PERFECT = ("ام", "ای", "ایم", "اید", "اند")
DEGREES = ("تر", "ترین", "تری")
PRESENT = ("می", "نمی")
PERSONS = ("م", "ی", "د", "یم", "ید", "ند")

_UNIFIED = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "\u0640": None, "\u0670": None} | {chr(c): None for c in range(0x64B, 0x653)}
)
_STRAY = re.compile(f"(?<![{LETTER}]){ZWNJ}|{ZWNJ}(?![{LETTER}])")
_WORD = re.compile(f"[{LETTER}]+(?:{ZWNJ}[{LETTER}]+)*")


def unified(text: str) -> str:
    """Persian letters for their Arabic variants, no tatweel and vowel signs, ZWNJ only between two letters."""
    plain = unicodedata.normalize("NFC", text).translate(_UNIFIED)
    return _STRAY.sub("", re.sub(f"{ZWNJ}+", ZWNJ, plain))


def read(news: Path) -> tuple[list[str], list[str]]:
    """The `unified` sentences of a file of lines `source<TAB>sentence`: of the `CAREFUL` sources, and of the others.

    Raises the errors of `tarjoman.files.unpacked`, and ValueError for a line without a tab.
    """
    careful: list[str] = []
    others: list[str] = []
    with unpacked(news) as stream:
        for line in stream:
            source, sentence = line.decode().rstrip("\n").split("\t", 1)
            (careful if source.startswith(CAREFUL) else others).append(unified(sentence))
    return careful, others


@dataclass(slots=True)
class Counts:
    """Occurrences in a text.

    words: of words without their ZWNJs, and of the parts of words. cuts: of a ZWNJ at an offset of a word.
    joined, spaced: of two parts with a ZWNJ between, and with one space between.
    """

    words: Counter[str] = field(default_factory=Counter)
    cuts: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    joined: Counter[tuple[str, str]] = field(default_factory=Counter)
    spaced: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Counts":
        """Count in texts that are `unified`."""
        counts = cls()
        for text in texts:
            last, end = "", -1
            for match in _WORD.finditer(text):
                parts = match[0].split(ZWNJ)
                word = "".join(parts)
                if len(word) > LONGEST:
                    last = ""
                    continue
                counts.words[word] += 1
                if len(parts) > 1:
                    counts.words.update(parts)
                    at = 0
                    for left, right in pairwise(parts):
                        at += len(left)
                        counts.cuts[word][at] += 1
                        counts.joined[left, right] += 1
                if last and text[end : match.start()] == " ":
                    counts.spaced[last, parts[0]] += 1
                last, end = parts[-1], match.end()
        return counts

    def share(self, word: str, at: int) -> float:
        """The share of a word's occurrences that have a ZWNJ at an offset."""
        return self.cuts[word][at] / self.words[word] if word in self.cuts else 0.0


def learn(texts: Iterable[str], others: Iterable[str] = ()) -> Table:
    """Make the table. texts: with their ZWNJs. others: less careful ones, for the words that the texts lack."""
    counts = Counts.of(texts)
    more = Counts.of(others)
    for word, n in more.words.items():
        if word not in counts.words:
            counts.words[word] = n
            if word in more.cuts:
                counts.cuts[word] = more.cuts[word]
    lost = _lost(counts)
    splits = _settled(_splits(counts, lost))
    by_right: defaultdict[str, set[str]] = defaultdict(set)
    for left, right in _joins(counts):
        by_right[right].add(left)
    return Table(
        splits,
        {right: frozenset(lefts) for right, lefts in by_right.items()},
        {suffix: endings for suffix, endings in lost.items() if not splits[suffix]},
        _spaced(counts),
    )


def _lost(counts: Counts) -> dict[str, frozenset[str]]:
    """The suffixes, by the endings that they follow, that rare words have with a ZWNJ."""
    seen: defaultdict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    suffixes = {right for _, right in counts.joined}
    for word, n in counts.words.items():
        if n > RARE:
            continue
        for at in range(max(SHORTEST, len(word) - LONGEST_SUFFIX), len(word)):
            left, right = word[:at], word[at:]
            cut = counts.share(word, at) > 0.5
            own = n if cut else 0  # the parts of a word were counted with it
            if right in suffixes and counts.words[left] - own >= KNOWN:
                seen[right, ending(left)][cut] += 1
    return {suffix: kinds for suffix, kinds in _reliable(seen, LOST).items() if suffix not in IN_NAMES}


def _reliable(seen: dict[tuple[str, str], Counter[bool]], share: float) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (suffix, kind), times in seen.items():
        if times.total() >= TIMES and times[True] >= share * times.total():
            found[suffix].add(kind)
    return {suffix: frozenset(kinds) for suffix, kinds in found.items()}


def _spaced(counts: Counts) -> dict[str, frozenset[str]]:
    """The suffixes, by the endings that they follow, that are seldom parted from a word by a space."""
    seen: defaultdict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    rights = {right for _, right in counts.joined}
    for left, right in counts.joined.keys() | counts.spaced.keys():
        joined, spaced = counts.joined[left, right], counts.spaced[left, right]
        if right in rights and joined + spaced <= RARE and len(left) >= SHORTEST:
            seen[right, ending(left)][joined > spaced] += 1
    apart: Counter[str] = Counter()
    together: Counter[str] = Counter()
    for pairs, totals in ((counts.joined, together), (counts.spaced, apart)):
        for (_, right), n in pairs.items():
            if right.startswith(PLURAL):
                totals[right] += n
    # but not the second part of بنی|هاشم
    plurals = [p for p, n in together.items() if n >= TIMES and n >= SUFFIX_SHARE * (n + apart[p])]
    reliable = {suffix: kinds for suffix, kinds in _reliable(seen, SPACED).items() if suffix not in AMBIGUOUS}
    return reliable | {p: frozenset({"heh", "joining", "other"}) for p in plurals}


def _joins(counts: Counts) -> Iterator[tuple[str, str]]:
    """Pairs of parts whose space becomes a ZWNJ: those seen so, and other forms of the same verbs and adjectives."""
    first, second = Counter(left for left, _ in counts.joined), Counter(right for _, right in counts.joined)
    for (left, right), n in counts.joined.items():
        inflected = first[left] >= INFLECTIONS or second[right] >= INFLECTIONS
        if n >= (KNOWN if inflected else FIRM) and n >= SHARE * (n + counts.spaced[left, right]):
            yield left, right
    verbs = _verbs(counts)
    yield from ((left, verb) for left in PRESENT for verb in verbs)
    for forms in (PERFECT, DEGREES):
        seen: defaultdict[str, set[str]] = defaultdict(set)
        for left, right in counts.joined:
            if right in forms and (forms is DEGREES or ending(left) == "heh"):
                seen[left].add(right)
        for left, rights in seen.items():
            if forms is DEGREES or rights != {"ای"}:  # خانه|ای is no perfect
                yield from ((left, form) for form in forms)


def _verbs(counts: Counts) -> set[str]:
    """What follows می and نمی, and the other persons of a verb that was seen in three."""
    seen = {right for left, right in counts.joined if left in PRESENT}
    stems = Counter(verb.removesuffix(person) for verb in seen for person in PERSONS if verb.endswith(person))
    return seen | {stem + person for stem, n in stems.items() if n > KNOWN for person in PERSONS}


def _splits(counts: Counts, lost: dict[str, frozenset[str]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each word with the offsets at which it is split."""
    for word in counts.words:
        places = []
        for at in counts.cuts.get(word, ()):
            share = counts.share(word, at)
            left, right = word[:at], word[at:]
            ends = ending(left) in lost.get(right, ()) or left in PRESENT
            rival = any(place in counts.cuts[word] for place in (at - 1, at + 1))
            if share >= (SUFFIX_SHARE if ends and not rival else SHARE) and not _doubtful(counts, left, right):
                places.append(at)
        yield word, tuple(sorted(places))
    for verb in _verbs(counts):
        for left in PRESENT:
            if left + verb not in counts.words:
                yield left + verb, (len(left),)


def _doubtful(counts: Counts, left: str, right: str) -> bool:
    """Whether a word was seen once with a degree, and with no other: کلان|تر, while کلانتر is another word."""
    others = any(counts.joined[left, degree] for degree in DEGREES if degree != right)
    return right in DEGREES and counts.words[left + right] < KNOWN and not others


def _settled(splits: Iterator[tuple[str, tuple[int, ...]]]) -> dict[str, tuple[int, ...]]:
    """The same, with every part of a split word a word that is not split: else a repaired text could be split again."""
    settled = dict(splits)
    for word in sorted(settled, key=len):
        cuts = [0, *settled[word], len(word)]
        if len(cuts) > 2:
            parts = [(a, word[a:b]) for a, b in pairwise(cuts)]
            inner = [a + at for a, part in parts for at in settled.setdefault(part, ())]
            settled[word] = tuple(sorted({*settled[word], *inner}))
    return settled
