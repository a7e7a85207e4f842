"""COMET, by the library `unbabel-comet` and a checkpoint on this machine. Rei et al. (2020), arXiv:2009.09025."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from tarjoman.errors import ModelError
from tarjoman.eval.metrics.metric import Floats, Kind, kinds, share
from tarjoman.files import display

_TOGETHER = 16  # segments in a batch


class Comet:
    """A model of COMET. Its scores are as the model gives them; the scale is the model's own, and so is what is good.

    checkpoint: model.ckpt, as COMET's own command keeps it; nothing is downloaded. It is a Python pickle, which may run
    any program when it is loaded: only one that is trusted may be named. name: that of the model, by its folder.
    references: the first set is used, by models that use any. Raises ModelError.
    """

    def __init__(self, checkpoint: Path, sources: Sequence[str], references: Sequence[Sequence[str]]) -> None:
        self.kind: Kind = kinds()["comet"]
        try:
            import comet
        except ImportError as error:
            advice = "Install it; docs/evaluation.md says how, as its own requirements exclude ours"
            raise ModelError("comet", "the library unbabel-comet is not installed", advice) from error
        if not checkpoint.is_file():
            advice = "Name a checkpoint on this machine, …/checkpoints/model.ckpt; none is downloaded"
            raise ModelError(display(checkpoint), "is no file", advice)
        try:
            self._model: Any = comet.load_from_checkpoint(str(checkpoint), local_files_only=True)
        except Exception as error:  # whatever a checkpoint, torch and the library raise
            advice = "See that the checkpoint is whole, and that the encoder it names is on this machine"
            raise ModelError(display(checkpoint), f"cannot be loaded ({error})", advice) from error
        self.name = _name(checkpoint)
        try:
            library = version("unbabel-comet")
        except PackageNotFoundError:
            library = "unknown"
        self.signature = f"model:{self.name}|sha256:{_digest(checkpoint)}|scale:own|version:unbabel-comet-{library}"
        self._sources, self._references = sources, references[0]

    def statistics(self, outputs: Sequence[str]) -> Floats:
        """A score and 1. Shape: (segments, 2)."""
        rows = [
            {"src": source, "mt": output, "ref": reference}
            for source, output, reference in zip(self._sources, outputs, self._references, strict=True)
        ]
        found = self._model.predict(rows, batch_size=_TOGETHER, gpus=_gpus(), progress_bar=False)
        scores = np.array(found["scores"] if isinstance(found, dict) else found.scores, dtype=np.float64)
        if scores.shape != (len(outputs),) or np.isnan(scores).any():
            problem = f"gave {scores.size} scores for {len(outputs)} segments, or some that are no numbers"
            raise ModelError(self.name, problem, "See that the checkpoint is a model that scores translations")
        return np.stack([scores, np.ones(len(scores))], axis=1)

    def score(self, sums: Floats) -> Floats:
        """The mean, on the model's own scale."""
        return share(sums) / 100


def _name(checkpoint: Path) -> str:
    """The model's name: the folder above checkpoints/, without the owner and the revision that the hub's cache adds."""
    for folder in checkpoint.resolve().parents:
        if folder.name.startswith("models--"):
            return display(folder.name.split("--")[-1])
    parent = checkpoint.resolve().parent
    return display((parent.parent if parent.name == "checkpoints" else parent).name)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:12]


def _gpus() -> int:
    """One, where there is any."""
    import torch

    return int(torch.cuda.is_available())
