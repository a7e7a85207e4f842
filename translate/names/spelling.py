"""How names that no table has are spelt: once decided, always so."""

from collections.abc import Iterable
from dataclasses import dataclass

from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.skeleton import likeness
from tarjoman.translate.names.table import NameTable
from tarjoman.translate.names.transliterate import Transliterator

# How alike a spelling must be: with less it leaves out a part of the name (محمدرضا رضایی, Reza Rezaei: 0.75)
_ALIKE = 0.85
_SPELLINGS = 5


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a name is spelt. english: the decision. others: what else it might be, likeliest first."""

    english: str
    others: tuple[str, ...] = ()


class Speller:
    """Spells names by a transliterator, a name always the same way.

    On two development sets, where the translation model and the transliterator disagree about such a name, the
    transliterator has the reference's form 60 times and the model 33 times.

    A word of the name that the table knows as a person's is spelt as there. What a name was spelt as holds for its words:
    after «مهدی نادری», Mehdi Naderi, «نادری» is Naderi.
    """

    def __init__(self, transliterator: Transliterator, table: NameTable) -> None:
        self._transliterator, self._table = transliterator, table
        self._spelt: dict[str, Spelling] = {}
        self._words: dict[str, str] = {}

    def forget(self) -> None:
        """Let the words of names be decided anew: a document ends."""
        self._words.clear()

    def hear(self, form: str, english: str) -> None:
        """A name with its spelling, which holds for its words."""
        persian, words = form.split(), english.split()
        if len(persian) == len(words) > 1:
            for word, spelt in zip(persian, words, strict=True):
                self._words.setdefault(fold(word), spelt)

    def spell(self, forms: Iterable[str]) -> dict[str, Spelling]:
        """The spelling of each name that has one; longer names are decided first."""
        wanted = [form for form in dict.fromkeys(forms) if not self._transliterator.problem(form)]
        new = [form for form in wanted if form not in self._spelt]
        words = [
            w for form in new for w in form.split() if len(form.split()) > 1 and not self._transliterator.problem(w)
        ]
        every = list(dict.fromkeys([*new, *words]))
        candidates = {
            form: [c.text for c in found]
            for form, found in zip(every, self._transliterator.batch(every, _SPELLINGS), strict=True)
        }
        for form in new:
            if spelling := self._decide(form, candidates):
                self._spelt[form] = spelling
        found: dict[str, Spelling] = {}
        for form in sorted((form for form in wanted if form in self._spelt), key=lambda form: -len(form.split())):
            spelling = self._spelt[form]
            if heard := self._words.get(fold(form)):
                others = tuple(o for o in (spelling.english, *spelling.others) if o != heard)
                spelling = Spelling(heard, others)
            self.hear(form, spelling.english)
            found[form] = spelling
        return found

    def _decide(self, form: str, candidates: dict[str, list[str]]) -> Spelling | None:
        """The spelling of a name, where one has all of it."""
        words = form.split()
        by_word = [self._known(word) or next(iter(candidates.get(word, [])), "") for word in words]
        found: list[str] = []
        for candidate in candidates[form]:
            parts = candidate.split()
            if len(parts) == len(words) > 1:
                parts = [self._known(word) or part for word, part in zip(words, parts, strict=True)]
            found.append(" ".join(parts))
        if len(words) > 1 and all(by_word):
            found.append(" ".join(by_word))
        found = list(dict.fromkeys(spelt for spelt in found if likeness(form, spelt) >= _ALIKE))
        return Spelling(found[0], tuple(found[1:])) if found else None

    def _known(self, word: str) -> str:
        """How the table spells a word of a person's name; "" where it does not know it."""
        entry = self._table.get(word)
        return entry.en if entry and entry.type == "person" and " " not in entry.en else ""
