"""`tarjoman eval`: how good translations are, and how sure that is."""

import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import Field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tarjoman.config import EVAL, EvalConfig
from tarjoman.errors import UsageError
from tarjoman.files import display

if TYPE_CHECKING:
    from tarjoman.eval.report import Report


def _option(name: str) -> Any:
    """An option for a setting: its help is the setting's."""
    return typer.Option(f"--{name}", help=EvalConfig.help(name))


def evaluate(
    hypothesis: Annotated[
        str,
        typer.Argument(
            metavar="HYP",
            help="The translation: a text with a sentence a line, FILE:COLUMN of a .tsv or .csv, a bitext (.jsonl, "
            ".tmx), or the folder of a run of tarjoman translate.",
        ),
    ],
    reference: Annotated[
        str | None,
        typer.Argument(metavar="REF", help="What a person made of it, in any of these; for a run also a folder."),
    ] = None,
    references: Annotated[
        list[str] | None, typer.Option("--reference", metavar="FILE", help="As REF, and more of them. Repeatable.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="FILE", help="The Persian; not needed where HYP or REF is a bitext."),
    ] = None,
    systems: Annotated[
        list[str] | None,
        typer.Option("--system", metavar="NAME=FILE", help="Another translation to compare with. Repeatable."),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What to call HYP.", show_default="after its file")] = "",
    doc_ids: Annotated[
        str | None,
        typer.Option(
            "--doc-ids", metavar="FILE", help="The document of each segment, a line each, those of one together."
        ),
    ] = None,
    metrics: Annotated[
        list[str] | None,
        typer.Option(
            "-m",
            "--metric",
            metavar="KEY",
            help="bleu, chrf, ter, spbleu, length, names, name-words, consistency, numbers, omissions, untranslated, "
            "comet. Repeatable.",
            show_default="all that can be computed",
        ),
    ] = None,
    comet: Annotated[
        Path | None,
        typer.Option("--comet", metavar="FILE", help="A COMET checkpoint on this machine; needs unbabel-comet."),
    ] = None,
    tables: Annotated[
        list[Path] | None,
        typer.Option("--names", metavar="FILE", help="A name table (TSV), over the shipped one. Repeatable."),
    ] = None,
    training: Annotated[
        list[Path] | None,
        typer.Option("--training", metavar="FILE", help="Training sentences, none of which may be tested. Repeatable."),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="FILE", help="English text, to score words by how frequent they are in it."),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write the report: .html, .md or .json. Repeatable.",
            show_default="a summary on the terminal",
        ),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", metavar="KEY=SCORE", help="Exit with 1 if HYP scores less. Repeatable."),
    ] = None,
    fail_over: Annotated[
        list[str] | None,
        typer.Option("--fail-over", metavar="KEY=SCORE", help="Exit with 1 if HYP scores more. Repeatable."),
    ] = None,
    samples: Annotated[int, _option("samples")] = EVAL.samples,
    trials: Annotated[int, _option("trials")] = EVAL.trials,
    seed: Annotated[int, _option("seed")] = EVAL.seed,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what it comes to.")] = False,
) -> None:
    """Score translations against references, and say how far the scores can be trusted.

    tarjoman eval news.en.txt reference.txt --source news.txt prints scores with their intervals and signatures, and
    what is wrong with the files.

    tarjoman eval new.en ref.en --source ref.fa --system old=old.en -o report.html compares two systems on a page: which
    is better, whether that is chance, in which sentences, with which names.

    tarjoman eval out/ --reference refs/ scores a run of tarjoman translate; refs/ has ID.en.txt for each document, a
    line a sentence or a paragraph.

    What each number means: docs/evaluation.md.

    Exit status: 0; 1 when a file cannot be read or a limit is not kept; 2 when the command cannot be followed.
    """
    from tarjoman.eval.evaluation import evaluate
    from tarjoman.eval.limits import broken, parse
    from tarjoman.eval.metrics.choice import choose
    from tarjoman.eval.reading import Inputs, gather
    from tarjoman.eval.render import renderer
    from tarjoman.files import write

    renderers = [(path, renderer(path)) for path in output or ()]
    limits = [*parse("--fail-under", fail_under or ()), *parse("--fail-over", fail_over or ())]
    wanted = [*dict.fromkeys(key for given in metrics or () for key in given.split(",") if key)]
    if wanted:
        wanted += [limit.metric for limit in limits if limit.metric not in wanted]
    given = [*([reference] if reference else []), *(references or ())]
    if not given:
        raise UsageError("REF", "there is no reference", "Name one behind HYP, or with --reference")
    inputs = Inputs(((name, hypothesis), *map(_system, systems or ())), tuple(given), source or "", doc_ids or "")
    settings = EvalConfig(samples, trials, seed)
    command = _again(
        [
            ("", [hypothesis, *([reference] if reference else [])]),
            ("--reference", references or ()),
            ("--source", [source] if source else ()),
            ("--system", systems or ()),
            ("--name", [name] if name else ()),
            ("--doc-ids", [doc_ids] if doc_ids else ()),
            ("--metric", wanted),
            ("--comet", [comet] if comet else ()),
            ("--names", tables or ()),
            ("--training", training or ()),
            ("--corpus", [corpus] if corpus else ()),
            *((f"--{field.name}", _other(settings, field)) for field in fields(settings)),
        ]
    )
    with _status() as told:
        material = gather(inputs)
        told("Looking for names")
        chosen = choose(material, wanted, tables=tables or (), comet=comet)
        report = evaluate(material, chosen, command, settings, training=training or (), corpus=corpus, told=told)
    write({path: render(report).encode("utf-8", "backslashreplace") for path, render in renderers})
    _tell(report, quiet=quiet or bool(renderers))
    for path, _ in renderers:
        typer.echo(display(path))
    failed = list(broken(report, limits))
    for problem in failed:
        print(f"tarjoman: {problem}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


def _system(given: str) -> tuple[str, str]:
    """A system by its name and file. Raises UsageError."""
    name, mark, file = given.partition("=")
    name = name.strip()
    if not (name and mark and file):
        raise UsageError("--system", f"{given!r} is no NAME=FILE", "Write it as --system Google=google.en")
    return name, file


@contextmanager
def _status() -> Iterator[Callable[[str], None]]:
    """Takes what is being done, and shows it on a terminal."""
    from rich.console import Console
    from rich.markup import escape

    from tarjoman.eval.render.wording import safe

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("Reading") as status:
        yield lambda text: status.update(escape(safe(text)))


def _again(options: Sequence[tuple[str, Iterable[object]]]) -> str:
    """The command that makes a report again: what was given, without where it goes. options: "" for arguments."""
    words = [
        word
        for option, values in options
        for value in values
        for word in ((option, str(value)) if option else (str(value),))
    ]
    return shlex.join(["tarjoman", "eval", *map(display, words)])


def _other(settings: EvalConfig, field: "Field[int]") -> list[int]:
    """A setting that is not the default."""
    value: int = getattr(settings, field.name)
    return [] if value == field.default else [value]


def _tell(report: "Report", *, quiet: bool) -> None:
    """Print the summary, or what it comes to alone."""
    from rich.console import Console

    from tarjoman.eval.render import terminal, wording

    if not quiet:
        terminal.show(report, Console(highlight=False))
        return
    report = wording.clean(report)
    for told in (*report.notes, *map(wording.headline, report.findings)):
        print(f"tarjoman: {told}", file=sys.stderr)
    for verdict in wording.verdicts(report):
        typer.echo(verdict)
