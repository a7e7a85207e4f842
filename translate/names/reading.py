"""Which names the documents of a run have: those of the table, and those that no table has, with how they are spelt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz

from tarjoman.translate.names import detection
from tarjoman.translate.names.detection import Unknown
from tarjoman.translate.names.matcher import Matcher, Mention
from tarjoman.translate.names.spelling import Speller
from tarjoman.translate.names.table import Entry, NameTable, read
from tarjoman.translate.names.transliteration.skeleton import ascii_letters
from tarjoman.translate.names.transliteration.transliterator import Candidate, Transliterator
from tarjoman.translate.normalization.edits import Normalized

_ALIKE = 75  # per cent of the letters of two spellings of one name
LEAST = 0.5  # confidence of a candidate that is told of
_DOCUMENTS = 5  # kept of those that have a name

_MOST = 0.99  # confidence in a name that no table has
_GLOSSED = "as the source spells it in brackets"
# «"یوننان" (Yunnan)»: what a source says in brackets behind a name
_WORD = r"[A-Za-z\u00c0-\u024f'\u2019.-]"
_BRACKETS = re.compile(rf"\s?[»\"\u201d']?\s?\(\s?([A-Z]{_WORD}*(?: {_WORD}+){{0,4}})\s?\)")

Mentions = list[list[Mention]]  # of each sentence of a document, in their order


def _read(mention: Mention, sentence: str) -> Mention:
    """A mention, its spelling that of the source where this has one in brackets behind it, and it is of another name.

    An acronym in brackets says what is meant, and is no spelling.
    """
    match = _BRACKETS.match(sentence, mention.span.end)
    if not match or (match[1].isupper() and len(match[1]) > 1):
        return mention
    english, entry = match[1], mention.entry
    like = any(
        fuzz.ratio(ascii_letters(form).lower(), ascii_letters(english).lower()) >= _ALIKE for form in entry.english
    )
    if (mention.confidence == 1 and like) or len(english.split()) > len(entry.fa.split()) + 1:
        return mention
    return replace(mention, entry=Entry(entry.fa, english, gloss=_GLOSSED), confidence=_MOST)


@dataclass(slots=True)
class Suggestion:
    """A name that no table has, as it is suggested for one.

    english: how it was spelt. others: what else it might be, likeliest first. confidence, cues: of the surest mention.
    example: a sentence with it. count: of mentions. documents: the ids of the first few that have it.
    """

    form: str
    english: str
    others: tuple[str, ...]
    confidence: float
    cues: tuple[str, ...]
    example: str
    count: int = 0
    documents: list[str] = field(default_factory=list)


class NameReader:
    """Reads the names of documents.

    transliterator: spells the names that the table lacks; without one they are not looked for.
    across: whether how a name was spelt in one document holds in the next.
    suggestions: by form, of all documents that are read; None, until `suggest`, where nobody asks for them.
    """

    def __init__(self, table: NameTable, transliterator: Transliterator | None = None, *, across: bool = False) -> None:
        self.table = table
        self.matcher = Matcher(table)
        self.suggestions: dict[str, Suggestion] | None = None
        self._speller = Speller(transliterator, table, across=across) if transliterator else None

    @classmethod
    def load(cls, tables: Sequence[Path] = (), *, across: bool = False) -> "NameReader":
        """With the shipped table under those of the files, and the embedded transliterator. Raises InputError."""
        return cls(NameTable.load(tables), Transliterator.load(), across=across)

    @property
    def settings(self) -> dict[str, str]:
        """What decides the names of a translation: carried in the provenance."""
        spelt = {"names_model": self._speller.model, "names_across": str(self._speller.across)} if self._speller else {}
        return {"names": self.table.id} | spelt

    def under(self, tables: Sequence[Path]) -> "NameReader":
        """A reader with more tables, which win. Suggestions, and decisions across documents, are this one's too.

        Raises InputError.
        """
        reader = NameReader(self.table.under(map(read, tables)))
        reader.suggestions = self.suggestions
        reader._speller = self._speller and self._speller.under(reader.table)
        return reader

    def suggest(self) -> dict[str, Suggestion]:
        """Keep from now on what could be suggested for a table: a dictionary that grows."""
        if self.suggestions is None:
            self.suggestions = {}
        return self.suggestions

    def read(self, documents: Sequence[tuple[str, Sequence[str | Normalized]]]) -> Iterator[Mentions]:
        """The mentions of each document. documents: ids, normalised sentences; with the raw ones, these are suggested.

        What no table has is spelt as the transliterator would, until `settle`.
        """
        for id, given in documents:
            sentences = [s if isinstance(s, str) else s.text for s in given]
            mentions = [[_read(m, sentence) for m in self.matcher.find(sentence)] for sentence in sentences]
            if self._speller:
                known = [[mention.span for mention in found] for found in mentions]
                names = [name for name in detection.find(sentences, known) if name.confidence >= LEAST]
                spelt = self._speller.candidates(name.form for name in names)
                names = [name for name in names if name.form in spelt]
                for name in names:
                    entry = Entry(name.form, spelt[name.form][0].text)
                    for number, span in name.places:
                        mention = Mention(span, entry, confidence=min(name.confidence, _MOST))
                        mentions[number].append(_read(mention, sentences[number]))
                if self.suggestions is not None:
                    _note(self.suggestions, id, given, names, spelt)
            yield [sorted(found, key=lambda mention: mention.span) for found in mentions]

    def settle(self, mentions: Mentions, seen: Mapping[str, Sequence[str]]) -> Mentions:
        """The mentions of a document, with the spelling of what no table has decided.

        seen: what the translations have for each such name, where they have anything, in order.
        """
        if not self._speller or not seen:
            return mentions
        persons = [m.entry for found in mentions for m in found if m.entry.type == "person" and m.confidence == 1]
        others = [m.entry for found in mentions for m in found if m.confidence < 1]
        decided = self._speller.decide(persons, seen) | {e.fa: e.en for e in others if e.gloss == _GLOSSED}
        for form, english in decided.items():
            if self.suggestions and form in self.suggestions:
                self.suggestions[form].english = english
        return [
            [
                replace(m, entry=replace(m.entry, en=decided.get(m.entry.fa, m.entry.en))) if m.confidence < 1 else m
                for m in found
            ]
            for found in mentions
        ]


def _note(
    suggestions: dict[str, Suggestion],
    id: str,
    sentences: Sequence[str | Normalized],
    names: Sequence[Unknown],
    spelt: Mapping[str, Sequence[Candidate]],
) -> None:
    """Note names of a document for the list of suggestions."""
    for name in names:
        texts = tuple(candidate.text for candidate in spelt[name.form])
        if name.form not in suggestions:
            number, span = name.places[0]
            sentence = sentences[number]
            written, example = name.form, sentence
            if not isinstance(sentence, str):  # as the source has it, half-spaces and all
                written, example = sentence.raw[slice(*sentence.to_raw(span))], sentence.raw
            suggestions[name.form] = Suggestion(written, texts[0], texts, 0.0, (), str(example))
        suggestion = suggestions[name.form]
        if name.confidence > suggestion.confidence:
            suggestion.confidence, suggestion.cues = name.confidence, name.cues
        suggestion.count += len(name.places)
        if len(suggestion.documents) < _DOCUMENTS:
            suggestion.documents.append(id)
