"""A checkpoint of Hugging Face, loaded: its network, its vocabulary, and what is known of it.

Weights are read from safetensors only, and no code that a checkpoint brings is run: either could do anything.
"""

import contextlib
import hashlib
import importlib
import os
import re
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece

from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.model import Decoding, Model
from tarjoman.translate.models.architecture import Architecture, recognise

UNKNOWN = "NOASSERTION"  # SPDX for a licence that nobody stated
BEAM = 4
_DECIDING = ("*.safetensors", "*.json", "*.model", "*.spm", "*.txt")
_LICENSE = re.compile(r"^license:[ \t]*[\"']?([\w.+-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a folder holds.

    network: a sequence-to-sequence model of transformers. vocabulary: number by token, without gaps.
    end, unknown, padding: tokens.
    """

    folder: Path
    architecture: Architecture
    network: Any
    vocabulary: Mapping[str, int]
    end: str
    unknown: str
    padding: str

    def model(self, source: str = "", target: str = "", **known: Any) -> Model:
        """What is known of it as a model.

        source, target: languages other than Persian and English. known: what to say instead of what is found: name,
        license, origin, ... Raises UsageError for a language that it does not have.
        """
        places = getattr(self.network.config, "max_position_embeddings", self.architecture.max_tokens)
        return described(self.architecture, self.folder, self.vocabulary, places, source, target, **known)


def described(
    architecture: Architecture,
    folder: Path,
    vocabulary: Collection[str],
    places: int,
    source: str = "",
    target: str = "",
    **known: Any,
) -> Model:
    """A checkpoint as a model, for `Checkpoint.model`. places: tokens that its network has positions for."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / architecture.source))
    tokens = architecture.tokens(vocabulary, processor.encode_as_pieces, source, target)
    longest = min(places, architecture.max_tokens)
    around = len(tokens.source_prefix) + len(tokens.source_suffix)
    found: dict[str, Any] = {
        "name": folder.resolve().name,
        "revision": "",
        "license": stated_license(folder) or UNKNOWN,
        "source": source or architecture.codes[0],
        "target": target or architecture.codes[1],
        "profile": architecture.profile,
        "max_tokens": longest - around,
        "decoding": Decoding(BEAM, 1.0, longest - 1 - len(tokens.target_prefix), ()),
    }
    return Model(**found | known, tokens=tokens)


def load(folder: Path) -> Checkpoint:
    """The checkpoint in a folder, in float32.

    Raises UsageError: the extra is not installed, or it is not a checkpoint of Hugging Face; ModelError: of no known
    architecture, no safetensors, damaged, or with tensors missing, which transformers would make up.
    """
    architecture = recognise(folder)
    where, again = display(folder), "Get the checkpoint again"
    if not architecture.model_type:
        raise UsageError(where, "is a model of Marian", f"tarjoman models add NAME --from {where}")
    _require_safetensors(folder)
    extra(where)
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    safe: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        with _quiet():
            tokenizer = AutoTokenizer.from_pretrained(folder, **safe)
            network, loaded = AutoModelForSeq2SeqLM.from_pretrained(
                folder,
                dtype=torch.float32,
                use_safetensors=True,
                output_loading_info=True,
                attn_implementation="eager",  # tells where it looked
                **safe,
            )
    except MemoryError:
        raise
    except Exception as error:  # a damaged checkpoint can fail anywhere in three libraries
        raise ModelError(where, f"cannot be loaded ({error})", again) from error
    if absent := sorted(loaded["missing_keys"]):
        raise ModelError(where, f"{len(absent)} tensors missing, {absent[0]} among them", again)
    vocabulary = tokenizer.get_vocab() | getattr(tokenizer, "lang_token_to_id", {})
    if sorted(vocabulary.values()) != list(range(len(vocabulary))):
        raise ModelError(where, "its vocabulary has gaps", again)
    if len(vocabulary) > network.config.vocab_size:
        problem = f"its vocabulary has {len(vocabulary)} tokens, its network {network.config.vocab_size}"
        raise ModelError(where, problem, again)
    network.eval()
    return Checkpoint(
        folder,
        architecture,
        network,
        vocabulary,
        *(str(token) for token in (tokenizer.eos_token, tokenizer.unk_token, tokenizer.pad_token)),
    )


def extra(where: str) -> None:
    """Raise UsageError when a library of the extra is not installed. where: what needs it."""
    try:
        for library in ("torch", "transformers", "huggingface_hub", "google.protobuf"):  # it reads SentencePiece models
            importlib.import_module(library)
    except ImportError as error:
        raise UsageError(where, f"{error.name} is not installed", "pip install 'tarjoman[hf]'") from error


def stated_license(folder: Path) -> str:
    """The licence that a model card states, as SPDX writes it; "" where none does."""
    try:
        card = (folder / "README.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    head = card.partition("---")[2].partition("\n---")[0] if card.startswith("---") else ""
    stated = match[1] if (match := _LICENSE.search(head)) else ""
    return {"apache-2.0": "Apache-2.0", "other": "", "unknown": ""}.get(stated.lower(), stated.upper())


def fingerprint(folder: Path) -> str:
    """What identifies a checkpoint: the first 12 hexadecimal digits of a SHA-256 of all its files that decide answers.

    Those are its weights, its configuration and its tokenizer, with their names.
    """
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _DECIDING for path in folder.glob(pattern)}):
        with path.open("rb") as stream:
            digest.update(os.fsencode(path.name) + hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:12]


def _require_safetensors(folder: Path) -> None:
    """Raise ModelError when a checkpoint has no weights, or only such as could run code."""
    if any(folder.glob("*.safetensors")):
        return
    where = display(folder)
    if pickles := sorted(path.name for path in [*folder.glob("*.bin"), *folder.glob("*.pt")]):
        raise ModelError(
            where,
            f"its weights are a pickle, {pickles[0]}, which could run any code",
            "Get it with safetensors: --revision refs/pr/N names a conversion of the hub, or save it again with"
            " save_pretrained where that is no risk",
        )
    raise ModelError(where, "model.safetensors missing", "Get the whole checkpoint")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the advice and the bars that libraries print while a checkpoint is loaded."""
    from transformers.utils import logging

    level, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
