"""Reading JSON that nobody vouches for: what Python takes beyond JSON, and what no file can hold, is refused."""

import json
import math
import re
from typing import Any, NoReturn

_HALVES = re.compile(r"\\u[dD][89a-fA-F]")  # of characters; two that belong together are one
_HALF = re.compile("[\ud800-\udfff]")


def loads(text: str) -> Any:
    """The value of a text. Raises ValueError.

    Refused beside what is no JSON: NaN and infinity, also as numbers that are too large (1e999); half a character (a
    lone surrogate), which is no text; lists in lists without end.
    """
    try:
        value = json.loads(text, parse_constant=_constant, parse_float=_number)
    except RecursionError as error:
        raise ValueError("lists or objects in one another without end") from error
    if _HALVES.search(text) and (half := _HALF.search(json.dumps(value, ensure_ascii=False))):
        raise ValueError(f"U+{ord(half[0]):04X} in it is half a character")
    return value


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is too large a number")
    return number
