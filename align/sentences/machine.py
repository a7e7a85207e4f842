"""Likeness by translation: the Persian in English by machine, compared with the English that there is."""

from collections.abc import Sequence

from tarjoman.align.sentences.english_words import plain, words
from tarjoman.align.sentences.similarity import Progress, silent
from tarjoman.align.sentences.vectors import Kernel, Sparse, from_counts, ngrams
from tarjoman.document import Document
from tarjoman.translate import Translator

_SIZE = 4  # characters of a run


class Machine:
    """Translations compared by runs of characters and by words, rare ones above all.

    translator: its splitter takes a paragraph as one sentence. What it remembers is not translated again.
    """

    names = ("characters", "words")

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    def kernels(self, source: Sequence[str], target: Sequence[str], progress: Progress = silent) -> list[Kernel]:
        """Two kernels, both of English against English."""
        done = 0

        def count(_: object) -> None:
            nonlocal done
            done += 1
            progress("Translating", done, len(source))

        document = Document("source", tuple(" ".join(text.split()) + "\n" for text in source))
        (bitext,) = self._translator.translate([document], count)
        machine = [plain(pair.target) for pair in bitext.pairs]
        english = [plain(text) for text in target]
        numbers: dict[str, int] = {}
        return [
            Sparse.weighed("characters", *(ngrams((f" {t} " for t in texts), _SIZE) for texts in (machine, english))),
            Sparse.weighed("words", *(from_counts([words(t) for t in texts], numbers) for texts in (machine, english))),
        ]
