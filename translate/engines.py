"""Which engine runs the model of a configuration."""

from tarjoman.config import ENGINES, TranslateConfig
from tarjoman.errors import UsageError
from tarjoman.translate.engine import Engine
from tarjoman.translate.model import Model


def load_engine(config: TranslateConfig) -> Engine:
    """The engine that `engine` names, with its model: "auto", "ctranslate2", or the URL of a chat endpoint.

    Raises UsageError: no such engine or model, or a library that is not installed. ModelError.
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
    from tarjoman.translate.ctranslate import CTranslate2Engine

    return CTranslate2Engine(Model.find(config.model), config)
