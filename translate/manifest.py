"""What a run was and came to, as a file beside its outputs: `run.json`. docs/run.md describes it."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import tarjoman
from tarjoman import clock
from tarjoman.bitext import Bitext, Provenance
from tarjoman.config import TranslateConfig
from tarjoman.errors import OutputError, TarjomanError
from tarjoman.files import display, write

NAME = "run.json"
TOOL = f"tarjoman {tarjoman.__version__}"
VERSION = 1
_SECRET = (
    "engine",
    "key_file",
)  # settings that may have a key in them, given there by mistake; the engine is told above
_MOST_PATHS = 11  # of written documents that are kept: enough to see that there are more than a screen holds


@dataclass(slots=True)
class Report:
    """What a run came to.

    written: output files by document id, of the first few. failures: one a source that did not go through. to_check:
    names that no table has, in the list of them that was written. complete: whether it came to its end. provenance:
    without a model until that is loaded.
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
    provenance: Provenance = field(default_factory=lambda: Provenance(TOOL, "", ""))
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

    @contextmanager
    def kept(
        self, folder: Path | None, config: TranslateConfig, fail: Callable[[TarjomanError], None]
    ) -> Iterator[None]:
        """Keep it in a folder: as it is now, in case nothing more is heard of the run, and as it is in the end.

        An error that ends the run is one of its failures. `fail` hears when it cannot be written in the end. Raises
        OutputError where it cannot be written now.
        """
        if folder is None:
            yield
            return
        self.save(folder, config)
        try:
            yield
        except TarjomanError as error:
            self.failures.append(error)
            raise
        finally:
            try:
                self.save(folder, config)
            except OutputError as error:
                fail(error)

    def save(self, folder: Path, config: TranslateConfig) -> None:
        """Write it into a folder, over that of an earlier run.

        Raises OutputError, also for a file of this name that is none of ours.
        """
        if not _is_ours(folder / NAME):
            problem = "is a file of another program, and a run leaves its own record there"
            raise OutputError(display(folder / NAME), problem, "Name another folder with -o")
        told = {
            "version": VERSION,
            "tool": self.provenance.tool,
            "model": self.provenance.model,
            "license": self.provenance.license,
            "settings": dict(self.provenance.settings),
            "config": {name: value for name, value in asdict(config).items() if name not in _SECRET},
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


def _is_ours(path: Path) -> bool:
    """Whether a run may write here: there is nothing, or what an earlier one left."""
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return True
    except (OSError, ValueError, RecursionError):
        return path.is_dir()  # which is told when it is written
    return isinstance(told, dict) and str(told.get("tool", "")).startswith(TOOL.partition(" ")[0])
