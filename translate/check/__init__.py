"""Checks of translations: each a score, from a threshold on a flag; and how good a translation is likely to be."""

from tarjoman.translate.check.findings import Findings, check, examine, mean_confidence

__all__ = ["Findings", "check", "examine", "mean_confidence"]
