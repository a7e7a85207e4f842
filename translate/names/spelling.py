"""How names that no table has are spelt: once decided, always so."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.table import Entry, NameTable
from tarjoman.translate.names.transliteration.skeleton import likeness
from tarjoman.translate.names.transliteration.transliterator import Candidate, Transliterator

# How alike a spelling must be: with less it leaves out a part of the name (محمدرضا رضایی, Reza Rezaei: 0.75)
_ALIKE = 0.85
# What a translation wrote counts when it is this probable beside the best spelling. On the development sets it is the
# reference's form 31 times then, and the best spelling 12 times; below, 29 and 50 times.
_LEAST = 0.1
# Spellings of a name, and hypotheses kept at each step: half the model's own, which take twice the time. The fifth is
# rarely a tenth as probable as the best. Of a word of a name only the likeliest is wanted.
_SPELLINGS, _NARROW = 5, 3


class Speller:
    """Spells names by a transliterator, and by what translations made of them where that is likely too.

    table: a word of a name that it has as a person's is spelt as there.
    across: whether the decisions of one document hold in the next; otherwise each decides for itself.

    What a name was spelt as holds for its words: after «مهدی نادری», Mehdi Naderi, «نادری» is Naderi.
    """

    def __init__(self, transliterator: Transliterator, table: NameTable, *, across: bool = False) -> None:
        self._transliterator, self._table, self.across = transliterator, table, across
        self._decided: dict[str, str] = {}  # names and their words, folded

    @property
    def model(self) -> str:
        """The transliterator's name and revision."""
        return self._transliterator.model.id

    def under(self, table: NameTable) -> "Speller":
        """A speller for another table, with the decisions of this one where they hold across documents."""
        speller = Speller(self._transliterator, table, across=self.across)
        speller._decided = self._decided
        return speller

    def candidates(self, forms: Iterable[str]) -> dict[str, list[Candidate]]:
        """The spellings of each name that has any that is of all of it, likeliest first.

        As with sentences, what names are spelt together with decides the last digits of their scores: nothing is kept
        from one call to the next.
        """
        wanted = [form for form in dict.fromkeys(forms) if not self._transliterator.problem(form)]
        if not wanted:
            return {}
        words = dict.fromkeys(w for form in wanted for w in form.split() if not self._transliterator.problem(w))
        batch = self._transliterator.batch(wanted, _SPELLINGS, beam=_SPELLINGS)
        found = dict(zip(wanted, batch, strict=True))
        if others := [word for word in words if word not in found]:  # of which only the likeliest is wanted
            found |= zip(others, self._transliterator.batch(others, 1, beam=_NARROW), strict=True)
        return {form: spelt for form in wanted if (spelt := self._joined(form, found))}

    def decide(
        self, known: Iterable[Entry], seen: Mapping[str, Sequence[str]], spelt: Mapping[str, Sequence[Candidate]]
    ) -> dict[str, str]:
        """The spelling of each name of a document.

        known: entries of persons that the document names; they hold for their words. seen: the names, and what the
        translations have for each where it stands, in order. spelt: their `candidates`. Longer names are decided first.
        """
        if not self.across:
            self._decided.clear()
        for entry in known:
            self._hold(entry.fa, entry.en)
        decided: dict[str, str] = {}
        for form in sorted((form for form in seen if form in spelt), key=lambda form: -len(form.split())):
            candidates = spelt[form]
            likely = {c.text for c in candidates if c.score >= _LEAST * candidates[0].score}
            votes = Counter(text for text in seen[form] if text in likely or self._is_known(form, text))
            first = votes.most_common(1)[0][0] if votes else candidates[0].text
            decided[form] = self._decided.setdefault(fold(form), first)
            self._hold(form, decided[form])
        return decided

    def _hold(self, form: str, english: str) -> None:
        """Decide the words of a name as they are spelt in it."""
        persian, words = form.split(), english.split()
        if len(persian) == len(words):
            for word, spelt in zip(persian, words, strict=True):
                self._decided.setdefault(fold(word), spelt)

    def _joined(self, form: str, found: Mapping[str, list[Candidate]]) -> list[Candidate]:
        """The spellings of a name; those of its words, joined, are the last one."""
        words = form.split()
        spelt: list[Candidate] = []
        for candidate in found[form]:
            parts = candidate.text.split()
            if len(parts) == len(words) > 1:
                parts = [self._given(word) or part for word, part in zip(words, parts, strict=True)]
            spelt.append(Candidate(" ".join(parts), candidate.score))
        by_word = [self._given(word) or next((c.text for c in found.get(word, ())), "") for word in words]
        if len(words) > 1 and all(by_word):
            spelt.append(Candidate(" ".join(by_word), min((c.score for c in spelt), default=0.0)))
        texts: dict[str, Candidate] = {}
        for candidate in spelt:
            if likeness(form, candidate.text) >= _ALIKE:
                texts.setdefault(candidate.text, candidate)
        return list(texts.values())

    def _given(self, word: str) -> str:
        """How the table spells a word of a person's name; "" where it does not know it."""
        entry = self._table.get(word)
        return entry.en if entry and entry.type == "person" and " " not in entry.en else ""

    def _is_known(self, form: str, english: str) -> bool:
        """Whether the table has an English form for another spelling of the name: New Zealand for «نیوزلند»."""
        return english in self._table.english and likeness(form, english) >= _ALIKE
