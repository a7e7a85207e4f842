"""A bitext as rows and back: the vocabulary that every format writes as much of as it can hold.

A row is a pair as JSON, its fields those of `pair.schema.json`. What a format cannot hold is missing in what it reads,
and takes the value that says so; of an unknown field nothing is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import accumulate, groupby
from typing import Any

from tarjoman.bitext import Bitext, Flag, Match, Name, NameStatus, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.review import Category, Error, Review, Severity, State

VERSION = 1
MOST = 1_000_000  # pairs of a document that is read, and of a file whose pairs may stand in any order: some 5 GB
Row = dict[str, Any]


def rows(bitext: Bitext) -> list[Row]:
    """The pairs of a bitext. The first one also has what its document says of itself, and how it was made."""
    return list(each(bitext))


def each(bitext: Bitext) -> Iterator[Row]:
    """The same, one at a time: a row takes more memory than its pair."""
    document, made = bitext.document, bitext.provenance
    offsets = document.offsets
    for number, pair in enumerate(bitext.pairs):
        row = _row(bitext, number, pair, offsets)
        if number == 0:
            row |= {
                "title": document.title,
                "meta": dict(document.meta),
                "provenance": {"tool": made.tool, "settings": dict(made.settings)},
            }
        yield row


def _row(bitext: Bitext, number: int, pair: Pair, offsets: tuple[int, ...]) -> Row:
    """One pair. Spans are half-open, in characters: of the raw text, and of the `target` field."""

    def place(segment: Segment) -> list[int]:
        base = offsets[segment.paragraph]
        return [base + segment.span.start, base + segment.span.end]

    ends = list(accumulate(pair.targets, lambda end, target: end + 1 + len(target), initial=-1))[1:]
    return {
        "version": VERSION,
        "id": f"{bitext.document.id}#{number}",
        "document": bitext.document.id,
        "pair": number,
        "paragraph": pair.sources[0].paragraph if pair.sources else None,
        "paragraphs": [s.paragraph for s in pair.sources],
        "source": pair.source,
        "source_spans": [place(s) for s in pair.sources],
        "normalized": pair.normalized,
        "target": pair.target,
        "target_spans": [[end - len(t), end] for t, end in zip(pair.targets, ends, strict=True)],
        "score": None if pair.score is None else round(pair.score, 4),
        "confidence": None if pair.confidence is None else round(pair.confidence, 3),
        "flags": [str(f) for f in pair.flags],
        "names": [as_row(n) for n in pair.names],
        "links": [list(link) for link in pair.links],
        "origin": str(pair.origin),
        "matches": [asdict(match) for match in pair.matches],
        "review": None if pair.review is None else asdict(pair.review),
        "model": bitext.provenance.model,
        "license": bitext.provenance.license,
    }


def as_row(name: Name) -> Row:
    """A name of a pair; its places are spans of the fields of the same names."""
    return {
        "source": list(name.source),
        "target": None if name.target is None else list(name.target),
        "english": name.english,
        "status": str(name.status),
        "entry": name.entry,
        "gloss": name.gloss,
    }


def as_name(row: Mapping[str, Any]) -> Name:
    """The name of such a row. Raises KeyError, TypeError or ValueError: it is none."""
    return Name(
        Span(*row["source"]),
        row["target"] and Span(*row["target"]),
        row["english"],
        NameStatus(row["status"]),
        row["entry"],
        row["gloss"],
    )


def reviewed(row: Row, machine: str, **said: Any) -> Row:
    """The row of a pair that a person had before them, who may have changed its target.

    machine: the target as they were given it. said: fields of `Review`, those that they filled in. A target that is
    another now makes it `edited`, whatever its state is said to be; one that is not is not edited, and one that differs
    in nothing but white space is what it was. Where nothing was said and nothing changed there is no review.
    """
    target = " ".join(row["target"].split())
    state = State(said.pop("state", "") or State.UNTOUCHED)
    if target != " ".join(machine.split()):
        state = State.EDITED
    else:
        target, state = machine, State.ACCEPTED if state is State.EDITED else state
    if state is State.UNTOUCHED and not any(said.get(name) for name in ("comment", "errors")):
        return row | {"target": target, "review": None}
    origin = {"origin": Origin.REVIEWED} if state is State.EDITED else {}
    return row | {"target": target, "review": {"state": state, "machine": machine, **said}} | origin


def bitexts(read: Iterable[Mapping[str, Any]]) -> Iterator[Bitext]:
    """The bitexts of rows, one after the other: a row of another document begins the next.

    A row needs `document`, `source` and `target`. Where it has no `source_spans` its source is one segment; what has no
    white space at its end then gets some: a space inside of a paragraph, a line end where one ends. Without
    `paragraph` every row is a paragraph. A row without texts and review is no pair. Raises ValueError, with the number
    of the pair: spans that do not fit, names out of place, values that are no flags, states …; more than `MOST`.
    """
    for id, group in groupby(read, key=lambda row: row["document"]):
        yield _bitext(id, group)


@dataclass(slots=True)
class _Growing:
    """A document while its rows are read."""

    id: str
    paragraphs: list[str] = field(default_factory=list)
    numbers: list[object] = field(default_factory=list)  # of each paragraph, as the rows have it
    count: int = 0  # of segments

    def segment(self, text: str, number: object) -> Segment:
        """The next segment. number: of its paragraph; another than the last one's begins the next."""
        if not self.numbers or number != self.numbers[-1]:
            self.numbers.append(number)
            self.paragraphs.append("")
        start = len(self.paragraphs[-1])
        self.paragraphs[-1] += text
        self.count += 1
        place = Span(start, start + len(text))
        return Segment(self.id, len(self.paragraphs) - 1, self.count - 1, text, place)


def _bitext(id: str, some: Iterator[Mapping[str, Any]]) -> Bitext:
    """The bitext of its rows, of which there is one: a row takes more memory than its pair, and is let go of."""
    growing = _Growing(id)
    pairs: list[Pair] = []
    first = row = next(some)
    while row:
        following = next(some, {})
        try:
            if row["source"] or row["target"] or row.get("review"):
                pairs.append(_pair(growing, row, len(pairs), following))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError(f"pair {row.get('pair', len(pairs))} of {id}: {error}") from error
        if len(pairs) > MOST:
            raise ValueError(f"{id} has more than {MOST:,} pairs")
        row = following
    made = first.get("provenance") or {}
    return Bitext(
        Document(id, tuple(growing.paragraphs), first.get("title"), dict(first.get("meta") or {})),
        tuple(pairs),
        Provenance(
            made.get("tool", ""),
            first.get("model", ""),
            first.get("license", ""),
            dict(made.get("settings") or {}),
            made.get("created", ""),
        ),
    )


def _pair(growing: _Growing, row: Mapping[str, Any], number: int, following: Mapping[str, Any]) -> Pair:
    """The pair of a row, whose segments are the document's next ones. following: the next row, {} after the last."""
    source = row["source"]
    paragraph = row.get("paragraph", number)
    if (spans := row.get("source_spans")) is not None:
        first = spans[0][0] if spans else 0
        texts = [source[a - first : b - first] for a, b in spans]
        if "".join(texts) != source:
            raise ValueError("`source_spans` do not give the source back")
        numbers = row.get("paragraphs") or [paragraph] * len(texts)
    else:
        texts = [_ended(source, paragraph, following)] if source.strip() else []
        numbers = [paragraph] * len(texts)
    target = row["target"]
    places = row.get("target_spans")
    targets = [target[a:b] for a, b in places] if places is not None else [target.strip()] if target.strip() else []
    if places is not None and " ".join(targets) != target:
        raise ValueError("`target_spans` do not give the target back")
    confidence, review = row.get("confidence"), row.get("review")
    return Pair(
        tuple(growing.segment(text, n) for text, n in zip(texts, numbers, strict=True)),
        tuple(targets),
        row.get("normalized", ""),
        row.get("score"),
        tuple(Flag(flag) for flag in row.get("flags", ())),
        Origin(row.get("origin", Origin.MACHINE)),
        tuple(map(as_name, row.get("names", ()))),
        tuple(Match(m["source"], m["target"], m["likeness"]) for m in row.get("matches", ())),
        confidence,
        tuple((s, t) for s, t in row.get("links", ())),
        review and _review(review),
    )


def _ended(source: str, paragraph: object, following: Mapping[str, Any]) -> str:
    """A source that came without the white space after it, with some, unless it ends the document."""
    if source[-1:].isspace() or not following:
        return source
    same = "paragraph" in following and following["paragraph"] == paragraph
    return source + (" " if same else "\n")


def _review(row: Mapping[str, Any]) -> Review:
    return Review(
        State(row.get("state", State.UNTOUCHED)),
        row.get("machine", ""),
        row.get("comment", ""),
        tuple(
            Error(Category(e["category"]), Severity(e["severity"]), e.get("note", "")) for e in row.get("errors", ())
        ),
        row.get("reviewer", ""),
        row.get("time", ""),
    )
