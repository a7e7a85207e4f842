"""Files in, files out: one bad file never stops the others, and nothing is left half-written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Protocol

from tarjoman.align.formats import FORMATS
from tarjoman.bitext import Bitext, Pair
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError, OutputError, TarjomanError
from tarjoman.files import reason, write
from tarjoman.translate.inputs import TO_CHECK, Source
from tarjoman.translate.names.suggestions import read as read_list
from tarjoman.translate.names.suggestions import update
from tarjoman.translate.pipeline import Translator
from tarjoman.translate.reader import read_text


class Watcher(Protocol):
    """Hears how a batch goes on."""

    def pair(self, pair: Pair) -> None:
        """A sentence is translated."""

    def warn(self, text: str) -> None:
        """Something is not as it should be; it goes on."""

    def failed(self, error: TarjomanError, size: int) -> None:
        """A source of `size` bytes, or its output, did not go through."""


@dataclass(slots=True)
class Report:
    """What a batch came to.

    written: output files by document id. failures: one a source that did not go through. to_check: names that no table
    has, in the list of them that was written.
    """

    documents: int = 0
    sentences: int = 0
    flagged: int = 0
    written: dict[str, list[Path]] = field(default_factory=dict)
    failures: list[TarjomanError] = field(default_factory=list)
    to_check: int = 0


def translate_files(
    sources: Sequence[Source],
    translator: Translator,
    config: TranslateConfig,
    watcher: Watcher,
    *,
    out: Path | None,
    stdin: BinaryIO,
    stdout: BinaryIO,
    lines: bool = False,
) -> Report:
    """Translate every source and write each format of it into `out`, or the one format there is to `stdout`.

    lines: every line of a source is one sentence. A source that fails is reported and passed over. Each source's names
    are held to the tables beside it too. With `out`, what no table has is listed there, also when it is stopped. Raises
    InputError for a list there that cannot be gone on with.
    """
    report = Report()
    stream = _Stream(stdout)
    for conflict in translator.names.table.conflicts:
        watcher.warn(str(conflict))

    def fail(error: TarjomanError, size: int) -> None:
        report.failures.append(error)
        watcher.failed(error, size)

    def documents(some: Iterable[Source]) -> Iterator[Document]:
        for source in some:
            try:
                raw = source.read(stdin, config.max_file)
                yield read_text(raw, id=source.id, name=source.name, max_line=config.max_line, lines=lines)
            except InputError as error:
                fail(error, source.size())

    listed = out / TO_CHECK if out is not None and config.enforce else None
    if listed and listed.exists():
        read_list(listed)  # a list that cannot be gone on with stops the run before it begins
    suggestions = translator.names.suggest() if listed else {}
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
            for bitext in held.translate(documents(some), watcher.pair):
                try:
                    if out is None:
                        stream(FORMATS[config.formats[0]].encode(bitext))
                    else:
                        report.written[bitext.document.id] = _to_folder(bitext, config.formats, out)
                except OutputError as error:
                    fail(error, 0)
                    continue
                report.documents += 1
                report.sentences += len(bitext.pairs)
                report.flagged += len(bitext.flagged())
    finally:
        if listed:
            try:
                report.to_check = update(listed, suggestions.values())
            except (InputError, OutputError) as error:
                fail(error, 0)
    return report


def _to_folder(bitext: Bitext, formats: Sequence[str], out: Path) -> list[Path]:
    """Write the formats of one document, together; where they are."""
    contents = {out / (bitext.document.id + FORMATS[name].suffix): FORMATS[name].encode(bitext) for name in formats}
    write(contents)
    return list(contents)


class _Stream:
    """Standard output, on which one document follows another, each from the start of a line."""

    def __init__(self, stdout: BinaryIO) -> None:
        self._stdout = stdout
        self._between = b""

    def __call__(self, content: bytes) -> None:
        """Write one document. Raises OutputError; BrokenPipeError, a reader that went away, is the command line's."""
        try:
            self._stdout.write(self._between + content)
            self._stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(
                "standard output", f"cannot be written ({reason(error)})", "Free some space, or name a folder with -o"
            ) from error
        self._between = b"" if content.endswith(b"\n") else b"\n"
