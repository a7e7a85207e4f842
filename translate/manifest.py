"""What a run was and came to, as a file beside its outputs: `run.json`. docs/run.md describes it."""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tarjoman import clock
from tarjoman.bitext import Bitext, Provenance
from tarjoman.config import TranslateConfig
from tarjoman.errors import TarjomanError
from tarjoman.files import write

NAME = "run.json"
VERSION = 1
_MOST_PATHS = 11  # of written documents that are kept: enough to see that there are more than a screen holds


@dataclass(slots=True)
class Report:
    """What a run came to.

    written: output files by document id, of the first few. failures: one a source that did not go through. to_check:
    names that no table has, in the list of them that was written. complete: whether it came to its end.
    """

    documents: int = 0
    sentences: int = 0
    flagged: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    written: dict[str, list[Path]] = field(default_factory=dict)
    failures: list[TarjomanError] = field(default_factory=list)
    to_check: int = 0
    complete: bool = False
    started: str = field(default_factory=clock.now)
    _began: float = field(default_factory=time.monotonic)

    def add(self, bitext: Bitext, paths: list[Path]) -> None:
        """Count a document that was written."""
        self.documents += 1
        self.sentences += len(bitext.pairs)
        self.flagged += len(bitext.flagged())
        for pair in bitext.pairs:
            self.flags.update(map(str, pair.flags))
            self.origins[str(pair.origin)] += 1
            self.names.update(str(name.status) for name in pair.names)
        if paths and len(self.written) < _MOST_PATHS:
            self.written[bitext.document.id] = paths

    def save(self, folder: Path, config: TranslateConfig, provenance: Provenance) -> None:
        """Write it into a folder. Raises OutputError."""
        told = {
            "version": VERSION,
            "tool": provenance.tool,
            "model": provenance.model,
            "license": provenance.license,
            "settings": dict(provenance.settings),
            "config": asdict(config),
            "complete": self.complete,
            "started": self.started,
            "finished": clock.now(),
            "seconds": None if clock.is_fixed() else round(time.monotonic() - self._began, 3),
            "documents": self.documents,
            "sentences": self.sentences,
            "to_look_at": self.flagged,
            "flags": dict(sorted(self.flags.items())),
            "origins": dict(sorted(self.origins.items())),
            "names": dict(sorted(self.names.items())),
            "names_to_check": self.to_check,
            "failures": [{"where": e.where, "problem": e.problem, "advice": e.advice} for e in self.failures],
        }
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        write({folder / NAME: text.encode("utf-8", "backslashreplace")})
