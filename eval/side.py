"""One of the sides that are compared: texts, by document where these are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tarjoman.files import display


@dataclass(frozen=True, slots=True)
class Part:
    """The texts of a document, or of a file that does not say what is of which document.

    id: the document's; None where it is not known. texts: English, one a segment. sources: Persian. paragraphs: what
    paragraph each segment is of. documents: of each segment. file: where it was read, of a folder's documents.
    """

    id: str | None
    texts: tuple[str, ...]
    sources: tuple[str, ...] | None = None
    paragraphs: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    file: str = field(default="", compare=False)

    def by_paragraph(self) -> "Part | None":
        """A segment a paragraph; None where paragraphs are not known, or segments are paragraphs already."""
        if self.paragraphs is None or len(set(self.paragraphs)) == len(self.texts):
            return None
        groups = [[n for n, _ in rows] for _, rows in groupby(enumerate(self.paragraphs), key=lambda row: row[1])]

        def joined(side: Sequence[str] | None) -> tuple[str, ...] | None:
            return None if side is None else tuple(" ".join(filter(None, (side[n] for n in some))) for some in groups)

        documents = self.documents and tuple(self.documents[some[0]] for some in groups)
        return Part(self.id, joined(self.texts) or (), joined(self.sources), None, documents, self.file)


@dataclass(frozen=True, slots=True)
class Side:
    """What was read under one name.

    label: a short name. plain: whether it is a file of lines. sha256: of what was read. notes: what to know of it.
    """

    name: str
    label: str
    parts: tuple[Part, ...]
    plain: bool = False
    sha256: str = ""
    notes: tuple[str, ...] = field(default=())

    def called(self, part: Part) -> str:
        """What to call one of its parts in a message."""
        name = part.file or self.name
        return f"{name}, document {display(part.id)}" if part.id is not None else name

    @property
    def documented(self) -> bool:
        """Whether its parts are documents with names."""
        return all(part.id is not None for part in self.parts)

    def whole(self) -> Part:
        """All parts as one."""
        if len(self.parts) == 1:
            return self.parts[0]

        def all_of(name: str) -> tuple[str, ...] | None:
            sides = [getattr(part, name) for part in self.parts]
            return None if any(side is None for side in sides) else tuple(text for side in sides for text in side)

        paragraphs = tuple(f"{part.id}#{p}" for part in self.parts for p in part.paragraphs or ())
        texts = all_of("texts") or ()
        return Part(
            None, texts, all_of("sources"), paragraphs if len(paragraphs) == len(texts) else None, all_of("documents")
        )
