"""`tarjoman train`: make models."""

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
    quantization: Annotated[
        str, typer.Option(help="int8, int8_float16, float16 or float32: how the weights are stored.")
    ] = "int8",
) -> None:
    """Turn a checkpoint into the model folder that `tarjoman translate --model` takes. Needs tarjoman[hf].

    The new model is loaded and tried before it takes the place of the old one. To replace the embedded weights:
    tarjoman train export CHECKPOINT translate/weights/fa-en
    """
    from tarjoman.translate.training.export import export as run

    model = run(checkpoint, folder, quantization=quantization)
    typer.echo(f"{model.folder}: {model.id}")
