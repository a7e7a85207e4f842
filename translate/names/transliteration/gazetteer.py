"""Lists of names as training pairs: what the lists say is taken only where the two sides are one name."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from tarjoman.errors import InputError
from tarjoman.files import UNREADABLE, display, unpacked
from tarjoman.translate.names.transliteration.skeleton import ascii_letters, likeness
from tarjoman.translate.normalization.profile import normalizer

# Lists by how they spell. Their places are romanised by rules of their own (Qal`eh, Khowrshid), which news does not
# follow: each such name is marked, so that the model learns sounds from it and spelling from the rest.
MARK = "@"
LISTS = {
    "names_wof_iran": MARK,
    "names_wof_iraq_afghanistan": MARK,
    "names_dr5hn_world_cities": MARK,
    "names_cldr": "",
}
# The share of the consonants that must agree. Of some hundred pairs below it that were looked at, nearly all have a
# word more on one side («شهید چمران», Cham Shahran) or a letter that was misread; 9 to 18 % of a list are below it.
LEAST = 0.9
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z -]*")
_PERSIAN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


def read(path: Path) -> Iterator[tuple[str, str, str]]:
    """List, Persian (marked) and English of the names in a file that are worth learning from.

    path: .tsv.xz with the columns fa, en, type, corpus. Names of countries may be translations; of all others the
    consonants must agree. English comes out in ASCII, without apostrophes, as news writes places. Raises InputError.
    """
    normalize = normalizer("embedded")
    try:
        with io.TextIOWrapper(unpacked(path), encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                corpus, kind = row["corpus"], row["type"]
                if corpus not in LISTS or (corpus == "names_cldr" and not kind.startswith("territory")):
                    continue
                persian, english = normalize(row["fa"]), re.sub("[`'’‘ʻʿʾ]", "", ascii_letters(row["en"]))
                if not _PERSIAN.fullmatch(persian) or not _ENGLISH.fullmatch(english):
                    continue
                if corpus == "names_cldr" or likeness(persian, english) >= LEAST:
                    yield corpus, LISTS[corpus] + persian, english
    except (*UNREADABLE, UnicodeDecodeError, csv.Error, KeyError) as error:
        problem = f"cannot be read ({type(error).__name__}: {error})"
        raise InputError(display(path), problem, "Name a .tsv.xz with the columns fa, en, type, corpus") from error
