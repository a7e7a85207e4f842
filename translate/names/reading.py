"""Which names the documents of a run have: those of the table, and those that no table has, with how they are spelt."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tarjoman.translate.names import unknown
from tarjoman.translate.names.matcher import Matcher, Mention
from tarjoman.translate.names.spelling import Speller, Spelling
from tarjoman.translate.names.table import Entry, NameTable
from tarjoman.translate.names.transliterate import Transliterator
from tarjoman.translate.names.unknown import Unknown

LEAST = 0.5  # confidence of a candidate that is told of
_DOCUMENTS = 5  # kept of those that have a name


@dataclass(slots=True)
class Suggestion:
    """A name that no table has, as it is suggested for one.

    confidence: of the surest mention. count: of mentions. documents: the ids of the first few that have it.
    example: a sentence with it.
    """

    form: str
    spelling: Spelling
    confidence: float
    cues: tuple[str, ...]
    example: str
    count: int = 0
    documents: list[str] = field(default_factory=list)


class NameReader:
    """Reads the names of documents.

    transliterator: spells the names that the table lacks; without one they are not looked for.
    across: whether what a name was spelt as in one document holds for its words in the next.
    """

    def __init__(self, table: NameTable, transliterator: Transliterator | None = None, *, across: bool = False) -> None:
        self.table = table
        self.matcher = Matcher(table)
        self.suggestions: dict[str, Suggestion] = {}
        self._speller = Speller(transliterator, table) if transliterator else None
        self._across = across

    @classmethod
    def load(cls, tables: Sequence[Path] = (), *, across: bool = False) -> "NameReader":
        """With the shipped table under those of the files, and the embedded transliterator. Raises InputError."""
        return cls(NameTable.load(tables), Transliterator.load(), across=across)

    def read(self, documents: Sequence[tuple[str, Sequence[str]]]) -> Iterator[list[list[Mention]]]:
        """The mentions of each sentence of each document, in their order. documents: ids, normalised sentences."""
        for id, sentences in documents:
            mentions = [self.matcher.find(sentence) for sentence in sentences]
            if self._speller:
                self._add(self._speller, id, sentences, mentions)
            yield mentions

    def _add(self, speller: Speller, id: str, sentences: Sequence[str], mentions: list[list[Mention]]) -> None:
        """The names of a document that the table lacks, put among the mentions."""
        if not self._across:
            speller.forget()
        for mention in (m for found in mentions for m in found if m.entry.type == "person"):
            speller.hear(mention.entry.fa, mention.entry.en)
        known = [[mention.span for mention in found] for found in mentions]
        found = [name for name in unknown.find(sentences, known) if name.confidence >= LEAST]
        spelt = speller.spell(name.form for name in found)
        for name in found:
            if spelling := spelt.get(name.form):
                entry = Entry(name.form, spelling.english)
                for number, span in name.places:
                    mentions[number].append(Mention(span, entry, confidence=min(name.confidence, 0.99)))
        for those in mentions:
            those.sort(key=lambda mention: mention.span)
        self._suggest(id, sentences, found, spelt)

    def _suggest(
        self, id: str, sentences: Sequence[str], found: Sequence[Unknown], spelt: Mapping[str, Spelling]
    ) -> None:
        """Note names of a document for the list of suggestions."""
        for name in (name for name in found if name.form in spelt):
            suggestion = self.suggestions.setdefault(
                name.form,
                Suggestion(name.form, spelt[name.form], name.confidence, name.cues, sentences[name.places[0][0]]),
            )
            if name.confidence > suggestion.confidence:
                suggestion.confidence, suggestion.cues = name.confidence, name.cues
            suggestion.count += len(name.places)
            if len(suggestion.documents) < _DOCUMENTS:
                suggestion.documents.append(id)
