import lzma
from pathlib import Path

import pytest

from tarjoman.errors import InputError
from tarjoman.translate.names.transliteration.gazetteer import read

ROWS = [
    ("fa", "en", "type", "corpus"),
    ("قَلعِۀ نو", "Qal`eh Now", "locality", "names_wof_iran"),
    ("احمد آباد", "Ahmadabad-e Shahi", "locality", "names_wof_iran"),  # more in the English
    ("زبیر، عراق", "Zubayr, Iraq", "locality", "names_wof_iran"),  # more than a name
    ("فیلوتیون", "Filótion", "city:GR", "names_dr5hn_world_cities"),
    ("مصر", "Egypt", "territory", "names_cldr"),
    ("ولزی", "Welsh", "language", "names_cldr"),
    ("برلین", "Berlin", "entity", "names_bmlama"),  # for non-commercial use only
]


def make(path: Path, rows: list[tuple[str, ...]]) -> Path:
    path.write_bytes(lzma.compress("".join("\t".join(row) + "\n" for row in rows).encode()))
    return path


def test_what_is_kept(tmp_path: Path) -> None:
    assert list(read(make(tmp_path / "names.tsv.xz", ROWS))) == [
        ("names_wof_iran", "@قلعه نو", "Qaleh Now"),
        ("names_dr5hn_world_cities", "@فیلوتیون", "Filotion"),
        ("names_cldr", "مصر", "Egypt"),
    ]


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.tsv.xz: cannot be read \(FileNotFoundError.*Name a .tsv.xz"):
        list(read(tmp_path / "none.tsv.xz"))
    with pytest.raises(InputError, match="KeyError: 'corpus'"):
        list(read(make(tmp_path / "names.tsv.xz", [("fa", "en"), ("مصر", "Egypt")])))
    (tmp_path / "plain.tsv.xz").write_text("fa\ten")
    with pytest.raises(InputError, match="LZMAError"):
        list(read(tmp_path / "plain.tsv.xz"))
