"""Against a server on this machine that does what servers do on a bad day."""

import asyncio
import json
import logging
import pickle
import socket
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from chatserver import Answer, Request, Say, serve
from tarjoman.errors import ModelError, UsageError
from tarjoman.translate.chat.address import Address
from tarjoman.translate.chat.transport import Patience, Refusal, Transport, _seconds, library

QUICK = Patience(tries=3, first=0.001, longest=0.002, asked=0.05, connect=5.0, answer=10.0)
SECRET = "s3cret-key"


def post(url: str, *, key: str = "", patience: Patience = QUICK) -> Any:
    async def main() -> Any:
        async with Transport.open(Address(url, key), patience, 2) as transport:
            return await transport.post("/chat/completions", {"messages": [{"content": "سلام"}]})

    return asyncio.run(main())


def failing(*answers: Answer) -> Say:
    """Say these, then that all is well."""
    left = iter(answers)
    return lambda _: next(left, Answer("well"))


def told(data: Any) -> str:
    return str(data["choices"][0]["message"]["content"])


def test_a_request() -> None:
    with serve() as server:
        assert told(post(server.url, key=SECRET))
        (request,) = server.requests
    assert request.path == "/v1/chat/completions" and request.content == "سلام"
    assert (
        request.headers["Authorization"] == f"Bearer {SECRET}" and request.headers["Content-Type"] == "application/json"
    )


def test_without_a_key_none_is_sent() -> None:
    with serve() as server:
        post(server.url)
    assert "Authorization" not in server.requests[0].headers


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=429, headers={"Retry-After": "0"}),
        Answer(status=429, data={"error": {"message": "slow down"}}),
        Answer(status=500),
        Answer(status=503, data={"error": {"message": "Loading model", "code": 503}}),
        Answer(status=502, raw=b"<html>bad gateway</html>", headers={"Content-Type": "text/html"}),
        Answer(raw=b'{"choices": [', promised=1000),
        Answer(raw=b'{"choices": ['),
        Answer(raw=b""),
        Answer(data={"error": {"message": "busy", "code": 503}}),
        Answer(data={"error": "busy"}),
    ],
)
def test_what_passes_is_waited_for(answer: Answer) -> None:
    with serve(failing(answer, answer)) as server:
        assert told(post(server.url)) == "well"
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(status=500, data={"error": {"message": "out\nof \x1b[31mmemory"}}), r"500 \(out of \\x1b\[31mmemory\)"),
        (Answer(status=429, data={"detail": "slow down"}), r"429 \(slow down\)"),
        (Answer(status=503, raw=b"Service Unavailable"), r"503 \(Service Unavailable\)"),
        (Answer(raw=b'{"choices": [', promised=1000), "cannot be reached"),
        (Answer(raw=b"{"), "JSON that is broken"),
        (Answer(status=500, raw="é".encode("latin-1") * 9999), "…"),
    ],
)
def test_what_does_not_pass_is_told_with_the_last_reason(answer: Answer, message: str) -> None:
    with serve(lambda _: answer) as server:
        with pytest.raises(ModelError, match=message) as caught:
            post(server.url)
        assert len(server.requests) == 3
    assert str(caught.value).startswith(server.url) and "tries: 3. Is the server running?" in str(caught.value)
    assert "is in the memory" in str(caught.value) and len(str(caught.value)) < 600 and str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            Answer(status=401, data={"error": {"message": "no key"}}),
            r"401 \(no key\)\. Put its key into TARJOMAN_API_KEY",
        ),
        (Answer(status=403), "403.*a key that may use this model"),
        (Answer(status=404, data={"detail": "Not Found"}), r"404 \(Not Found\)\. Check --model, and the URL: most end"),
        (Answer(status=405), "405.*most end with /v1"),
        (Answer(status=400, data={"error": {"message": "no such field"}}), r"400 \(no such field\)\. The log"),
        (Answer(status=422, data={"object": "error", "message": "odd"}), r"422 \(odd\)"),
        (Answer(data={"error": {"message": "bad template", "code": 400}}), r"400 \(bad template\)"),
        (Answer(raw=b"<!doctype html>", headers={"Content-Type": "text/html"}), "something else than JSON.*/v1"),
        (Answer(status=302, headers={"Location": "http://elsewhere.example/"}), "on to http://elsewhere.example/"),
        (Answer(raw=b" " * (16 * 2**20 + 1)), "more than 16,777,216 bytes"),
    ],
)
def test_what_would_be_said_again_is_told_at_once(answer: Answer, message: str) -> None:
    with serve(lambda _: answer) as server:
        with pytest.raises(ModelError, match=message):
            post(server.url)
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens"),
        (400, "the request exceeds the available context size, try increasing it"),
        (500, "Context size has been exceeded."),
        (400, "context_length_exceeded"),
        (400, "Requested tokens (2285) exceed context window of 2048"),
        (413, "Payload Too Large"),
    ],
)
def test_what_is_too_long(status: int, words: str) -> None:
    with serve(lambda _: Answer(status=status, data={"error": {"message": words}})) as server:
        with pytest.raises(Refusal, match="longer context") as caught:
            post(server.url)
        assert caught.value.too_long and len(server.requests) == 1


@pytest.mark.parametrize(
    "answer", [Answer("a" * 50, pause=0.02), Answer("late", headers={"X-Stall": "1"})], ids=["drips", "stalls"]
)
def test_an_answer_has_its_time(answer: Answer) -> None:
    def say(_: Request) -> Answer:
        if answer.headers:
            time.sleep(0.5)
        return answer

    patience = Patience(first=0.001, longest=0.001, answer=0.1)
    with serve(say) as server, pytest.raises(ModelError, match=r"no answer in 0\.1 seconds; tries: 2\. Raise timeout"):
        post(server.url, patience=patience)


@pytest.mark.parametrize("concurrency", [1, 256])
def test_as_many_connections_as_requests(monkeypatch: pytest.MonkeyPatch, concurrency: int) -> None:
    given: dict[str, Any] = {}
    client = library().AsyncClient

    def spy(**options: Any) -> Any:
        given.update(options)
        return client(**options)

    monkeypatch.setattr(library(), "AsyncClient", spy)

    async def main() -> None:
        async with Transport.open(Address("http://localhost/v1"), QUICK, concurrency):
            pass

    asyncio.run(main())
    assert given["limits"] == library().Limits(max_connections=concurrency, max_keepalive_connections=concurrency)


def test_a_refusal_goes_from_one_process_to_another_as_it_is() -> None:
    for words in ("maximum context length", "filtered"):
        here = Refusal.told("http://localhost/v1", 404, words)
        there = pickle.loads(pickle.dumps(here))
        assert type(there) is Refusal and vars(there) == vars(here) and str(there) == str(here)


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(ModelError, match="cannot be reached.*tries: 3. Is the server running"):
        post(url)


def test_what_speaks_no_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            for _ in range(3):
                connection, _address = listener.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"220 mail.example ESMTP\r\n")

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        with pytest.raises(ModelError, match="cannot be reached"):
            post(f"http://127.0.0.1:{listener.getsockname()[1]}/v1")
        thread.join()


@pytest.mark.parametrize(
    ("asked", "wait"),
    [("3", 3.0), ("0", 0.0), ("-5", 0.0), ("9999", 120.0), ("9" * 400, 120.0), ("soon", None), ("", None)],
)
def test_how_long_is_waited(asked: str, wait: float | None) -> None:
    pause = Patience().pause(1, _seconds(asked))
    assert pause == wait if wait is not None else 0.25 <= pause <= 0.5


def test_a_date_to_wait_for() -> None:
    then = datetime.now(UTC) + timedelta(seconds=20)
    assert 15 < (_seconds(format_datetime(then, usegmt=True)) or 0) < 25


def test_pauses_grow_to_a_limit() -> None:
    pauses = [Patience(first=1.0, longest=8.0).pause(tried, None) for tried in range(1, 1000)]
    assert all(0.5 * 2 ** min(n, 3) <= pause <= 2 ** min(n, 3) for n, pause in enumerate(pauses))


def test_what_is_asked_is_waited() -> None:
    with serve(failing(Answer(status=429, headers={"Retry-After": "1000"}))) as server:
        begin = time.monotonic()
        post(server.url)
        assert time.monotonic() - begin >= QUICK.asked


def test_the_key_stands_in_no_message_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [
        Answer(status=401, data={"error": {"message": f"Incorrect API key provided: {SECRET}."}}),
        Answer(status=500, raw=f"Authorization: Bearer {SECRET}".encode()),
        Answer(raw=SECRET.encode()),
        Answer(raw=f'{{"error": "{SECRET}"}}'.encode()),
    ]
    for answer in answers:
        with serve(lambda _, answer=answer: answer) as server, pytest.raises(ModelError) as caught:  # type: ignore[misc]
            post(server.url, key=SECRET)
        assert all(SECRET not in repr(error) + str(error) for error in (caught.value, caught.value.__cause__))
        assert server.requests[0].headers["Authorization"].endswith(SECRET)
    assert SECRET not in caplog.text


def test_a_key_in_a_redirect_is_not_told() -> None:
    answer = Answer(status=307, headers={"Location": f"http://elsewhere.example/?key={SECRET}"})
    with serve(lambda _: answer) as server, pytest.raises(ModelError, match="elsewhere.example") as caught:
        post(server.url, key=SECRET)
    assert SECRET not in str(caught.value)


def test_no_proxy_sees_what_is_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serve() as server:
        assert post(server.url, key=SECRET)


@pytest.mark.parametrize("proxy", ["socks5://user:s3cret-key@127.0.0.1:9", "what://s3cret-key"])
def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(UsageError, match="a proxy or certificates") as caught:
        post("https://models.example/v1")
    assert SECRET not in str(caught.value)


def test_a_host_that_is_none() -> None:
    with pytest.raises(UsageError, match="Check its host"):
        post("https://xn--\u00fc.example/v1")


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(UsageError, match=r"httpx is not installed\. pip install 'tarjoman\[chat\]'"):
        library()


def test_a_request_that_no_encoding_has() -> None:
    with serve() as server:

        async def main() -> Any:
            async with Transport.open(Address(server.url), QUICK, 1) as transport:
                return await transport.post("/chat/completions", {"messages": [{"content": "a\ud800b"}]})

        asyncio.run(main())
        assert server.requests[0].content == "a?b" and json.dumps(server.requests[0].body)
