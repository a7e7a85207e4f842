"""What the documents of one source are called: names for files, each once."""

import hashlib
import re

LONGEST_NAME = 255  # bytes of a file's name that every usual file system takes
_LONGEST = 80  # characters, and
_MOST_BYTES = 180  # bytes in UTF-8: endings, hashes and numbers follow
_UNSAFE = re.compile(r"[^\w.-]+")


def slug(text: str) -> str:
    """A name that any file system takes: letters, digits, "_", "-" and "." of a text; "" when it has none.

    One that is cut is told apart by a hash of all of it.
    """
    name = _UNSAFE.sub("-", text).strip("-.")
    return shortened(name, _MOST_BYTES, text) if len(name) <= _LONGEST else _hashed(name[:_LONGEST], _MOST_BYTES, text)


def shortened(name: str, most: int, whole: str = "") -> str:
    """A name of at most so many bytes in UTF-8; one that is cut is told apart by a hash of all of it, or of `whole`."""
    return name if len(name.encode("utf-8", "surrogatepass")) <= most else _hashed(name, most - 9, whole or name)


def _hashed(name: str, most: int, whole: str) -> str:
    kept = name.encode("utf-8", "surrogatepass")[:most].decode("utf-8", "ignore")
    return f"{kept.rstrip('-.')}-{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


class Slugs:
    """Gives out names, each once also where capitals and small letters are the same."""

    def __init__(self) -> None:
        self._taken: set[int] = set()  # hashes: a million names fit into memory

    def __call__(self, wanted: str, number: int) -> str:
        """The name of entry `number`, from 1: what it asks for, and its number where that is taken; else its number."""
        name = slug(wanted) or str(number)
        while (key := hash(name.casefold())) in self._taken:
            name = f"{name}-{number}"
        self._taken.add(key)
        return name
