"""Requests to an endpoint: so many at a time, with patience for what passes, and an end for what does not."""

import asyncio
import json
import random
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from types import ModuleType
from typing import Any

from tarjoman.errors import ModelError, UsageError
from tarjoman.files import display
from tarjoman.translate.chat.address import KEY, Address

LARGEST = 16 * 2**20  # bytes of an answer
_PASSES = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529))  # statuses that may pass
_SHOWN = 300  # characters of what an endpoint says that stand in a message
_AGAIN = "Run the same command when it is back: what it answered is in the memory"
_LONGER = "Start the server with a longer context, 4,096 tokens at least (docs/chat.md)"
_FASTER = "Raise timeout, or lower concurrency and batch_sentences (--config)"
_LATE = 2  # tries of what gets no answer in time: the next one is seldom faster
_ADVICE = {
    401: f"Put its key into {KEY}, or into a file named with --key-file",
    403: f"Put a key that may use this model into {KEY}, or into a file named with --key-file",
    404: "Check --model, and the URL: most end with /v1",
    405: "Check the URL: most end with /v1",
}
# llama.cpp: "exceeds the available context size", "Context size has been exceeded"; vLLM, LM Studio, OpenAI: "maximum
# context length", "context_length_exceeded"; llama-cpp-python: "exceed context window"
_TOO_LONG = re.compile(r"context[ _-]?(?:length|size|window)|too many tokens|prompt is too long", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, and how often is tried.

    tries:    of one request, ≥ 1.
    first:    longest pause after the first failed try, in seconds; each one more may be twice as long, to `longest`.
              A pause is drawn from its upper half, so that those who were turned away together do not come back so.
    asked:    longest pause that an endpoint may ask for (Retry-After), in seconds.
    connect:  seconds to reach the endpoint. answer: seconds for one whole answer.
    """

    tries: int = 8
    first: float = 0.5
    longest: float = 30.0
    asked: float = 120.0
    connect: float = 10.0
    answer: float = 300.0

    def pause(self, tried: int, asked: float | None) -> float:
        """Seconds to wait after so many tries, ≥ 1; asked: by the endpoint."""
        if asked is not None:
            return min(max(asked, 0.0), self.asked)
        longest = min(self.longest, self.first * 2.0 ** (tried - 1))
        return longest * random.uniform(0.5, 1.0)  # noqa: S311, nothing secret


class Refusal(ModelError):
    """An endpoint says no, and would say it again.

    status: HTTP's, 400 to 599. too_long: whether the request was longer than the model takes. final: whether any other
    request would be refused too: the key, the model or the URL is wrong.
    """

    def __init__(self, where: str, problem: str, advice: str, status: int = 400, *, too_long: bool = False) -> None:
        super().__init__(where, problem, advice)
        self.status, self.too_long, self.final = status, too_long, status in _ADVICE

    @classmethod
    def told(cls, where: str, status: int, words: str) -> "Refusal":
        """The refusal that an endpoint gives such words for."""
        too_long = status == 413 or _TOO_LONG.search(words) is not None
        advice = _LONGER if too_long else _ADVICE.get(status, "The log of the server may say more")
        problem = f"refuses with HTTP status {status}{words and f' ({words})'}"
        return cls(where, problem, advice, status, too_long=too_long)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), too_long=self.too_long), (self.where, self.problem, self.advice, self.status)


@dataclass(frozen=True, slots=True)
class _Failure:
    """A try that came to nothing.

    problem, advice: in words. most: tries after which it is given up, if there are not fewer anyway. wait: seconds that
    the endpoint asks for, None where it does not. status: HTTP's, 0 where there was none.
    """

    problem: str
    advice: str = f"Is the server running? {_AGAIN}"
    most: int = 1000
    wait: float | None = None
    status: int = 0


def library() -> ModuleType:
    """The HTTP library. Raises UsageError where it is not installed."""
    try:
        import httpx
    except ModuleNotFoundError as error:
        raise UsageError("--engine", f"{error.name} is not installed", "pip install 'tarjoman[chat]'") from error
    return httpx


class Transport:
    """Sends requests to an endpoint. free: what one who sends them holds, `concurrency` at a time.

    No redirect is followed: it could lead the key elsewhere. Proxies and certificates are those of the environment, but
    for an endpoint on this machine, which no proxy sees.
    """

    def __init__(self, address: Address, patience: Patience, concurrency: int) -> None:
        self._httpx = library()
        self.address, self._patience, self._concurrency = address, patience, concurrency
        self.free = asyncio.Semaphore(concurrency)
        self._client: Any = None

    @classmethod
    @asynccontextmanager
    async def open(cls, address: Address, patience: Patience, concurrency: int) -> AsyncIterator["Transport"]:
        """A transport whose connections are closed in the end. Raises UsageError."""
        transport = cls(address, patience, concurrency)
        async with transport._connected() as transport._client:
            yield transport

    def _connected(self) -> Any:
        """A client of the library. Raises UsageError for a host, proxies and certificates that cannot be."""
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "tarjoman"}
        if self.address.key:
            headers["Authorization"] = f"Bearer {self.address.key}"
        try:
            self._httpx.URL(self.address.url)
            return self._httpx.AsyncClient(
                headers=headers,
                timeout=self._httpx.Timeout(self._patience.answer, connect=self._patience.connect, pool=None),
                follow_redirects=False,
                limits=self._httpx.Limits(
                    max_connections=self._concurrency, max_keepalive_connections=self._concurrency
                ),
                # plain HTTP has no use for the certificates of authorities, which take long to read: it trusts none
                verify=self.address.url.startswith("https:") or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                trust_env=not self.address.is_local,
            )
        except self._httpx.InvalidURL as error:
            raise UsageError(f"--engine {self.address.url}", "no URL of an endpoint", "Check its host") from error
        except (ImportError, ValueError, OSError) as error:
            raise UsageError(
                "the environment",
                f"names a proxy or certificates that cannot be used ({type(error).__name__})",
                "Correct HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE; SOCKS needs pip install 'httpx[socks]'",
            ) from error

    async def get(self, path: str) -> Any:
        """The JSON at a path. Raises Refusal; ModelError when all tries have failed, or two to reach the endpoint."""
        return await self._ask("GET", path, None, reach=2)

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """The JSON that a path answers to another. Raises Refusal; ModelError when all tries have failed."""
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return await self._ask("POST", path, content, reach=self._patience.tries)

    async def _ask(self, method: str, path: str, body: bytes | None, *, reach: int) -> Any:
        """The JSON of a request. reach: tries after which an endpoint that cannot be reached is given up."""
        tried = 0
        while True:
            answer = await self._try(method, path, body, reach)
            if not isinstance(answer, _Failure):
                return answer
            tried += 1
            if tried >= min(self._patience.tries, answer.most):
                problem = f"{answer.problem}; tries: {tried}"
                if answer.status == 500:  # a template or filter that fails for one text fails so every time
                    raise Refusal(self.address.url, problem, answer.advice, answer.status)
                raise ModelError(self.address.url, problem, answer.advice)
            await asyncio.sleep(self._patience.pause(tried, answer.wait))

    async def _try(self, method: str, path: str, body: bytes | None, reach: int) -> Any:
        """The JSON of one request, or why it failed. Raises Refusal, and ModelError for what no endpoint says."""
        try:
            async with (
                asyncio.timeout(self._patience.answer),
                self._client.stream(
                    method, self.address.url + path, content=body, headers={"Content-Type": "application/json"}
                ) as response,
            ):
                content = await self._content(response)
        except (TimeoutError, self._httpx.ReadTimeout, self._httpx.WriteTimeout):
            return _Failure(f"gave no answer in {self._patience.answer:g} seconds", _FASTER, most=_LATE)
        except self._httpx.RequestError as error:
            problem = f"cannot be reached ({self._told(str(error)) or type(error).__name__})"
            return _Failure(problem, most=reach)
        return self._read(response, content)

    async def _content(self, response: Any) -> bytes:
        """The body of a response, as far as it may go. Raises ModelError."""
        parts: list[bytes] = []
        size = 0
        async for part in response.aiter_bytes():
            size += len(part)
            if size > LARGEST:
                raise ModelError(
                    self.address.url,
                    f"answers with more than {LARGEST:,} bytes",
                    "Is it a chat endpoint? Check the URL",
                )
            parts.append(part)
        return b"".join(parts)

    def _read(self, response: Any, content: bytes) -> Any:
        """The JSON of a whole response, or why the request failed. Raises as `_try`."""
        status: int = response.status_code
        try:
            data = json.loads(content)
        except (ValueError, RecursionError):
            data = None
        if status == 200 and isinstance(data, dict) and data.get("error") and "choices" not in data:
            code = data["error"].get("code") if isinstance(data["error"], dict) else None
            status = code if type(code) is int and 400 <= code < 600 else 500  # llama.cpp: errors with status 200
        if status == 200 and data is None:
            if "json" not in response.headers.get("content-type", ""):
                raise ModelError(
                    self.address.url, "answers with something else than JSON", "Check the URL: most end with /v1"
                )
            return _Failure("answers with JSON that is broken")
        if status == 200:
            return data
        if 300 <= status < 400:
            elsewhere = self._told(response.headers.get("location", ""))
            raise ModelError(
                self.address.url, f"sends requests on to {elsewhere or 'nowhere'}", "Name that URL, if you trust it"
            )
        words = self._told(_words(data, content))
        if status not in _PASSES or _TOO_LONG.search(words):
            raise Refusal.told(self.address.url, status, words)
        wait = _seconds(response.headers.get("retry-after", ""))
        return _Failure(f"answers with HTTP status {status}{words and f' ({words})'}", wait=wait, status=status)

    def _told(self, words: str) -> str:
        """What an endpoint says, on one line, shortened, without the key."""
        words = " ".join(words.split())
        if self.address.key:
            words = words.replace(self.address.key, "…")
        return display(words[: _SHOWN - 1] + "…" if len(words) > _SHOWN else words)


def _words(data: Any, content: bytes) -> str:
    """What an endpoint says of an error: in one of the places where servers say it, else all."""
    error = data.get("error", data) if isinstance(data, dict) else data
    if isinstance(error, dict):
        words = [error.get(name) for name in ("message", "detail", "type", "code")]
        if said := [word for word in words if isinstance(word, str)]:
            return ", ".join(said)
    return error if isinstance(error, str) else content[: 4 * _SHOWN].decode("utf-8", "replace")


def _seconds(retry_after: str) -> float | None:
    """How long an endpoint asks to wait: seconds or a date (RFC 9110, 10.2.3); None where it says neither."""
    try:
        return float(min(int(retry_after), 10**6))
    except ValueError:
        pass
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - datetime.now(UTC).timestamp()
