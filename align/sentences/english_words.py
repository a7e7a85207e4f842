"""The words of English sentences, and their numbers, as features."""

import re
from collections import Counter

from tarjoman.translate.check.numbers import english
from tarjoman.translate.check.numbers.values import Value
from tarjoman.translate.names.transliteration.skeleton import ascii_letters

STEM = 5  # letters by which words are told apart
_WORD = re.compile(r"[a-z]+")


def plain(text: str) -> str:
    """A text in small ASCII letters, on one line."""
    return " ".join(ascii_letters(text).lower().split())


def stem(word: str) -> str:
    """The beginning of a word in small letters."""
    return word[:STEM]


def number(value: Value) -> str:
    """The name of a number among features; no stem has it."""
    return f"#{value}"


def words(text: str) -> Counter[str]:
    """How often a text has each stem and each number. text: `plain`."""
    found = Counter(map(stem, _WORD.findall(text)))
    found.update({number(value) for step in english.steps(text) for value in step.values})
    return found
