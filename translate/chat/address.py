"""Where a chat endpoint is, and the key to it, which nobody else is told."""

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from tarjoman.errors import UsageError
from tarjoman.files import display, reason

KEY, OPENAI_KEY = "TARJOMAN_API_KEY", "OPENAI_API_KEY"
_OPENAI = "openai.com"  # the one domain that OPENAI_API_KEY is sent to
_LONGEST_KEY = 10_000  # characters


@dataclass(frozen=True, slots=True)
class Address:
    """The base of an endpoint.

    url:  "http://localhost:8080/v1", without a slash at its end.
    key:  what is sent as its bearer token, "" for none; not part of the address's text form.
    """

    url: str
    key: str = field(default="", repr=False)

    @classmethod
    def read(cls, url: str, key_file: str = "") -> "Address":
        """The address as it is given, with the key of the file, else of the environment.

        key_file: "" for none. OPENAI_API_KEY is for openai.com alone. Raises UsageError: no such URL, one with a
        password or key in it, an unreadable key, or one that would go over an open line.
        """
        parts = _parts(url)
        address = cls(parts.geturl().rstrip("/"), _key(key_file, parts.hostname or ""))
        if address.key and parts.scheme == "http" and not address.is_local:
            raise UsageError(
                f"--engine {address.url}",
                "the key would go to another machine over a line that is not encrypted",
                f"Use https, or a tunnel to localhost; where no key is needed, unset {KEY} and leave out --key-file",
            )
        return address

    @property
    def host(self) -> str:
        """Host and port, "localhost:8080"."""
        return urlsplit(self.url).netloc

    @property
    def place(self) -> str:
        """What tells it from other endpoints: host, port and path, "localhost:8080/v1"."""
        return self.host + urlsplit(self.url).path

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine."""
        name = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return name == "localhost" or name.endswith(".localhost")


def _parts(url: str) -> SplitResult:
    """A URL taken apart. No message repeats what may be a password or a key: raises UsageError."""
    advice = "Give it as http://localhost:8080/v1"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:  # brackets that do not fit, a port that is no number
        raise UsageError("--engine", "no URL of an endpoint", advice) from error
    if parts.scheme not in ("http", "https") or not host or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError("--engine", "no URL of an endpoint", advice)
    shown = f"{parts.scheme}://{host}{f':{port}' if port else ''}"
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise UsageError(
            f"--engine {shown}",
            "a name, password or key stands in the URL, where others can read it",
            f"Give the URL alone, and the key in {KEY} or in a file named with --key-file",
        )
    return parts


def _key(file: str, host: str) -> str:
    """The key for a host, "" where there is none. Raises UsageError, without the key."""
    if file:
        where = f"--key-file {display(file)}"
        try:
            key = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise UsageError(where, f"cannot be read ({reason(error)})", "Name a file that holds the key") from error
        except ValueError as error:
            raise UsageError(where, "holds no key", "Name a file that holds the key, and nothing else") from error
        if not key:
            raise UsageError(where, "is empty", "Write the key into it")
    else:
        where, key = KEY, os.environ.get(KEY, "").strip()
        if not key and (host == _OPENAI or host.endswith(f".{_OPENAI}")):
            where, key = OPENAI_KEY, os.environ.get(OPENAI_KEY, "").strip()
    if len(key) > _LONGEST_KEY or not all("!" <= character <= "~" for character in key):
        raise UsageError(where, "what it holds is no key", "A key is one line of ASCII characters without spaces")
    return key
