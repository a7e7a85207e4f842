"""Files in, files out: one bad file never stops the others, and nothing is left half-written."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Protocol

from tarjoman.align.formats import FORMATS
from tarjoman.bitext import Bitext, Pair, Provenance
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError, OutputError, TarjomanError
from tarjoman.files import reason, write
from tarjoman.translate.inputs import TO_CHECK, Source
from tarjoman.translate.manifest import Report
from tarjoman.translate.names.reading import NameReader
from tarjoman.translate.names.suggestions import read as read_list
from tarjoman.translate.names.suggestions import update
from tarjoman.translate.readers import read

_AT_ONCE = 4  # documents that are written at a time


class Translates(Protocol):
    """What a batch is translated by: a `Translator`, or one somewhere else."""

    @property
    def names(self) -> NameReader:
        """Its reader, which has the names of all documents that were translated."""

    @property
    def provenance(self) -> Provenance:
        """What its bitexts carry."""

    def beside(self, tables: Sequence[Path]) -> "Translates":
        """The same with more name tables, which win; itself where there are none. Raises InputError."""

    def translate(
        self, documents: Iterable[Document], on_pair: Callable[[Pair], None] = ...
    ) -> Iterator[Bitext | InputError]:
        """One bitext a document, in order, or why there is none. `on_pair` hears of each pair."""


class Watcher(Protocol):
    """Hears how a batch goes on."""

    def pair(self, pair: Pair) -> None:
        """A sentence is translated."""

    def warn(self, text: str) -> None:
        """Something is not as it should be; it goes on."""

    def failed(self, error: TarjomanError, size: int) -> None:
        """A source of `size` bytes, or its output, did not go through."""


def translate_files(
    sources: Sequence[Source],
    translator: Translates,
    config: TranslateConfig,
    watcher: Watcher,
    *,
    out: Path | None,
    stdin: BinaryIO,
    stdout: BinaryIO,
    lines: bool = False,
    report: Report | None = None,
) -> Report:
    """Translate every source and write each format of it into `out`, or the one format there is to `stdout`.

    lines: every line (row, object) of a source is a sentence. What fails of a source is reported and passed over. Each
    source's names are held to the tables beside it too. With `out`, what no table has is listed there, also when it is
    stopped. report: where it is counted. Raises InputError for a list there that cannot be gone on with.
    """
    report = report or Report()
    report.provenance = translator.provenance
    for conflict in translator.names.table.conflicts:
        watcher.warn(str(conflict))

    def fail(error: TarjomanError, size: int) -> None:
        report.failures.append(error)
        watcher.failed(error, size)

    def documents(some: Iterable[Source]) -> Iterator[Document]:
        for source in some:
            for found in read(source, config, stdin, lines=lines):
                if isinstance(found, InputError):
                    fail(found, 0 if source.many else source.size())
                else:
                    yield found

    listed = out / TO_CHECK if out is not None and config.enforce else None
    if listed and listed.exists():
        read_list(listed)  # a list that cannot be gone on with stops the run before it begins
    written = report.add
    writer = _Stream(stdout, config.formats[0], written, fail) if out is None else _Folder(out, config, written, fail)
    try:
        for tables, group in groupby(sources, key=lambda source: source.tables):
            some = list(group)
            try:
                held = translator.beside(tables)
            except InputError as error:
                texts = "the text" if len(some) == 1 else f"the {len(some):,} texts"
                problem = f"{error.problem}; {texts} that it is for are not translated"
                told = InputError(error.where, problem, error.advice)
                report.failures += [told] * (len(some) - 1)
                fail(told, sum(source.size() for source in some))
                continue
            for conflict in held.names.table.conflicts if held is not translator else ():
                watcher.warn(str(conflict))
            for done in held.translate(documents(some), watcher.pair):
                if isinstance(done, InputError):
                    fail(done, 0)
                else:
                    writer.write(done)
        report.complete = True
    finally:
        writer.close()
        report.provenance = translator.provenance  # of one that works elsewhere it is known by now
        if listed:
            try:
                report.to_check = update(listed, translator.names.suggestions.values())
            except (InputError, OutputError) as error:
                fail(error, 0)
    return report


_Written = Callable[[Bitext, list[Path]], None]
_Fail = Callable[[TarjomanError, int], None]


class _Folder:
    """Writes the formats of each document into a folder, those of one together.

    Disks are waited for in other threads, of some documents at a time; `written` and `fail` hear of them in order.
    """

    def __init__(self, out: Path, config: TranslateConfig, written: _Written, fail: _Fail) -> None:
        self._out, self._formats, self._written, self._fail = out, config.formats, written, fail
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="writer")
        self._waiting: deque[tuple[Bitext, list[Path], Future[None]]] = deque()

    def write(self, bitext: Bitext) -> None:
        """Begin to write a document, when not too many are under way."""
        contents: dict[Path, bytes] = {}
        for name in self._formats:
            try:
                files = FORMATS[name].files([bitext])
            except OutputError as error:  # what one format cannot hold another can
                self._refused(error)
            else:
                contents |= {self._out / (bitext.document.id + suffix): files[suffix] for suffix in files}
        self._waiting.append((bitext, list(contents), self._threads.submit(write, contents)))
        if len(self._waiting) > 2 * _AT_ONCE:
            self._finish()

    def _refused(self, error: OutputError) -> None:
        """Tell of it after what came before."""
        while self._waiting:
            self._finish()
        self._fail(error, 0)

    def close(self) -> None:
        """Wait until all is written."""
        while self._waiting:
            self._finish()
        self._threads.shutdown()

    def _finish(self) -> None:
        bitext, paths, future = self._waiting.popleft()
        try:
            future.result()
        except OutputError as error:
            self._fail(error, 0)
        else:
            self._written(bitext, paths)


class _Stream:
    """Standard output, on which one document follows another, each from the start of a line."""

    def __init__(self, stdout: BinaryIO, format: str, written: _Written, fail: _Fail) -> None:
        self._stdout, self._format, self._written, self._fail = stdout, FORMATS[format], written, fail
        self._between = b""

    def write(self, bitext: Bitext) -> None:
        """Write one document. BrokenPipeError, a reader that went away, is the command line's."""
        try:
            content = self._format.encode([bitext])
        except OutputError as error:
            self._fail(error, 0)
            return
        try:
            self._stdout.write(self._between + content)
            self._stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            problem = f"cannot be written ({reason(error)})"
            self._fail(OutputError("standard output", problem, "Free some space, or name a folder with -o"), 0)
        else:
            self._written(bitext, [])
        self._between = b"" if content.endswith(b"\n") else b"\n"

    def close(self) -> None:
        """Nothing waits."""
