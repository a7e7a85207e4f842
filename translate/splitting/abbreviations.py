"""Whether a full stop belongs to the word before it: abbreviations, initials, spelled acronyms."""

import re

from tarjoman.translate.splitting.stops import Stop, word_before
from tarjoman.translate.splitting.words import ends_clauses, plain, words

_INITIAL = re.compile("\\s*(\\w+)\u200c?\\.")
# what may end a sentence after all: letters with stops (ه.ق.، سی.ان.ان.، ع. ر.), a letter behind a number (۱۹۴۵ م.)
_SPELLED = re.compile(r"(?:\w\.\s?\w|[^\W\d_]{2,3}\.\s?[^\W\d_]{2,3}|\d\s\w)\Z")
_LABELLED = re.compile(r"([^:.]{1,40}):\s((?:\S+\s+){0,6}\S*)\Z")  # a label of some words, a value of up to seven
_COMPLEMENT = 7  # words in which the verb, its preposition and the abbreviation are looked for


def abbreviation(stop: Stop) -> bool | None:
    """A full stop after an abbreviation, a single letter or an initial belongs to it: ه.ش.، م. آزاد، جی. دی. ونس، Dr.

    After the name of something lettered (هپاتیت ب.), at the end of «label: value» (تولد: ۱۳۱۵ ه.ش.) and behind the verb
    it ends the sentence as well.
    """
    if stop.marks != "." or not _abbreviates(stop):
        return None
    at = stop.at - len(stop.before)
    if len(stop.before) == 1 and word_before(stop.text, stop.begin, at) in words().lettered:
        return None
    if _continues(stop) or stop.following in words().continuations:
        return False
    if not _SPELLED.search(stop.sentence) and stop.before not in words().companies:
        return False
    return None if _is_labelled(stop.sentence) or _follows_verb(stop.sentence) else False


def _abbreviates(stop: Stop) -> bool:
    """Whether the word before a full stop is an abbreviation or an initial.

    The name of a letter is an initial where another with a full stop follows, or stands before it.
    """
    before = stop.before
    if len(before) == 1 or before in words().abbreviations or before in words().initials:
        return True
    if before in words().numbered:
        return stop.following[:1].isdecimal()
    if before not in words().letter_names:
        return False
    if _continues(stop):
        return True
    head = stop.text[max(0, stop.at - 20) : stop.at].rstrip(" \u200c")[: -len(before)].rstrip()
    if not head.endswith("."):
        return False
    earlier = word_before(head, 0, len(head) - 1)
    return len(earlier) == 1 or earlier in words().letter_names


def _continues(stop: Stop) -> bool:
    """Whether another initial comes next: with a full stop too, or without white space, as in دی.ان.ای."""
    if not stop.spaced and stop.following in words().letter_names:
        return True
    following = _INITIAL.match(stop.text, stop.after)
    return following is not None and (len(following[1]) == 1 or plain(following[1]) in words().letter_names)


def _is_labelled(sentence: str) -> bool:
    """Whether a sentence is «label: value», without a verb, and so may end with an abbreviation."""
    label = _LABELLED.search(sentence)
    if not label or plain(label[1].split()[-1]) in words().speech:
        return False
    return not any(ends_clauses(plain(word)) for word in label[2].split())


def _follows_verb(sentence: str) -> bool:
    """Whether an abbreviation stands behind the verb, which it completes: «می‌رسد به ۳۰۰۰ ق.م.»."""
    last = plain(sentence).split()[-_COMPLEMENT:]
    return any(
        ends_clauses(verb) and preposition in words().prepositions and before != "که"
        for before, verb, preposition in zip(["", *last], last, last[1:], strict=False)
    )
