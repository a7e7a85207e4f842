"""Names: `Transliterator` spells them in English, `likeness` tells whether a spelling can be theirs."""

from tarjoman.translate.names.skeleton import likeness
from tarjoman.translate.names.transliterate import Candidate, Transliterator

__all__ = ["Candidate", "Transliterator", "likeness"]
