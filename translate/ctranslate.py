"""The default engine: CTranslate2, int8 on a CPU and int8 with float16 on a GPU."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import ctranslate2
import sentencepiece

from tarjoman.config import DEFAULT, TranslateConfig, cores
from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.attention import links
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.model import Decoding, Model

_END = "</s>"


class CTranslate2Engine:
    """Runs a model folder. It heeds no hints.

    config: beam overrides the model's when not 0; device, threads and batch_tokens. Each thread has batches of its own:
    on two cores 61 to 66 sentences a second, against 40 to 43 with one batch over both (297 news sentences, beam 4).
    compute_type: as CTranslate2 names them; "auto": int8, with float16 on a GPU.

    The network is loaded when it is first needed: what a memory has needs none. Raises UsageError when the device is
    not there; then ModelError when the folder's files do not make a model.
    """

    heeds = False

    def __init__(self, model: Model, config: TranslateConfig = DEFAULT, *, compute_type: str = "auto") -> None:
        if model.folder is None:
            raise ValueError(f"{model.id} has no folder")
        folder = model.folder
        if config.beam:
            model = replace(model, decoding=replace(model.decoding, beam=config.beam))
        self.model = model
        self._batch_tokens = config.batch_tokens
        gpus = ctranslate2.get_cuda_device_count()
        if config.device == "cuda" and not gpus:
            raise UsageError("--device", "cuda was asked for, but there is no CUDA GPU", "Use cpu or auto")
        gpu = gpus > 0 and config.device != "cpu"
        self._folder, self._device = folder, "cuda" if gpu else "cpu"
        self._compute_type = _resolved(compute_type, self._device)
        self._workers = 1 if gpu else config.threads or cores()
        self.settings = {
            "engine": f"ctranslate2 {ctranslate2.__version__}",
            "device": self._device,
            "compute_type": self._compute_type,
            "beam": str(model.decoding.beam),
            "length_penalty": str(model.decoding.length_penalty),
            "coverage_penalty": str(model.decoding.coverage_penalty),
            "no_repeat_ngram": str(model.decoding.no_repeat_ngram),
            "profile": model.profile,
        }

    @cached_property
    def _pieces(self) -> Any:
        return self._loaded(
            lambda: sentencepiece.SentencePieceProcessor(model_file=str(self._folder / "source.spm")),
        )

    @cached_property
    def _translator(self) -> Any:
        return self._loaded(
            lambda: ctranslate2.Translator(
                str(self._folder),
                device=self._device,
                compute_type=self._compute_type,
                inter_threads=self._workers,
                intra_threads=1,
            )
        )

    def _loaded(self, load: Callable[[], Any]) -> Any:
        """What is loaded. Raises ModelError."""
        try:
            return load()
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                display(self._folder), f"cannot be loaded ({error})", "Export it again, or try --device cpu"
            ) from error

    def size(self, sentence: str) -> int:
        """Tokens that a normalised sentence takes, without the end marker."""
        return len(self._encode(sentence))

    def _encode(self, sentence: str) -> list[str]:
        """The pieces of a sentence. Text that spells a marker of the model's training must not become that marker."""
        for marker in self.model.decoding.suppress:
            sentence = sentence.replace(marker, f"{marker[:1]} {marker[1:]}")
        pieces: list[str] = self._pieces.encode(sentence, out_type=str)
        return pieces

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """Hypotheses by the index of their sentence, longest sentences first, batch by batch.

        Few batches wait at a time: a person who stops the program does not wait for all of them.
        """
        decoding = decoding or self.model.decoding
        inputs = [[*self._encode(sentence), _END] for sentence in sentences]
        waiting: deque[tuple[list[int], Any]] = deque()

        def ready() -> Iterator[tuple[int, list[Hypothesis]]]:
            batch, results = waiting.popleft()
            return self._results(batch, sentences, inputs, results, decoding)

        try:
            for batch in self._batches(inputs):
                if len(waiting) >= 2 * self._workers:
                    yield from ready()
                waiting.append((batch, self._submit([inputs[i] for i in batch], number, decoding)))
            while waiting:
                yield from ready()
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                self.model.id, f"stopped translating ({error})", "Lower batch_tokens (--config), or use --device cpu"
            ) from error

    def _batches(self, inputs: list[list[str]]) -> Iterator[list[int]]:
        """Indices of inputs of like length, longest first; a batch with its padding keeps within the token budget."""
        batch: list[int] = []
        for index in sorted(range(len(inputs)), key=lambda i: -len(inputs[i])):
            if batch and len(inputs[batch[0]]) * (len(batch) + 1) > self._batch_tokens:
                yield batch
                batch = []
            batch.append(index)
        if batch:
            yield batch

    def _submit(self, batch: list[list[str]], number: int, decoding: Decoding) -> Any:
        """Hand a batch to the next free thread."""
        return self._translator.translate_batch(
            batch,
            beam_size=decoding.beam,
            num_hypotheses=number,
            length_penalty=decoding.length_penalty,
            coverage_penalty=decoding.coverage_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_input_length=0,  # nothing is cut off silently: the caller keeps to max_tokens
            max_decoding_length=decoding.max_length,
            suppress_sequences=[[piece] for piece in decoding.suppress],
            disable_unk=True,
            return_scores=True,
            return_attention=True,
            asynchronous=True,
        )

    def _results(
        self, batch: list[int], sentences: Sequence[str], inputs: list[list[str]], results: Any, decoding: Decoding
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """Wait for a batch; its hypotheses."""
        answers = [result.result() for result in results]
        found = [
            (inputs[index], tokens, score)
            for index, answer in zip(batch, answers, strict=True)
            for tokens, score in zip(answer.hypotheses, answer.scores, strict=True)
        ]
        sums = iter(self._sums(found, decoding))
        for index, answer in zip(batch, answers, strict=True):
            yield (
                index,
                [
                    self._hypothesis(sentences[index], inputs[index], tokens, next(sums), attention, decoding)
                    for tokens, attention in zip(answer.hypotheses, answer.attention, strict=True)
                ],
            )

    def _sums(self, found: list[tuple[list[str], list[str], float]], decoding: Decoding) -> list[float]:
        """The log-probability of each (source, hypothesis, score)."""
        if decoding.coverage_penalty:  # it is part of the scores and cannot be told from them: they are made anew
            sources, targets = [source for source, _, _ in found], [tokens for _, tokens, _ in found]
            return [sum(score.log_probs) for score in self._translator.score_batch(sources, targets)]
        return [score * (len(tokens) + 1) ** decoding.length_penalty for _, tokens, score in found]

    def _hypothesis(
        self,
        sentence: str,
        pieces: list[str],
        tokens: list[str],
        log_probability: float,
        attention: list[list[float]],
        decoding: Decoding,
    ) -> Hypothesis:
        """The text of tokens, their mean log-probability, and where its words come from."""
        # byte pieces can spell any character, line ends too; a hypothesis is one line
        text = " ".join(self._pieces.decode(tokens).split())
        length = len(tokens) + 1  # with the end marker, as CTranslate2 counts for the penalty
        cut = len(tokens) >= decoding.max_length
        return Hypothesis(
            text,
            min(log_probability / length, 0.0),
            length,
            truncated=cut,
            links=links(sentence, pieces, text, tokens, attention),
        )


def _resolved(compute_type: str, device: str) -> str:
    """The compute type that CTranslate2 makes of one: "auto" is int8 where there is such a thing."""
    if compute_type not in ("auto", "int8"):
        return compute_type
    if device == "cuda":
        return "int8_float16" if compute_type == "auto" else "int8_float32"
    return "int8_float32" if "int8" in ctranslate2.get_supported_compute_types(device) else "float32"
