"""The names that a system does not spell as the table does, with what it says instead."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tarjoman.eval.insight.settings import settings
from tarjoman.eval.material import Material
from tarjoman.eval.metrics.names import Mentioned
from tarjoman.translate.names.table import Entry

_PLACES = 5  # told of each


@dataclass(frozen=True, slots=True)
class WrongName:
    """A name of the table.

    fa, en: as the table has it. mentions: in the sources. wrong: of these, for how many no accepted form is there.
    agreed: of the wrong ones, in how many the reference has an accepted form, so that it could have been there.
    instead: what is there, and how often; "" for nothing. places: of the first few wrong ones.
    """

    fa: str
    en: str
    mentions: int
    wrong: int
    agreed: int
    instead: tuple[tuple[str, int], ...]
    places: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    mentions: int = 0
    agreed: int = 0
    instead: Counter[str] = field(default_factory=Counter)
    places: list[str] = field(default_factory=list)


def wrong_names(material: Material, mentioned: Mentioned, outputs: Sequence[str]) -> tuple[WrongName, ...]:
    """The wrong names of a system, those that the reference has right most often first."""
    tallies: dict[Entry, _Tally] = {}
    wanted = mentioned.renderings(material.references[0])
    for number, (found, good) in enumerate(zip(mentioned.renderings(outputs), wanted, strict=True)):
        for ours, theirs in zip(found, good, strict=True):
            if ours.mention.confidence < 1:
                continue
            tally = tallies.setdefault(ours.mention.entry, _Tally())
            tally.mentions += 1
            if ours.right:
                continue
            tally.instead[outputs[number][slice(*ours.span)] if ours.span else ""] += 1
            tally.agreed += theirs.right
            if (place := material.place(number)) not in tally.places:
                tally.places.append(place)
    rows = [
        WrongName(
            entry.fa,
            entry.en,
            tally.mentions,
            tally.instead.total(),
            tally.agreed,
            tuple(sorted(tally.instead.items(), key=lambda item: (-item[1], item[0]))),
            tuple(tally.places[:_PLACES]),
        )
        for entry, tally in tallies.items()
        if tally.instead
    ]
    rows.sort(key=lambda row: (-row.agreed, -row.wrong, row.en, row.fa))
    return tuple(rows[: settings()["names"]])
