"""What decides whether a sentence ends with a run of sentence marks. A rule is one idea; the first to answer decides.

A rule takes a Stop and answers True (the sentence ends), False (it goes on) or None (not for this rule to say). Where
none answers, the sentence ends.
"""

import re
from collections.abc import Callable

from tarjoman.translate.script import has_persian
from tarjoman.translate.splitting.stops import CLOSING, ENDS, OPENING, PARTNER, Stop, word_before
from tarjoman.translate.splitting.words import ends_clauses, plain, words

Rule = Callable[[Stop], bool | None]

_LONGEST_LOOK = 700  # characters in which the opening mark of a quotation is looked for
_NUMBER = re.compile(r"\(?\d{1,3}(?:[.\-]\d{1,3})*\Z")
_LISTED = re.compile(r"(?:[:،؛,;]|\bو)\s*(\d{1,2})\Z")
_SECTION = re.compile(r"(\w+)\s+\d{1,4}\Z")
_SUBSECTION = re.compile(r"(\w+)\s+\d+(?:\.\d+)+\Z")
_SECOND_INITIAL = re.compile("\\s*(\\w+)\u200c?\\.")
_SPELLED = re.compile(r"(?:\w\.\s?\w|[^\W\d_]{2,3}\.\s?[^\W\d_]{2,3}|\d\s\w|Inc|Ltd|Co|Corp)\Z")
_LABELLED = re.compile(r"([^:.]{1,40}):\s((?:\S+\s+){0,6}\S*)\Z")
_ASIDE = re.compile(r"\(\w+(?:[ \u200c]\w+)?\)\s*?(?:\n|\Z)")
_COMPLETED = re.compile(r"(?<!که\s)\b(\S+)\s(?:به|از|تا|جز|در|با)\s(?:\S+\s){0,4}\S*\Z")
_ASKED = re.compile(r"\b(?:سوالی?|سؤالی?|پرسشی?)\s+(?:(?!است|بود|شد|مطرح)\w+\s+)?که\s|\bمبنی\s+بر\s+این\s?که\s")
_WHETHER = re.compile(r"این\s?که\s")
_NEXT_CLAUSE = re.compile(rf"[^{ENDS}:\n«»\"]{{1,80}}(?=[{ENDS}])")


def mark_follows(stop: Stop) -> bool | None:
    """Another mark goes on with this one: «!».», «...،»."""
    return False if stop.text[stop.after] in CLOSING + ENDS + "،؛:,;" else None


def aside(stop: Stop) -> bool | None:
    """A word or two in brackets at the end of a line say something of the sentence before: چه شد؟(عکس)."""
    return False if _ASIDE.match(stop.text, stop.after) else None


def abbreviation(stop: Stop) -> bool | None:
    """A full stop after an abbreviation, a single letter or an initial belongs to it: ه.ش.، م. آزاد، جی. دی. ونس، Dr.

    After the name of something lettered (هپاتیت ب.), at the end of «label: value» (تولد: ۱۳۱۵ ه.ش.) and behind the verb
    it ends the sentence as well.
    """
    if stop.marks == "!" and stop.before in words().exclaimed:
        return False
    if stop.marks != "." or not _abbreviates(stop):
        return None
    at = stop.at - len(stop.before)
    if len(stop.before) == 1 and word_before(stop.text, stop.begin, at) in words().lettered:
        return None
    if _continues_initials(stop):
        return False
    if not _SPELLED.search(stop.sentence) or stop.following in words().continuations:
        return False
    return None if _is_labelled(stop.sentence) or _follows_verb(stop.sentence) else False


def _is_labelled(sentence: str) -> bool:
    """Whether a sentence is «label: value», without a verb, and so may end with an abbreviation."""
    label = _LABELLED.search(sentence)
    if not label or plain(label[1].split()[-1]) in words().speech:
        return False
    return not any(ends_clauses(plain(word)) for word in label[2].split())


def _follows_verb(sentence: str) -> bool:
    """Whether an abbreviation stands behind the verb, which it completes: «می‌رسد به ۳۰۰۰ ق.م.»."""
    completed = _COMPLETED.search(sentence)
    return completed is not None and ends_clauses(plain(completed[1]))


def _abbreviates(stop: Stop) -> bool:
    """Whether the word before a full stop is an abbreviation or an initial.

    The name of a letter is an initial where another with a full stop follows, or stands before it.
    """
    before = stop.before
    if len(before) == 1 or before in words().abbreviations or before in words().initials:
        return True
    if before not in words().letter_names:
        return False
    if _continues_initials(stop):
        return True
    head = stop.text[max(0, stop.at - 20) : stop.at].rstrip(" \u200c")[: -len(before)].rstrip()
    if not head.endswith("."):
        return False
    earlier = word_before(head, 0, len(head) - 1)
    return len(earlier) == 1 or earlier in words().letter_names


def _continues_initials(stop: Stop) -> bool:
    """Whether another initial comes next: with a full stop too, or without white space, as in دی.ان.ای."""
    if not stop.spaced and stop.following in words().letter_names:
        return True
    following = _SECOND_INITIAL.match(stop.text, stop.after)
    return following is not None and (len(following[1]) == 1 or plain(following[1]) in words().letter_names)


def list_mark(stop: Stop) -> bool | None:
    """A number or «الف» with a full stop that opens its sentence, or an item, numbers it: ۱. مقدمه، ماده ۵. متن.

    Within a sentence items are numbered from 1: «سه بند دارد: ۱. آتش‌بس، ۲. تبادل و ۳. بازگشت».
    """
    if stop.marks != "." or not (stop.before == "الف" or stop.text[stop.at - 1 : stop.at].isdecimal()):
        return None
    head = stop.sentence
    if stop.begin == stop.at - len(head):
        if _NUMBER.fullmatch(head) or plain(head) == "الف":
            return False
        section = _SECTION.fullmatch(head)
        if section and plain(section[1]) in words().sections:
            return False
    section = _SUBSECTION.search(head)
    if section and plain(section[1]) in words().sections:
        return False
    item = _LISTED.search(head)
    if not item:
        return None
    number = int(item[1])
    earlier = re.compile(rf"(?<!\d)(?:{number - 1}|{_persian(number - 1)})\.(?!\d)")
    return False if number == 1 or earlier.search(head) else None


def _persian(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


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
    first = stop.text[stop.after]
    if stop.following[0].isdecimal():
        return None if persian_word and not stop.closers else False
    if not has_persian(stop.following[0]):
        return None if persian_word and last.isalpha() and first.isupper() and len(stop.following) > 1 else False
    if len(stop.following) == 1 and (stop.following != "و" or not stop.text[stop.after + 1 : stop.after + 2].isspace()):
        return False
    return None if stop.closers or len(stop.before) > 1 or not last.isalpha() else False


def ellipsis(stop: Stop) -> bool | None:
    """Three dots end a sentence where a clause is complete, with a verb before them: «نمی‌دانم... شاید».

    Elsewhere they stand for what is left out («و ...», «دولت … باید») or for a pause.
    """
    if not stop.marks.endswith(("..", "…")):
        return None
    if stop.closers:
        return None
    listed = stop.before == "و" and (len(stop.marks.replace("…", "...")) < 4 or not stop.spaced)
    if listed or stop.following in words().continuations:
        return False
    return None if stop.before == "و" or ends_clauses(stop.before) else False


def question_in_clause(stop: Stop) -> bool | None:
    """«در پاسخ به این پرسش که آیا …؟ گفت»: the question is a part of a clause that goes on behind it."""
    if stop.marks[0] not in "؟?" or stop.closers:
        return None
    head = plain(stop.sentence)
    return False if _ASKED.search(head) or _WHETHER.match(head) else None


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
    opening = stop.text.rfind(PARTNER[closer], max(0, stop.at - _LONGEST_LOOK), stop.at)
    if opening < 0:
        return None
    outside = stop.text[max(0, opening - 40) : opening].rstrip().rstrip(OPENING).rstrip()
    if not outside or outside[-1] in ENDS:
        return False if closer not in ")]}" and _is_told(stop) else None
    word = word_before(outside, 0, len(outside))
    if closer in ")]}":
        return None if stop.marks == "." and ends_clauses(word) else False
    if outside[-1] in "،," and outside[-2:-1] in CLOSING:  # «…»، «…؟»: one of several titles
        return False
    if outside[-1] in ":،؛,;" or word in words().speech:
        return None
    before = plain(outside).split()  # «گفته بود اروپا «باید بدهد.»»: the verb of saying stands further back
    told = stop.marks == "." and "که" not in before and any(map(ends_clauses, before))
    return None if told else False


def _is_told(stop: Stop) -> bool:
    """Whether a quotation that opens the sentence is followed by who said it: «کمک!» ساکنان فریاد می‌زدند."""
    clause = _NEXT_CLAUSE.match(stop.text, stop.after)
    told = plain(clause[0]).split() if clause else []
    if not words().quoted.isdisjoint({stop.following, "".join(told[:2])}):
        return True
    if not 0 < len(told) <= 8:
        return False
    return told[-1] in words().reporting or " ".join(told[-2:]) in words().reporting


RULES: tuple[Rule, ...] = (
    mark_follows,
    aside,
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
