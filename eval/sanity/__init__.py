"""What is wrong with the texts themselves, told before any number."""

from tarjoman.eval.sanity.finding import Effect, Example, Finding

__all__ = ["Effect", "Example", "Finding"]
