"""What is known of two words whatever sentence they stand in: that one may translate the other, or spell it."""

import numpy as np

from tarjoman.align.links.side import Side
from tarjoman.align.links.symmetry import Weights
from tarjoman.align.words import words
from tarjoman.translate.check.lexicon import STEM, Lexicon
from tarjoman.translate.names.transliteration.skeleton import likeness

# What is added to a share of attention; chosen on 120 pairs linked by hand
_TRANSLATES = 0.7
_SPELLS = 0.3
_ALIKE = 0.75  # likeness of a name's spellings
_SHORTEST = 3  # letters of a name that is compared


def known(source: Side, target: Side) -> Weights:
    """Weights for words of the lexicon and of names. source: normalised. Shape: (words of source, words of target)."""
    lexicon = Lexicon.load()
    weights = np.zeros((len(source.places), len(target.places)))
    english = target.tokens
    stems = [word.lower()[:STEM] for word in english]
    names = [n for n, word in enumerate(english) if word[:1].isupper() and len(word) >= _SHORTEST]
    for s, word in enumerate(source.tokens):
        rows = [row for a, b in words(word) if (row := lexicon.get(word[a:b]))]  # of what half-spaces part
        if rows:
            weights[s] += [_TRANSLATES * any(stem in row.stems for row in rows) for stem in stems]
        if len(word) >= _SHORTEST:
            for t in names:
                weights[s, t] += _SPELLS * (likeness(word, english[t]) >= _ALIKE)
    return weights
