"""Which engine runs the model of a configuration."""

from pathlib import Path

from tarjoman.config import ENGINES, TranslateConfig
from tarjoman.errors import UsageError
from tarjoman.files import display
from tarjoman.translate.engine import Engine
from tarjoman.translate.model import EMBEDDED, Model


def load_engine(config: TranslateConfig) -> Engine:
    """The engine that `engine` names, with its model.

    "auto" is CTranslate2 for models, transformers for the folder of a checkpoint; each can be named, or the URL of a
    chat endpoint. Raises UsageError: no such engine or model, not one for the engine, or a library that is not
    installed. ModelError.
    """
    if not config.engine.isalnum():  # a URL, or what may have a password in it and must not be repeated
        from tarjoman.translate.chat import Address, ChatEngine

        return ChatEngine(Address.read(config.engine, config.key_file), config)
    if config.engine not in ENGINES:
        raise UsageError(
            f"--engine {config.engine}",
            "no such engine",
            f"Give {', '.join(ENGINES)}, or the URL of a chat endpoint, as http://localhost:8080/v1",
        )
    if config.model not in EMBEDDED and (checkpoint := _checkpoint(config)):
        from tarjoman.translate.models.checkpoint import extra

        extra("--engine transformers")
        from tarjoman.translate.transformers_engine import TransformersEngine

        return TransformersEngine.load(checkpoint, config)
    if config.engine == "transformers":
        problem = f"{display(config.model)} is not the folder of a checkpoint"
        raise UsageError("--engine transformers", problem, "Leave it out, or name such a folder with --model")
    from tarjoman.translate.ctranslate import CTranslate2Engine

    return CTranslate2Engine(Model.find(config.model), config)


def _checkpoint(config: TranslateConfig) -> Path | None:
    """The checkpoint that is to be run as it is; None for any other model. Raises UsageError: by another engine."""
    from tarjoman.translate.models import home
    from tarjoman.translate.models.architecture import is_checkpoint

    folder = Path(config.model)
    if not config.model or home.installed(config.model) or not is_checkpoint(folder):
        return None
    if config.engine == "ctranslate2":
        where = display(folder)
        raise UsageError(
            "--engine ctranslate2", f"{where} is not converted", f"tarjoman models add NAME --from {where}"
        )
    return folder
