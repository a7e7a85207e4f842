"""Names that were spelt anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tarjoman.align.formats.reviews import Renamed
from tarjoman.align.revision.reading import Reviewed
from tarjoman.align.revision.renaming import rename
from tarjoman.translate.names.table import Entry, NameTable

File = Callable[..., Reviewed]
SHIPPED = Entry(
    "الهام علی\u200cاف", "Ilham Aliyev", ("علی\u200cاف",), also=("Aliyev",), type="person", place="t, line 1"
)
TABLE = NameTable([[SHIPPED, Entry("امید", "Omid", common=True, type="person")]])


@pytest.mark.parametrize(
    ("names", "options", "entries", "known", "conflicts", "refused"),
    [
        ([Renamed("مهدی نادری", "Mehdi Naderi")], {}, ["Mehdi Naderi"], 0, [], 0),
        ([Renamed("الهام علی اف", "Ilham Aliyev", "Elham")], {}, [], 1, [], 0),
        ([Renamed("الهام علی\u200cاف", "Ilham Əliyev", "Ilham Aliyev")], {}, ["Ilham Əliyev"], 0, [], 0),
        ([Renamed("علی\u200cاف", "Alieff", "Aliyev")], {}, ["Alieff"], 0, [], 0),
        ([Renamed("علی\u200cاف", "Alieff", "Elyoff")], {}, [], 0, ["Ilham Aliyev", "Alieff"], 0),
        ([Renamed("علی\u200cاف", "Alieff")], {}, [], 0, ["Ilham Aliyev", "Alieff"], 0),
        ([Renamed("علی\u200cاف", "Alieff")], {"overwrite": True}, ["Alieff"], 0, [], 0),
        ([Renamed("نادری", "Naderi"), Renamed("نادري", "Naderi")], {}, ["Naderi"], 0, [], 0),
        ([Renamed("نادری", "Naderi"), Renamed("نادري", "Nadery")], {"overwrite": True}, [], 0, ["Naderi", "Nadery"], 0),
        ([Renamed("Naderi", "Naderi"), Renamed("نادری", "=1+1"), Renamed("", "")], {}, [], 0, [], 3),
        (
            [Renamed("به", "Evil"), Renamed("مي شود", "Evil"), Renamed("رییس", "Boss")],
            {"overwrite": True},
            [],
            0,
            [],
            3,
        ),
        ([Renamed("امید", "Omeed", "Omid")], {}, ["Omeed"], 0, [], 0),  # a word, but a name of the table too
        ([Renamed("#نادری", "Naderi"), Renamed("نادری\x1b[2J", "Naderi"), Renamed("نا", "نا")], {}, [], 0, [], 3),
    ],
)
def test_what_becomes_of_names(
    file: File,
    names: list[Renamed],
    options: dict[str, bool],
    entries: list[str],
    known: int,
    conflicts: list[str],
    refused: int,
) -> None:
    found = rename([file("a.json", {}, name) for name in names], TABLE, **options)
    assert [entry.en for entry in found.entries] == entries and found.known == known
    assert [text for conflict in found.conflicts for _, text in conflict.texts] == conflicts
    assert len(found.refused) == refused


def test_what_is_written(file: File, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    path = tmp_path / "names.tsv"
    path.write_text("# ours\nfa\tvariants\ten\nالف\tامید|باران\tOther\n", encoding="utf-8")
    found = rename([file("a", {}, Renamed("امید", "Omeed", "Omid"))], TABLE)
    assert found.write(path) == (1, 0)
    (name,) = [line for line in path.read_text("utf-8").splitlines() if line.startswith("امید")]
    assert name.split("\t") == ["امید", "", "Omeed", "person", "yes", "review", "1970-01-01"]
    assert "الف\tباران\tOther" in path.read_text("utf-8")  # it is no variant any more
