"""What was translated before: cache, journal and translation memory in one SQLite file."""

from tarjoman.translate.memory.place import opened
from tarjoman.translate.memory.remembering import RememberingEngine
from tarjoman.translate.memory.remembers import Remembers
from tarjoman.translate.memory.store import Edit, Memory

__all__ = ["Edit", "Memory", "RememberingEngine", "Remembers", "opened"]
