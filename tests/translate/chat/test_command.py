"""`tarjoman translate --engine URL` as a person runs it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chatserver import MODEL, Answer, Request, persian, serve, translated
from tarjoman import config
from tarjoman.config import TranslateConfig

ROOT = Path(__file__).parents[3]
SECRET = "s3cret-key-of-somebody"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, first in (("a", 1), ("b", 5)):
        text = " ".join(persian(number) for number in range(first, first + 4))
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def test_files_with_a_memory_and_a_key_that_stands_nowhere(
    run: Run, news: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARJOMAN_API_KEY", SECRET)
    with serve() as server:
        arguments = ("translate", news, "--engine", server.url, "-o", tmp_path / "out")
        status, out, err = run(*arguments)
        assert status == 0 and "2 documents, 8 sentences" in err
        assert len(server.requests) == 2
        assert all(request.headers["Authorization"] == f"Bearer {SECRET}" for request in server.requests)
        english = (tmp_path / "out/b.en.txt").read_text()
        assert (
            english == "News number 5 arrived. News number 6 arrived. News number 7 arrived. News number 8 arrived.\n"
        )
        row = json.loads((tmp_path / "out/a.jsonl").read_text().splitlines()[0])
        assert row["model"].startswith(f"{MODEL}@") and row["score"] is None and row["flags"] == []
        again = run(*arguments, "-q")
        assert again[0] == 0 and len(server.requests) == 2
        (news / "a.txt").write_text(persian(1) + "\n")
        server.say = lambda _: Answer(status=401, data={"error": {"message": f"Incorrect API key: {SECRET}"}})
        status, refused_out, refused = run(*arguments, "--no-names")
        assert status == 1 and "401" in refused and "TARJOMAN_API_KEY" in refused
    said = out + err + "".join(map(str, again)) + refused_out + refused
    files = [path for folder in (tmp_path, home) for path in folder.rglob("*") if path.is_file()]
    assert {"run.json", "memory.sqlite", "a.html"} <= {path.name for path in files}
    written = b"".join(path.read_bytes() for path in files)
    assert SECRET not in said and SECRET.encode() not in written and len(written) > 10_000


def test_the_key_of_a_file(run: Run, news: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET)
    with serve() as server:
        arguments = ("--engine", server.url, "--key-file", tmp_path / "key", "--no-names")
        assert run("translate", news / "a.txt", *arguments)[0] == 0
    assert server.requests[0].headers["Authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--engine", "ctranslate3"), "--engine ctranslate3: no such engine. Give auto, "),
        (("--engine", f"http://user:{SECRET}@localhost/v1"), "--engine http://localhost: a name, password or key"),
        (("--engine", f"user:{SECRET}@localhost"), "--engine: no URL of an endpoint"),
        (("--engine", "http://10.0.0.7/v1"), "not encrypted"),
        (
            ("--engine", "THERE", "--model", "other"),
            f"--model other: no such model at THERE. Name one with --model. There are: {MODEL}",
        ),
        (("--engine", "THERE", "--key-file", "none"), "--key-file none: cannot be read"),
    ],
)
def test_what_cannot_be_followed(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.setenv("TARJOMAN_API_KEY", SECRET)
    with serve() as server:
        given = [server.url if argument == "THERE" else argument for argument in arguments]
        status, out, err = run("translate", news, "--no-names", *given)
    assert (status, out) == (2, "") and message.replace("THERE", server.url) in err
    assert SECRET not in err


def test_a_server_that_is_not_there(run: Run, news: Path) -> None:
    with serve() as server:
        pass
    status, _, err = run("translate", news, "--no-names", "--engine", server.url)
    assert status == 1 and f"{server.url}: cannot be reached" in err and "Is the server running?" in err


def test_ctrl_c_does_not_wait_for_the_server_and_the_next_run_goes_on(news: Path, tmp_path: Path) -> None:
    stalled, asked = threading.Event(), threading.Event()

    def say(request: Request) -> str:
        if persian(5) in request.sentences and not stalled.is_set():
            asked.set()
            stalled.wait(30)
        return translated(request)

    with serve(say) as server:
        command = [sys.executable, "-m", "tarjoman", "translate", str(news), "-o", str(tmp_path / "out"), "--no-names"]
        command += ["--engine", server.url, "--memory", str(tmp_path / "memory")]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
            assert asked.wait(30)
            while len(server.requests) < 2:
                time.sleep(0.01)
            time.sleep(0.3)  # for the answer that does come to be read
            begin = time.monotonic()
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
        assert process.returncode == 130 and time.monotonic() - begin < 8 and "Stopped." in err
        stalled.set()
        server.requests.clear()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        assert [request.sentences for request in server.requests] == [[persian(n) for n in range(5, 9)]]


def test_the_commented_file_is_in_order() -> None:
    settings = config.load(ROOT / "configs/chat.toml", "translate", TranslateConfig)
    default = TranslateConfig()
    assert [name for name, value in settings.items() if value != getattr(default, name)] == ["engine"]
    assert set(settings) >= {"concurrency", "batch_sentences", "timeout", "thinking", "bare", "key_file"}
