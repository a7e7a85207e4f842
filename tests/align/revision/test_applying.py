"""Corrections into a memory."""

from dataclasses import replace
from pathlib import Path

import pytest

from tarjoman.align.revision.applying import apply
from tarjoman.align.revision.corrections import Correction
from tarjoman.errors import MemoryFileError
from tarjoman.translate.memory import Edit, Memory

MON, TUE = "2026-01-05T00:00:00+00:00", "2026-01-06T00:00:00Z"
ONE = Correction("باران", "باران", "Rain.", "A rain.", False, "Sara", TUE, "doc#0", "a.json")


@pytest.mark.parametrize(
    ("there", "options", "became"),
    [
        (None, {}, "new"),
        (Edit("باران", "Rain.", MON), {}, "known"),
        (Edit("باران", "A rain.", MON), {}, "changed"),  # which the person had before them
        (Edit("باران", "Drops.", MON), {}, "conflicts"),
        (Edit("باران", "Drops.", MON), {"prefer_newest": True}, "changed"),
        (Edit("باران", "Drops.", "2026-01-06T00:00:00+00:00"), {"prefer_newest": True}, "conflicts"),
        (Edit("باران", "Drops.", "2026-01-07T00:00:00+00:00"), {"prefer_newest": True}, "conflicts"),
        (Edit("باران", "Drops.", "2026-01-07T00:00:00+00:00"), {"overwrite": True}, "changed"),
        (Edit("باران", "Drops.", "soon"), {"prefer_newest": True}, "conflicts"),
        (Edit("باران", "Drops.", MON, "sara"), {}, "changed"),  # their own, of the day before
        (Edit("باران", "Drops.", MON, "Reza"), {}, "conflicts"),
        (Edit("باران", "Drops.", "2026-01-06T00:00:00+00:00", "Sara"), {}, "conflicts"),
        (Edit("باران", "Drops.", "2026-01-07T00:00:00+00:00", "Sara"), {}, "earlier"),
    ],
)
@pytest.mark.parametrize("dry", [False, True])
def test_what_becomes_of_a_correction(
    tmp_path: Path, there: Edit | None, options: dict[str, bool], became: str, dry: bool
) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    memory.edit([("باران", there)] if there else [])
    applied = apply(memory, [ONE], dry=dry, **options)
    names = ("new", "changed", "known", "earlier", "conflicts")
    assert {name: len(getattr(applied, name)) for name in names} == dict.fromkeys(names, 0) | {became: 1}
    written = became in ("new", "changed") and not dry
    expected = Edit("باران", "Rain.", TUE.replace("Z", "+00:00"), "Sara") if written else there
    assert memory.edited(["باران"]).get("باران") == expected
    if applied.conflicts:
        (conflict,) = applied.conflicts
        assert [text for _, text in conflict.texts] == ["Drops.", "Rain."]
        assert [who for who, _ in conflict.texts] == [
            ", ".join(filter(None, ("memory", there.reviewer, there.created))) if there else "",
            f"Sara, {TUE}, a.json doc#0",
        ]


def test_all_or_nothing(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    broken = replace(ONE, key="برف", target=None)  # type: ignore[arg-type]
    with pytest.raises(MemoryFileError, match="NOT NULL"):
        apply(memory, [ONE, broken])
    assert memory.edits() == {}


def test_no_memory_yet() -> None:
    assert apply(None, [ONE]).new == [ONE]


def test_what_was_taken_back_is_new_again(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.sqlite")
    memory.edit([("باران", Edit("باران", "Drops."))])
    memory.remove(["باران"])
    assert apply(memory, [ONE]).new == [ONE] and memory.edited(["باران"])["باران"].target == "Rain."
