"""Which names the documents of a run have: those of the table, and those that no table has, with how they are spelt."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
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
    suggestions: by form, of all documents that were `told` or `found`.
    """

    def __init__(self, table: NameTable, transliterator: Transliterator | None = None, *, across: bool = False) -> None:
        self.table = table
        self.suggestions: dict[str, Suggestion] = {}
        self.across = across
        self._speller = Speller(transliterator, table, across=across) if transliterator else None
        # By document, by form, of those that are under way
        self._noted: dict[str, dict[str, Suggestion]] = {}
        self._spelt: dict[str, dict[str, list[Candidate]]] = {}

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the names of the table."""
        return Matcher(self.table)

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
        reader = NameReader(self.table.under(map(read, tables)), across=self.across)
        reader.suggestions = self.suggestions
        reader._speller = self._speller and self._speller.under(reader.table)
        return reader

    def read(self, id: str, given: Sequence[str | Normalized]) -> Mentions:
        """The mentions of one document. As `read_all`."""
        return self.read_all([(id, given)])[0]

    def read_all(self, documents: Sequence[tuple[str, Sequence[str | Normalized]]]) -> list[Mentions]:
        """The mentions of each document, which are faster read together.

        documents: ids, and sentences, normalised; with the raw ones, examples are as raw. What no table has is spelt as
        the transliterator would, until `settle`; it is noted until it is `told`.
        """
        texts = [[s if isinstance(s, str) else s.text for s in given] for _, given in documents]
        every = [[[_read(m, text) for m in self.matcher.find(text)] for text in sentences] for sentences in texts]
        if self._speller:
            known = [[[mention.span for mention in found] for found in mentions] for mentions in every]
            unknown = [
                [name for name in detection.find(*sentences) if name.confidence >= LEAST]
                for sentences in zip(texts, known, strict=True)
            ]
            spelt = self._speller.candidates(name.form for names in unknown for name in names)
            for (id, given), sentences, mentions, names in zip(documents, texts, every, unknown, strict=True):
                spellable = [name for name in names if name.form in spelt]
                for name in spellable:
                    entry = Entry(name.form, spelt[name.form][0].text)
                    for number, span in name.places:
                        mention = Mention(span, entry, confidence=min(name.confidence, _MOST))
                        mentions[number].append(_read(mention, sentences[number]))
                self._noted[id] = {name.form: _suggestion(id, given, name, spelt[name.form]) for name in spellable}
                self._spelt[id] = {name.form: spelt[name.form] for name in spellable}
        return [[sorted(found, key=lambda mention: mention.span) for found in mentions] for mentions in every]

    def settle(self, id: str, mentions: Mentions, seen: Mapping[str, Sequence[str]]) -> Mentions:
        """The mentions of a document, with the spelling of what no table has decided.

        seen: what the translations have for each such name, where they have anything, in order.
        """
        if not self._speller or not seen:
            return mentions
        persons = [m.entry for found in mentions for m in found if m.entry.type == "person" and m.confidence == 1]
        others = [m.entry for found in mentions for m in found if m.confidence < 1]
        decided = self._speller.decide(persons, seen, self._spelt.get(id, {})) | {
            e.fa: e.en for e in others if e.gloss == _GLOSSED
        }
        noted = self._noted.get(id, {})
        for form in noted.keys() & decided.keys():
            noted[form].english = decided[form]
        return [
            [
                replace(m, entry=replace(m.entry, en=decided.get(m.entry.fa, m.entry.en))) if m.confidence < 1 else m
                for m in found
            ]
            for found in mentions
        ]

    def told(self, id: str) -> list[Suggestion]:
        """The names of a document that no table has, once it is translated; they are among the suggestions then."""
        suggestions = list(self._noted.pop(id, {}).values())
        self._spelt.pop(id, None)
        self.found(id, suggestions)
        return suggestions

    def found(self, id: str, suggestions: Iterable[Suggestion]) -> None:
        """Take in the suggestions of a document, as `told` gave them once."""
        for new in suggestions:
            old = self.suggestions.get(new.form)
            if old is None:
                self.suggestions[new.form] = replace(new, documents=[id])
                continue
            if new.confidence > old.confidence:
                old.confidence, old.cues = new.confidence, new.cues
            old.english = new.english
            old.count += new.count
            if len(old.documents) < _DOCUMENTS:
                old.documents.append(id)


def _suggestion(
    id: str, sentences: Sequence[str | Normalized], name: Unknown, spelt: Sequence[Candidate]
) -> Suggestion:
    """A name of a document for the list of suggestions, as the source has it, half-spaces and all."""
    number, span = name.places[0]
    written, example = name.form, sentences[number]
    if not isinstance(example, str):
        written, example = example.raw[slice(*example.to_raw(span))], example.raw
    texts = tuple(candidate.text for candidate in spelt)
    return Suggestion(written, texts[0], texts, name.confidence, name.cues, str(example), len(name.places), [id])
