"""The training itself: the second step, `tarjoman train run`. Killed, it goes on where its last score was taken."""

import contextlib
import ctypes
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, Dataset

from tarjoman.config import TranslateConfig, cores
from tarjoman.document import Document
from tarjoman.errors import InputError, UsageError
from tarjoman.eval import Score, corpus_scores, testset
from tarjoman.files import display
from tarjoman.translate.ctranslate import CTranslate2Engine
from tarjoman.translate.pipeline import Translator, whole
from tarjoman.translate.training import initial, record
from tarjoman.translate.training import network as marian
from tarjoman.translate.training.batches import Batch, Stream
from tarjoman.translate.training.config import TrainConfig
from tarjoman.translate.training.corpus import examples
from tarjoman.translate.training.export import export


@dataclass(slots=True)
class Progress:
    """How far a training is: what is saved with the weights, and what is shown.

    step: batches trained on. chunk, batch: the last of them, by its chunk in the stream and its place there, from 1.
    seconds: spent training. loss: of the last batch. best: the highest chrF++ on the watched test set, best_step: when.
    without: scores since.
    """

    step: int = 0
    chunk: int = 0
    batch: int = 0
    seconds: float = 0.0
    loss: float = 0.0
    best: float = -1.0
    best_step: int = 0
    without: int = 0


def train(
    config: TrainConfig,
    on_step: Callable[[Progress], None] = lambda _: None,
    on_score: Callable[[Progress, list[Score]], None] = lambda *_: None,
) -> Progress:
    """Train until the minutes or steps are over, or the patience is; the best checkpoint is left in the work folder.

    Adam (Kingma and Ba 2015) with warm-up and linear decay; what is scored and kept is the running mean of the weights.
    A model that is trained further is scored first: it stays the best until there is a better one.
    `on_step` hears of every step, `on_score` of every score.

    Raises InputError: `prepare` has not run, or not with these settings; a state of another training. UsageError: a
    device that is not there, no sentence as short as the longest one allowed.
    """
    work = Path(config.work)
    pieces = work / "pieces.model"
    torch.manual_seed(config.seed)
    sentencepiece.set_random_generator_seed(config.seed)
    if config.device == "cuda" and not torch.cuda.is_available():
        raise UsageError("device", "cuda was asked for, but there is no CUDA GPU", "Use cpu or auto")
    gpu = config.device != "cpu" and torch.cuda.is_available()
    device = "cuda" if gpu else "cpu"
    if not gpu:
        _keep_memory()
    stream = Stream(config, examples(config), sentencepiece.SentencePieceProcessor(model_file=str(pieces)))
    network = initial.network(config, stream.padding + 1).to(device).train()
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(config.average))
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01)
    half = torch.autocast(device, dtype=torch.bfloat16) if gpu or _fast_bfloat16(config.width) else nullcontext()

    progress, parts = Progress(), {"network": network, "mean": mean, "optimizer": optimizer}
    state = work / "state.pt"
    if state.is_file():
        progress = _resume(state, parts, _identity(config), device)
        if not config.checkpoint.is_dir():
            problem = "missing, though the training is beyond it"
            raise InputError(display(config.checkpoint), problem, f"Delete {display(state)} to start anew")
    elif not stream.chunk(0):
        problem = f"no sentence drawn has {config.longest_pieces} pieces or fewer"
        raise UsageError("longest_pieces", problem, "Raise it")

    def keep_if_best() -> None:
        scores = _score(config, mean.module, pieces)
        progress.without += 1
        if not scores or scores[-1].value > progress.best:
            progress.best, progress.best_step, progress.without = scores[-1].value if scores else 0.0, progress.step, 0
            marian.save(mean.module, pieces, config.checkpoint)
        on_score(progress, scores)
        _save(state, parts, _identity(config), progress)

    if config.init and not progress.step:
        keep_if_best()
    scored = progress.seconds
    batches = _batches(stream, replace(progress), workers=cores() - 1 if gpu else 0)
    clock = time.monotonic() - progress.seconds
    while (done := _done(config, progress)) < 1 and progress.without < config.patience:
        progress.chunk, progress.batch, batch = next(batches)
        for group in optimizer.param_groups:
            group["lr"] = config.learning_rate * min(1.0, (progress.step + 1) / config.warmup, (1 - done) / 0.6)
        with half:
            loss, links = marian.losses(network, *_tensors(batch, device), config.smoothing)
        (loss + config.guiding * links).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        marian.clear_padding(network)
        mean.update_parameters(network)
        progress.step, progress.loss = progress.step + 1, loss.item()
        progress.seconds = time.monotonic() - clock
        on_step(progress)
        if progress.seconds - scored >= 60 * config.every or _done(config, progress) >= 1:
            keep_if_best()
            scored = progress.seconds
            clock = time.monotonic() - progress.seconds  # scoring is not training
    return progress


def _batches(stream: Stream, progress: Progress, workers: int) -> Iterator[tuple[int, int, Batch]]:
    """Chunk, place in it from 1, and batch, after those trained on, without end; by `workers` processes, or here."""
    numbers = range(progress.chunk, 2**31)
    chunks = DataLoader(
        _Chunks(stream),
        batch_size=None,
        sampler=numbers,
        num_workers=workers,
        collate_fn=_as_it_is,
        prefetch_factor=2 if workers else None,
    )
    for number, chunk in zip(numbers, chunks, strict=True):
        for place, batch in enumerate(chunk, 1):
            if (number, place) > (progress.chunk, progress.batch):
                yield number, place, batch


class _Chunks(Dataset):  # type: ignore[misc]
    """A stream as torch's loader wants it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def __getitem__(self, number: int) -> list[Batch]:
        return self._stream.chunk(number)


def _as_it_is(chunk: list[Batch]) -> list[Batch]:
    return chunk


def _keep_memory() -> None:
    """Let glibc keep freed blocks: large tensors come and go each step, and mapping them anew takes a quarter of it."""
    with contextlib.suppress(OSError, AttributeError):  # another C library
        libc = ctypes.CDLL("libc.so.6")
        for option in (-1, -3):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
            libc.mallopt(option, 1 << 30)


def _done(config: TrainConfig, progress: Progress) -> float:
    """The share of the training that is over, 0 to 1 and beyond."""
    if config.steps:
        return progress.step / config.steps
    return progress.seconds / (60 * config.minutes)


def _fast_bfloat16(width: int) -> bool:
    """Whether this CPU computes in bfloat16, and it pays: half as long a step (2,900 against 4,000 tokens a second).

    In narrow networks the conversions take longer than what they save (width 128: 6,700 against 5,100 tokens a second).
    """
    return width >= 256 and bool(
        torch.backends.cpu.get_cpu_capability() == "AVX512" and torch.ops.mkldnn._is_mkldnn_bf16_supported()
    )


def _tensors(batch: Batch, device: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    source, target, links = (torch.from_numpy(a).to(device) for a in (batch.source, batch.target, batch.links))
    return source, target, links


def _score(config: TrainConfig, network: Any, pieces: Path) -> list[Score]:
    """BLEU and chrF++ on the watched test set, greedy, as the exported model gives them; [] without a test set."""
    if not config.dev:
        return []
    sources, references = testset.read(Path(config.dev[0]))
    with tempfile.TemporaryDirectory(prefix=".score-", dir=config.work) as work:
        marian.save(network, pieces, Path(work) / "checkpoint")
        model = export(
            Path(work) / "checkpoint",
            Path(work) / "model",
            license="none",
            **config.described,
        )
        engine = CTranslate2Engine(model, TranslateConfig(beam=1, device="cpu"))
        (bitext,) = Translator(engine, splitter=whole).translate([Document("dev", tuple(s + "\n" for s in sources))])
    return corpus_scores([pair.target for pair in bitext.pairs], references)


# Settings that decide what is drawn, or what the network is: a training cannot go on with others.
_SETTINGS = (
    *("corpora", "seed", "batch_tokens", "longest_pieces", "noise", "copying"),
    *("init", "width", "inner", "heads", "encoder", "decoder"),
)


def _identity(config: TrainConfig) -> dict[str, str]:
    """What makes a training this one and no other: what `prepare` made, and the settings above."""
    values = {name: getattr(config, name) for name in _SETTINGS}
    values["init"] = Path(config.init).name
    values["corpora"] = {Path(name).name: weight for name, weight in config.corpora.items()}
    return {"prepare": record.digest(record.path(config))} | {name: str(value) for name, value in values.items()}


def _save(path: Path, parts: dict[str, Any], identity: dict[str, str], progress: Progress) -> None:
    """Everything that a training needs to go on, under a temporary name, then renamed."""
    new = path.with_suffix(".new")
    state = {name: part.state_dict() for name, part in parts.items()}
    torch.save(state | {"progress": asdict(progress), "identity": identity}, new)
    os.replace(new, path)


def _resume(path: Path, parts: dict[str, Any], identity: dict[str, str], device: str) -> Progress:
    """Put a saved state back; tensors, numbers and strings only, whatever else the file may hold."""
    try:
        saved = torch.load(path, map_location=device, weights_only=True)
        if other := [name for name, value in identity.items() if saved["identity"].get(name) != value]:
            raise ValueError(f"it is of another training, to go by: {', '.join(other)}")
        for name, part in parts.items():
            part.load_state_dict(saved[name])
        return Progress(**saved["progress"])
    except Exception as error:  # a damaged or foreign file can fail anywhere in torch
        problem = f"cannot go on from it ({type(error).__name__}: {str(error).partition(chr(10))[0]})"
        raise InputError(display(path), problem, "Delete it to start anew, or put the old settings back") from error
