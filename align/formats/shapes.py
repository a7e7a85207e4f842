"""Whether a value that was read from JSON has the shape that it should have."""

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

# A shape is str, int (from 0), float (any finite number), list (of anything), a StrEnum, None, SPAN, TEXTS, [shape] for
# a list, {name: shape} for an object, whose names that end in "?" may be missing, or a tuple of which one must do.
Shape = Any
TEXTS = "texts"  # an object whose values are strings
SPAN = "span"  # two integers from 0, the second one not the smaller


def problem(value: object, shape: Shape, where: str) -> str:
    """What is wrong with a value, in words, beginning with its place; "" where nothing is."""
    if isinstance(shape, dict):
        if not isinstance(value, Mapping):
            return f"{where} must be an object"
        return next(filter(None, (_field(value, name, inner, where) for name, inner in shape.items())), "")
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{where} must be a list"
        return next(filter(None, (problem(v, shape[0], f"{where}[{n}]") for n, v in enumerate(value))), "")
    if isinstance(shape, tuple):
        found = [problem(value, inner, where) for inner in shape]
        return "" if "" in found else found[0]
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        known = [str(member) for member in shape]
        return "" if value in known else f"{where} must be one of {', '.join(known)}"
    fits, name = _plain(value, shape)
    return "" if fits else f"{where} must be {name}"


def _field(value: Mapping[str, object], name: str, shape: Shape, where: str) -> str:
    bare = name.removesuffix("?")
    if bare in value:
        return problem(value[bare], shape, f"{where}.{bare}")
    return "" if bare != name else f"{where}.{bare} is missing"


def _plain(value: object, shape: Shape) -> tuple[bool, str]:
    """Whether a value is of a shape that has no parts, and what that is called."""
    if shape is None:
        return value is None, "null"
    if shape is str:  # JSON can spell half a character (a lone surrogate): that is no text
        return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value), "a string"
    if shape is int:
        return _is_index(value), "an integer from 0"
    if shape is float:
        return type(value) in (int, float) and abs(value) <= sys.float_info.max, "a number"  # type: ignore[arg-type]
    if shape is list:
        return isinstance(value, list), "a list"
    if shape is TEXTS:
        texts = [*value, *value.values()] if isinstance(value, dict) else [None]
        return all(_plain(text, str)[0] for text in texts), "an object of strings"
    is_span = isinstance(value, list) and len(value) == 2 and all(map(_is_index, value)) and value[0] <= value[1]
    return is_span, "two integers, where it begins and ends"


def _is_index(value: object) -> bool:
    return type(value) is int and value >= 0
