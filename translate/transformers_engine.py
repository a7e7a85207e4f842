"""Checkpoints of Hugging Face as they are, on torch: what the default engine is compared with, and converted from."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
import transformers
from transformers import GenerationConfig

from tarjoman.config import DEFAULT, TranslateConfig, cores
from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.attention import links
from tarjoman.translate.batches import Batches, out_of_memory
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.model import Decoding, Model
from tarjoman.translate.models.checkpoint import Checkpoint, fingerprint, load
from tarjoman.translate.pieces import Pieces

_LOGITS = 2**25  # numbers held at once when hypotheses are scored: 128 MiB
_TYPES = ("auto", "float32", "float16", "bfloat16")


@dataclass(frozen=True, slots=True)
class _Found:
    """A hypothesis as numbers. ends: whether the end was reached. attention: (tokens, source length)."""

    tokens: list[int]
    log_probability: float
    ends: bool
    attention: list[list[float]]


class TransformersEngine:
    """Runs a checkpoint. It gives what CTranslate2 gives at float32, slower. It heeds no hints.

    Sentences are divided by SentencePiece itself, as the default engine does it: tokenizers of transformers are taken
    for their vocabulary. Scores are the network's own; `no_repeat_ngram` is no part of them.

    model: what is known of the checkpoint. config: as for the default engine; threads are those of all torch.
    Raises UsageError: the device or the type of computing is not there.
    """

    heeds, exact = False, True

    def __init__(self, model: Model, checkpoint: Checkpoint, config: TranslateConfig = DEFAULT) -> None:
        if config.beam:
            model = replace(model, decoding=replace(model.decoding, beam=config.beam))
        self.model = model
        self._device, kind = _device(config, checkpoint)
        torch.set_num_threads(config.threads or cores())
        self._network = checkpoint.network.to(device=self._device, dtype=kind)
        self._network.generation_config = GenerationConfig()  # what a search is not told, it takes from there
        self._vocabulary = checkpoint.vocabulary
        self._tokens = {number: token for token, number in checkpoint.vocabulary.items()}
        self._end = checkpoint.vocabulary[checkpoint.end]
        self._unknown = checkpoint.vocabulary[checkpoint.unknown]
        self._padding = checkpoint.network.config.pad_token_id
        architecture, folder = checkpoint.architecture, checkpoint.folder
        # Marian's networks have padding for their decoders to start with; the converter leaves it out.
        self._never = [self._unknown, *([self._padding] if architecture.name == "marian" else [])]
        target = folder / architecture.target if architecture.target else None
        self._pieces = Pieces(model, folder / architecture.source, target)
        self._batches = Batches(config.batch_tokens)
        self.settings = {
            "engine": f"transformers {transformers.__version__}, torch {torch.__version__}",
            "device": self._device,
            "compute_type": str(kind).removeprefix("torch."),
            "beam": str(model.decoding.beam),
            "length_penalty": str(model.decoding.length_penalty),
            "no_repeat_ngram": str(model.decoding.no_repeat_ngram),
            "profile": model.profile,
        } | ({"origin": model.origin} if model.origin else {})

    @classmethod
    def load(cls, folder: Path, config: TranslateConfig = DEFAULT) -> "TransformersEngine":
        """The engine of a checkpoint's folder, from Persian to English. Raises as `checkpoint.load` and the engine."""
        checkpoint = load(folder)
        return cls(checkpoint.model(revision=fingerprint(folder)), checkpoint, config)

    def size(self, sentence: str) -> int:
        """Tokens that a normalised sentence takes, without markers."""
        return len(self._pieces.encode(sentence))

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """Hypotheses by the index of their sentence, longest sentences first, batch by batch."""
        decoding = decoding or self.model.decoding
        if decoding.coverage_penalty:
            raise UsageError("coverage_penalty", "transformers has none", "Set it to 0, or use --engine ctranslate2")
        inputs = [self._pieces.around(self._pieces.encode(sentence)) for sentence in sentences]
        for batch in self._batches.of(inputs):
            waiting = [batch]
            while waiting:
                part = waiting.pop(0)
                try:
                    answers = self._answers([inputs[i] for i in part], number, decoding)
                except (RuntimeError, MemoryError) as error:
                    if not out_of_memory(error):
                        raise ModelError(
                            self.model.id, f"stopped translating ({error})", "Report this, or use --device cpu"
                        ) from error
                    waiting[:0] = self._batches.halved(part, inputs, error, self.model.id)
                    continue
                for index, answer in zip(part, answers, strict=True):
                    yield index, [self._hypothesis(sentences[index], inputs[index], found) for found in answer]

    def _answers(self, batch: list[list[str]], number: int, decoding: Decoding) -> list[list[_Found]]:
        """Of each sentence the hypotheses."""
        with torch.inference_mode():
            return self._search(batch, number, decoding)

    def _search(self, batch: list[list[str]], number: int, decoding: Decoding) -> list[list[_Found]]:
        source, mask = self._padded([self._numbers(pieces) for pieces in batch])
        encoded = self._network.get_encoder()(input_ids=source, attention_mask=mask)
        prefix = self._numbers(self.model.tokens.target_prefix)
        never = [*self._never, *(self._vocabulary[p] for p in decoding.suppress if p in self._vocabulary)]
        sequences = self._network.generate(
            encoder_outputs=copy.copy(encoded),  # it is widened in place
            attention_mask=mask,
            generation_config=self._settings(number, decoding, prefix, never),
        )
        rows = [self._cut(row) for row in sequences[:, 1:].tolist()]
        found = list(self._examined(encoded.last_hidden_state, mask, rows, len(prefix), never))
        return [found[i : i + number] for i in range(0, len(found), number)]

    def _settings(self, number: int, decoding: Decoding, prefix: list[int], never: list[int]) -> Any:
        """How generate is to search: as CTranslate2 does.

        That stops when a beam of hypotheses is done, and without a length penalty when none can become better.
        """
        penalty = decoding.length_penalty
        beams = {"early_stopping": penalty > 0, "length_penalty": penalty} if decoding.beam > 1 else {}
        return GenerationConfig(
            num_beams=decoding.beam,
            num_return_sequences=number,
            min_new_tokens=1,
            max_new_tokens=decoding.max_length + len(prefix),
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            suppress_tokens=never,
            renormalize_logits=True,
            do_sample=False,
            forced_bos_token_id=prefix[0] if prefix else None,
            pad_token_id=self._padding,
            eos_token_id=self._end,
            decoder_start_token_id=self._network.config.decoder_start_token_id,
            **beams,
        )

    def _examined(
        self, encoded: torch.Tensor, mask: torch.Tensor, rows: list[list[int]], first: int, never: list[int]
    ) -> Iterator[_Found]:
        """What each row of tokens comes to, without its first ones.

        encoded: (sentences, source length, width). rows: some for each sentence.
        """
        each = len(rows) // len(encoded)
        longest = max(map(len, rows))
        together = max(1, _LOGITS // (longest * self._network.config.vocab_size))
        for at in range(0, len(rows), together):
            some = rows[at : at + together]
            owners = torch.arange(at, at + len(some), device=self._device) // each
            target, _ = self._padded(some)
            start = torch.full_like(target[:, :1], self._network.config.decoder_start_token_id)
            output = self._network(
                encoder_outputs=(encoded[owners],),
                attention_mask=mask[owners],
                decoder_input_ids=torch.cat([start, target[:, :-1]], 1),
                output_attentions=True,
                use_cache=False,
            )
            logits = output.logits.float()  # (rows, target length, vocabulary)
            logits[..., never] = -torch.inf
            logits[:, 0, self._end] = -torch.inf  # no translation is empty, but for what it was made to begin with
            likely = logits.log_softmax(-1).gather(-1, target[..., None])[..., 0].tolist()
            # The last layer but one, over all heads, aligns best: Garg et al. (2019), aclanthology.org/D19-1453.
            layers = output.cross_attentions
            attention = layers[max(0, len(layers) - 2)].float().mean(1).tolist()
            for row, scores, looks in zip(some, likely, attention, strict=True):
                ends = row[-1:] == [self._end]
                own = row[first : len(row) - ends]
                yield _Found(own, sum(scores[first : len(row)]), ends, looks[first : first + len(own)])

    def _hypothesis(self, sentence: str, given: list[str], found: _Found) -> Hypothesis:
        """The text of tokens, their mean log-probability, and where its words come from."""
        before, tokens = len(self.model.tokens.source_prefix), [self._tokens.get(n, "") for n in found.tokens]
        text, length = self._pieces.decode(tokens), len(tokens) + found.ends
        rows = [row[before : len(given)] for row in found.attention]
        return Hypothesis(
            text,
            min(found.log_probability / length, 0.0),
            length,
            truncated=not found.ends,
            links=links(sentence, given[before:], text, tokens, rows),
        )

    def _numbers(self, tokens: Sequence[str]) -> list[int]:
        return [self._vocabulary.get(token, self._unknown) for token in tokens]

    def _cut(self, row: list[int]) -> list[int]:
        """A row up to its end."""
        return row[: row.index(self._end) + 1] if self._end in row else row

    def _padded(self, rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Rows of one length, and a mask of what was in them: (rows, longest)."""
        longest = max(map(len, rows))
        padded = [row + [self._padding] * (longest - len(row)) for row in rows]
        mask = [[1] * len(row) + [0] * (longest - len(row)) for row in rows]
        return torch.tensor(padded, device=self._device), torch.tensor(mask, device=self._device)


def _device(config: TranslateConfig, checkpoint: Checkpoint) -> tuple[str, torch.dtype]:
    """Where to compute, and with what numbers."""
    gpu = torch.cuda.is_available()
    if config.device == "cuda" and not gpu:
        raise UsageError("--device", "cuda was asked for, but there is no CUDA GPU", "Use cpu or auto")
    gpu = gpu and config.device != "cpu"
    if config.compute_type not in _TYPES:
        problem = f"{config.compute_type} cannot be computed by transformers"
        raise UsageError("compute_type", problem, f"Use one of {', '.join(_TYPES)}, or --engine ctranslate2")
    automatic = checkpoint.architecture.half if gpu else "float32"
    kind = automatic if config.compute_type == "auto" else config.compute_type
    return "cuda" if gpu else "cpu", getattr(torch, kind)
