"""The aligner that a configuration asks for."""

from collections.abc import Callable

from tarjoman.align.sentences.aligner import Aligner
from tarjoman.align.sentences.documents import Documents
from tarjoman.align.sentences.lexical import Lexical
from tarjoman.align.sentences.similarity import Similarity
from tarjoman.config import ALIGN, AlignConfig, TranslateConfig
from tarjoman.translate.names.table import NameTable


def load(
    config: AlignConfig = ALIGN,
    *,
    lines: bool = False,
    warn: Callable[[str], None] = lambda _: None,
) -> Documents:
    """What aligns documents. lines: each paragraph is a sentence. warn: hears of a memory that cannot be used.

    Raises ModelError, MemoryFileError, UsageError.
    """
    similarities: list[Similarity] = []
    model = ""
    if config.method == "mt":
        from tarjoman.align.sentences.machine import Machine
        from tarjoman.translate import Translator
        from tarjoman.translate.memory import opened
        from tarjoman.translate.pipeline import whole

        how = TranslateConfig(
            model=config.model, device=config.device, threads=config.threads, memory=config.memory, retry=False
        )
        translator = Translator.load(how, splitter=whole, memory=opened(config.memory, warn))
        similarities.append(Machine(translator))
        model = translator.provenance.model
    if config.method == "embeddings":
        from tarjoman.align.sentences.embeddings import Embeddings

        similarities.append(Embeddings.load(config.encoder))
    if config.method != "length":
        similarities.append(Lexical(NameTable.load()))
    return Documents(Aligner(config.method, similarities), model, config.confidence, config.least, lines)
