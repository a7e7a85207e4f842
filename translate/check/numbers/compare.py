"""Whether a Persian sentence and its translation have the same numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tarjoman.translate.check.numbers import english, persian
from tarjoman.translate.check.numbers.english import Step
from tarjoman.translate.check.numbers.runs import Number
from tarjoman.translate.check.numbers.values import Value, table

_NAME = re.compile(
    r"[A-Za-z][-\u2010-\u2013']?\d[\d.]*|(?<![\d.])\d[\d.]{0,8}-?[A-Za-z](?![A-Za-z])|(?<=[A-Za-z])\d+"
)  # F-16, 5G

_LATIN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """lost: numbers of the source that the translation lacks. invented: of the translation, that the source lacks."""

    lost: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many."""
        return len(self.lost) + len(self.invented)


NO_DIFFERENCE = Difference()


def lost(source: str, target: str) -> list[str]:
    """The numbers of a Persian sentence that its English lacks, as they stand in the source.

    A number is there when its value is: in digits or spelled out («12» as "twelve", "twelfth" or "a dozen"); with the
    thousands or millions after it («50 هزار» as "50 thousand" or "50,000", not as "50 million" or "50"), which the
    numbers of a range share; joined with the next («14 هزار و 500» as "14,500"); or part by part («9/11» as "9-11").
    1.085 is 1085 as well. Twice in the source, a number may stand once in the target.
    """
    return list(difference(source, target).lost)


def difference(source: str, target: str) -> Difference:
    """The numbers of a Persian sentence that its English lacks, and the other way round."""
    wanted, given = persian.numbers(source), english.steps(target)
    there: set[Value] = {value for step in given for value in step.values}
    if missing := _missing(wanted, there):
        missing = _missing(missing, there | english.beside(target))
    return Difference(tuple(n.text for n in missing), tuple(_invented(given, wanted, source, target)))


def _missing(wanted: list[Number], there: set[Value]) -> list[Number]:
    """Numbers that are some for sure, none of whose readings is there."""
    return [n for n in wanted if n.firm and not any(reading <= there for reading in n.readings)]


def _invented(given: list[Step], wanted: list[Number], source: str, target: str) -> Iterator[str]:
    """Numbers, in digits or of the words that are nothing else, none of whose values the wanted ones may have."""
    known = {value for n in wanted for reading in n.readings for value in reading}
    if not any(_odd(given, known)):
        return
    known |= {value for n in wanted for value in n.also}
    named = {digits for m in _NAME.findall(target) for digits in re.findall(r"\d+", m)}
    named.update(_LATIN.findall(source.lower()))  # "Six Flags", left as it is
    named.update(*(digits for digits, values in english.telephones(target) if not values.isdisjoint(known)))
    within = persian.inside(source)
    for step in _odd(given, known):
        if step.word not in table("english_loose") and step.word not in named and step.values.isdisjoint(within):
            yield step.word


def _odd(given: list[Step], known: set[Value]) -> Iterator[Step]:
    """The words that have no known value, of numbers that have none as a whole."""
    run: list[Step] = []
    for step in [*given, None]:
        if step and not step.first:
            run.append(step)
            continue
        if run and run[-1].values.isdisjoint(known):
            yield from (one for one in run if one.values.isdisjoint(known))
        run = [step] if step else []
