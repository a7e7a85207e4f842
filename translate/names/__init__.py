"""Names: held to a table while a text is translated (`NameReader`, `NameStage`), spelt in English, audited."""

from tarjoman.translate.names.transliteration import Candidate, Transliterator, likeness

__all__ = ["Candidate", "Transliterator", "likeness"]
