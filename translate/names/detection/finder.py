"""Names that no table has: which words of a document are of one, by how they are spelt and what stands beside them.

Three logistic regressions, of features that can be read (weights.toml): what a word says for itself (`words`), what
the words beside it add (`evidence`), and how sure the words in a row make a candidate. Then words of sure candidates
count for more elsewhere in the document.

In 910 held-out sentences of news, 584 names are not in the name table. At confidence 0.5 and more 86 % of them are
found, and 91 % of what is found is a name; at 0.8, 70 and 96 %. If no word of these names were in the table of words
either, 72 and 39 % would be found, with 90 and 95 % right. docs/names.md says how this was measured. Not found: names
that are ordinary words (روزنامه کیهان, فیلم باغ خاموش). Time is linear: about 0.6 ms a sentence.
"""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tarjoman.document import Span
from tarjoman.translate.names.detection import evidence
from tarjoman.translate.names.detection.evidence import LONGEST, Token
from tarjoman.translate.names.detection.words import Features, Words

_PART = 0.35  # words likelier than this are of a candidate
_SURE = 0.8  # candidates likelier than this say that their words are of names elsewhere in the document
_REPEATED = 3.0  # what that adds to the logit of a word
_SHORT = 0.9  # how sure the last word of a sure name is, where it stands alone

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name of a document that is not in the table.

    form:        as it is written where it stands first: one to four words, without clitic or title.
    confidence:  0 to 1: the share of such candidates that are names.
    cues:        what says so, as short words.
    places:      the number of the sentence and the span there, of all mentions in order.
    """

    form: str
    confidence: float
    cues: tuple[str, ...]
    places: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that may be a name: the first of them in its sentence, and the logit of each."""

    first: int
    logits: tuple[float, ...]

    @property
    def end(self) -> int:
        """The token behind it."""
        return self.first + len(self.logits)

    @property
    def features(self) -> Features:
        """What the words say together."""
        return {"least": min(self.logits), "words": len(self.logits) - 1}


class Sentence:
    """A sentence, its tokens, and the features of those that may be of a name."""

    def __init__(self, text: str, known: Sequence[Span], finder: "Finder") -> None:
        self.text = text
        self.tokens: list[Token] = evidence.tokens(text, known, finder.table)
        self.features = dict(evidence.evidence(self.tokens, finder.table, finder.word))
        self.sure: set[int] = set()  # tokens of candidates that are sure by themselves

    def form(self, run: Run) -> str:
        """The words, with single spaces."""
        return " ".join(token.text for token in self.tokens[run.first : run.end])

    def written(self, run: Run) -> str:
        """The words, as they stand."""
        return self.text[slice(*self.span(run))]

    def span(self, run: Run) -> Span:
        """Where they stand."""
        return Span(self.tokens[run.first].span.start, self.tokens[run.end - 1].span.end)


class Finder:
    """Finds names by a table of words and the weights of three logistic regressions.

    weights: "word" of what a word is, "place" of it and what stands beside it, "run" of words in a row.
    """

    def __init__(self, table: Words, weights: Weights) -> None:
        self.table = table
        self.weights = weights
        self.word = lru_cache(100_000)(self._word)

    @classmethod
    @cache
    def load(cls) -> "Finder":
        """With the table and the weights that come with the package."""
        text = (files("tarjoman.translate.names.detection") / "weights.toml").read_text(encoding="utf-8")
        return cls(Words.load(), tomllib.loads(text))

    def _word(self, word: str) -> float:
        """What a word says for itself, as a logit."""
        return self._logit("word", self.table.features(word))

    def _logit(self, kind: str, features: Features) -> float:
        weights = self.weights[kind]
        return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())

    def runs(self, sentence: Sentence, named: Mapping[str, str]) -> Iterator[Run]:
        """The candidates of a sentence. named: words of sure names elsewhere in the document, and their full names."""
        run: list[float] = []
        last = -1
        for i, features in sentence.features.items():
            token = sentence.tokens[i]
            logit = self._logit("place", features)
            if token.text in named and i not in sentence.sure:
                logit += _REPEATED
            if _share(logit) < _PART:
                continue
            if run and (i != last + 1 or not token.spaced or len(run) == LONGEST):
                yield Run(last + 1 - len(run), tuple(run))
                run = []
            run.append(logit)
            last = i
        if run:
            yield Run(last + 1 - len(run), tuple(run))

    def confidence(self, run: Run) -> float:
        """How sure a candidate is, by itself."""
        return _share(self._logit("run", run.features))

    def find(self, texts: Sequence[str], known: Sequence[Sequence[Span]]) -> list[Unknown]:
        """See `find`."""
        sentences = [Sentence(text, spans, self) for text, spans in zip(texts, known, strict=True)]
        named: dict[str, str] = {}
        for sentence in sentences:
            for run in self.runs(sentence, {}):
                if self.confidence(run) >= _SURE:
                    sentence.sure.update(range(run.first, run.end))
                    form = sentence.form(run)
                    named |= {word: form for word in form.split() if len(form) > len(named.get(word, ""))}
        places: dict[str, list[tuple[int, Run]]] = defaultdict(list)
        for number, sentence in enumerate(sentences):
            for run in self.runs(sentence, named):
                places[sentence.form(run)].append((number, run))
        sure = {form: max(self.confidence(run) for _, run in found) for form, found in places.items()}
        for form in places:  # a surname is as sure as the full name, nearly
            full = named.get(form, "")
            if full.endswith(f" {form}"):
                sure[form] = max(sure[form], _SHORT * sure.get(full, 0.0))
        return [
            Unknown(
                sentences[found[0][0]].written(found[0][1]),
                round(sure[form], 3),
                tuple(self._cues(form, [(sentences[n], run) for n, run in found], named)),
                tuple((n, sentences[n].span(run)) for n, run in found),
            )
            for form, found in places.items()
        ]

    def _cues(self, form: str, places: Sequence[tuple[Sentence, Run]], named: Mapping[str, str]) -> list[str]:
        """What says that a form is a name, each once."""
        found = [sentence.features[i] for sentence, run in places for i in range(run.first, run.end)]
        cues = [cue for features in found for name, cue in _CUES.items() if features.get(name)]
        words = form.split()
        cues += ["often a name"] * any(map(self.table.of_names, words))
        cues += ["spelling"] * any(word not in self.table.rows and self.word(word) > 0 for word in words)
        cues += ["rare"] * any(word not in self.table.rows for word in words)
        cues += ["repeated"] * (len(places) > 1)
        cues += ["full name"] * named.get(form, "").endswith(f" {form}")
        return list(dict.fromkeys(cues))


def find(sentences: Sequence[str], known: Sequence[Sequence[Span]]) -> list[Unknown]:
    """The names of a document that its table does not know, in the order of their first places.

    sentences: normalised as the embedded model has them. known: for each, the spans of the table's mentions, which are
    not touched; as many as there are sentences (ValueError otherwise).

    Confidences are of 0.35 and more: it is for the caller to leave out some. A surname alone is a name of its own
    besides the full name. Given names that the table marks as common come out too. No place is in another.
    """
    return Finder.load().find(sentences, known)


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


# Cues by the features that they are names of
_CUES = {
    "behind titles": "title",
    "behind roles": "role",
    "behind role": "role",
    "before comma, role": "role",
    "behind named": "named",
    "behind places": "place",
    "behind organisations": "organisation",
    "behind works": "work",
    "quoted": "guillemets",
    "before saying": "saying",
    "given name": "given name",
    "known before": "beside a name",
    "known after": "beside a name",
    "behind known, comma": "beside a name",
}
