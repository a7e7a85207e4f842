"""What a training starts from: nothing, the embedded model, another model folder, or a checkpoint of Hugging Face."""

from pathlib import Path
from typing import Any

from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.model import Model
from tarjoman.translate.training.config import EMBEDDED, TrainConfig

CHECKPOINT = ("config.json", "model.safetensors", "source.spm", "vocab.json")  # the files of one


def folder(config: TrainConfig) -> Path:
    """The folder that `init` names. Raises UsageError: neither model nor checkpoint, or of another normalisation."""
    found = Path(config.init)
    if config.init == EMBEDDED:
        found = Model.embedded_folder(TranslateConfig().model)
    if (found / "model.bin").is_file():
        if (profile := Model.read(found).profile) != config.profile:
            problem = f"its profile is {profile}, not {config.profile}"
            raise UsageError(display(found), problem, f'Set profile = "{profile}"')
    elif not all((found / name).is_file() for name in CHECKPOINT):
        problem = f"neither a model folder nor a Marian checkpoint ({', '.join(CHECKPOINT)})"
        raise UsageError(display(found), problem, f'Set init to one, to "{EMBEDDED}", or leave it out')
    return found


def network(config: TrainConfig, vocabulary: int) -> Any:
    """A `MarianMTModel`, float32, of so many pieces, padding included, which is the last and starts the decoder.

    Raises as `folder`, and ModelError: damaged, or not so made.
    """
    from tarjoman.translate.training.network import build, load
    from tarjoman.translate.training.recover import recover

    if not config.init:
        return build(config, vocabulary)
    start = folder(config)
    try:
        exported = (start / "model.bin").is_file()
        made = recover(start / "model.bin", config) if exported else load(start, dropout=config.dropout)
    except ModelError:
        raise
    except Exception as error:  # a damaged checkpoint can fail anywhere in two libraries
        problem = f"cannot be loaded ({error})"
        raise ModelError(display(start), problem, "Name a Marian checkpoint, saved as safetensors") from error
    settings, padding = made.config, vocabulary - 1
    found = (settings.vocab_size, settings.pad_token_id, settings.decoder_start_token_id, settings.eos_token_id)
    if found != (vocabulary, padding, padding, 0):
        problem = f"its pieces, padding, start and end are {found}, not {(vocabulary, padding, padding, 0)}"
        raise ModelError(display(start), problem, "Only networks that `tarjoman train` made can be trained further")
    return made
