"""How good a translation is: scores against references, each with the signature that reproduces it."""

from tarjoman.eval.metrics import Score, corpus_scores

__all__ = ["Score", "corpus_scores"]
