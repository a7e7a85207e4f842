"""`tarjoman train`: make models."""

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from tarjoman.errors import UsageError

app = typer.Typer(help="Make models: prepare, run, export.", no_args_is_help=True, rich_markup_mode=None)

Config = Annotated[Path, typer.Argument(help="TOML file with a table [train], as configs/train.toml.")]


@app.command()
def prepare(config: Config) -> None:
    """Clean the corpora, make the vocabulary, link words.

    Leaves pairs.tsv, pieces.model, links.txt, words.txt (for another aligner) and report.md in the work folder, and
    prints the report: what was kept and what was left out, by reason.
    """
    from tarjoman.translate.training.config import read
    from tarjoman.translate.training.corpus import prepare as run

    typer.echo(run(read(config)), nl=False)


@app.command()
def run(config: Config) -> None:
    """Train on what prepare left, for as long as the configuration says. Needs the extra "hf".

    Leaves the best checkpoint so far in the work folder, checkpoint/, and what it needs to go on, state.pt: after a
    kill the same command goes on from the last score. Prints a line at each score.
    """
    _quiet_transformers()
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TextColumn, TimeElapsedColumn

    from tarjoman.eval import Score
    from tarjoman.translate.training.config import read

    try:
        from tarjoman.translate.training.run import Progress, train
    except ImportError as error:
        raise UsageError("train run", f"{error.name} is not installed", "pip install 'tarjoman[hf]'") from error
    settings = read(config)
    console = Console(stderr=True, highlight=False)
    with Bar(TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("")

        def step(p: Progress) -> None:
            bar.update(
                task, description=f"step {p.step:,}  loss {p.loss:.3f}  {p.step / max(p.seconds, 1):.1f} steps/s"
            )

        def score(p: Progress, scores: list[Score]) -> None:
            shown = "  ".join(map(str, scores)) or "no test set to score"
            print(f"{p.seconds / 60:6.1f} min  step {p.step:,}  loss {p.loss:.3f}  {shown}", flush=True)

        progress = train(settings, step, score)
    if not bar.tasks[0].description:
        more = "patience" if progress.without >= settings.patience else "minutes or steps"
        print(f"This training was over already: raise {more}, or delete state.pt.", file=sys.stderr)
    elif progress.without >= settings.patience:
        print(f"Stopped: {progress.without} scores without a better one.", file=sys.stderr)
    if settings.init and not progress.best_step:
        print("No score beat that of the model it started from: the checkpoint is that model.", file=sys.stderr)
    typer.echo(settings.checkpoint)


@app.command()
def export(
    checkpoint: Annotated[
        Path, typer.Argument(help="Configuration of a training, or folder of a Marian checkpoint (safetensors).")
    ],
    folder: Annotated[Path, typer.Argument(help="Model folder to make, or whose model to replace.")],
    license: Annotated[str | None, typer.Option(help="SPDX identifier; needed for a new folder.")] = None,
    quantization: Annotated[
        str | None, typer.Option(help="int8, int8_float16, float16, float32.", show_default="int8")
    ] = None,
) -> None:
    """Turn a checkpoint into the model folder that `tarjoman translate --model` takes. Needs the extra "hf".

    The new model is loaded and tried before it takes the place of the old one. To replace the embedded weights:
    tarjoman train export CHECKPOINT translate/weights/fa-en
    """
    from tarjoman.translate.training import record
    from tarjoman.translate.training.config import read
    from tarjoman.translate.training.export import QUANTIZATIONS
    from tarjoman.translate.training.export import export as run

    _quiet_transformers()
    described = {}
    if checkpoint.suffix == ".toml":
        settings = read(checkpoint)
        record.check(settings)
        checkpoint, license = settings.checkpoint, license or settings.license or None
        described = settings.described
    model = run(
        checkpoint,
        folder,
        license=license,
        quantization=quantization or QUANTIZATIONS[0],
        **described,
    )
    typer.echo(f"{model.folder}: {model.id}")


def _quiet_transformers() -> None:
    """No bars and warnings of a library that a person did not call; where it is missing, that is said later."""
    with contextlib.suppress(ImportError):
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()
