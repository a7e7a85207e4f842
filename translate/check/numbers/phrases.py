"""The number that words of a Persian sentence make: joined, with decimals, a fraction."""

import re
from collections.abc import Sequence
from decimal import Decimal

from tarjoman.translate.check.numbers.values import LARGEST, fraction, joins, table, words_of
from tarjoman.translate.check.numbers.words import Word

_THOUSANDTH = 1000  # «50 هزارم» is the 50,000th as well


def number(found: Sequence[Word], n: int) -> tuple[tuple[Decimal, ...], int, bool]:
    """The values of a number from a word on, its last word, and whether it is one for sure.

    «12 و 3 دهم» and «12 ممیز 3» are 12.3; «سه چهارم» is 0.75; of «یک چهارم نهایی» 4 tells, for there are so many pairs.
    """
    word = found[n]
    values, last = _whole(found, n)
    following = [w.text for w in found[last + 1 : last + 2]]
    firm = word.in_digits or last > n or _is_firm(word.text, following)
    if following == ["نهایی"] and (m := re.fullmatch(r"1/(\d)", word.text)):
        return _final(Decimal(m[1])), last + 1, False
    if len(values) == 1 and (part := _fraction(found, last + 1, values[0], _THOUSANDTH - 1)):
        if [w.text for w in found[last + 2 : last + 3]] == ["نهایی"]:
            return _final(table("persian_denominators")[found[last + 1].text]), last + 2, False
        return (part,), last + 1, values[0] > 1 or word.in_digits
    if len(values) == 1 and following and following[0] in ("و", "ممیز") and found[last + 2 : last + 3]:
        (*_, above), end = _whole(found, last + 2) if found[last + 2].values else ((None,), 0)
        part = None if above is None else _fraction(found, end + 1, above, LARGEST)
        if part and [w.text for w in found[end + 2 : end + 3]] != ["نهایی"]:
            return (values[0] + part,), end + 1, True
        if above is not None and following == ["ممیز"] and above % 1 == 0:
            return (values[0] + fraction(above, Decimal(10) ** (above.adjusted() + 1)),), end, True
    return values, last, firm


def _whole(found: Sequence[Word], n: int) -> tuple[tuple[Decimal, ...], int]:
    """The values of a number that a word begins, and its last word."""
    if found[n].in_digits:
        return found[n].values, n
    number, last = _spelt(found, n)
    return (number,), last


def _fraction(found: Sequence[Word], n: int, above: Decimal, most: Decimal | int) -> Decimal | None:
    """A number divided by the denominator that a word is; None where it is none, or more than `most`."""
    below = table("persian_denominators").get(found[n].text) if n < len(found) else None
    if below is None or not 0 < above < below <= most or above % 1 or found[n].start > found[n - 1].end + 1:
        return None
    months = table("persian_months")
    return None if n + 1 < len(found) and found[n + 1].text in months else fraction(above, below)


def _final(below: Decimal) -> tuple[Decimal, ...]:
    """What may be told of a round before the final, of which there are so many games."""
    return below, 2 * below, fraction(Decimal(1), below)


def _spelt(found: Sequence[Word], n: int) -> tuple[Decimal, int]:
    """The value of number words from one on, and the last of them: «بیست و پنج», «صد هفتاد», «چهار صد»."""
    (number,) = found[n].values
    denominators = table("persian_denominators")
    if number < 10 and n + 1 < len(found) and found[n + 1].text == "صد" and number:
        number, n = number * 100, n + 1
    while n + 1 < len(found):
        step = 2 if found[n + 1].text == "و" else 1
        if n + step >= len(found) or len(more := found[n + step].values) != 1 or found[n + step].in_digits:
            break
        gaps = {found[k].end + 1 - found[k + 1].start for k in range(n, n + step)}  # 0: a space
        if not gaps <= {0, 1} or not joins(number, more[0]) or (step == 1 and number < 100):
            break
        after = found[n + step + 1].text if n + step + 1 < len(found) else ""
        if number + more[0] >= denominators.get(after, LARGEST):  # «بیست و دو دهم»: 20.2
            break
        number, n = number + more[0], n + step
    return number, n


def _is_firm(text: str, following: Sequence[str]) -> bool:
    """Whether a number word is one for sure."""
    if text in words_of("persian_doubtful"):
        return not words_of("persian_counted").isdisjoint(following)
    return text not in words_of("persian_idle")
