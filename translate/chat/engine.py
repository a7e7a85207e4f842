"""An engine for chat models: sentences go several at a time, numbered, and each comes back in its own place."""

from collections.abc import Callable, Iterator, Sequence

from tarjoman.config import DEFAULT, TranslateConfig
from tarjoman.translate.chat import prompt
from tarjoman.translate.chat.address import Address
from tarjoman.translate.chat.background import results
from tarjoman.translate.chat.inquiry import SEED, Give, Inquiry, size
from tarjoman.translate.chat.served import UNKNOWN, find, shown
from tarjoman.translate.chat.transport import Patience, Transport, library
from tarjoman.translate.engine import Hint, Hypothesis
from tarjoman.translate.model import EMBEDDED, Decoding, Model

MAX_TOKENS = 400  # of a sentence, as they are estimated; longer ones are cut
_ROOM = 1024  # tokens of one translation


class ChatEngine:
    """Asks an endpoint. It heeds hints, unless the model is given bare sentences.

    config: model, its name there, or where it is the default the only one there is; concurrency, batch_sentences and
    batch_tokens; thinking, bare and timeout. patience: instead of one that waits as long as the configuration says.

    A translation that does not come, or comes back in Persian, after three tries is empty, and so flagged; so is one
    that the endpoint refuses. Raises UsageError: no such model there, httpx is not installed. ModelError: no answer, or
    everything is refused.
    """

    def __init__(
        self, address: Address, config: TranslateConfig = DEFAULT, *, patience: Patience | None = None
    ) -> None:
        library()
        self._address, self._config = address, config
        self._patience = patience or Patience(answer=config.timeout)
        self.heeds, self.exact = not config.bare, False
        self._name, revision = self._find("" if config.model in EMBEDDED else config.model)
        self.model = Model(
            name=shown(self._name),
            revision=revision,
            license=UNKNOWN,
            source="fa",
            target="en",
            profile="chat",
            max_tokens=MAX_TOKENS,
            decoding=Decoding(beam=1, length_penalty=0.0, max_length=_ROOM, suppress=()),
        )
        self.settings = {
            "engine": "chat",
            "endpoint": address.place,
            "prompt": "bare" if config.bare else prompt.version(),
            "temperature": "0",
            "seed": str(SEED),
            "thinking": str(config.thinking),
            "batch_sentences": str(config.batch_sentences),
            "batch_tokens": str(config.batch_tokens),
            "profile": self.model.profile,
        }

    def _find(self, name: str) -> tuple[str, str]:
        """Name and revision of the model."""

        async def work(give: Callable[[tuple[str, str]], None]) -> None:
            async with Transport.open(self._address, self._patience, 1) as transport:
                give(await find(transport, name))

        (found,) = results(work)
        return found

    def size(self, sentence: str) -> int:
        """Tokens that a sentence may take, an estimate by its length: the endpoint is not asked."""
        return size(sentence)

    def translate(
        self,
        sentences: Sequence[str],
        number: int = 1,
        *,
        decoding: Decoding | None = None,
        hints: Sequence[Hint] = (),
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        """One hypothesis by the index of its sentence, in the order in which they come; of `decoding` the length alone.

        What is not in order in the answer about several, or fails a check, is asked for again one by one. Closing the
        iterator breaks off what is under way.
        """
        hints = hints if self.heeds else ()
        batches = list(self._batches(sentences, hints))
        room = (decoding or self.model.decoding).max_length

        async def work(give: Give) -> None:
            async with Transport.open(self._address, self._patience, self._config.concurrency) as transport:
                told = hints or [Hint()] * len(sentences)
                await Inquiry(transport, self._name, self._config, sentences, told, room).run(batches, give)

        yield from results(work)

    def _batches(self, sentences: Sequence[str], hints: Sequence[Hint]) -> Iterator[list[int]]:
        """Indices of sentences that are asked for together: they follow each other, as far as hints tell."""
        most = 1 if self._config.bare else self._config.batch_sentences
        batch: list[int] = []
        tokens = 0
        for index, sentence in enumerate(sentences):
            follows = not hints or hints[index].before == sentences[index - 1]
            full = len(batch) >= most or tokens + size(sentence) > self._config.batch_tokens
            if batch and (full or not follows):
                yield batch
                batch, tokens = [], 0
            batch.append(index)
            tokens += size(sentence)
        if batch:
            yield batch
