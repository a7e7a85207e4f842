"""Corrections into a memory: what is new there, what changes, and what somebody else wrote there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tarjoman.align.revision.corrections import Conflict, Correction
from tarjoman.clock import instant
from tarjoman.translate.memory.store import Edit, Memory


@dataclass(slots=True)
class Applied:
    """What became of corrections.

    known: that the memory had, word for word. earlier: what the same person wrote otherwise later, which it has.
    """

    new: list[Correction] = field(default_factory=list)
    changed: list[Correction] = field(default_factory=list)
    known: list[Correction] = field(default_factory=list)
    earlier: list[Correction] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def apply(
    memory: Memory | None,
    corrections: Sequence[Correction],
    *,
    overwrite: bool = False,
    prefer_newest: bool = False,
    dry: bool = False,
) -> Applied:
    """Put corrections into a memory, all or nothing, each with its person and time; no other run writes meanwhile.

    What the memory has for a sentence is changed where the person had that before them, where they wrote it themselves
    earlier, where the newest is preferred and theirs is later, or where it is to be overwritten; otherwise it is a
    conflict and stays. memory: None for one
    that is not there yet. dry: nothing is written. Raises MemoryFileError.
    """
    applied = Applied()
    if memory is None:
        applied.new += corrections
        return applied

    def decide() -> list[tuple[str, Edit]]:
        there = memory.edited([one.key for one in corrections])
        for one in corrections:
            _sort(one, there.get(one.key), applied, overwrite, prefer_newest)
        return [(one.key, _edit(one)) for one in applied.new + applied.changed]

    if dry:
        decide()
    else:
        memory.decide(decide)
    return applied


def _sort(one: Correction, there: Edit | None, applied: Applied, overwrite: bool, prefer_newest: bool) -> None:
    """Put a correction where it belongs. there: what the memory has."""
    if there is None:
        applied.new.append(one)
    elif there.target == one.target:
        applied.known.append(one)
    elif (
        overwrite
        or there.target == one.machine
        or ((prefer_newest or one.is_by(there.reviewer)) and _is_later(one.time, there.created))
    ):
        applied.changed.append(one)
    elif one.is_by(there.reviewer) and _is_later(there.created, one.time):
        applied.earlier.append(one)
    else:
        who = ", ".join(filter(None, ("memory", there.reviewer, there.created)))
        texts = ((who, there.target), (str(one), one.target))
        applied.conflicts.append(Conflict("the memory has another text", one.source, texts))


def _is_later(time: str, created: str) -> bool:
    a, b = instant(time), instant(created)
    return a is not None and b is not None and a > b


def _edit(one: Correction) -> Edit:
    """A correction as the memory has it; a time that is none is "", which it takes for now."""
    found = instant(one.time)
    return Edit(one.source, one.target, found.isoformat(timespec="seconds") if found else "", one.reviewer)
