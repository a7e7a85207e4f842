"""The rows of a page as markup. By hand and not by a template: it is most of a page, and pages come by the thousand."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from tarjoman.align.review import cells
from tarjoman.align.review.cells import Piece
from tarjoman.bitext import Bitext, Flag, NameStatus, Origin, Pair
from tarjoman.review import Review, State


def table(bitext: Bitext, prefix: str) -> str:
    """The table of a document, a body for each paragraph. prefix: of the rows' ids, which end with their numbers."""
    numbered = enumerate(bitext.pairs, 1)
    return "".join(
        f'<tbody role="rowgroup">\n{"".join(_row(pair, number, prefix) for number, pair in group)}</tbody>\n'
        for _, group in groupby(numbered, key=lambda row: paragraph(row[1]))
    )


def paragraph(pair: Pair) -> int | None:
    """The paragraph in which a row stands; None for what has no source."""
    return pair.sources[0].paragraph if pair.sources else None


def _row(pair: Pair, number: int, prefix: str) -> str:
    name = f"{prefix}{number}"
    flagged = ' class="flagged"' if pair.flags else ""
    # a line of Latin letters keeps its own direction, full stop and all
    source = _cell(cells.source(pair), 0)
    source = f"<bdi>{source}</bdi>" if pair.origin is Origin.COPY else source
    words = cells.source_words(pair)
    places = "" if words is None else f' data-w="{" ".join(f"{a}-{b}" for a, b in words)}"'
    return (
        f'<tr id="{name}" role="row"{flagged}>\n'
        f'<th scope="row" role="rowheader"><a href="#{name}">{number}</a>{_shape(pair)}{_confidence(pair)}</th>\n'
        f'<td role="cell" lang="en" dir="ltr"><div class="text">{_cell(cells.target(pair), -1)}</div>'
        f"{''.join(_notes(pair))}</td>\n"
        f'<td role="cell" lang="fa" dir="rtl"><div class="text"{places}>{source}</div></td>\n</tr>\n'
    )


def _cell(pieces: Iterable[Piece], tab: int) -> str:
    """No white space between the pieces: a name and a letter that follows it are joined."""
    return "".join(_piece(piece, tab) for piece in pieces)


def _piece(piece: Piece, tab: int) -> str:
    text = escape(piece.text, quote=False)
    if piece.differs:
        text = f'<mark class="number">{text}</mark>'
    if not piece.names:
        return text
    return (
        f'<mark class="name {piece.status}" data-n="{piece.numbers}" tabindex="{tab}" title="{escape(piece.hint)}">'
        f"{text}</mark>"
    )


def _shape(pair: Pair) -> str:
    """How many sentences are in a row, unless it is one on each side."""
    many = len(pair.targets), len(pair.sources)
    if many == (1, 1) or (pair.sources and not pair.targets and len(pair.sources) == 1):
        return ""
    return f'<small title="Sentences: {many[0]} English, {many[1]} Persian">{many[0]}:{many[1]}</small>'


def _confidence(pair: Pair) -> str:
    if pair.confidence is None:
        return ""
    of = (
        "that these sentences say the same"
        if pair.origin is Origin.ALIGNED
        else "how good the translation is likely to be"
    )
    hint = f"Confidence, 0 to 1: {of}"
    return f'<small title="{hint}">{pair.confidence:.2f}</small>'


def _notes(pair: Pair) -> Iterator[str]:
    """What is said below the English: on paper, and without a mouse, there are no tooltips."""
    for flag in pair.flags:
        yield f'<small class="flag">{flag.meaning}{escape("".join(_which(pair, flag)), quote=False)}</small>'
    if pair.origin is Origin.REVIEWED and pair.review is None:
        yield '<small class="reviewed">Translated by a person.</small>'
    for match in pair.matches:
        yield (
            f'<small class="match">For a sentence {round(match.likeness * 100)} % like this one a person wrote: '
            f'<q lang="en">{escape(match.target, quote=False)}</q> '
            f'<q lang="fa" dir="rtl">{escape(cells.shown(match.source), quote=False)}</q></small>'
        )
    if pair.review is not None:
        for line in _said(pair.review):
            yield f'<small class="said">{escape(line, quote=False)}</small>'


def _which(pair: Pair, flag: Flag) -> Iterator[str]:
    """What exactly a flag is about, where that is known."""
    if flag is Flag.NAMES:
        missing = dict.fromkeys(name.english for name in pair.names if name.status is NameStatus.MISSING)
        if missing:
            yield f" Missing: {', '.join(missing)}."
    elif flag is Flag.NUMBERS:
        found = cells.numbers(pair)
        if found.lost:
            yield f" Only in the Persian: {', '.join(found.lost)}."
        if found.invented:
            yield f" Only in the English: {', '.join(found.invented)}."


def _said(review: Review) -> Iterator[str]:
    """What a person said of a row, line by line; where the page's script runs it says so itself."""
    if review.state is not State.UNTOUCHED:
        by = f" by {review.reviewer}" if review.reviewer else ""
        yield f"{review.state.capitalize()}{by}{f', {review.time[:10]}' if review.time else ''}."
    if review.comment:
        yield review.comment
    for error in review.errors:
        yield f"{error.severity.capitalize()} error, {error.category}{f': {error.note}' if error.note else '.'}"
