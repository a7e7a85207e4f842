"""What the documents of one source are called: names for files, each once."""

import hashlib
import re

_LONGEST = 80  # characters; a file system takes 255 bytes, of which endings and temporary names need some
_UNSAFE = re.compile(r"[^\w.-]+")


def slug(text: str) -> str:
    """A name that any file system takes: letters, digits, "_", "-" and "." of a text; "" when it has none.

    One that is cut is told apart by a hash of all of it.
    """
    name = _UNSAFE.sub("-", text).strip("-.")
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST].rstrip('-.')}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


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
