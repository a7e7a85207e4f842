"""A checkpoint into the files of a model folder, but for model.toml, by CTranslate2's converters."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.converters import OpusMTConverter, TransformersConverter

from tarjoman.errors import ModelError
from tarjoman.files import display
from tarjoman.translate.models.architecture import architectures
from tarjoman.translate.models.checkpoint import Checkpoint


def convert(checkpoint: Checkpoint, folder: Path, quantization: str) -> None:
    """Convert a checkpoint of Hugging Face that was loaded in float32. folder: made. Raises ModelError, OSError."""
    try:
        _Converter(checkpoint).convert(str(folder), quantization=quantization)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # the converter raises what it meets
        raise ModelError(display(checkpoint.folder), f"cannot be converted ({error})", "Report this") from error
    _copy_pieces(checkpoint.folder, folder, checkpoint.architecture.name)


def convert_opus(source: Path, folder: Path, quantization: str) -> None:
    """Convert an unpacked model of OPUS-MT, as Marian wrote it. folder: made. Raises ModelError, OSError."""
    try:
        _OpusConverter(str(source)).convert(str(folder), quantization=quantization)
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno and not isinstance(error, FileNotFoundError):
            raise
        raise ModelError(display(source), f"cannot be converted ({error})", "Get the model again") from error
    _copy_pieces(source, folder, "opus")


def _copy_pieces(checkpoint: Path, folder: Path, architecture: str) -> None:
    """The SentencePiece models, by the names that a model folder has for them."""
    found = architectures()[architecture]
    shutil.copyfile(checkpoint / found.source, folder / "source.spm")
    if found.target and (checkpoint / found.target).read_bytes() != (checkpoint / found.source).read_bytes():
        shutil.copyfile(checkpoint / found.target, folder / "target.spm")


class _Converter(TransformersConverter):  # type: ignore[misc]
    """CTranslate2's converter, given a checkpoint that is loaded already, and told what transformers 5 changed."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(str(checkpoint.folder))
        self._checkpoint = checkpoint

    def load_model(self, *_: Any, **__: Any) -> Any:
        """The network. T5 without scaled outputs is told by `tie_word_embeddings`, which is always set since 5.0."""
        network = self._checkpoint.network
        network.config.tie_word_embeddings = getattr(network.config, "scale_decoder_outputs", True)
        return network

    def load_tokenizer(self, *_: Any, **__: Any) -> "_Vocabulary":
        """What the converter asks a tokenizer for."""
        return _Vocabulary(self._checkpoint)

    def _load(self) -> Any:
        return _aligned(super()._load())


class _OpusConverter(OpusMTConverter):  # type: ignore[misc]
    """CTranslate2's converter, whose models are given the end of a sentence as all others are."""

    def _load(self) -> Any:
        spec = _aligned(super()._load())
        spec.config.add_source_eos = False
        return spec


def _aligned(spec: Any) -> Any:
    """A network that tells what words come from: by its last layer but one, over all heads, as TransformersEngine."""
    spec.decoder.alignment_layer = np.int16(-min(2, len(spec.decoder.layer)))
    spec.decoder.alignment_heads = np.int16(0)
    return spec


class _Vocabulary:
    """A vocabulary that has its languages, whatever became of a tokenizer's special tokens; named as a tokenizer's."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._numbers = dict(checkpoint.vocabulary)
        self._tokens = {number: token for token, number in self._numbers.items()}
        self.eos_token, self.unk_token, self.pad_token = checkpoint.end, checkpoint.unknown, checkpoint.padding
        self.bos_token = "<s>"  # noqa: S105  a token of text
        self.special_tokens_map: dict[str, list[str]] = {}
        self.unk_token_id = self._numbers[self.unk_token]

    def get_vocab(self) -> dict[str, int]:
        """Number by token."""
        return self._numbers

    def convert_ids_to_tokens(self, number: int) -> str:
        """The token of a number."""
        return self._tokens[number]
