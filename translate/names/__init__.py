"""Names: `likeness` tells whether an English spelling can be that of a Persian name."""

from tarjoman.translate.names.skeleton import likeness

__all__ = ["likeness"]
