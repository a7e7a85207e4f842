"""JSON Lines, one object per pair, version 1. `pair.schema.json` beside this module and docs/jsonl.md describe it."""

import json
from itertools import accumulate
from typing import Any

from tarjoman.bitext import Bitext, Pair
from tarjoman.document import Segment

VERSION = 1


def render(bitext: Bitext) -> str:
    """A line for each pair, in order. Joining the `source` fields gives the document's raw text back."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(bitext))


def rows(bitext: Bitext) -> list[dict[str, Any]]:
    """The objects of a bitext, before they become text."""
    offsets = bitext.document.offsets
    return [_row(bitext, number, pair, offsets) for number, pair in enumerate(bitext.pairs)]


def _row(bitext: Bitext, number: int, pair: Pair, offsets: tuple[int, ...]) -> dict[str, Any]:
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
        "source": pair.source,
        "source_spans": [place(s) for s in pair.sources],
        "normalized": pair.normalized,
        "target": pair.target,
        "target_spans": [[end - len(t), end] for t, end in zip(pair.targets, ends, strict=True)],
        "score": None if pair.score is None else round(pair.score, 4),
        "flags": [str(f) for f in pair.flags],
        "origin": str(pair.origin),
        "model": bitext.provenance.model,
    }
