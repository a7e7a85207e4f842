"""Test sets: sentences and their references."""

import csv
from pathlib import Path

from tarjoman.align.formats import tmx
from tarjoman.errors import InputError
from tarjoman.files import display, kind


def read(path: Path) -> tuple[list[str], list[str]]:
    """Sources and references, as many of one as of the other.

    path: NAME.tsv, without quoting, with a header that has the columns fa and en; NAME.tmx; or NAME, for NAME.fa and
    NAME.en, a sentence a line. Raises InputError.
    """
    sources: list[str]
    references: list[str]
    try:
        if path.suffix == ".tsv":
            with path.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
            sources, references = [r["fa"] for r in rows], [r["en"] for r in rows]
        elif kind(path) == ".tmx":
            pairs = list(tmx.read_pairs(path))
            sources, references = [s for s, _ in pairs], [r for _, r in pairs]
        else:
            sources, references = _lines(path, ".fa"), _lines(path, ".en")
    except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
        problem = f"no test set ({type(error).__name__}: {error})"
        raise InputError(
            display(path), problem, "Name a .tsv with columns fa and en, a .tmx, or NAME for NAME.fa and NAME.en"
        ) from error
    if len(sources) != len(references) or not sources:
        problem = f"{len(sources)} sources and {len(references)} references"
        raise InputError(display(path), problem, "There must be one reference a source")
    return sources, references


def documents(path: Path) -> list[str]:
    """The document of each sentence of a set: its column `doc`, else a number of its own. Raises InputError."""
    sources, _ = read(path)
    if path.suffix == ".tsv":
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
        if "doc" in rows[0]:
            return [row["doc"] for row in rows]
    return [str(number) for number in range(len(sources))]


def _lines(path: Path, ending: str) -> list[str]:
    """The lines of a file; only "\\n" ends one, the last one's may be missing."""
    return path.with_name(path.name + ending).read_text(encoding="utf-8").removesuffix("\n").split("\n")
