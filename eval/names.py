"""How a translation renders names: as the table spells them, as the reference does, and always in one way."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tarjoman.document import Span
from tarjoman.translate.names.matcher import Matcher
from tarjoman.translate.names.table import Entry, NameTable
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
    consistent:  of table names mentioned in several sentences of a document, the mentions rendered as most of them are;
                 accepted forms count as one, and mentions for which nothing was found do not count.
    reference:   words of the reference with a capital inside a sentence, that the translation has as well.
    doubled:     places where a translation says a name twice in a row.
    """

    table: Share
    consistent: Share
    reference: Share
    doubled: int


def names(
    sources: Sequence[str],
    targets: Sequence[str],
    references: Sequence[str],
    documents: Sequence[str],
    table: NameTable,
) -> NameScores:
    """Measure a translation. All sequences: one element a sentence; documents: what each is of.

    Sources are normalised. Translations are looked at by themselves: nothing that made them is asked.
    """
    matcher = Matcher(table)
    there = mentioned = 0
    renderings: dict[tuple[str, Entry], list[str]] = defaultdict(list)
    for source, target, document in zip(sources, targets, documents, strict=True):
        for rendering in verify(source, matcher.find(source), target, others=table.english):
            mentioned += 1
            there += rendering.right
            if rendering.span:
                entry, (start, end) = rendering.mention.entry, rendering.span
                renderings[document, entry].append(entry.en if rendering.right else target[start:end])
    repeated = [Counter(found).most_common(1)[0][1] for found in renderings.values() if len(found) > 1]
    kept, wanted = _reference_words(targets, references)
    return NameScores(
        Share(there, mentioned),
        Share(sum(repeated), sum(len(found) for found in renderings.values() if len(found) > 1)),
        Share(kept, wanted),
        sum(len(list(doubled(target))) for target in targets),
    )


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
