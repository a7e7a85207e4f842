"""What persons want sentences to be in English, and where they want different things."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tarjoman.align.revision.reading import Reviewed
from tarjoman.bitext import Origin
from tarjoman.clock import instant
from tarjoman.review import State
from tarjoman.translate.memory.edits import edit_key
from tarjoman.translate.memory.exchange import english, unfit
from tarjoman.translate.splitting import split


@dataclass(frozen=True, slots=True)
class Correction:
    """A sentence as a person wants it.

    key: its `edit_key`. source: raw, stripped. target, machine: as they want it, as they found it, each on one line.
    accepted: whether they found it so. id: of the pair, DOCUMENT#NUMBER. place: its file. time: ISO 8601, or "".
    """

    key: str
    source: str
    target: str
    machine: str
    accepted: bool
    reviewer: str
    time: str
    id: str
    place: str

    @property
    def is_of_several(self) -> bool:
        """Whether it is of several sentences: translations look for single ones, and will not find it."""
        return len(split(self.source)) > 1

    def is_by(self, reviewer: str) -> bool:
        """Whether a person of that name wants it."""
        return bool(reviewer) and self.reviewer.casefold() == reviewer.casefold()

    def __str__(self) -> str:
        """Who wants it, when and where."""
        return ", ".join(filter(None, (self.reviewer, self.time, f"{self.place} {self.id}")))


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot be decided without a person. why: in words. source: the sentence. texts: who, and what they want."""

    why: str
    source: str
    texts: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Wanted:
    """What files want. refused: pairs, and why their text cannot be kept. earlier, outweighed: texts that don't count,
    as the same person wrote another later, or as somebody accepted what somebody edited."""

    corrections: list[Correction] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    earlier: int = 0
    outweighed: int = 0


def newest(some: Sequence[Correction]) -> str | None:
    """The target of the latest of some; None where a time is not known, or the latest want different ones."""
    times = [instant(one.time) for one in some]
    if None in times:
        return None
    last = max(time for time in times if time)
    targets = {one.target for one, time in zip(some, times, strict=True) if time == last}
    return targets.pop() if len(targets) == 1 else None


def collect(files: Iterable[Reviewed], *, accepted: bool = True, prefer_newest: bool = False) -> Wanted:
    """What files want, one correction for a sentence.

    Edited pairs count, and accepted ones where these are wanted; what was copied and accepted needs no keeping. Who
    changed their own pair later is heard as they spoke last, and an edit that another person had before them and
    changed does not count either. Where one edited what another accepted, the edit counts. Of different edits of a
    sentence, by several persons or in several places, none counts: they are a conflict, unless the newest is preferred
    and there is one.
    """
    wanted = Wanted()
    by_sentence: dict[str, list[Correction]] = defaultdict(list)
    for correction in _own_last(_found(files, wanted, accepted=accepted), wanted):
        by_sentence[correction.key].append(correction)
    for found in by_sentence.values():
        edits = [one for one in found if not one.accepted] or found
        edits = list(_final(edits))
        texts = dict.fromkeys(one.target for one in edits)
        wanted.outweighed += sum(one.target not in texts for one in found)
        target = newest(edits) if prefer_newest and len(texts) > 1 else next(iter(texts))
        if target is None or (len(texts) > 1 and not prefer_newest):
            where = "in several places" if len({one.place for one in edits}) == 1 else "in several files"
            firsts = {one.target: one for one in reversed(edits)}
            said = tuple((str(firsts[text]), text) for text in texts)
            wanted.conflicts.append(Conflict(f"edited differently {where}", edits[0].source, said))
        else:
            agreed = [one for one in edits if one.target == target]
            wanted.corrections.append(max(agreed, key=lambda one: one.time))
    return wanted


def _found(files: Iterable[Reviewed], wanted: Wanted, *, accepted: bool) -> list[Correction]:
    """All of the files, in their order; what cannot be kept is refused."""
    found = []
    states = {State.EDITED, State.ACCEPTED} if accepted else {State.EDITED}
    for file in files:
        for id, pair in file.pairs():
            review = pair.review
            if not review or review.state not in states:
                continue
            was_accepted = review.state is State.ACCEPTED
            if was_accepted and pair.origin is Origin.COPY:
                continue
            source, target = pair.source.strip(), english(pair.target)
            if why := unfit(source, target):
                wanted.refused.append((f"{file.name} {id}", why))
                continue
            machine = english(review.machine)
            said = (review.reviewer, review.time, id, file.name)
            found.append(Correction(edit_key(source), source, target, machine, was_accepted, *said))
    return found


def _own_last(found: Sequence[Correction], wanted: Wanted) -> Iterable[Correction]:
    """Without what the same person wrote of the same pair earlier, as far as names and times are known."""
    last: dict[tuple[str, str, str], Correction] = {}
    for one in found:
        own = (one.key, one.id, one.reviewer)
        if one.reviewer and instant(one.time) and (own not in last or _later(one.time, last[own].time)):
            last[own] = one
    for one in found:
        own = (one.key, one.id, one.reviewer)
        if own in last and instant(one.time) and _later(last[own].time, one.time):
            wanted.earlier += one.target != last[own].target
        else:
            yield one


def _final(edits: Sequence[Correction]) -> Sequence[Correction]:
    """Without those that another person had before them, and changed."""
    seen = {one.machine for one in edits if not one.accepted}
    return [one for one in edits if one.target not in seen] or edits


def _later(time: str, other: str) -> bool:
    """Whether a time is known to be after another."""
    a, b = instant(time), instant(other)
    return bool(a and b and a > b)
