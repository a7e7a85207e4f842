"""Several persons' files of the same documents, as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tarjoman.align.names import find_again
from tarjoman.align.revision.corrections import Conflict, instant
from tarjoman.align.revision.reading import Reviewed
from tarjoman.bitext import Bitext, Origin, Pair
from tarjoman.errors import InputError
from tarjoman.review import Error, Review, State

NEWEST, FIRST = "newest", "first"  # in place of a reviewer's name
_RANK = (State.EDITED, State.FLAGGED, State.ACCEPTED, State.UNTOUCHED)  # which state of several is that of all
_SHARED = ", "  # between the names of several reviewers


@dataclass(slots=True)
class Merged:
    """The documents, and where persons wrote different things that nothing decides between."""

    bitexts: list[Bitext] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(files: Sequence[Reviewed], prefer: str = "") -> Merged:
    """The documents of files, in order, each pair with the reviews of all who touched it.

    An edit outweighs a flag, this an acceptance; comments are joined, errors united, and what the same person said of
    a pair earlier does not count, nor an edit that another person had before them and changed. Of different edits the
    one of `prefer` stands: the `NEWEST`, that of the `FIRST` file, or the one of the reviewer of that name. Where that
    decides nothing the machine's text comes back, flagged, with what each wrote in the comment. Of what nobody touched
    the first file's text stands. Raises InputError: files of a document whose sentences are not the same.
    """
    merged = Merged()
    documents: dict[str, list[tuple[str, Bitext]]] = {}
    for file in files:
        for bitext in file.bitexts:
            documents.setdefault(bitext.document.id, []).append((file.name, bitext))
    for id, versions in documents.items():
        name, first = versions[0]
        for other, bitext in versions[1:]:
            if [pair.source.strip() for pair in bitext.pairs] != [pair.source.strip() for pair in first.pairs]:
                problem = f"the sentences of {id} are not those of it in {name}"
                raise InputError(other, problem, "Merge files that were exported from the same translation")
        pairs = []
        for number, some in enumerate(zip(*(bitext.pairs for _, bitext in versions), strict=True)):
            pair, conflict = _merged(some, prefer)
            pairs.append(pair)
            if conflict:
                merged.conflicts.append(replace(conflict, why=f"{id}#{number}: {conflict.why}"))
        merged.bitexts.append(replace(first, pairs=tuple(pairs)))
    return merged


def _merged(versions: Sequence[Pair], prefer: str) -> tuple[Pair, Conflict | None]:
    """One pair of its versions."""
    touched = _last([pair for pair in versions if not _said(pair).is_blank])
    if not touched:
        return versions[0], None
    reviews = sorted(map(_said, touched), key=_order)
    shared = Review(
        min((review.state for review in reviews), key=_RANK.index),
        "",
        _comments([(review.reviewer, review.comment) for review in reviews]),
        _errors(reviews),
        _names(reviews),
        max((review.time for review in reviews), key=_when),
    )
    heard = _final([pair for pair in touched if _said(pair).state is State.EDITED]) or touched
    if chosen := _chosen(heard, prefer):
        return replace(chosen, review=replace(shared, machine=_said(chosen).machine)), None
    said = {(_said(pair).reviewer, pair.target) for pair in heard}
    comment = _comments([*sorted(said), *((review.reviewer, review.comment) for review in reviews)])
    pair = _unedited(versions)
    review = replace(shared, state=State.FLAGGED, comment=comment, machine=pair.target)
    return replace(pair, review=review), Conflict("edited differently", pair.source.strip(), tuple(sorted(said)))


def _said(pair: Pair) -> Review:
    return pair.review or Review()


def _order(review: Review) -> tuple[str, ...]:
    """An order that does not depend on that of the files."""
    return review.time, review.reviewer, review.state, review.machine, review.comment


def _when(time: str) -> datetime:
    """A time, or the first of all for what is none."""
    return instant(time) or datetime.min.replace(tzinfo=UTC)


def _last(touched: Sequence[Pair]) -> list[Pair]:
    """Without what the same person said earlier, as far as names and times are known; nor the same thing twice."""
    last: dict[str, datetime] = {}
    for review in map(_said, touched):
        last[review.reviewer] = max(_when(review.time), last.get(review.reviewer, _when("")))
    kept: dict[object, Pair] = {}
    for pair in touched:
        review = _said(pair)
        if not review.reviewer or not instant(review.time) or _when(review.time) == last[review.reviewer]:
            kept.setdefault((review, pair.target), pair)
    return list(kept.values())


def _final(edits: Sequence[Pair]) -> Sequence[Pair]:
    """Without those that another person had before them, and changed."""
    seen = {" ".join(_said(pair).machine.split()) for pair in edits}
    return [pair for pair in edits if pair.target not in seen] or edits


def _chosen(heard: Sequence[Pair], prefer: str) -> Pair | None:
    """The pair whose target stands; None where several are different and nothing decides."""
    if prefer == FIRST:
        return heard[0]
    if len({pair.target for pair in heard}) > 1:
        if prefer == NEWEST and all(instant(_said(pair).time) for pair in heard):
            latest = max(_when(_said(pair).time) for pair in heard)
            heard = [pair for pair in heard if _when(_said(pair).time) == latest]
        else:
            heard = [pair for pair in heard if prefer and _said(pair).reviewer == prefer]
    agree = len({pair.target for pair in heard}) == 1
    return min(heard, key=lambda pair: _order(_said(pair))) if agree else None


def _unedited(versions: Sequence[Pair]) -> Pair:
    """The pair as it was before any edit."""
    for pair in versions:
        if _said(pair).state is not State.EDITED:
            return pair
    pair = min(versions, key=lambda pair: (_order(_said(pair)), pair.target))
    machine = " ".join(_said(pair).machine.split())
    if not machine and not pair.sources:
        return pair  # nothing of it was there before
    names = find_again(pair.names, machine, pair.target)
    return replace(pair, targets=(machine,) * bool(machine), origin=Origin.MACHINE, names=names)


def _names(reviews: Sequence[Review]) -> str:
    """The names of all, each once."""
    said = {review.reviewer for review in reviews if review.reviewer}
    if len(said) < 2:
        return "".join(said)
    return _SHARED.join(sorted({name for names in said for name in names.split(_SHARED)}))


def _comments(said: Iterable[tuple[str, str]]) -> str:
    """The comments of all; of several, each after the name of who said it. said: names and comments."""
    several = list(dict.fromkeys((name, comment) for name, comment in said if comment))
    if len(several) < 2:
        return "".join(comment for _, comment in several)
    lines = [f"{name}: {comment}" if name and _SHARED not in name else comment for name, comment in several]
    return "\n".join(line for line in lines if not any(line != other and _within(line, other) for other in lines))


def _within(lines: str, others: str) -> bool:
    """Whether lines stand among others: a comment in one that was joined before."""
    return f"\n{lines}\n" in f"\n{others}\n"


def _errors(reviews: Sequence[Review]) -> tuple[Error, ...]:
    """The errors of all, each once."""
    if len({review.errors for review in reviews}) == 1:
        return reviews[0].errors
    found = {error for review in reviews for error in review.errors}
    return tuple(sorted(found, key=lambda error: (error.category, error.severity, error.note)))
