"""What news know of Persian words: how frequent each is, how often it is of a name, and what stands beside it.

The table is made by scripts/name-words.py. It has no text, and no counts: each figure is a level of 0 to 9.
"""

import lzma
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

LONGEST = 30  # letters of a word; longer ones are junk
Features = dict[str, float]


class Row(NamedTuple):
    """Levels of a word, `UNKNOWN` where the news say too little.

    often:   how frequent it is, as the binary logarithm of its count.
    name:    the share of its places that are of a name, as a logit (`logit`).
    before:  the share of its places that a name follows; after: those that a name comes before.
    """

    often: int
    name: int
    before: int
    after: int


UNKNOWN = -1
_NOTHING = Row(0, UNKNOWN, UNKNOWN, UNKNOWN)
_ORDINARY = 4  # a word so frequent, of which
_NAME = 6  # less than this level is of names, is an ordinary word


def level(part: float, whole: float) -> int:
    """The level of a share: 0 for a fiftieth or less, 9 for 98 % or more, 4.5 for a half."""
    return round(min(9.0, max(0.0, 4.5 + 1.15 * math.log((part + 0.1) / (whole - part + 0.1)))))


@dataclass(frozen=True, slots=True)
class Words:
    """The table.

    rows:                by word.
    spelling:            three letters in a row, ^ and $ for the edges → how much more often names have them than other
                         words, as a natural logarithm.
    prefixes, suffixes:  what ordinary words begin and end with.
    """

    rows: Mapping[str, Row]
    spelling: Mapping[str, float]
    prefixes: Sequence[str]
    suffixes: Sequence[str]

    @classmethod
    def parse(cls, text: str) -> "Words":
        """The rows of the file: a word and its levels, - for none; or three letters and tenths of their logarithm."""
        rows: dict[str, Row] = {}
        spelling: dict[str, float] = {}
        for line in text.splitlines():
            key, value, *more = line.split("\t")
            if more:
                spelling[key] = int(value) / 10
            else:
                rows[key] = Row(*(UNKNOWN if c == "-" else int(c) for c in value))
        return cls(rows, spelling, cues()["prefixes"], cues()["suffixes"])

    @classmethod
    @cache
    def load(cls) -> "Words":
        """The table that comes with the package."""
        packed = (files("tarjoman.translate.names.detection") / "words.tsv.xz").read_bytes()
        return cls.parse(lzma.decompress(packed).decode())

    def dump(self) -> str:
        """The rows of the file, sorted."""
        lines = [
            f"{word}\t{''.join('-' if n == UNKNOWN else str(n) for n in row)}"
            for word, row in sorted(self.rows.items())
        ]
        lines += [f"{key}\t{round(value * 10)}\t" for key, value in sorted(self.spelling.items())]
        return "\n".join(lines) + "\n"

    def get(self, word: str) -> Row:
        """What is known of a word."""
        return self.rows.get(word, _NOTHING)

    def ordinary(self, word: str) -> bool:
        """Whether a word is frequent, and seldom of a name."""
        row = self.get(word)
        return row.often >= _ORDINARY and row.name < _NAME

    def of_names(self, word: str) -> bool:
        """Whether a word is mostly of names."""
        return self.get(word).name >= _NAME

    def features(self, word: str) -> Features:
        """What of a word itself says whether it is of a name."""
        row = self.get(word)
        spelling = sum(self.spelling.get(three, 0.0) for three in trigrams(word)) / (len(word) + 1)
        if row.often and row.name != UNKNOWN:
            return {f"name {row.name}": 1, "often": row.often / 10, "spelling": spelling, "letters": len(word) / 10}
        return {
            "absent" if not row.often else "unlinked": 1,
            "rare spelling": spelling,
            "rare letters": len(word) / 10,
            "short": len(word) < 3,
            "inflected": self._inflected(word),
            "compound": self._compound(word),
        }

    def _inflected(self, word: str) -> bool:
        stems = [word, *(word[len(p) :] for p in self.prefixes if word.startswith(p))]
        ends = [stem[: -len(s)] for stem in stems for s in self.suffixes if stem.endswith(s)]
        return any(len(stem) > 2 and self.ordinary(stem) for stem in (*stems, *ends))

    def _compound(self, word: str) -> bool:
        places = range(2, min(len(word), LONGEST) - 1)
        return any(self.ordinary(word[:at]) and self.ordinary(word[at:]) for at in places)


def trigrams(word: str) -> list[str]:
    """Three letters in a row, with ^ and $ at the edges."""
    edged = f"^{word}$"
    return [edged[i : i + 3] for i in range(len(edged) - 2)]


@cache
def cues() -> dict[str, list[str]]:
    """The lists of lists.toml; among titles also those of cues.toml, without half-spaces, that are no roles."""
    folder = files("tarjoman.translate.names")
    found = tomllib.loads((folder / "detection" / "lists.toml").read_text(encoding="utf-8"))
    titles = tomllib.loads((folder / "cues.toml").read_text(encoding="utf-8"))["titles"]
    found["titles"] += {title.replace("\u200c", "") for title in titles} - set(found["roles"])
    return found
