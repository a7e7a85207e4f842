"""Which words of a translation stand for the names of its source: as the table has them, otherwise, or not at all."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz import fuzz

from tarjoman.align.words import LONGEST, Links, words
from tarjoman.document import Span
from tarjoman.translate.names.grammar import lists
from tarjoman.translate.names.matcher import Mention
from tarjoman.translate.names.renderings import find
from tarjoman.translate.names.repair import is_title, may_begin, stands_alone
from tarjoman.translate.names.table import Entry
from tarjoman.translate.names.transliteration.skeleton import ascii_letters, likeness

# How alike a variant and the wanted form must be, 0 to 1: by their letters alone; and where links say so too. Like the
# other figures here chosen by hand, reading what is replaced in the development sets: below, other names are.
ALIKE, ALIKE_LINKED = 0.75, 0.5
INSTEAD = 0.6  # share of the links that must join a name with one that has nothing in common with it
_WORD_ALIKE = 0.8  # of two words, to be the same one
_SHORT = 0.4  # the letters of a name with few consonants must be as alike: «علی» has those of We, «سنا» of CNN
_CONSONANT = re.compile(r"(?![اآویهعئء])[^\W\d_]")
FIRST = 0.76  # how alike the letters of the first word of a sentence must be, whose capital says nothing
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['\u2019.](?=[^\W_])[^\W_]+)*")
_WORDS = re.compile(r"[^\W_]+")
_HYPHENS = ("-", "\u2010", "\u2011")
_POSSESSIVE = re.compile(r"['\u2019][sS]?$")
_PER_WORD = 0.01  # of two places that are equally likely, the one with more words
_SPELT = frozenset(("person", "place", "agency", "people", "language", "work", ""))  # others are translated


@dataclass(frozen=True, slots=True)
class Rendering:
    """What stands in a translation for a mention.

    span: its place, without the possessive; None where nothing does.
    right: whether it is an accepted form; otherwise it is a variant of the name.
    """

    mention: Mention
    span: Span | None
    right: bool


def verify(
    source: str, mentions: Sequence[Mention], target: str, links: Links = (), others: Container[str] = ()
) -> list[Rendering]:
    """A rendering for each mention of a source.

    links: between the `words` of source and target, to find what is spelt quite otherwise and to tell places apart.
    others: English forms of other names, which are no variants unless they are spelt nearly the same.

    Each place of an accepted form is one mention's while there are enough of them; what has none left shares one, as
    English says a pronoun or nothing where Persian says a name again, unless a variant of it stands there too. In a
    target of more than `LONGEST` words variants are not looked for.
    """
    pair = _Pair(source, target, links, others)
    places: dict[Entry, list[Span]] = {}
    chosen: dict[int, Span] = {}
    # Long forms first: "University of Tehran" is not the place of Tehran
    order = sorted(range(len(mentions)), key=lambda i: (-len(mentions[i].entry.en), mentions[i].entry.en, i))
    for entry, numbers in groupby(order, key=lambda i: mentions[i].entry):
        if entry not in places:
            places[entry] = find(entry, target)
        free = [span for span in places[entry] if pair.is_free(span)]
        for number in numbers:
            if not free:
                break
            chosen[number] = max(free, key=lambda span: pair.share(mentions[number].span, span))
            free.remove(chosen[number])
            pair.taken.append(chosen[number])
    variants: dict[int, Span] = {}
    # What may be no name at all takes no place from one that is
    for number in sorted(set(range(len(mentions))) - chosen.keys(), key=lambda i: (-mentions[i].confidence, i)):
        if variant := pair.variant(mentions[number], sure=bool(places[mentions[number].entry])):
            variants[number] = variant
            pair.taken.append(variant)
    found = []
    for number, mention in enumerate(mentions):
        shared = places[mention.entry]
        if number in chosen:
            found.append(Rendering(mention, chosen[number], right=True))
        elif variant := variants.get(number):
            # It may be an accepted form: a longer one that begins there has words of another name
            # («زنیت سن‌پترزبورگ», "Zenit St. Petersburg")
            found.append(Rendering(mention, variant, target[slice(*variant)] in mention.entry.english))
        else:
            found.append(Rendering(mention, shared[0] if shared else None, right=bool(shared)))
    return found


class _Pair:
    """A sentence and its translation. taken: places of the translation that are some name's already."""

    def __init__(self, source: str, target: str, links: Links, others: Container[str]) -> None:
        self._source, self._target, self._others = source, target, others
        sources, targets = words(source), words(target)
        linked = ((Span(*sources[s]), Span(*targets[t])) for s, t in links)
        self._links = [(a, b) for a, b in linked if _tells(target[b.start : b.end])]
        self._tokens = list(_TOKEN.finditer(target))
        self.taken: list[Span] = []

    def is_free(self, span: Span) -> bool:
        """Whether no name has any of it."""
        return not any(span.start < other.end and other.start < span.end for other in self.taken)

    def share(self, source: Span, target: Span) -> float:
        """The share of a target span's linked words that are linked into a source span; 0 where none is linked."""
        return _mean(_within(a, source) for a, b in self._links if _within(b, target))

    def _held(self, source: Span, target: Span) -> float:
        """The share of the words linked to a source span that a target span holds; 0 where none is linked."""
        return _mean(_within(b, target) for a, b in self._links if _within(a, source))

    def variant(self, mention: Mention, *, sure: bool) -> Span | None:
        """The free place of another spelling of a name, or of a part of it. sure: only one that leaves no doubt."""
        if len(self._tokens) > LONGEST:
            return None
        best: Span | None = None
        best_score = 0.0
        persian = self._source[mention.span.start : mention.span.end]
        for span in filter(self.is_free, self._windows(mention.entry)):
            there = self._target[span.start : span.end]
            score = alike(mention.entry, persian, there)
            if score < ALIKE_LINKED and there not in self._others:
                continue  # most of them: what is below is dear
            share = self.share(mention.span, span)
            if not self._may_be(mention.entry, span, linked=share >= 0.5):
                continue
            held = self._held(mention.span, span)
            other = there in self._others and score < 1  # NATO is no other name than Nato
            if other and self._links and share < 0.5:
                continue  # South Korea is there, and is no North Korea
            # Another name that is in the place of this one: Haiti for Tahiti
            known = mention.confidence == 1
            instead = known and other and mention.entry.type in _SPELT and min(share, held) >= INSTEAD
            if score < (ALIKE if sure or share < 0.5 or other or not known else ALIKE_LINKED) and not instead:
                continue
            score += share + held + _PER_WORD * len(_letters(there))
            if score > best_score:
                best, best_score = span, score
        return best and self._grown(mention, best)

    def _may_be(self, entry: Entry, span: Span, *, linked: bool) -> bool:
        """Whether words that are like a name may be of it, by how they are written and what stands beside them."""
        there = self._target[slice(*span)]
        found, wanted = _letters(there), _letters(entry.en)
        if not found or there.lower() in lists()["calendar"]:
            return False
        some = len(found) < len(wanted) and all(word in wanted for word in found)
        is_whole = not some and fuzz.ratio("".join(found), "".join(wanted)) >= 100 * ALIKE
        is_part, is_small = len(found) < len(wanted) and not is_whole, not any(c.isupper() for c in there)
        ends_alike = bool(wanted) and fuzz.ratio(found[-1], wanted[-1]) >= 100 * _WORD_ALIKE
        if is_part and entry.type != "person" and self._target.startswith(" of ", span.end):
            return False  # the "Sea" of Azov
        if entry.type not in _SPELT and not is_whole:
            # The "ministry of foreign" affairs; "social security" insurance; the soccer "federation"
            is_moved = not is_part and len(found) > 1
            if (is_moved or is_small) and not ends_alike and not stands_alone(self._target, span.end):
                return False
            if is_small and is_part and not may_begin(self._target[max(0, span.start - 100) : span.start]):
                return False
        if is_part and self._target[max(0, span.start - 1) : span.start] in _HYPHENS:
            return False  # the "Salvador" of al-Salvador
        if is_part and not ends_alike and re.match(r" [^\W\d_a-z]", self._target[span.end : span.end + 2]):
            return False  # "Ilham" Heydarov, for Ilham Aliyev
        if linked:
            return True
        before = self._target[max(0, span.start - 20) : span.start].rstrip("\"'\u201c\u2018([ ")
        if len(found) == 1 < len(self._tokens) and before[-1:] in ("", ".", "!", "?", ":"):  # Come, for Qom
            likest = max(fuzz.ratio(found[0], "".join(wanted)), fuzz.ratio(found[0], wanted[-1]))
            if likest < 100 * FIRST:
                return False
        if not is_part:
            return True
        if is_small:
            return False  # the black market, for the Black Sea
        last = re.search(r"([^\W_]+)\.? $", self._target[max(0, span.start - 100) : span.start])
        if last and last[1][0].isupper() and last[1].lower() not in lists()["small"] and not is_title(last[1]):
            return False  # the Caspian "Sea", for the Black Sea
        if entry.type == "person":
            return True
        return ends_alike or stands_alone(self._target, span.end)

    def _windows(self, entry: Entry) -> Iterator[Span]:
        """Runs of words that might be a name: each has a capital or is of it, small words of names may stand inside."""
        own = {word.lower() for word in _TOKEN.findall(entry.en)} - lists()["inside"]
        most = len(_TOKEN.findall(entry.en)) + 2
        for first, token in enumerate(self._tokens):
            if not self._may_start(first, own):
                continue
            for last in range(first, min(first + most, len(self._tokens))):
                word = self._tokens[last]
                gap = self._target[self._tokens[last - 1].end() : word.start()] if last > first else ""
                if gap.strip() and gap not in _HYPHENS:
                    break
                if _is_name(word[0], own):
                    yield Span(token.start(), word.start() + len(_POSSESSIVE.sub("", word[0])))
                elif word[0].lower() not in lists()["inside"] and not (gap in _HYPHENS and len(word[0]) < 3):
                    break
                if _POSSESSIVE.search(word[0]) and word[0].lower() not in own:
                    break

    def _may_start(self, number: int, own: Container[str]) -> bool:
        """Whether a name may start with a token: its "al-" is of it."""
        token = self._tokens[number]
        if number and self._tokens[number - 1][0].lower() in lists()["inside"] and self._is_joined(number - 1):
            return False
        return _is_name(token[0], own) or (
            token[0] in lists()["inside"] and self._is_joined(number) and _is_name(self._tokens[number + 1][0], own)
        )

    def _is_joined(self, number: int) -> bool:
        """Whether a hyphen alone joins a token to the next one."""
        following = self._tokens[number + 1 : number + 2]
        return bool(following) and self._target[self._tokens[number].end() : following[0].start()] in _HYPHENS

    def _grown(self, mention: Mention, span: Span) -> Span:
        """A span with words beside it that are linked to nothing but the mention, as many as the name still lacks.

        They have a capital, or begin as a word of the name does: "northern Africa" for North Africa.
        """
        wanted = _letters(mention.entry.en)
        lacking = len(wanted) - len(_letters(self._target[span.start : span.end]))
        starts = {word[:3] for word in wanted}
        others = {b for a, b in self._links if not _within(a, mention.span)}
        own = sorted({b for a, b in self._links} - others)
        for word in [*reversed(own), *own]:
            text = self._target[word.start : word.end]
            fits = text[0].isupper() or (len(text) > 2 and text[:3].lower() in starts)
            if lacking > 0 and fits and text.lower() not in lists()["small"] and self.is_free(word):
                if self._target[word.end : span.start] == " ":
                    span, lacking = Span(word.start, span.end), lacking - 1
                elif self._target[span.end : word.start] == " ":
                    span, lacking = Span(span.start, word.end), lacking - 1
        return span


def _tells(word: str) -> bool:
    """Whether a word's links tell where a name is: marks and small words are linked to whatever is near."""
    small = word.lower()
    return word[0].isalnum() and word != "s" and small not in lists()["inside"] and small not in lists()["small"]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _mean(values: Iterable[float]) -> float:
    """0 where there are none."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def _is_name(word: str, own: Container[str]) -> bool:
    """Whether a word may be of a name: it has a capital, or the name, in small letters, has it."""
    small = word.lower()
    if small in own or _POSSESSIVE.sub("", small) in own:
        return True
    return word[0].isupper() and small not in lists()["small"]


def alike(entry: Entry, persian: str, english: str) -> float:
    """How likely some English words are another spelling of a name, or a part of it, 0 to 1."""
    wanted, there = _letters(entry.en), _letters(english)
    if not wanted or not there:
        return 0.0
    score = fuzz.ratio("".join(wanted), "".join(there)) / 100
    if all(any(fuzz.ratio(a, b) >= 100 * _WORD_ALIKE for b in wanted) for a in there):  # a part, or another order
        score = max(score, 0.9 if entry.type in _SPELT else min(0.9, len(there) / len(wanted)))
    elif entry.type in _SPELT and (len(_CONSONANT.findall(persian)) > 2 or score >= _SHORT):
        score = max(score, likeness(persian, english) - 0.05)
    return score


@lru_cache(50_000)
def _letters(english: str) -> tuple[str, ...]:
    """The words that tell, in small letters without accents; all of them where none does (Van, El Al)."""
    found = _WORDS.findall(ascii_letters(english).lower())
    return tuple([word for word in found if word not in lists()["inside"]] or found)
