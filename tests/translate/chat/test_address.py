from pathlib import Path

import pytest

from tarjoman.errors import UsageError
from tarjoman.translate.chat import Address

SECRET = "s3cret-key"


@pytest.mark.parametrize(
    ("url", "read", "host", "is_local"),
    [
        ("http://localhost:8080/v1", "http://localhost:8080/v1", "localhost:8080", True),
        ("http://127.0.0.1/v1/", "http://127.0.0.1/v1", "127.0.0.1", True),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1", "[::1]:8000", True),
        ("HTTP://box.localhost/v1", "http://box.localhost/v1", "box.localhost", True),
        ("https://models.example/api/v1", "https://models.example/api/v1", "models.example", False),
        ("http://10.0.0.7:8000", "http://10.0.0.7:8000", "10.0.0.7:8000", False),
        ("http://localhost.example/v1", "http://localhost.example/v1", "localhost.example", False),
    ],
)
def test_urls(url: str, read: str, host: str, is_local: bool) -> None:
    address = Address.read(url)
    assert (address.url, address.host, address.is_local, address.key) == (read, host, is_local, "")
    assert address.place == read.split("//")[1]


@pytest.mark.parametrize(
    "url",
    [
        f"http://user:{SECRET}@localhost:8080/v1",
        f"https://{SECRET}@models.example/v1",
        f"https://models.example/v1?key={SECRET}",
        f"https://models.example/v1#{SECRET}",
        f"ftp://user:{SECRET}@models.example",
        f"user:{SECRET}@models.example/v1",
        f"http://user:{SECRET}@models.example:port/v1",
        f"http://[{SECRET}/v1",
        f"http:///{SECRET}",
        f"https://models.example/{SECRET} /v1",
        f"https://models.example/\u200c{SECRET}",
    ],
)
def test_what_may_be_a_secret_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError, match="--engine") as caught:
        Address.read(url)
    assert SECRET not in str(caught.value)


def test_the_key_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARJOMAN_API_KEY", f" {SECRET}\n")
    monkeypatch.setenv("OPENAI_API_KEY", "other")
    address = Address.read("https://models.example/v1")
    assert address.key == SECRET and SECRET not in repr(address)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://api.openai.com/v1", SECRET),
        ("https://eu.api.openai.com/v1", SECRET),
        ("https://openai.com.example/v1", ""),
        ("https://notopenai.com/v1", ""),
        ("http://localhost:8080/v1", ""),
        ("http://10.0.0.7/v1", ""),
    ],
)
def test_the_key_to_openai_goes_nowhere_else(monkeypatch: pytest.MonkeyPatch, url: str, key: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert Address.read(url).key == key


def test_a_file_with_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TARJOMAN_API_KEY", "other")
    (tmp_path / "key").write_text(f"{SECRET}\n")
    assert Address.read("http://localhost/v1", str(tmp_path / "key")).key == SECRET


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe", "holds no key"),
        (f"{SECRET}\nX-Other: 1".encode(), "what it holds is no key"),
        ("کلید".encode(), "what it holds is no key"),
        (b"x" * 20_000, "what it holds is no key"),
    ],
)
def test_files_without_a_key(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(UsageError, match=message) as caught:
        Address.read("http://localhost/v1", str(tmp_path / "key"))
    assert SECRET not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        Address.read("http://localhost/v1", str(tmp_path / "none"))


def test_no_key_goes_to_another_machine_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARJOMAN_API_KEY", SECRET)
    with pytest.raises(UsageError, match="not encrypted.*https, or a tunnel") as caught:
        Address.read("http://10.0.0.7:8000/v1")
    assert SECRET not in str(caught.value)
    assert Address.read("http://127.0.0.1:8000/v1").key == Address.read("https://10.0.0.7/v1").key == SECRET
