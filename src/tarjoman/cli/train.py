"""`tarjoman train`: make models."""

import contextlib
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Make models.", no_args_is_help=True)


@app.callback()
def _train() -> None:
    pass


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Argument(help="Folder of a Marian checkpoint (safetensors) and its tokenizer.")],
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
    from tarjoman.translate.training.export import QUANTIZATIONS
    from tarjoman.translate.training.export import export as run

    with contextlib.suppress(ImportError):  # said with what to do below
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()
    model = run(checkpoint, folder, license=license, quantization=quantization or QUANTIZATIONS[0])
    typer.echo(f"{model.folder}: {model.id}")
