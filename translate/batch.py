"""Files in, files out: one bad file never stops the others, and nothing is left half-written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from tarjoman.align.formats import FORMATS
from tarjoman.bitext import Bitext, Pair
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import InputError, OutputError, TarjomanError
from tarjoman.files import reason, write
from tarjoman.translate.inputs import Source
from tarjoman.translate.pipeline import Translator
from tarjoman.translate.reader import read_text


class Watcher(Protocol):
    """Hears how a batch goes on."""

    def pair(self, pair: Pair) -> None:
        """A sentence is translated."""

    def failed(self, error: TarjomanError, size: int) -> None:
        """A source of `size` bytes, or its output, did not go through."""


@dataclass(slots=True)
class Report:
    """What a batch came to. written: output files by document id; failures: one a source that did not go through."""

    documents: int = 0
    sentences: int = 0
    flagged: int = 0
    written: dict[str, list[Path]] = field(default_factory=dict)
    failures: list[TarjomanError] = field(default_factory=list)


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

    lines: every line of a source is one sentence. A source that fails is reported and passed over.
    """
    report = Report()
    stream = _Stream(stdout)

    def fail(error: TarjomanError, size: int) -> None:
        report.failures.append(error)
        watcher.failed(error, size)

    def documents() -> Iterator[Document]:
        for source in sources:
            try:
                raw = source.read(stdin, config.max_file)
                yield read_text(raw, id=source.id, name=source.name, max_line=config.max_line, lines=lines)
            except InputError as error:
                fail(error, source.size())

    for bitext in translator.translate(documents(), watcher.pair):
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
