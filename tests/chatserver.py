"""A chat endpoint on this machine that says what a test has it say, in order or out of it."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "news-7b"
LISTED = {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 1, "root": "maker/news-7b"}]}
_TEXT = re.compile(r"<(text\d*)>\n(.*)\n</\1>\s*\Z", re.DOTALL)
_NUMBERED = re.compile(r"\[(\d+)\] (.*)")


def persian(number: int) -> str:
    """A sentence that can be told from others."""
    return f"خبر شماره {number} رسید."


def english(sentence: str) -> str:
    """The translation of such a sentence."""
    found = re.search(r"\d+", sentence)
    return f"News number {found[0] if found else '?'} arrived."


@dataclass(frozen=True, slots=True)
class Request:
    """What the endpoint is asked. sentences: those between the tags, else the whole request as one."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def content(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def sentences(self) -> list[str]:
        match = _TEXT.search(self.content)
        lines = match[2].split("\n") if match else [self.content]
        return [numbered[2] if (numbered := _NUMBERED.match(line)) and len(lines) > 1 else line for line in lines]


@dataclass(frozen=True, slots=True)
class Answer:
    """What it says. text: of a completion. data: other JSON. raw: bytes that are no JSON, or none that HTTP knows.

    promised: Content-Length, where it is not that of the body; pause: seconds before each byte.
    """

    text: str = ""
    status: int = 200
    finish: str = "stop"
    logprobs: list[dict[str, Any]] | None = None
    data: Any = None
    raw: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    pause: float = 0.0

    @property
    def content(self) -> bytes:
        if self.raw is not None:
            return self.raw
        choice = {"index": 0, "finish_reason": self.finish, "message": {"role": "assistant", "content": self.text}}
        if self.logprobs is not None:
            choice["logprobs"] = {"content": self.logprobs}
        completion = {"object": "chat.completion", "choices": [choice]}
        return json.dumps(completion if self.data is None else self.data).encode()


Say = Callable[[Request], Answer | str]


def translated(request: Request) -> str:
    """What a model that does as it is told says."""
    sentences = [english(sentence) for sentence in request.sentences]
    if len(sentences) == 1:
        return sentences[0]
    return "\n".join(f"[{number}] {sentence}" for number, sentence in enumerate(sentences, 1))


class Server:
    """The endpoint under way. requests: to translate, as they came. most: how many there were at a time."""

    def __init__(self, url: str, say: Say, models: Answer) -> None:
        self.url, self.say, self.models = url, say, models
        self.requests: list[Request] = []
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Answer:
        if request.path.endswith("/models"):
            return self.models
        with self._lock:
            self.requests.append(request)
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            said = self.say(request)
        finally:
            with self._lock:
                self._now -= 1
        return said if isinstance(said, Answer) else Answer(said)


@contextmanager
def serve(say: Say = translated, models: Answer | None = None) -> Iterator[Server]:
    """An endpoint at `url`; say: what it answers to a request to translate. models: what it lists."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else {}
            answer = server.answer(Request(self.path, dict(self.headers), body))
            content = answer.content
            try:
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(answer.promised or len(content)))
                self.end_headers()
                for part in [bytes([byte]) for byte in content] if answer.pause else [content]:
                    time.sleep(answer.pause)
                    self.wfile.write(part)
                    self.wfile.flush()
            except OSError:  # whoever asked has gone
                self.close_connection = True
            if answer.promised:
                self.close_connection = True

        do_GET = do_POST = _do

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.block_on_close = False
    server = Server(f"http://127.0.0.1:{http.server_port}/v1", say, models or Answer(data=LISTED))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()
