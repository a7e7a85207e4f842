"""The default engine: CTranslate2, int8 on a CPU and int8 with float16 on a GPU."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import repeat
from typing import Any, TypeVar

import ctranslate2

from tarjoman.config import DEFAULT, TranslateConfig, cores
from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.attention import Attention, links
from tarjoman.translate.batches import Batches, out_of_memory
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.model import Decoding, Model
from tarjoman.translate.pieces import Pieces

_Part = TypeVar("_Part")


class CTranslate2Engine:
    """Runs a model folder. It heeds no hints.

    config: beam overrides the model's when not 0; device, compute_type, threads and batch_tokens. Each thread has
    batches of its own: on two cores 61 to 66 sentences a second, against 40 to 43 with one batch over both (297 news
    sentences, beam 4). A batch that memory runs out at is divided, and those after it are smaller.
    compute_type: instead of the configuration's. links: whether hypotheses are to have them; what they take is a tenth
    of a small model's time.

    The network is loaded when it is first needed: what a memory has needs none. Raises UsageError when the device or
    the type of computing is not there; then ModelError when the folder's files do not make a model.
    """

    heeds, exact = False, True

    def __init__(
        self, model: Model, config: TranslateConfig = DEFAULT, *, compute_type: str = "", links: bool = True
    ) -> None:
        if model.folder is None:
            raise ValueError(f"{model.id} has no folder")
        folder = model.folder
        if config.beam:
            model = replace(model, decoding=replace(model.decoding, beam=config.beam))
        self.model = model
        self._batches, self._with_links = Batches(config.batch_tokens), links
        gpus = ctranslate2.get_cuda_device_count()
        if config.device == "cuda" and not gpus:
            raise UsageError("--device", "cuda was asked for, but there is no CUDA GPU", "Use cpu or auto")
        gpu = gpus > 0 and config.device != "cpu"
        self._folder, self._device = folder, "cuda" if gpu else "cpu"
        self._compute_type = _resolved(compute_type or config.compute_type, self._device)
        # On a CPU, when hypotheses part after the first step, CTranslate2 (4.8.5) gives each sentence of a batch the
        # attention of that step of another one, whose number is its own divided by the beam.
        self._misleads = not gpu
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
        } | ({"origin": model.origin} if model.origin else {})

    @cached_property
    def _pieces(self) -> Pieces:
        target = self._folder / "target.spm"
        return self._loaded(
            lambda: Pieces(self.model, self._folder / "source.spm", target if target.is_file() else None)
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

    def _loaded(self, load: Callable[[], _Part]) -> _Part:
        """What is loaded. Raises ModelError."""
        try:
            return load()
        except (RuntimeError, ValueError, OSError, MemoryError) as error:
            raise ModelError(
                display(self._folder), f"cannot be loaded ({error})", "Export it again, or try --device cpu"
            ) from error

    def size(self, sentence: str) -> int:
        """Tokens that a normalised sentence takes, without the end marker."""
        return len(self._pieces.encode(sentence))

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
        inputs = [self._pieces.around(self._pieces.encode(sentence)) for sentence in sentences]
        waiting: deque[tuple[list[int], Any]] = deque()

        def submit(batch: list[int]) -> tuple[list[int], Any]:
            return batch, self._submit([inputs[i] for i in batch], number, decoding)

        def ready() -> Iterator[tuple[int, list[Hypothesis]]]:
            batch, results = waiting.popleft()
            try:
                answers = [result.result() for result in results]
            except (RuntimeError, MemoryError) as error:
                if not out_of_memory(error):
                    raise
                waiting.extend(map(submit, self._batches.halved(batch, inputs, error, self.model.id)))
                return
            yield from self._results(batch, sentences, inputs, answers, decoding)

        try:
            for batch in self._batches.of(inputs):
                while len(waiting) >= 2 * self._workers:
                    yield from ready()
                waiting.append(submit(batch))
            while waiting:
                yield from ready()
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                self.model.id, f"stopped translating ({error})", "Lower batch_tokens (--config), or use --device cpu"
            ) from error

    def attention(self, sentences: Sequence[str], targets: Sequence[str]) -> Iterator[tuple[int, Attention | None]]:
        """What the network looks at when it is made to say given translations, by the index of their sentence.

        sentences: normalised. targets: a translation of each, not empty. None where either takes more than
        `model.max_length` tokens. Raises ModelError.
        """
        sources = [self._pieces.encode(sentence) for sentence in sentences]
        wanted = [self._pieces.encode_target(target) for target in targets]
        limit = self.model.decoding.max_length
        fits = [max(len(source), len(target)) < limit for source, target in zip(sources, wanted, strict=True)]
        yield from ((index, None) for index, short in enumerate(fits) if not short)
        prefix, before = list(self.model.tokens.target_prefix), len(self.model.tokens.source_prefix)
        chosen = [index for index, short in enumerate(fits) if short]
        batches = Batches(self._batches.tokens)
        for batch in batches.of([wanted[index] for index in chosen]):
            indices = [chosen[n] for n in batch]
            longest = max(len(wanted[index]) for index in indices)
            try:
                answers = self._translator.translate_batch(
                    [self._pieces.around(sources[index]) for index in indices],
                    target_prefix=[prefix + wanted[index] for index in indices],
                    beam_size=1,
                    max_input_length=0,
                    max_decoding_length=longest + len(prefix) + 1,
                    return_attention=True,
                )
            except (RuntimeError, ValueError, MemoryError) as error:
                raise ModelError(
                    self.model.id, f"stopped reading ({error})", "Lower batch_tokens (--config), or use --device cpu"
                ) from error
            for index, answer in zip(indices, answers, strict=True):
                rows = answer.attention[0][len(prefix) : len(prefix) + len(wanted[index])]
                own = [row[before : before + len(sources[index])] for row in rows]
                yield index, Attention(sources[index], wanted[index], own)

    def _submit(self, batch: list[list[str]], number: int, decoding: Decoding) -> Any:
        """Hand a batch to the next free thread."""
        prefix = list(self.model.tokens.target_prefix)
        return self._translator.translate_batch(
            batch,
            target_prefix=[prefix] * len(batch) if prefix else None,
            beam_size=decoding.beam,
            num_hypotheses=number,
            length_penalty=decoding.length_penalty,
            coverage_penalty=decoding.coverage_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            max_input_length=0,  # nothing is cut off silently: the caller keeps to max_tokens
            max_decoding_length=decoding.max_length + len(prefix),
            suppress_sequences=[[piece] for piece in decoding.suppress],
            disable_unk=True,
            return_scores=True,
            return_attention=self._with_links,
            asynchronous=True,
        )

    def _results(
        self,
        batch: list[int],
        sentences: Sequence[str],
        inputs: list[list[str]],
        answers: list[Any],
        decoding: Decoding,
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """The hypotheses of a batch that is done."""
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
                    for tokens, attention in zip(answer.hypotheses, answer.attention or repeat([]), strict=False)
                ],
            )

    def _length(self, tokens: list[str], decoding: Decoding) -> int:
        """How many tokens the search counts: those before the translation, and the end unless it was not reached."""
        return len(tokens) + (len(tokens) < decoding.max_length + len(self.model.tokens.target_prefix))

    def _sums(self, found: list[tuple[list[str], list[str], float]], decoding: Decoding) -> list[float]:
        """The log-probability of each (source, hypothesis, score), without what it was made to begin with."""
        if decoding.coverage_penalty:  # it is part of the scores and cannot be told from them: they are made anew
            sources, targets = [source for source, _, _ in found], [tokens for _, tokens, _ in found]
            scores = self._translator.score_batch(sources, targets, max_input_length=0)
            first = len(self.model.tokens.target_prefix)
            return [
                sum(score.log_probs[first : self._length(tokens, decoding)])
                for score, tokens in zip(scores, targets, strict=True)
            ]
        return [score * self._length(tokens, decoding) ** decoding.length_penalty for _, tokens, score in found]

    def _hypothesis(
        self,
        sentence: str,
        given: list[str],
        tokens: list[str],
        log_probability: float,
        attention: list[list[float]],
        decoding: Decoding,
    ) -> Hypothesis:
        """The text of tokens, their mean log-probability, and where its words come from."""
        before, first = len(self.model.tokens.source_prefix), len(self.model.tokens.target_prefix)
        length = self._length(tokens, decoding) - first
        own, rows = tokens[first:], [row[before:] for row in attention[first:]]
        if self._misleads and decoding.beam > 1 and not first:
            rows[:1] = [[]]
        text = self._pieces.decode(own)
        return Hypothesis(
            text,
            min(log_probability / length, 0.0),
            length,
            truncated=length == len(own),
            links=links(sentence, given[before:], text, own, rows) if self._with_links else (),
        )


def _resolved(compute_type: str, device: str) -> str:
    """The compute type that CTranslate2 makes of one: "auto" is int8 where there is such a thing. Raises UsageError."""
    if device == "cuda" and compute_type in ("auto", "int8"):
        return "int8_float16" if compute_type == "auto" else "int8_float32"
    supported = ctranslate2.get_supported_compute_types(device)
    if compute_type in ("auto", "int8"):
        return "int8_float32" if "int8" in supported else "float32"
    if compute_type not in supported:
        problem = f"{compute_type} cannot be computed on this {'GPU' if device == 'cuda' else 'CPU'}"
        raise UsageError("compute_type", problem, f"Use auto, or one of {', '.join(sorted(supported))}")
    return compute_type
