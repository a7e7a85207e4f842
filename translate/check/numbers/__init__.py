"""Numbers and dates that a translation has lost, changed or made up."""

from tarjoman.translate.check.numbers.compare import NO_DIFFERENCE, Difference, difference, lost
from tarjoman.translate.check.numbers.persian import numerals

__all__ = ["NO_DIFFERENCE", "Difference", "difference", "lost", "numerals"]
