"""How a translation renders names: as the table spells them, as the reference does, and always in one way."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from tarjoman.document import Span
from tarjoman.translate.names.matcher import Mention
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.stage import SURE
from tarjoman.translate.names.table import Entry
from tarjoman.translate.names.verification import Rendering, verify

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
    found = renderings(sources, mentions(sources, documents, reader), targets, reader)
    ways = in_one_way(found, targets, documents)
    return NameScores(
        _sum(map(as_the_table, found)),
        _sum(known for known, _ in ways),
        _sum(others for _, others in ways),
        _sum(map(name_words, targets, references)),
        sum(len(list(doubled(target))) for target in targets),
    )


def mentions(sources: Sequence[str], documents: Sequence[str], reader: NameReader) -> list[list[Mention]]:
    """The names of each source of which it is sure that they are names."""
    texts = [(id, [source for _, source in rows]) for id, rows in groupby(zip(documents, sources, strict=True), _first)]
    every = chain.from_iterable(reader.read(id, text) for id, text in texts)
    return [[mention for mention in found if mention.confidence >= SURE] for found in every]


def renderings(
    sources: Sequence[str], mentioned: Sequence[Sequence[Mention]], targets: Sequence[str], reader: NameReader
) -> list[list[Rendering]]:
    """What the translation of each sentence has for its mentions."""
    others = reader.table.english
    return [
        verify(source, found, target, others=others)
        for source, found, target in zip(sources, mentioned, targets, strict=True)
    ]


def as_the_table(found: Iterable[Rendering]) -> Share:
    """Of the mentions of table names in a sentence, those that its translation has in an accepted form."""
    known = [rendering.right for rendering in found if rendering.mention.confidence == 1]
    return Share(sum(known), len(known))


def in_one_way(
    found: Sequence[Sequence[Rendering]], targets: Sequence[str], documents: Sequence[str]
) -> list[tuple[Share, Share]]:
    """Of each sentence, mentions rendered as its document mostly does, of names that it mentions several times.

    Of table names, and of others. Accepted forms count as one, and mentions for which nothing was found do not count.
    """
    texts: dict[tuple[str, Entry], Counter[str]] = defaultdict(Counter)
    told = [
        [
            ((document, r.mention.entry), r.mention.entry.en if r.right else target[slice(*r.span)], r)
            for r in some
            if r.span
        ]
        for some, target, document in zip(found, targets, documents, strict=True)
    ]
    for key, text, _ in chain.from_iterable(told):
        texts[key][text] += 1
    usual = {key: counts.most_common(1)[0][0] for key, counts in texts.items() if counts.total() > 1}

    def counted(some: Sequence[tuple[tuple[str, Entry], str, Rendering]], *, known: bool) -> Share:
        several = [usual[key] == text for key, text, r in some if key in usual and (r.mention.confidence == 1) == known]
        return Share(sum(several), len(several))

    return [(counted(some, known=True), counted(some, known=False)) for some in told]


def _first(row: tuple[str, str]) -> str:
    return row[0]


def _sum(shares: Iterable[Share]) -> Share:
    found = list(shares)
    return Share(sum(share.part for share in found), sum(share.whole for share in found))


def doubled(target: str) -> Iterator[Span]:
    """Where a text says a name twice in a row: "Ilham Ilham Aliyev", "Azerbaijan, Azerbaijan"."""
    return (Span(*match.span()) for match in _DOUBLED.finditer(target))


def name_words(target: str, reference: str) -> Share:
    """Of the words of names in a reference, those that the translation has too, each as often."""
    words = Counter(_POSSESSIVE.sub("", word) for word in _CAPITAL.findall(reference))
    there = Counter(_POSSESSIVE.sub("", word) for word in _WORD.findall(target))
    return Share((words & there).total(), words.total())
