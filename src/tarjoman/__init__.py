"""tarjoman (ترجمان): Persian news into English, side by side with its source, and a measure of how good it is.

The values that every part shares are here; the parts are `tarjoman.translate`, `tarjoman.align` and `tarjoman.eval`.
Nothing is loaded, created or configured at import.
"""

from tarjoman.bitext import Bitext, Flag, Origin, Pair, Provenance
from tarjoman.document import Document, Segment, Span
from tarjoman.errors import TarjomanError

__version__ = "0.1.0"

__all__ = [
    "Bitext",
    "Document",
    "Flag",
    "Origin",
    "Pair",
    "Provenance",
    "Segment",
    "Span",
    "TarjomanError",
    "__version__",
]
