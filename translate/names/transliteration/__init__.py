"""Names in English letters: `Transliterator` spells them, `likeness` tells whether a spelling can be theirs."""

from tarjoman.translate.names.transliteration.skeleton import likeness
from tarjoman.translate.names.transliteration.transliterator import Candidate, Transliterator

__all__ = ["Candidate", "Transliterator", "likeness"]
