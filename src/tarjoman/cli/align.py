"""`tarjoman align`: bitexts out of texts that there are in both languages."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from tarjoman import config
from tarjoman.cli.convert import STDOUT, count, outputs, packed
from tarjoman.cli.settings import memory as memory_setting
from tarjoman.cli.settings import option
from tarjoman.cli.stopping import Stopped, stoppable
from tarjoman.cli.words import aligner as word_aligner
from tarjoman.cli.words import words
from tarjoman.config import ALIGN, AlignConfig
from tarjoman.errors import OutputError, TarjomanError, UsageError
from tarjoman.files import bare, display

if TYPE_CHECKING:
    from tarjoman.align.formats import Format
    from tarjoman.align.links.linked import Aligner
    from tarjoman.align.sentences.documents import Documents, Summary
    from tarjoman.align.sentences.partners import Partners
    from tarjoman.bitext import Bitext

_DEFAULT = "sentences"  # what is meant where no command is named
_FOLDER = ("html", "jsonl")  # written for each pair of two folders
_MOST = 10  # lines of a kind that are shown of a text
_LONGEST = 100  # characters of each


class _Group(typer.core.TyperGroup):
    """Commands of which one need not be named: `tarjoman align A B` is `tarjoman align sentences A B`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As click, with the command put before arguments that do not begin with one."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Group,
    help="Put the sentences of two texts side by side.\n\n"
    "tarjoman align SOURCE TARGET is short for tarjoman align sentences SOURCE TARGET.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _root() -> None:
    pass


def _option(name: str, *flags: str) -> Any:
    return option(ALIGN, name, *flags)


@app.command()
def sentences(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="The Persian text, or a folder of texts.")],
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="Its English version, or the folder of these.")],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="What to write: NAME.jsonl, NAME.ladder, NAME.tmx.gz …; - is standard output; of folders, a folder.",
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            help="What to write, whatever OUT ends in; of folders several with commas.",
            show_default="by the ending of OUT, else jsonl; of folders html,jsonl",
        ),
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Write the side-by-side page as well, beside OUT as NAME.html.")
    ] = False,
    linked: Annotated[
        bool, typer.Option("--words", help="Say which words answer each other, too; the page lights them up.")
    ] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Every line of both texts is a sentence.")] = False,
    comparable: Annotated[
        bool,
        typer.Option("--comparable", help="Texts on the same matter: pair what says the same, wherever it stands."),
    ] = False,
    config_file: Annotated[
        Path | None, typer.Option("--config", help="TOML file with settings; options override it.")
    ] = None,
    method: Annotated[str | None, _option("method", "--method")] = None,
    confidence: Annotated[float | None, _option("confidence", "--confidence")] = None,
    least: Annotated[float | None, _option("least", "--least")] = None,
    model: Annotated[str | None, _option("model", "--model")] = None,
    encoder: Annotated[str | None, _option("encoder", "--encoder")] = None,
    memory: Annotated[str | None, _option("memory", "--memory")] = None,
    no_memory: Annotated[
        bool, typer.Option("--no-memory", help="Neither remember nor use what was remembered.")
    ] = False,
    device: Annotated[str | None, _option("device", "--device")] = None,
    threads: Annotated[int | None, _option("threads", "--threads")] = None,
    max_line: Annotated[int | None, _option("max_line", "--max-line")] = None,
    max_file: Annotated[int | None, _option("max_file", "--max-file")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but what went wrong.")] = False,
) -> None:
    """Put the sentences of a Persian text and of its English version side by side.

    tarjoman align article.txt article.en.txt -o article.jsonl --review writes the pairs, and a page to read them on.
    Every sentence of both texts is in one, alone where the other text has nothing for it; these are listed, and pairs
    that are not sure are flagged.

    tarjoman align persian/ english/ -o out/ does so with every two files of the same name, .fa and .en not counted.

    Texts are what tarjoman translate reads, one document a file. docs/alignment.md says how it works, and how well.

    Exit status: 0; 1 when a text did not go through or has no partner (the others do); 2 when the command cannot be
    followed; 130 when it was stopped by Ctrl-C, 143 by the system.
    """
    from tarjoman.align.sentences.partners import partners

    given = config.load(config_file, "align", AlignConfig) if config_file else {}
    options = {
        "method": method,
        "confidence": confidence,
        "least": least,
        "model": model,
        "encoder": encoder,
        "memory": memory_setting(memory, off=no_memory),
        "device": device,
        "threads": threads,
        "max_line": max_line,
        "max_file": max_file,
    }
    settings = replace(ALIGN, **given | {name: value for name, value in options.items() if value is not None})
    if comparable and settings.method == "length":
        raise UsageError("--comparable", "lengths alone do not tell what says the same", "Choose another --method")
    found = partners(source, target)
    out = _Output.of(output, format, folder=source.is_dir(), review=review, comparable=comparable)
    out.keep_clear((id for id, *_ in found.pairs), found.texts)
    several = source.is_dir()
    _run(found, settings, out, several=several, linked=linked, lines=lines, comparable=comparable, quiet=quiet)


class _Output:
    """Where bitexts go, and in which formats.

    folder: of all files, which are called after their documents; else files: the one document's, none for standard
    output.
    """

    def __init__(self, formats: "list[Format]", folder: Path | None, files: list[Path]) -> None:
        self._formats, self._folder, self._files = formats, folder, files

    @classmethod
    def of(cls, output: str | None, format: str | None, *, folder: bool, review: bool, comparable: bool) -> "_Output":
        """What the command line says. folder: whether the texts are in folders. Raises UsageError."""
        from tarjoman.align.formats import FORMATS, Format, ladder

        known = FORMATS | {"ladder": Format(".ladder", lambda bitexts: ladder.render(bitexts).encode())}
        names = list(dict.fromkeys(name.strip() for name in (format or "").split(",") if name.strip()))
        if unknown := [name for name in names if name not in known]:
            raise UsageError("--format", f"{', '.join(unknown)} is none of {', '.join(known)}", "Choose among these")
        if output == "":
            raise UsageError("-o", "an empty name", "Name a file or a folder; is a variable empty?")
        if folder and output in (None, STDOUT):
            raise UsageError("-o", "texts of folders cannot share standard output", "Name a folder with -o")
        if review and output in (None, STDOUT):
            raise UsageError("--review", "a page needs a name", "Name a file with -o")
        if not folder and len(names) > 1:
            raise UsageError("--format", f"{', '.join(names)} cannot share a file", "Choose one; --review adds a page")
        files: list[Path] = []
        if folder:
            names = names or list(_FOLDER)
        elif output in (None, STDOUT):
            names = [outputs(STDOUT, names[0] if names else "jsonl", known, "--format")[0]]
        else:
            name, paths = outputs(output or "", names[0] if names else None, known, "--format")
            names, files = [name], list(paths.values())
        if comparable and "ladder" in names:
            raise UsageError("--format", "a ladder has no place for what is out of order", "Leave out --comparable")
        if review and "html" not in names:
            names.append("html")
            files += [] if folder else [_page(Path(output or ""))]
        return cls([known[name] for name in names], Path(output or "") if folder else None, files)

    def paths(self, id: str) -> list[Path]:
        """The files of a document."""
        if self._folder is None:
            return self._files
        return [self._folder / (id + suffix) for format in self._formats for suffix in format.suffixes]

    def keep_clear(self, ids: Iterable[str], texts: Iterable[Path]) -> None:
        """Raise UsageError where a file would be written that is a text."""
        taken = {(found.st_dev, found.st_ino) for text in texts if (found := _stat(text))}
        for path in (path for id in ids for path in self.paths(id)):
            if (found := _stat(path)) and (found.st_dev, found.st_ino) in taken:
                other = "another folder" if self._folder else "another file"
                raise UsageError(display(path), "is a text that is to be aligned", f"Name {other} with -o")

    def write(self, bitext: "Bitext") -> list[Path]:
        """Write a bitext; the files. Raises OutputError."""
        from tarjoman.files import write

        contents = [content for format in self._formats for content in format.files([bitext]).values()]
        paths = self.paths(bitext.document.id)
        if not paths:
            if sys.stdout is None:
                raise OutputError("standard output", "closed", "Name a file with -o")
            sys.stdout.buffer.write(contents[0])
        write({path: packed(path, content) for path, content in zip(paths, contents, strict=bool(paths))})
        return paths


def _page(path: Path) -> Path:
    """Where the page of a file stands."""
    from tarjoman.align.formats.recognition import by_name

    named = by_name(path)
    name = bare(path).name.removesuffix(named[1]) if named else bare(path).stem
    return path.with_name(f"{name}.html")


def _stat(path: Path) -> os.stat_result | None:
    """What a path leads to; None where nothing is there."""
    try:
        return path.stat()
    except OSError:
        return None


def _run(
    found: "Partners",
    settings: AlignConfig,
    out: _Output,
    *,
    several: bool,
    linked: bool,
    lines: bool,
    comparable: bool,
    quiet: bool,
) -> None:
    """Read, align, write, tell.

    several: whether they are texts of folders, of which each may fail by itself. Raises typer.Exit with status 1 when
    one did.
    """
    from tarjoman.align.links.linked import with_links
    from tarjoman.align.sentences.documents import check
    from tarjoman.align.sentences.loading import load
    from tarjoman.align.sentences.partners import read

    failed = bool(found.alone)
    for error in found.alone:
        _say(str(error))
    documents: Documents | None = None
    aligner: Aligner | None = None
    try:
        with stoppable():
            for id, here, there in found.pairs:
                try:
                    texts = (
                        read(here, id, settings, lines=lines, persian=False),
                        read(there, id, settings, lines=lines, persian=False),
                    )
                    check(*texts, (display(here), display(there)))
                    documents = documents or load(settings, lines=lines, warn=_say)
                    begin = time.monotonic()
                    with _progress(quiet=quiet) as progress:
                        align = documents.compare if comparable else documents.align
                        bitext, summary = align(*texts, progress)
                        if linked:
                            aligner = aligner or word_aligner(settings.model, None)
                            bitext = with_links(bitext, aligner)
                    written = out.write(bitext)
                    if not quiet:
                        _tell(summary, id if several else "", time.monotonic() - begin, written)
                except UsageError:
                    raise
                except TarjomanError as error:
                    if not several:
                        raise
                    _say(str(error))
                    failed = True
    except Stopped as stopped:
        _say("Stopped. What was written is whole.")
        raise typer.Exit(stopped.status) from None
    if failed:
        raise typer.Exit(1)


def _say(text: str) -> None:
    typer.echo(f"tarjoman: {text}", err=True)


def _tell(summary: "Summary", id: str, seconds: float, written: list[Path]) -> None:
    """What an editor wants to know, on standard error; what to open, on standard output."""
    head = f"{display(id)}: " if id else ""
    sides = f"{summary.sources:,} and {count(summary.targets, 'sentence')}"
    parts = [f"{count(summary.pairs, 'pair')} of {sides} in {seconds:.1f} s"]
    parts += [f"{summary.doubtful:,} not sure"] if summary.doubtful else []
    parts += [f"{len(summary.untranslated):,} not translated"] if summary.untranslated else []
    parts += [f"{len(summary.added):,} added"] if summary.added else []
    lines = [head + "; ".join(parts)]
    lines += ["  hardly anything here is sure: are these the same article?"] if summary.unlikely else []
    lists = {
        "not translated": [f", {number + 1}: {_short(text)}" for number, text in summary.untranslated],
        "added": [f", {number + 1}: {_short(text)}" for number, text in summary.added],
        "moved": [
            f": {_numbers(run.source)} of the Persian stands as {_numbers(run.target)} of the English"
            for run in summary.moved
        ],
    }
    for what, some in lists.items():
        lines += [f"  {what}{one}" for one in some[:_MOST]]
        lines += [f"  {what}: {len(some) - _MOST:,} more"] if len(some) > _MOST else []
    if not summary.complete:
        lines.append("  too much is left over to look for what was moved")
    for line in lines:
        typer.echo(line, err=True)
    for path in written if sys.stdout else ():
        typer.echo(display(path))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _numbers(some: range) -> str:
    return f"{some[0] + 1}" if len(some) == 1 else f"{some[0] + 1}–{some[-1] + 1}"


app.command("words")(words)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Any]:
    """A bar on a terminal, nothing elsewhere; on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, highlight=False)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None)

        def told(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of or None)

        yield told
