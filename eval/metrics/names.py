"""Names as metrics: as the table spells them, in one way, and as the reference has them."""

from collections.abc import Sequence

import numpy as np

from tarjoman.eval import names
from tarjoman.eval.metrics.content import signature
from tarjoman.eval.metrics.metric import Floats, Kind, kinds, share
from tarjoman.translate.names.matcher import Mention
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.verification import Rendering


class Mentioned:
    """The names of some sources, and what translations have for them, looked for once for each translation.

    sources: normalised. documents: of each segment; None: each is one of its own.
    """

    def __init__(self, sources: Sequence[str], documents: Sequence[str] | None, reader: NameReader) -> None:
        self.sources, self.documents = sources, documents
        self._reader = reader
        self.table = reader.table.id
        ids = documents if documents is not None else [str(n) for n in range(len(sources))]
        self.mentions: list[list[Mention]] = names.mentions(sources, ids, reader)
        self._found: dict[tuple[str, ...], list[list[Rendering]]] = {}

    def renderings(self, outputs: Sequence[str]) -> list[list[Rendering]]:
        """What the translations have."""
        key = tuple(outputs)
        if key not in self._found:
            self._found[key] = names.renderings(self.sources, self.mentions, outputs, self._reader)
        return self._found[key]


class AsTheTable:
    """The share of mentions that are in a form that the table accepts."""

    def __init__(self, mentioned: Mentioned) -> None:
        self.kind: Kind = kinds()["names"]
        self.signature = signature(table=mentioned.table)
        self._mentioned = mentioned

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """Mentions in an accepted form, and all. Shape: (segments, 2)."""
        rows = map(names.as_the_table, self._mentioned.renderings(outputs))
        return np.array([(row.part, row.whole) for row in rows], dtype=np.float64)

    def score(self, sums: Floats) -> Floats:
        """0 to 100, higher is better."""
        return share(sums)


class InOneWay:
    """The share of mentions rendered as their document mostly does; documents must be known.

    What is usual is told by all of the document, in resamples as well.
    """

    def __init__(self, mentioned: Mentioned) -> None:
        self.kind: Kind = kinds()["consistency"]
        self.signature = signature(table=mentioned.table)
        self._mentioned = mentioned

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """Mentions in the usual form, and all of names that are mentioned several times. Shape: (segments, 2)."""
        documents = self._mentioned.documents or ()
        rows = names.in_one_way(self._mentioned.renderings(outputs), outputs, documents)
        return np.array([(a.part + b.part, a.whole + b.whole) for a, b in rows], dtype=np.float64)

    def score(self, sums: Floats) -> Floats:
        """0 to 100, higher is better."""
        return share(sums)


class NameWords:
    """The share of a reference's name words that the translation has; of several references, the likest one's."""

    def __init__(self, references: Sequence[Sequence[str]]) -> None:
        self.kind: Kind = kinds()["name-words"]
        self.signature = signature(nrefs=len(references))
        self._references = references

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """Words that are there, and all. Shape: (segments, 2)."""
        rows = []
        for target, *references in zip(outputs, *self._references, strict=True):
            every = [names.name_words(target, reference) for reference in references]
            best = min(every, key=lambda row: (row.whole - row.part, -row.part))
            rows.append((best.part, best.whole))
        return np.array(rows, dtype=np.float64)

    def score(self, sums: Floats) -> Floats:
        """0 to 100, higher is better."""
        return share(sums)
