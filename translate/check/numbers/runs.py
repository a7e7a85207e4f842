"""Numbers of a Persian sentence that stand for one together: thousands and units, dollars and cents, telephones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from tarjoman.translate.check.numbers.context import CENTURIES, HOURS
from tarjoman.translate.check.numbers.dates import YEARS, years
from tarjoman.translate.check.numbers.groups import HALF, Group
from tarjoman.translate.check.numbers.values import LARGEST, TELEPHONE, Value, Values, joins, parts, table, value

_GAP = re.compile(r"[ -]?")
_UNIT_AND = re.compile(r"\s\w+\sو\s")
_LONGEST = 15  # digits of a telephone number


@dataclass(slots=True)
class Number:
    """A number of a sentence.

    text:      as it stands there; of a number in words, without the scale after it.
    readings:  sets of values, any of which stands for it when all of it is there.
    firm:      whether a translation must have it: «یک» is an article as well, «نه» also "no".
    group:     where it stands.
    """

    text: str
    readings: list[Values]
    firm: bool
    group: Group

    @property
    def also(self) -> set[Value]:
        """Values that its English may have, though none stands for it: parts of it, the decade that it is."""
        return _also(self.group)


def goes_on(text: str, before: Group, group: Group) -> bool:
    """Whether a number makes one with that before it: «2 میلیون و 500 هزار», «یکصد و 58»."""
    between = text[before.after : group.start].strip()
    if before.scale > 1:
        return between in ("و", "") and not before.plural
    return (
        between == "و"
        and group.in_digits
        and not before.in_digits
        and before.values[0] >= 100
        and joins(before.values[0], group.values[0])
    )


def joined(chain: Sequence[tuple[Group, list[Values]]]) -> Iterator[Number]:
    """The numbers of a chain, for which their sum stands too."""
    if len(chain) == 1:
        ((group, readings),) = chain
        yield Number(group.text, readings, group.firm, group)
    elif chain:
        sums = {_sum([group for group, _ in chain], k) for k in (0, -1)}
        total: list[Values] = [frozenset([one]) for one in sums]
        for group, readings in chain:
            yield Number(group.text, readings + total, group.firm, group)


def _sum(groups: Sequence[Group], k: int) -> Decimal:
    """What numbers make together: 2 thousand and 500; 6 thousand and 650 million, which is 6,650 of them."""
    total, last = Decimal(0), LARGEST
    for group in groups:
        if group.scale > last:
            total = min((total + group.values[k]) * group.scale, LARGEST)
        else:
            total += group.values[k] * group.scale
        last = group.scale
    return total


def _also(group: Group) -> set[Value]:
    """What the English of a number may have beside its readings."""
    also: set[Value] = {*group.values, group.scale, *parts(group.text)}
    number = group.values[0]
    if number == HALF:
        also.add(Decimal(30))  # minutes
    if group.scale == 1 and number % 1 == 0:
        if 10 <= number < 100:
            also |= {number + century for century in CENTURIES}
        elif number in YEARS:
            also |= {*map(Decimal, years(int(number))), number % 100}
        elif 1000 < number < 2200:
            also.add(number % 100)  # 2022-23
        if number in HOURS:
            also.add(number - 12)
    return also


def telephones(groups: Sequence[Group], text: str, found: Sequence[Number]) -> None:
    """Let numbers one after the other, which together are a telephone number, stand as one."""
    run: list[int] = []
    for n, group in enumerate([*groups, None]):
        if group and run and group.in_digits and _GAP.fullmatch(text, groups[run[-1]].end, group.start):
            run.append(n)
            continue
        written = "".join(groups[k].text for k in run)
        if len(run) > 1 and written.isdecimal() and TELEPHONE <= len(written) <= _LONGEST:
            for k in run:
                found[k].readings.append(frozenset([value(written, decimals=False)]))
        run = [n] if group and group.in_digits else []


def hundredths(groups: Sequence[Group], text: str, found: Sequence[Number]) -> None:
    """Let dollars and cents, metres and centimetres stand as one number with decimals."""
    for n, (one, other) in enumerate(pairwise(groups)):
        if _UNIT_AND.fullmatch(text, one.end, other.start) and _hundredth().match(text, other.end):
            total: Values = frozenset([one.values[0] + other.values[0] / 100])
            found[n].readings.append(total)
            found[n + 1].readings.append(total)


@cache
def _hundredth() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(table('persian_hundredths'))})")
