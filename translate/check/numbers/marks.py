"""What stands beside numbers and may not be turned round: percent, minus, the half of the day, the size of a plural.

In English it is looked for in the whole sentence, which may have it in other words: what tells nothing allows all.
"""

import re

from tarjoman.translate.check.numbers.values import Value, table, words_of

PERCENT, BELOW, AM, PM, NOON, MIDNIGHT = "%", "minus", "am", "pm", "noon", "midnight"
_PERCENT = re.compile(r"%|\dpc\b|\bper ?cent|\bpct\b|\bpercentage")
_MINUS = re.compile(r"(?<![\w.,)%-])[-\u2212\u2013][$£€]?\d")
_AM = re.compile(r"\d ?am\b|\ba\.m\b|\bmorning\b|\bdawn\b")
_PM = re.compile(r"\d ?pm\b|\bp\.m\b|\bafternoon\b|\bevening\b|\bat night\b|\btonight\b")
_WORD = re.compile(r"[a-z]+")


def marks(text: str) -> set[Value]:
    """The marks of an English text in lower case, and its months."""
    words = set(_WORD.findall(text))
    months, plurals = table("english_months"), table("english_plurals")
    found: set[Value] = {months[word] for word in words & months.keys()}
    found |= {plural(plurals[word]) for word in words & plurals.keys()} or set(map(plural, plurals.values()))
    found |= words & {"noon", "midnight", "decade", "decades", "century", "centuries"}
    found |= {mark for mark, one in ((AM, _AM), (PM, _PM)) if one.search(text)} or {AM, PM}
    if _PERCENT.search(text):
        found.add(PERCENT)
    if not words.isdisjoint(words_of("english_below")) or _MINUS.search(text):
        found.add(BELOW)
    return found


def plural(size: object) -> str:
    """The mark of hundreds, thousands and so on."""
    return f"{size}s"
