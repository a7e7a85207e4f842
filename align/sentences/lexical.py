"""Likeness by dictionary: what Persian words may be in English, with the names and the numbers of a sentence."""

import lzma
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files

from tarjoman.align.sentences.english_words import number, plain, stem, words
from tarjoman.align.sentences.similarity import Progress, silent
from tarjoman.align.sentences.vectors import Kernel, Sparse, from_counts
from tarjoman.align.words import WORD
from tarjoman.translate.check.numbers import persian
from tarjoman.translate.names.matcher import Matcher
from tarjoman.translate.names.table import NameTable
from tarjoman.translate.names.transliteration.transliterator import Transliterator
from tarjoman.translate.normalization.profile import normalizer
from tarjoman.translate.script import has_persian

_AT_ONCE = 2000  # words that are transliterated between two steps of the progress
_SPELLINGS = 2  # of a word that neither dictionary nor table has


class Dictionary:
    """What scripts/align-lexicon.py has made: English stems of a Persian word without half-spaces, 0 to 1 each."""

    def __init__(self, text: str) -> None:
        self._lines = dict(line.split("\t", 1) for line in text.splitlines())

    def __len__(self) -> int:
        return len(self._lines)

    def get(self, word: str) -> dict[str, float] | None:
        """The stems that may stand for a word; None where it is not known."""
        if (line := self._lines.get(word)) is None:
            return None
        cells = line.split()
        return {name: int(share) / 100 for name, share in zip(cells[::2], cells[1::2], strict=True)}

    @classmethod
    @cache
    def load(cls) -> "Dictionary":
        """The one that comes with the package."""
        packed = (files("tarjoman.align.sentences") / "lexicon.tsv.xz").read_bytes()
        return cls(lzma.decompress(packed).decode())


class Lexical:
    """Persian sentences in the stems that may stand for them.

    table: names that are spelt in one way. A word that neither it nor the dictionary has is taken for a name, and
    transliterated.
    """

    names = ("lexicon",)

    def __init__(self, table: NameTable | None = None) -> None:
        self._table = table

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self._table or NameTable.load())

    def kernels(self, source: Sequence[str], target: Sequence[str], progress: Progress = silent) -> list[Kernel]:
        """One kernel, whose features are English stems and numbers."""
        normalize = normalizer("embedded")
        texts = [normalize(text) for text in source]
        spelt = self._spelt({word for text in texts for word in _words(text)}, progress)
        numbers: dict[str, int] = {}
        return [
            Sparse.weighed(
                self.names[0],
                from_counts([self._features(text, spelt) for text in texts], numbers),
                from_counts([words(plain(text)) for text in target], numbers),
            )
        ]

    def _features(self, text: str, spelt: dict[str, list[tuple[str, float]]]) -> dict[str, float]:
        """The stems, as probably as they are there, and the numbers of a normalised sentence."""
        found: defaultdict[str, float] = defaultdict(float)
        dictionary = Dictionary.load()
        named = {name for mention in self._matcher.find(text) for name in words(plain(mention.entry.en))}
        for word in _words(text):
            if not has_persian(word):
                found[stem(plain(word))] += 1
                continue
            for name, share in (dictionary.get(word) or {}).items():
                found[name] += share
            for english, share in spelt.get(word, ()):
                for name in words(plain(english)):
                    found[name] += share
        for name in named:
            found[name] = max(found[name], 1.0)
        for one in persian.numbers(text):
            for value in {value for reading in one.readings for value in reading}:
                found[number(value)] += 1 / len(one.readings)
        return found

    def _spelt(self, every: set[str], progress: Progress) -> dict[str, list[tuple[str, float]]]:
        """Spellings of the words that the dictionary does not have, with how probable each is."""
        dictionary = Dictionary.load()
        unknown = sorted(w for w in every if dictionary.get(w) is None and len(w) > 2 and has_persian(w))
        if not unknown:
            return {}
        transliterator = Transliterator.load()
        found: dict[str, list[tuple[str, float]]] = {}
        for start in range(0, len(unknown), _AT_ONCE):
            progress("Transliterating", start, len(unknown))
            some = [word for word in unknown[start : start + _AT_ONCE] if not transliterator.problem(word)]
            for word, candidates in zip(some, transliterator.batch(some, _SPELLINGS, beam=_SPELLINGS), strict=True):
                found[word] = [(candidate.text, candidate.score) for candidate in candidates]
        return found


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text.replace("\u200c", "")) if word.isalpha()]
