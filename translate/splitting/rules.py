"""What decides whether a sentence ends with a run of sentence marks. A rule is one idea; the first to answer decides.

A rule takes a Stop and answers True (the sentence ends), False (it goes on) or None (not for this rule to say). Where
none answers, the sentence ends.
"""

import re
from collections.abc import Callable
from functools import cache

from tarjoman.translate.script import has_persian
from tarjoman.translate.splitting.abbreviations import abbreviation
from tarjoman.translate.splitting.stops import CLOSING, ENDS, OPENING, PARTNER, Stop, word_before
from tarjoman.translate.splitting.words import ends_clauses, plain, words

Rule = Callable[[Stop], bool | None]

# How far is looked: for the opening mark of a quotation (three lines of a newspaper), for what introduces it, for who
# spoke it (a clause of a few words); in characters, the last in words. What stands farther is not about the stop.
_QUOTATION, _INTRODUCTION, _CLAUSE, _SPEAKER = 700, 40, 80, 8

_NUMBER = re.compile(r"\(?\d{1,3}(?:[.\-]\d{1,3})*\Z")
_ITEM = re.compile(r"(?:([:؛]|\bاز|\bشامل)\s*|\s)(\d{1,2})\Z")
_ITEM_BEFORE = re.compile(r"(?<!\d)(\d{1,2})\.(?!\d)")
_SECTION = re.compile(r"(\w+)\s+\d{1,4}\Z")
_SUBSECTION = re.compile(r"(\w+)\s+\d+(?:\.\d+)+\Z")
_ASIDE = re.compile(r"\(\w+(?:[ \u200c]\w+)?\)\s*?(?:\n|\Z)")
_LETTER_COMMA = re.compile(r"[^\W\d_]\s?،")
_THAT = re.compile(r"این\s?که\s")
_NEXT_CLAUSE = re.compile(rf"[^{ENDS}:\n«»\"]{{1,{_CLAUSE}}}(?=[{ENDS}])")


def mark_follows(stop: Stop) -> bool | None:
    """Another mark goes on with this one: «!».», «...،»."""
    return False if stop.text[stop.after] in CLOSING + ENDS + "،؛:,;" else None


def aside(stop: Stop) -> bool | None:
    """A word or two in brackets at the end of a line say something of the sentence before: چه شد؟(عکس)."""
    return False if _ASIDE.match(stop.text, stop.after) else None


def object_marker(stop: Stop) -> bool | None:
    """«را» follows what it marks, so no sentence begins with it."""
    return False if stop.following == "را" else None


def suspect(stop: Stop) -> bool | None:
    """A single letter and a comma behind a full stop are what a court report leaves of a name: حسن. ر، متهم ردیف."""
    return False if stop.marks == "." and _LETTER_COMMA.match(stop.text, stop.after) else None


def exclaimed_name(stop: Stop) -> bool | None:
    """The mark of Yahoo! is a part of the name."""
    return False if stop.marks == "!" and stop.before in words().exclaimed else None


def list_mark(stop: Stop) -> bool | None:
    """A number or «الف» with a full stop that opens its sentence, or an item, numbers it: ۱. مقدمه، ماده ۵. متن.

    Within a sentence items are numbered from 1: «سه بند دارد: ۱. آتش‌بس، ۲. تبادل و ۳. بازگشت».
    """
    head = stop.sentence.rstrip()
    if stop.marks != "." or not (head[-1:].isdecimal() or stop.before == "الف"):
        return None
    if stop.before == "الف" and head.removesuffix("الف").rstrip().endswith((":", "؛")):
        return False
    if stop.begin + len(stop.sentence) == stop.at:  # the whole of it
        if _NUMBER.fullmatch(head) or plain(head) == "الف":
            return False
        section = _SECTION.fullmatch(head)
        if section and plain(section[1]) in words().sections:
            return False
    section = _SUBSECTION.search(head)
    if section and plain(section[1]) in words().sections:
        return False
    item = _ITEM.search(head)
    if item and item[1] and int(item[2]) == 1:
        return False
    return False if item and int(item[2]) - 1 in map(int, _ITEM_BEFORE.findall(head)) else None


def missing_space(stop: Stop) -> bool | None:
    """Without white space behind it a sentence ends only where a writer forgot it, as in «شد.خوشبختانه».

    So it is between Persian words of two letters or more; after a closing mark, a number, a Latin word or a space of
    its own, where a Persian word of two letters or «و» follows; and after a Persian word before a number or a Latin
    word with a capital. Addresses and numbers have none of these.
    """
    if stop.spaced:
        return None
    if not stop.following:
        return False
    last = stop.text[stop.at - 1 : stop.at]
    persian_word = (
        len(stop.before) > 1
        and has_persian(stop.before[0])
        and (last.isalpha() or last.isspace() or not last.isprintable())
    )
    if stop.following[0].isdecimal():
        return None if persian_word and not stop.closers else False
    if not has_persian(stop.following[0]):
        capital = stop.text[stop.after].isupper() and len(stop.following) > 1
        return None if persian_word and last.isalpha() and capital else False
    if len(stop.following) == 1 and (stop.following != "و" or not stop.text[stop.after + 1 : stop.after + 2].isspace()):
        return False
    if stop.following in words().letter_names and stop.text.startswith(".", stop.after + len(stop.following)):
        return False  # زد.تی.ای
    return None if stop.closers or len(stop.before) > 1 or not last.isalpha() else False


def ellipsis(stop: Stop) -> bool | None:
    """Three dots end a sentence where a clause is complete, with a verb before them: «نمی‌دانم... شاید».

    Elsewhere they stand for what is left out («و ...», «دولت … باید») or for a pause.
    """
    if not stop.marks.endswith(("..", "…")) or stop.closers:
        return None
    if stop.following in words().continuations:
        return False
    if stop.before == "و":  # and so on; a fourth dot is a full stop
        return None if len(stop.marks.replace("…", "...")) > 3 and stop.spaced else False
    return None if ends_clauses(stop.before) else False


def question_in_clause(stop: Stop) -> bool | None:
    """«در پاسخ به این پرسش که آیا …؟ گفت»: the question is a part of a clause that goes on behind it."""
    if stop.marks[0] not in "؟?" or stop.closers:
        return None
    head = plain(stop.sentence)
    asked = any(not m[1] or not (ends_clauses(m[1]) or m[1] in words().raised) for m in _question().finditer(head))
    return False if asked or _THAT.match(head) else None


@cache
def _question() -> re.Pattern[str]:
    """A question's name, a word, «که»; or «مبنی بر اینکه»."""
    return re.compile(rf"\b(?:{'|'.join(words().questions)})\s+(?:(\w+)\s+)?که\s|\bمبنی\s+بر\s+این\s?که\s")


def quotation(stop: Stop) -> bool | None:
    """Whether a quotation or bracket that ends with sentence marks ends the sentence around it too.

    A bracket does where it began a sentence or stands behind its verb; a quotation where it is a speech: after a colon,
    a comma or a verb of saying. «مرگ بر …!» in the middle of a clause does not, nor does one followed by its speaker.
    """
    if not stop.closers:
        return None
    if stop.following in words().continuations:
        return False
    closer = stop.closers[-1]
    opening = _opening(stop, closer)
    if opening < 0:
        return None
    outside = stop.text[max(0, opening - _INTRODUCTION) : opening].rstrip().rstrip(OPENING).rstrip()
    if not outside or outside.rstrip(CLOSING)[-1:] in ENDS:
        return False if closer not in ")]}" and _is_told(stop) else None
    word = word_before(outside, 0, len(outside))
    if word == "که":  # of «گفت که», not of «این پرسش که»
        outside = outside.removesuffix("که").rstrip()
        word = word_before(outside, 0, len(outside))
        return None if word in words().speech or ends_clauses(word) else False
    if closer in ")]}":
        return None if stop.marks == "." and ends_clauses(word) else False
    if outside[-1] in "،," and outside[-2:-1] in CLOSING:  # «…»، «…؟»: one of several titles
        return False
    if outside[-1] in ":،؛,;" or word in words().speech:
        return None
    before = plain(outside).split()  # «گفته بود اروپا «باید بدهد.»»: the verb of saying stands further back
    told = stop.marks == "." and word not in words().prepositions and "که" not in before
    told = told and any(map(ends_clauses, before))
    return None if told else False


def _opening(stop: Stop, closer: str) -> int:
    """Where the mark stands that opens what the last of the closers closes, −1 where none is near."""
    opener, depth = PARTNER[closer], stop.closers.count(closer)
    for at in range(stop.at - 1, max(-1, stop.at - 1 - _QUOTATION), -1):
        if stop.text[at] == opener:
            depth -= 1
            if not depth:
                return at
        elif stop.text[at] == closer:
            depth += 1
    return -1


def _is_told(stop: Stop) -> bool:
    """Whether a quotation that opens the sentence is followed by who said it: «کمک!» ساکنان فریاد می‌زدند."""
    clause = _NEXT_CLAUSE.match(stop.text, stop.after)
    told = plain(clause[0]).split() if clause else []
    if not words().quoted.isdisjoint({stop.following, "".join(told[:2])}):
        return True
    if not 0 < len(told) <= _SPEAKER:
        return False
    return told[-1] in words().reporting or " ".join(told[-2:]) in words().reporting


RULES: tuple[Rule, ...] = (
    mark_follows,
    object_marker,
    suspect,
    aside,
    exclaimed_name,
    abbreviation,
    list_mark,
    missing_space,
    ellipsis,
    question_in_clause,
    quotation,
)


def ends_sentence(stop: Stop) -> bool:
    """Whether a sentence ends with a run of sentence marks."""
    for rule in RULES:
        answer = rule(stop)
        if answer is not None:
            return answer
    return True
