"""Persian text in, English text out: reading, splitting, normalising, translating and checking.

>>> from tarjoman.translate import Translator
>>> Translator.load().text("سلام دنیا")  # doctest: +SKIP
"""

from tarjoman.translate.pipeline import Translator

__all__ = ["Translator"]
