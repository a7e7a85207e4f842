"""Translations in what a chat model says: of numbered sentences those whose place is certain, of a lone one all of it.

A model that leaves out a line, joins two or divides one can number what it says anew. What might have moved so is not
taken: it is asked for again by itself, which costs time, where a translation beside the wrong source costs more.
"""

import json
import re
from collections.abc import Iterator

from tarjoman.translate.script import LETTER

_THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)  # begun by the model's template
# Each of these reads a line without white space at its ends, in time that grows with its length alone.
_FENCE = re.compile(r"(?:```|~~~)[ \t]{0,9}\w{0,20}|</?text>", re.IGNORECASE)
_EDGE = re.compile(r"^</?text>|</?text>$", re.IGNORECASE)
# [1] text, (1) text, **1.** text, 1) text, 1: text, - ۱. text
_NUMBERED = re.compile(
    r"[\s>*_#\u2022-]*(?:[\[(<«]\s*(\d{1,4})\s*[\])>»][.:)]?|(\d{1,4})\s*(?:[.:)\]](?=[\s*_]|$)|[-\u2013\u2014](?=\s)))"
    r"[*_]*(.*)"
)
_NUMBER_INSIDE = re.compile(r"[\[(]\s*\d{1,4}\s*[\])]")  # at the start of what should be a translation
# talk before a lone translation; "The ministry announced the following:" is news
_INTRODUCTION = re.compile(
    r"[*_#\s]*(?:(?:sure|certainly|of course|okay|ok)\b[,.!:;\s]*)?(?:"
    r"(?:here (?:is|are)|here['\u2019]s|below is|the following is|this is)\s"
    r"(?:[^:]{0,60}\s)?(?:translation|translated (?:sentence|text)|english version)\b[^:]{0,60}[:.]"
    r"|here (?:it is|you go)[:.!]|(?:the )?(?:english )?translation(?: into english)?:|(?<=[!:]))[*_\s]*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[*_\s]*(?:english|translation|english translation)\s*:[*_\s]*(?=\S)", re.IGNORECASE)
_NOTE = re.compile(r"[*_(\[\s]*(?:note|notes|explanation|translator's note|let me know|i hope)\b", re.IGNORECASE)
_QUOTES = (('"', '"'), ("\u201c", "\u201d"), ("«", "»"), ("'", "'"), ("\u2018", "\u2019"), ("**", "**"), ("`", "`"))
_PERSIAN = re.compile(f"[{LETTER}]")
# What may be the number that was put before a lone translation: in brackets, as several are numbered, or in another
# way. "1 - 0 in favour of Iran" has none.
_BRACKETED = re.compile(r"[*_]*\[\s?[1\u0661\u06f1]\s?\][.:)]?[*_]*(?:\s|$)")
_FIRST = re.compile(r"[*_]*(?:[1\u0661\u06f1][.)]|\([1\u0661\u06f1]\))[*_]*\s")
_SECOND = re.compile(r"[\s*_([]*[2\u0662\u06f2]\s?[.)\]]")  # the line of a list, which is of the text
_OWN_BRACKET = re.compile(r"\W*\d")
_OWN_NUMBER = re.compile(r"\W*(?:\d|(?:یک|یکم|اول|اولین|نخست|نخستین)\b)|.*(?<!\d)[1\u0661\u06f1](?!\d)", re.DOTALL)
_NESTED = 4  # levels of JSON that are looked into


def numbered(text: str, count: int, *, cut: bool = False) -> dict[int, str]:
    """The translations that certainly belong to their sentences, by index from 0.

    text: what was said of sentences 1 to `count`. cut: whether it breaks off. Not taken are numbers that come twice, or
    with lines of which it is not clear whose they are; the neighbours of one that is missing, which may have taken it
    in; and all, where a number was made up, or the last ones are missing, as all may have moved.
    """
    found: dict[int, list[str]] = {}
    doubtful: set[int] = set()
    last = 0
    for number, said in _said(text, count):
        if number is None:
            doubtful.add(last)
        else:
            found.setdefault(number, []).append(said)
            last = number
    if cut:
        doubtful.add(last)
    numbers = range(1, count + 1)
    missing = {number for number in numbers if not any(found.get(number, []))}
    if any(number not in numbers for number in found) or (count in missing and not cut):
        return {}
    gaps = {number for number in missing if number < last}
    return {
        number - 1: found[number][0]
        for number in numbers
        if number not in missing | doubtful
        and len(set(found[number])) == 1
        and not _NUMBER_INSIDE.match(found[number][0])
        and not {number - 1, number + 1} & gaps
    }


def whole(text: str, source: str) -> str:
    """The translation of a lone sentence, on one line: what was said without what models say around it; "" for nothing.

    source: the sentence; a number before the whole and quotation marks around it stay where it has them too. Where it
    is not certain that words are the model's own, they stay.
    """
    cleaned = _cleaned(text)
    data = None if source.startswith(("{", "[")) else _loaded(cleaned)
    if data is not None and len(strings := list(_strings(data))) == 1:
        return _bare(strings[0], source)
    lines = [line.strip() for line in cleaned.splitlines()]
    while lines and (not lines[0] or (any(lines[1:]) and _INTRODUCTION.fullmatch(lines[0]))):
        del lines[0]
    for number, line in enumerate(lines):
        if number and not lines[number - 1] and _NOTE.match(line):
            del lines[number:]
            break
    return _bare(_unnumbered([line for line in lines if line], source), source)


def _unnumbered(lines: list[str], source: str) -> str:
    """The lines as one, without the number 1 before them that neither the source has nor a list begins with."""
    said = " ".join(lines)
    for number, own in ((_BRACKETED, _OWN_BRACKET), (_FIRST, _OWN_NUMBER)):
        match = number.match(said)
        if match and not own.match(source) and not any(map(_SECOND.match, lines[1:])):
            return said[match.end() :]
    return said


def is_echo(text: str) -> bool:
    """Whether a text is in Persian letters, more than half of it: a sentence said back."""
    return 2 * len(_PERSIAN.findall(text)) > sum(character.isalpha() for character in text)


def _said(text: str, count: int) -> Iterator[tuple[int | None, str]]:
    """Numbers with their translations, in order; None for lines of which it is not clear whether the last has them.

    What stands before the first number, and behind the last with an empty line between, is talk, and left out.
    """
    cleaned = _cleaned(text)
    if (data := _json(cleaned)) is not None and (items := list(_items(data, count))):
        yield from items
        return
    number: int | None = None
    said = ""
    parted = below = behind = False  # an empty line came; lines just below the translation; lines after an empty one
    for line in cleaned.splitlines():
        if match := _NUMBERED.match(line):
            if number is not None:
                yield number, said
            if below or behind:
                yield None, ""
            number, said = int(match[1] or match[2]), match[3].strip()
            parted = below = behind = False
        elif not line.strip():
            parted = True
        elif number is not None and not said:  # the number stood on a line of its own
            said, parted = line.strip(), False
        elif number is not None:
            below, behind = below or not parted, behind or parted
    if number is not None:
        yield number, said
    if below:
        yield None, ""


def _cleaned(text: str) -> str:
    """What was said, without thoughts, fences and the tags of the request."""
    text = _THOUGHT_END.split(_THOUGHT.sub("", text))[-1]
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(_EDGE.sub("", line) for line in lines if not _FENCE.fullmatch(line))


def _json(text: str) -> object:
    """The object or list that stands in a text on lines of its own; None where there is none."""
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    end = max(text.rfind("}"), text.rfind("]")) + 1
    if not starts or end <= min(starts):
        return None
    before, after = text[: min(starts)].rstrip(" \t"), text[end:].lstrip(" \t")
    if (before and before[-1] != "\n") or (after and after[0] != "\n"):
        return None  # of a sentence
    return _loaded(text[min(starts) : end])


def _loaded(text: str) -> object:
    """The object, or list of strings or objects, that a text is; None where it is none."""
    try:
        data: object = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return None
    return (
        data if isinstance(data, dict) or (isinstance(data, list) and data and type(data[0]) in (str, dict)) else None
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; of one that has a key twice it would not be told which value is meant: raises ValueError."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key comes twice")
    return found


def _items(data: object, count: int, level: int = 0) -> Iterator[tuple[int, str]]:
    """Numbers and translations in JSON: {"1": "…"}, [{"number": 1, "translation": "…"}], or a string a sentence."""
    if isinstance(data, list) and len(data) == count and all(isinstance(item, str) for item in data):
        yield from ((number, _line(item)) for number, item in enumerate(data, 1))
    elif isinstance(data, list):
        for item in data if all(isinstance(item, dict) for item in data) else ():
            values = item.values()
            numbers = [n for n in map(_number, values) if n is not None]
            texts = [v for v in values if isinstance(v, str) and _number(v) is None and not is_echo(v)]
            if len(numbers) == len(texts) == 1:
                yield numbers[0], _line(texts[0])
    elif isinstance(data, dict) and data and all(_number(key) is not None for key in data):
        yield from ((_number(key) or 0, _line(value)) for key, value in data.items() if isinstance(value, str))
    elif isinstance(data, dict) and len(data) == 1 and level < _NESTED:
        yield from _items(next(iter(data.values())), count, level + 1)


def _strings(data: object, level: int = 0) -> Iterator[str]:
    """The strings in JSON that are not the source."""
    if isinstance(data, str) and not is_echo(data):
        yield _line(data)
    elif isinstance(data, list | dict) and level < _NESTED:
        for item in data.values() if isinstance(data, dict) else data:
            yield from _strings(item, level + 1)


def _number(value: object) -> int | None:
    """A number of a sentence: 3, "3", "۳", "[3]"; None for anything else."""
    if type(value) is int:
        return value
    match = re.fullmatch(r"\s*\[?(\d{1,4})[\].)]?\s*", value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def _line(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str, source: str) -> str:
    """A translation without a label before it, and without marks around it that its source does not have."""
    text = _line(text)
    if ":" not in source and (label := _LABEL.match(text)):
        text = text[label.end() :]
    for opening, closing in _QUOTES:
        inner = text[len(opening) : -len(closing)]
        around = text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing)
        if around and opening not in inner and closing not in inner and source[:1] not in ('"', "«", "\u201c", "'"):
            return inner.strip()
    return text
