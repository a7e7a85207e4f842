"""Scores of translations: statistics of each segment, which add up, and a score of their sum."""

from tarjoman.eval.metrics.corpus import Score, corpus_scores

__all__ = ["Score", "corpus_scores"]
