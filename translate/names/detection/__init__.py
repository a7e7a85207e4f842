"""Names that no table has: `find` tells which words of a document are of one."""

from tarjoman.translate.names.detection.finder import Unknown, find

__all__ = ["Unknown", "find"]
