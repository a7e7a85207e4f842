"""What is evaluated: translations by one or more systems, what they are compared with, and where all of it is from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A file that a report was made from.

    role: "hypothesis", "reference", "source", "documents", "training" or "corpus". name: as it was given. plain: a
    sentence a line, so that sacreBLEU reads it as it is. sha256: of its content, unpacked; of a list that was read as a
    stream, of its bytes; of a folder, of its files' hashes.
    """

    role: str
    name: str
    plain: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class System:
    """The translations of one system. outputs: a segment each, "" where there is none. file: where they are from."""

    name: str
    outputs: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Material:
    """Segments, the same for all: a sentence, or a paragraph where only paragraphs can be compared.

    systems:     one or more, the first the one that is evaluated.
    references:  sets of them, one or more.
    sources:     None where they are not known.
    documents:   of each segment, those of one in a row; None where they are not known.
    places:      of each segment, for a reader: "412", a line, or "a#3", a document and the number in it.
    files:       all that it was read from.
    """

    systems: tuple[System, ...]
    references: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    places: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    notes: tuple[str, ...] = ()  # what to know of the files: a run that did not come to its end

    def __post_init__(self) -> None:
        sides: list[Sequence[str]] = [*(system.outputs for system in self.systems), *self.references]
        sides += [side for side in (self.sources, self.documents) if side is not None]
        if not self.systems or not self.references or not len(sides[0]) or len({len(side) for side in sides}) > 1:
            raise ValueError(f"sides of {[len(side) for side in sides]} segments")
        if len({system.name for system in self.systems}) < len(self.systems):
            raise ValueError("two systems have one name")

    def __len__(self) -> int:
        return len(self.references[0])

    def place(self, segment: int) -> str:
        """Where a segment is."""
        return self.places[segment] if self.places else str(segment + 1)
