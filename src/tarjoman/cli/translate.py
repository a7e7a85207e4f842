"""`tarjoman translate`."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tarjoman import config
from tarjoman.cli.settings import memory as memory_setting
from tarjoman.cli.settings import option
from tarjoman.cli.stopping import Stopped, stoppable
from tarjoman.config import DEFAULT, TranslateConfig
from tarjoman.errors import TarjomanError, UsageError
from tarjoman.files import display

if TYPE_CHECKING:
    from tarjoman.bitext import Pair
    from tarjoman.document import Span
    from tarjoman.translate.batch import Translates
    from tarjoman.translate.manifest import Report


def _option(name: str, *flags: str) -> Any:
    return option(DEFAULT, name, *flags)


def translate(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, patterns, or - for standard input."),
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FOLDER", help="Where to write; without it, to standard output."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            help=f"{', '.join(config.FORMATS)}; several with commas.",
            show_default=f"{', '.join(DEFAULT.formats)} with -o, else txt",
        ),
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Every input line (row, object) is one sentence; as many lines come out.")
    ] = False,
    input_format: Annotated[
        str | None,
        typer.Option(
            "--input-format",
            metavar="FORMAT",
            help="What standard input and files that are named are, whatever their endings: "
            "txt, md, html, docx, jsonl, csv, tsv or rss.",
            show_default="by the ending, else txt",
        ),
    ] = None,
    fields: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="ROLE=NAME", help=TranslateConfig.help("fields") + " Repeatable."),
    ] = None,
    config_file: Annotated[
        Path | None, typer.Option("--config", help="TOML file with settings; options override it.")
    ] = None,
    model: Annotated[str | None, _option("model", "--model")] = None,
    engine: Annotated[str | None, _option("engine", "--engine")] = None,
    key_file: Annotated[str | None, _option("key_file", "--key-file")] = None,
    names: Annotated[
        list[str] | None, typer.Option("--names", metavar="FILE", help=TranslateConfig.help("names") + " Repeatable.")
    ] = None,
    no_names: Annotated[bool, typer.Option("--no-names", help="Leave names to the model.")] = False,
    memory: Annotated[str | None, _option("memory", "--memory")] = None,
    no_memory: Annotated[
        bool, typer.Option("--no-memory", help="Neither remember nor use what was remembered.")
    ] = False,
    beam: Annotated[int | None, _option("beam", "--beam")] = None,
    device: Annotated[str | None, _option("device", "--device")] = None,
    threads: Annotated[int | None, _option("threads", "--threads")] = None,
    max_line: Annotated[int | None, _option("max_line", "--max-line")] = None,
    max_file: Annotated[int | None, _option("max_file", "--max-file")] = None,
    on: Annotated[str | None, _option("on", "--on")] = None,
    actors: Annotated[int | None, _option("actors", "--actors")] = None,
    ray_address: Annotated[str | None, _option("ray_address", "--ray-address")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but what went wrong.")] = False,
) -> None:
    """Translate Persian texts into English.

    tarjoman translate news/ -o out/ writes, for each news/NAME.txt, a side-by-side page out/NAME.html, its data
    out/NAME.jsonl and the English alone out/NAME.en.txt; -f has more, docs/formats.md what each is for.

    Texts are .txt, .md, .html, .docx, and of several articles .jsonl, .csv, .tsv and feeds (.xml, .rss, .atom), whose
    outputs are in a folder out/NAME/; all may be packed, .gz or .xz. docs/inputs.md says what is read of each.

    tarjoman translate - < article.txt writes the English to standard output.

    Names are spelt as the name table says. A names.tsv beside the texts, or in a folder above them down from the one
    that was named, is the table of the house: it wins over all others. With -o, names that no table has are listed in
    names-to-check.tsv; correct it, write yes in its first column, and tarjoman names add puts them into a table.

    Exit status: 0; 1 when a file did not go through (the others do); 2 when the command cannot be followed; 130 when
    it was stopped by Ctrl-C, 143 by the system.
    """
    given = config.load(config_file, "translate", TranslateConfig) if config_file else {}
    if format is not None:
        given["formats"] = tuple(dict.fromkeys(f.strip() for f in format.split(",") if f.strip()))
    elif output is None:
        given["formats"] = ("txt",)
    options = {
        "model": model,
        "engine": engine,
        "key_file": key_file,
        "names": tuple(names) if names else None,
        "enforce": False if no_names else None,
        "memory": memory_setting(memory, off=no_memory),
        "beam": beam,
        "device": device,
        "threads": threads,
        "fields": tuple(fields) if fields else None,
        "max_line": max_line,
        "max_file": max_file,
        "on": on,
        "actors": actors,
        "ray_address": ray_address,
    }
    settings = replace(DEFAULT, **given | {name: value for name, value in options.items() if value is not None})
    if names and not settings.enforce:
        raise UsageError("--names", "has no effect, as names are left to the model", "Leave out --no-names, or --names")
    if settings.on != "ray" and (actors is not None or ray_address is not None):
        option = "--actors" if actors is not None else "--ray-address"
        raise UsageError(option, "has no effect, as texts are translated here", f"Add --on ray, or leave out {option}")
    if output == "":
        raise UsageError("-o", "an empty name", "Name a folder; is a variable empty?")
    _run(inputs, Path(output) if output else None, settings, input_format, lines=lines, quiet=quiet)


def _run(
    inputs: list[str],
    output: Path | None,
    settings: TranslateConfig,
    input_format: str | None,
    *,
    lines: bool,
    quiet: bool,
) -> None:
    """Find, translate, write, report. Raises typer.Exit with status 1 when a source did not go through."""
    from tarjoman.files import prepare_folder
    from tarjoman.translate.batch import translate_files
    from tarjoman.translate.inputs import find
    from tarjoman.translate.manifest import Report
    from tarjoman.translate.models.registry import non_commercial
    from tarjoman.translate.pipeline import whole
    from tarjoman.translate.readers import READERS
    from tarjoman.translate.readers.records import Roles

    if input_format not in (None, *READERS):
        raise UsageError("--input-format", f"{input_format!r} is not known", f"Give one of {', '.join(READERS)}")
    Roles.parse(settings.fields)
    found = find(inputs, output, input_format)
    if output is None:
        several = len(found.sources) > 1 or (not lines and any(source.many for source in found.sources))
        _check_standard_output(settings.formats, several=several)
    elif found.sources or output.is_dir():
        prepare_folder(output)
    else:
        output = None  # nothing is made for nothing
    on_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()  # a bar would run into the text
    report = Report(failures=list(found.failures))
    with (
        _Watcher(sum(s.size() for s in found.sources), quiet=quiet, bar=not (quiet or on_terminal)) as watcher,
        report.kept(output, settings, lambda error: watcher.failed(error, 0)),
    ):
        for failure in found.failures:
            watcher.failed(failure, 0)
        if not found.sources:
            raise typer.Exit(1)
        if any(s.path is None for s in found.sources) and sys.stdin and sys.stdin.isatty():
            watcher.say("Reading standard input; Ctrl-D ends it.")
        stdout = sys.stdout.buffer if sys.stdout else io.BytesIO()
        try:
            with stoppable(), _translator(settings, whole if lines else None, watcher.warn) as translator:
                if non_commercial(license := translator.provenance.license):
                    watcher.say(
                        f"{translator.provenance.model} is licensed {display(license)}: not for commercial use."
                    )
                translate_files(
                    found.sources,
                    translator,
                    settings,
                    watcher,
                    out=output,
                    stdin=sys.stdin.buffer if sys.stdin else io.BytesIO(),
                    stdout=stdout,
                    lines=lines,
                    report=report,
                )
        except Stopped as stopped:
            watcher.say("Stopped. What was written is whole.")
            raise typer.Exit(stopped.status) from None
    if output is not None:
        watcher.say(_summary(report, watcher.seconds, len(found.english), len(found.outputs)))
        for path in _pages(report, output) if sys.stdout and not quiet else ():
            typer.echo(path)
    elif report.flagged:
        watcher.say(f"{_count(report.flagged, 'sentence')} to look at; -f jsonl, or a page written with -o, says which")
    if report.failures:
        raise typer.Exit(1)


@contextmanager
def _translator(
    settings: TranslateConfig, splitter: "Callable[[str], list[Span]] | None", warn: Callable[[str], None]
) -> Iterator["Translates"]:
    """What translates, where the settings say."""
    if settings.on == "here":
        from tarjoman.translate.memory import opened
        from tarjoman.translate.pipeline import Translator

        yield Translator.load(settings, splitter=splitter, memory=opened(settings.memory, warn))
        return
    from tarjoman.translate.cluster import on_ray

    # Ray prints to standard output when a process of its died, and there is no switch for it
    with (
        open(os.devnull, "w") as nowhere,
        redirect_stdout(nowhere),
        on_ray(settings, splitter=splitter, warn=warn) as translator,
    ):
        yield translator


def _check_standard_output(formats: tuple[str, ...], *, several: bool) -> None:
    """Raise UsageError when standard output cannot take these formats. several: of more than one document."""
    from tarjoman.align.formats import FORMATS

    if sys.stdout is None:
        raise UsageError("standard output", "it is closed", "Name a folder with -o")
    files = [suffix for name in formats for suffix in FORMATS[name].suffixes]
    if len(files) > 1 or (several and not FORMATS[formats[0]].joins):
        names = ", ".join(formats) + (" of several documents" if several else "")
        raise UsageError("--format", f"{names} cannot share standard output", "Name a folder with -o")


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _summary(report: "Report", seconds: float, english: int, outputs: int) -> str:
    """One line: what came out, how fast, and what needs a person."""
    parts = [f"{_count(report.documents, 'document')}, {_count(report.sentences, 'sentence')} in {seconds:.1f} s"]
    parts += [f"{report.flagged:,} to look at"] if report.flagged else []
    parts += [f"{len(report.failures):,} failed"] if report.failures else []
    parts += [f"{_count(english, 'English side')} passed over"] if english else []
    parts += [f"{_count(outputs, 'earlier output')} passed over"] if outputs else []
    parts += [f"{_count(report.to_check, 'name')} to check"] if report.to_check else []
    return "; ".join(parts)


def _pages(report: "Report", output: Path) -> list[str]:
    """What to open next: the first file of each document, or the folder where there are many; the names to check."""
    from tarjoman.translate.inputs import TO_CHECK

    pages = [output] if len(report.written) > 10 else [paths[0] for paths in report.written.values()]
    return [display(path) for path in (*pages, *([output / TO_CHECK] if report.to_check else []))]


class _Watcher:
    """A progress bar on a terminal, plain lines elsewhere; both on standard error.

    total: bytes to translate; the bar and the time left follow them, since sentences are not known beforehand.
    """

    def __init__(self, total: int, *, quiet: bool, bar: bool) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._progress = Progress(
            TextColumn("{task.fields[sentences]}"),
            BarColumn(),
            TextColumn("{task.percentage:3.0f}%"),
            TextColumn("{task.fields[rate]:.0f}/s"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=self._console,
            transient=True,
            disable=not (bar and self._console.is_terminal),
        )
        self._task = self._progress.add_task("", total=total or None, sentences=_count(0, "sentence"), rate=0.0)
        self._start = time.monotonic()
        self._sentences = 0
        self.quiet = quiet

    def __enter__(self) -> "_Watcher":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    @property
    def seconds(self) -> float:
        """Since the start, model loading included."""
        return time.monotonic() - self._start

    def pair(self, pair: "Pair") -> None:
        """A sentence more."""
        self._sentences += 1
        self._progress.update(
            self._task,
            advance=len(pair.source.encode("utf-8", "surrogatepass")),
            sentences=_count(self._sentences, "sentence"),
            rate=self._sentences / max(self.seconds, 0.001),
        )

    def failed(self, error: TarjomanError, size: int) -> None:
        """Say it at once; the batch goes on."""
        from rich.text import Text

        self._console.print(Text(f"tarjoman: {error}", style="red"))
        self._progress.update(self._task, advance=size)

    def warn(self, text: str) -> None:
        """A line that stands in a quiet run too."""
        self._console.print(f"tarjoman: {text}", markup=False)

    def say(self, text: str) -> None:
        """A line for the person at the terminal, unless quiet."""
        if not self.quiet:
            self._console.print(text, markup=False)
