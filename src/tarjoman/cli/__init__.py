"""The command line. One module a command; what is slow to load is loaded inside the command that needs it."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

import tarjoman
from tarjoman.cli import (
    align,
    convert,
    memory,
    models,
    names,
    normalize,
    review,
    split,
    train,
    translate,
    transliterate,
)
from tarjoman.cli import eval as evaluation
from tarjoman.errors import TarjomanError
from tarjoman.files import display, reason

app = typer.Typer(
    help="Persian news into English, side by side with its source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help folds paragraphs, keeps brackets, and answers in 0.18 s instead of 0.27
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("translate")(translate.translate)
app.command("convert")(convert.convert)
app.command("eval")(evaluation.evaluate)
app.command("split")(split.split)
app.command("normalize")(normalize.normalize)
app.command("transliterate")(transliterate.transliterate)
app.add_typer(align.app, name="align")
app.add_typer(names.app, name="names")
app.add_typer(memory.app, name="memory")
app.add_typer(review.app, name="review")
app.add_typer(models.app, name="models")
app.add_typer(train.app, name="train")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tarjoman {tarjoman.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; its exit status: 0, 1 (failure) or 2 (usage)."""
    try:
        app(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="tarjoman")
    except TarjomanError as error:
        _say(str(error))
        return error.exit_code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except OSError as error:  # a closed or full standard output, a current folder that is gone
        where = f"{display(error.filename)}: " if error.filename else "the system says: "
        _say(f"{where}{reason(error)}. Check standard output and the current folder, then run the command again")
        return 1
    return 0


def _say(message: str) -> None:
    if sys.stderr:
        print(f"tarjoman: {message}", file=sys.stderr)
