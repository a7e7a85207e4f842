"""Names that persons spelt anew, into a name table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tarjoman import clock
from tarjoman.align.formats.reviews import Renamed
from tarjoman.align.revision.corrections import Conflict
from tarjoman.align.revision.reading import Reviewed
from tarjoman.translate.names.folding import fold
from tarjoman.translate.names.suggestions import add
from tarjoman.translate.names.table import Entry, NameTable, problems

_SOURCE = "review"  # of entries that came from a person's page
_NO_NAME = ("=", "+", "-", "@", "#")  # what a spreadsheet takes for a formula, or a table for a remark


@dataclass(slots=True)
class Renaming:
    """What becomes of names. entries: to be written. known: how many the table spells so. refused: names, and why."""

    entries: list[Entry] = field(default_factory=list)
    known: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def write(self, path: Path) -> tuple[int, int]:
        """Put the entries into a table, made if missing; how many are new there, and changed. See `suggestions.add`."""
        return add(self.entries, path)


def rename(files: Iterable[Reviewed], table: NameTable, *, overwrite: bool = False) -> Renaming:
    """What becomes of the names of files. table: what stands now, with the table that is to be written on top.

    A name that the table spells otherwise changes where the person had that spelling before them, or it is to be
    overwritten; otherwise, and where persons want different spellings, it is a conflict. The type of a name stays, and
    so does that it is a common word.
    """
    found = Renaming()
    wanted: dict[str, dict[str, tuple[str, Renamed]]] = {}
    for file in files:
        for name in file.names:
            if wrong := list(_problems(name, table)):
                found.refused.append((f"{file.name} {name.fa or name.en}", "; ".join(wrong)))
            else:
                wanted.setdefault(fold(name.fa), {}).setdefault(name.en, (file.name, name))
    for spellings in wanted.values():
        place, name = next(iter(spellings.values()))
        there = table.get(name.fa)
        if len(spellings) > 1:
            texts = tuple((place, en) for en, (place, _) in spellings.items())
            found.conflicts.append(Conflict("a name spelt in different ways", name.fa, texts))
        elif there and name.en == there.en:
            found.known += 1
        elif there and not overwrite and name.was not in there.english:
            texts = ((there.place, there.en), (place, name.en))
            found.conflicts.append(Conflict("the name table has another spelling", name.fa, texts))
        else:
            kept = (there.type, there.common) if there else ("", False)
            entry = Entry(name.fa, name.en, type=kept[0], common=kept[1], source=_SOURCE, updated=clock.now()[:10])
            found.entries.append(entry)
    return found


def _problems(name: Renamed, table: NameTable) -> Iterator[str]:
    """Why a name cannot come into a table, in words."""
    yield from problems({"fa": name.fa, "en": name.en})
    if name.fa.startswith(_NO_NAME) or name.en.startswith(_NO_NAME):
        yield "it begins as a formula or a remark does"
    if not name.fa.replace("\u200c", "").isprintable():
        yield "it has characters that cannot be seen"
    if word := table.word(name.fa):
        yield word
