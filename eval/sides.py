"""The texts under a name, whatever they are in: lines, a column, a bitext, a run of `tarjoman translate`."""

from collections.abc import Sequence
from pathlib import Path

from tarjoman.eval import single
from tarjoman.eval.folders import RUN, references, run
from tarjoman.eval.side import Side


def read(given: str, ids: Sequence[str] = ()) -> Side:
    """What stands under a name.

    given: FILE with a sentence a line; FILE:COLUMN of a .tsv or .csv, its name in the header or its number from 1 where
    there is none; a .tsv or .csv with the columns fa and en; a bitext (.jsonl, .tmx …); the folder of a run; or a
    folder with a reference for each document of a run, ID.en.txt or ID.txt or a bitext. All files may be packed, .gz
    or .xz. ids: of the documents that a folder of references must have; without them a folder is a run.
    Raises InputError.
    """
    path = Path(given)
    if not path.is_dir():
        return single.read(given)
    return references(path, ids) if ids and not (path / RUN).exists() else run(path)
