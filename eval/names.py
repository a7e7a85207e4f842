"""How a translation renders names: as the table spells them, as the reference does, and always in one way."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from tarjoman.document import Span
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.stage import SURE
from tarjoman.translate.names.table import Entry
from tarjoman.translate.names.verification import verify

# A word in a sentence that is of a name by its capital: not the first, nor the first behind a mark or a quote
_CAPITAL = re.compile(r"(?<=[^\W_] )(?<![.!?:] )[A-Z][^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_DOUBLED = re.compile(r"(?<!\w)([A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*),? (?:the )?\1(?!\w)")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: how many of how many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{100 * self.part / self.whole:.1f} % of {self.whole:,}" if self.whole else "none"


@dataclass(frozen=True, slots=True)
class NameScores:
    """What `names` counts.

    table:       mentions of table names for which the sentence's translation has an accepted form.
    consistent:  of table names mentioned several times in a document, the mentions rendered as most of them are;
                 accepted forms count as one, and mentions for which nothing was found do not count.
    others:      the same of names that no table has, as far as it is sure that they are names.
    reference:   words of the reference with a capital inside a sentence, that the translation has as well.
    doubled:     places where a translation says a name twice in a row.
    """

    table: Share
    consistent: Share
    others: Share
    reference: Share
    doubled: int


def names(
    sources: Sequence[str],
    targets: Sequence[str],
    references: Sequence[str],
    documents: Sequence[str],
    reader: NameReader,
) -> NameScores:
    """Measure a translation. All sequences: one element a sentence; documents: what each is of, in one row.

    reader: finds the names of the sources, which are normalised. Translations are looked at by themselves: nothing that
    made them is asked.
    """
    texts = [(id, [source for _, source in rows]) for id, rows in groupby(zip(documents, sources, strict=True), _first)]
    mentions = chain.from_iterable(reader.read(id, text) for id, text in texts)
    there = mentioned = 0
    known: dict[tuple[str, Entry], list[str]] = defaultdict(list)
    others: dict[tuple[str, Entry], list[str]] = defaultdict(list)
    for source, target, document, found in zip(sources, targets, documents, mentions, strict=True):
        sure = [mention for mention in found if mention.confidence >= SURE]
        for rendering in verify(source, sure, target, others=reader.table.english):
            entry, is_known = rendering.mention.entry, rendering.mention.confidence == 1
            mentioned += is_known
            there += is_known and rendering.right
            if rendering.span:
                text = entry.en if rendering.right else target[slice(*rendering.span)]
                (known if is_known else others)[document, entry].append(text)
    kept, wanted = _reference_words(targets, references)
    return NameScores(
        Share(there, mentioned),
        _consistent(known.values()),
        _consistent(others.values()),
        Share(kept, wanted),
        sum(len(list(doubled(target))) for target in targets),
    )


def _first(row: tuple[str, str]) -> str:
    return row[0]


def _consistent(renderings: Iterable[Sequence[str]]) -> Share:
    """Of what is rendered several times, how often in the most frequent way."""
    several = [found for found in renderings if len(found) > 1]
    return Share(sum(Counter(found).most_common(1)[0][1] for found in several), sum(map(len, several)))


def doubled(target: str) -> Iterator[Span]:
    """Where a text says a name twice in a row: "Ilham Ilham Aliyev", "Azerbaijan, Azerbaijan"."""
    return (Span(*match.span()) for match in _DOUBLED.finditer(target))


def _reference_words(targets: Sequence[str], references: Sequence[str]) -> tuple[int, int]:
    """How many words of names the references have, and how many of these the translations have: each as often."""
    kept = wanted = 0
    for target, reference in zip(targets, references, strict=True):
        words = Counter(_POSSESSIVE.sub("", word) for word in _CAPITAL.findall(reference))
        there = Counter(_POSSESSIVE.sub("", word) for word in _WORD.findall(target))
        wanted += words.total()
        kept += (words & there).total()
    return kept, wanted
