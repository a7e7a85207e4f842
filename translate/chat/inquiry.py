"""Sentences asked about, several at a time, and again one by one where the answer is not in order."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tarjoman.config import TranslateConfig
from tarjoman.errors import ModelError, TarjomanError
from tarjoman.translate.chat import prompt
from tarjoman.translate.chat.answers import is_echo, numbered, whole
from tarjoman.translate.chat.reply import Reply
from tarjoman.translate.chat.transport import Refusal, Transport
from tarjoman.translate.check import check
from tarjoman.translate.engine import Hint, Hypothesis

LETTERS = 3  # characters of Persian a token, about: the vocabularies of Gemma, Qwen and Llama have 2.5 to 3.5
SEED = 0
# Whether an endpoint that refuses a text answers at all; as long as a sentence of the news is.
_PROBE = "وزیر امور خارجه ایران روز شنبه در تهران با همتای عراقی خود درباره روابط دو کشور گفت و گو کرد."
_TEMPERATURES = (0.0, 0.3, 0.6)  # one a try of a lone sentence: the same request would get the same answer

Give = Callable[[tuple[int, list[Hypothesis]]], None]


def size(text: str) -> int:
    """Tokens that a text may take, by its length."""
    return -(-len(text) // LETTERS)


@dataclass(slots=True)
class Inquiry:
    """What is asked of a model about some sentences.

    hints: one a sentence. room: tokens that a translation may take at most. extras: whether the endpoint is sent what
    not all of them know; it is not again when it refuses that once. answers: whether it has answered anything since it
    last refused.
    """

    transport: Transport
    model: str
    config: TranslateConfig
    sentences: Sequence[str]
    hints: Sequence[Hint]
    room: int
    extras: bool = True
    answers: bool = False

    async def run(self, batches: Sequence[Sequence[int]], give: Give) -> None:
        """Ask about batches of sentences, by index. The first failure ends the others, and is raised."""
        try:
            async with asyncio.TaskGroup() as group:
                for batch in batches:
                    group.create_task(self._batch(group, batch, give))
        except ExceptionGroup as failures:
            told = (error for error in failures.exceptions if isinstance(error, TarjomanError))
            raise next(told, failures.exceptions[0]) from None

    async def _batch(self, group: asyncio.TaskGroup, batch: Sequence[int], give: Give) -> None:
        """Ask about a batch at once; in halves where that is refused, as it is too long or one of its sentences."""
        if len(batch) == 1:
            await self._lone(batch[0], give)
            return
        content = prompt.ask([self.sentences[i] for i in batch], [self.hints[i] for i in batch])
        try:
            reply = await self._ask(content, [self.sentences[i] for i in batch], 0.0)
        except Refusal:
            for half in (batch[: len(batch) // 2], batch[len(batch) // 2 :]):
                group.create_task(self._batch(group, half, give))
            return
        found = numbered(reply.text, len(batch), cut=reply.cut)
        for place, index in enumerate(batch):
            text = found.get(place, "")
            if check(self.sentences[index], text):  # not there, or with a fault: it may be of another sentence
                group.create_task(self._lone(index, give))
            else:
                give((index, [Hypothesis(prompt.line(text), *reply.score(text))]))

    async def _lone(self, index: int, give: Give) -> None:
        """Ask about one sentence until there is a translation, as often as there are temperatures; then it is empty.

        So is one that is refused, at once.
        """
        sentence = self.sentences[index]
        content = self._request(sentence, self.hints[index])
        cut = False
        for temperature in _TEMPERATURES:
            try:
                reply = await self._ask(content, [sentence], temperature)
            except Refusal:
                break
            text, cut = whole(reply.text, sentence), reply.cut
            if text and not is_echo(text):
                give((index, [Hypothesis(text, *reply.score(text), truncated=cut)]))
                return
        give((index, [Hypothesis("", None, truncated=cut)]))

    def _request(self, sentence: str, hint: Hint) -> str:
        """What is asked about one sentence."""
        return prompt.line(sentence) if self.config.bare else prompt.ask([sentence], [hint])

    async def _ask(self, content: str, sentences: Sequence[str], temperature: float) -> Reply:
        """What the model says about sentences. Raises Refusal, where others may be answered; ModelError."""
        async with self.transport.free:
            try:
                return await self._reply(content, sentences, temperature)
            except Refusal as refusal:
                if not (refusal.too_long and len(sentences) > 1):
                    await self._bear(refusal)
                raise

    async def _bear(self, refusal: Refusal) -> None:
        """Go on after a refusal, which may be of one sentence. Raises ModelError where everything is refused.

        When the endpoint has answered nothing since the last one, it is asked about a sentence that nobody could mind,
        before anything else is asked in the place of the one refused.
        """
        ended = refusal.final
        if not ended and not self.answers:
            try:
                await self._reply(self._request(_PROBE, Hint()), [_PROBE], 0.0)
            except Refusal:
                ended = True
        if ended:
            raise ModelError(refusal.where, refusal.problem, refusal.advice) from refusal
        self.answers = False

    async def _reply(self, content: str, sentences: Sequence[str], temperature: float) -> Reply:
        """What is answered to one request. Raises Refusal, ModelError.

        An English translation seldom takes as many tokens as its source: it has room for twice as many.
        """
        room = sum(min(64 + 2 * size(sentence), self.room) for sentence in sentences)
        body = {
            "model": self.model,
            "messages": [{"role": "user", "content": content}],
            "temperature": temperature,
            "max_tokens": room + self.config.thinking,
            "stream": False,
        }
        data = await self._completion(body)
        try:
            reply = Reply.read(data)
        except ValueError as error:
            problem = f"answers with what is no chat completion ({error})"
            raise ModelError(self.transport.address.url, problem, "Check the URL and the server") from error
        self.answers = True
        return reply

    async def _completion(self, body: dict[str, Any]) -> Any:
        """What is answered to a request, which goes without extras where they are the reason of a refusal."""
        if self.extras:
            try:
                return await self.transport.post("/chat/completions", body | self._extra())
            except Refusal as refusal:
                if refusal.too_long or refusal.status not in (400, 422):
                    raise
        data = await self.transport.post("/chat/completions", body)
        self.extras = False
        return data

    def _extra(self) -> dict[str, Any]:
        """What the protocol of OpenAI does not have, or servers do not all take: those that don't know it ignore it."""
        template: dict[str, Any] = {"enable_thinking": self.config.thinking > 0}
        if self.config.bare:  # TranslateGemma's template must be told the languages
            template |= {"source_lang_code": "fa", "target_lang_code": "en"}
        return {"seed": SEED, "logprobs": True, "top_logprobs": 1, "chat_template_kwargs": template}
