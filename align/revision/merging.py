"""Several persons' files of the same documents, as one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tarjoman.align.formats.reviews import Renamed
from tarjoman.align.names import find_again
from tarjoman.align.revision import wants
from tarjoman.align.revision.corrections import Conflict
from tarjoman.align.revision.reading import Reviewed
from tarjoman.bitext import Bitext, Origin, Pair
from tarjoman.clock import instant
from tarjoman.errors import InputError, UsageError
from tarjoman.review import Error, Review, State
from tarjoman.translate.names.folding import fold

NEWEST, FIRST = "newest", "first"  # in place of a reviewer's name
_RANK = (State.EDITED, State.FLAGGED, State.ACCEPTED, State.UNTOUCHED)  # which state of several is that of all
_SHARED = ", "  # between the names of several reviewers


@dataclass(slots=True)
class Merged:
    """The documents, the names spelt anew, and where persons want different things that nothing decides between."""

    bitexts: list[Bitext] = field(default_factory=list)
    names: list[Renamed] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(files: Sequence[Reviewed], prefer: str = "") -> Merged:
    """The documents of files, in order, each pair with the reviews of all who touched it.

    An edit outweighs a flag, this an acceptance; comments are joined, errors united, and what the same person said of
    a pair earlier does not count, nor an edit that another person had before them and changed. Of different edits the
    one of `prefer` stands: the `NEWEST`, that of the `FIRST` file, or the one of the reviewer of that name. Where that
    decides nothing the machine's text comes back, flagged, with what each wrote in the comment; it is known there when
    the file is merged again, and stays open until somebody who had it before them edits the sentence. Of what nobody
    touched the first file's text stands.

    Raises InputError: files of a document whose sentences are not the same; UsageError: a `prefer` that is nobody.
    """
    _check(files, prefer)
    merged = Merged()
    _merge_names(files, prefer, merged)
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
        places = [place for place, _ in versions]
        for number, some in enumerate(zip(*(bitext.pairs for _, bitext in versions), strict=True)):
            pair, conflict = _merged(some, places, prefer)
            pairs.append(pair)
            if conflict:
                merged.conflicts.append(replace(conflict, why=f"{id}#{number}: {conflict.why}"))
        merged.bitexts.append(replace(first, pairs=tuple(pairs)))
    return merged


def _check(files: Sequence[Reviewed], prefer: str) -> None:
    """Raises UsageError where the person who is preferred reviewed nothing."""
    names = {name for file in files for _, pair in file.pairs() for name in _said(pair).reviewer.split(_SHARED) if name}
    if prefer and prefer not in (NEWEST, FIRST) and prefer.casefold() not in map(str.casefold, names):
        known = ", ".join([NEWEST, FIRST, *sorted(names)])
        raise UsageError("--prefer", f"{prefer!r} reviewed nothing in these files", f"Name one of {known}")


def _merge_names(files: Sequence[Reviewed], prefer: str, merged: Merged) -> None:
    """The names of all files, each once; those that nothing decides between are a conflict, and left out."""
    wanted: dict[str, list[tuple[Reviewed, Renamed]]] = defaultdict(list)
    for file in files:
        for name in file.names:
            wanted[fold(name.fa)].append((file, name))
    for some in wanted.values():
        preferred = some[:1] if prefer == FIRST else [one for one in some if prefer and one[0].is_by(prefer)]
        heard = preferred or some
        if len({name.en for _, name in heard}) == 1:
            merged.names.append(heard[0][1])
        else:
            texts = tuple(dict.fromkeys((file.name, name.en) for file, name in some))
            merged.conflicts.append(Conflict("a name spelt in different ways", some[0][1].fa, texts))


def _merged(versions: Sequence[Pair], places: Sequence[str], prefer: str) -> tuple[Pair, Conflict | None]:
    """One pair of its versions. places: their files."""
    touched = _last([pair for pair in versions if not _said(pair).is_blank])
    if not touched:
        return versions[0], None
    reviews = sorted(map(_said, touched), key=_order)
    shared = Review(
        min((review.state for review in reviews), key=_RANK.index),
        "",
        _comment(reviews),
        _errors(reviews),
        _names(reviews),
        max((review.time for review in reviews), key=_when),
    )
    edits = [pair for pair in touched if _said(pair).state is State.EDITED]
    heard = [*_final(edits), *_open(touched, edits)] if edits else touched
    chosen = _chosen(heard, prefer)
    if chosen and not (edits and _said(chosen).state is not State.EDITED):
        if edits and shared.reviewer and not _said(chosen).reviewer:  # the text is of none of those who are named
            shared = replace(shared, reviewer=_names([*reviews, Review(reviewer=wants.SOMEBODY)]))
        return replace(chosen, review=replace(shared, machine=_said(chosen).machine)), None
    said = sorted({text for pair in heard for text in _texts(pair)})
    pair = _unedited(versions)
    review = replace(shared, state=State.FLAGGED, comment=_comment(reviews, said), machine=pair.target)
    told = tuple((_whose(text, versions, places), text[1]) for text in said)
    return replace(pair, review=review), Conflict("edited differently", pair.source.strip(), told)


def _texts(pair: Pair) -> Iterator[tuple[str, str]]:
    """Who wants what of a pair: one text where it was edited, several where an earlier merging left them open."""
    if _said(pair).state is State.EDITED:
        yield _said(pair).reviewer, pair.target
    else:
        yield from wants.found(_said(pair).comment)


def _whose(said: tuple[str, str], versions: Sequence[Pair], places: Sequence[str]) -> str:
    """Whose text it is, and in which files it stands."""
    found = sorted({place for pair, place in zip(versions, places, strict=True) if said in _texts(pair)})
    return ", ".join(filter(None, (said[0], *found)))


def _open(touched: Sequence[Pair], edits: Sequence[Pair]) -> list[Pair]:
    """What an earlier merging left open and no edit settles: one whose person had all of its texts before them."""
    seen = [set(wants.found(_said(pair).comment)) for pair in edits]
    left = ((pair, set(_texts(pair))) for pair in touched if _said(pair).state is State.FLAGGED)
    return [pair for pair, texts in left if texts and not any(texts <= known for known in seen)]


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
            heard = [pair for pair in heard if prefer and _said(pair).reviewer.casefold() == prefer.casefold()]
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


def _comment(reviews: Sequence[Review], said: Iterable[tuple[str, str]] = ()) -> str:
    """The comment of a pair: who wants what of it, now and as it was left open before; then what each said."""
    left = {*said, *(text for review in reviews for text in wants.found(review.comment))}
    rest = [(review.reviewer, wants.rest(review.comment)) for review in reviews]
    return "\n".join(filter(None, (*wants.lines(sorted(left)), _comments(rest))))


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
